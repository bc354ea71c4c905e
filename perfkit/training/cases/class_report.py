"""What the notebook for a class shows, piece by piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import Text, joined
from perfkit.rubric.files import load_rubric
from perfkit.rubric.table import Rubric
from perfkit.training.cases.case import EXACT, JUDGED, OPEN
from perfkit.training.cases.class_line import CLASS_FILE, most_missed
from perfkit.training.cases.decisions import FILE as DECISIONS
from perfkit.training.cases.drawing import PROJECT
from perfkit.training.cases.key import POST, PRE, TRAINER, names_of
from perfkit.training.cases.result_charts import class_chart
from perfkit.training.course import course
from perfkit.training.csv_file import read_lines
from perfkit.training.lessons.lesson_file import lesson_ids, read_lesson
from perfkit.training.lessons.results import LESSONS_FILE
from perfkit.training.lessons.views import called
from perfkit.training.page import Shown
from perfkit.training.words import note, synthetic_mark, table, words
from perfkit.views.charts.chart import Chart
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose
from perfkit.views.tables.table import Cell, Table


def open_class(folder: str | Path, lang: str = "zh") -> ClassReport:
    """A class that was graded.

    Raises
    ------
    PerfkitError   the folder holds no class.csv: grade it first.
    """
    root = Path(folder)
    path = next((one for one in (root / TRAINER / CLASS_FILE, root / CLASS_FILE) if one.is_file()), None)
    if path is None:
        raise PerfkitError(words("no_class_table", folder=folder, class_file=CLASS_FILE))
    lessons = tuple(read_lines(path.with_name(LESSONS_FILE)))
    return ClassReport(tuple(read_lines(path)), lang, lessons, names_of(path.parent))


@dataclass(frozen=True, repr=False)
class ClassReport(Shown):
    """A class, each method one thing to display."""

    lines: tuple[dict[str, str], ...]
    lang: str
    lessons: tuple[dict[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def shares(self) -> list[Fraction]:
        """The share of every sheet that was graded, 0 to 1."""
        return [Fraction(line["share"]) / 100 for line in self.graded]

    @property
    def graded(self) -> list[dict[str, str]]:
        """The lines of those whose sheet could be read."""
        return [line for line in self.lines if not line.get("not_graded")]

    @property
    def absent(self) -> list[dict[str, str]]:
        """The lines of those whose sheet could not be read."""
        return [line for line in self.lines if line.get("not_graded")]

    @cached_property
    def rubric(self) -> Rubric:
        """The table that most of the class was given."""
        named = Counter(line["rubric"] for line in self.graded if line.get("rubric"))
        return load_rubric(named.most_common(1)[0][0] if named else course().rubric)

    def answer(self) -> Prose:
        """The class in one line, who is missing from it, and what waits for the trainer."""
        lang, count, absent = self.lang, len(self.graded), self.absent
        mean = sum(self.shares, Fraction(0)) / count if count else Fraction(0)
        passed = sum(line["passed"] == "yes" for line in self.lines)
        line = words("class_line", count=count, mean=show_rate(mean), passed=passed).in_(lang)
        missing: tuple[Paragraph | Items, ...] = ()
        if absent:
            who = joined(map(self._name, absent))
            why = (
                words("trainee_says", trainee=self._name(line), not_graded=line["not_graded"]).in_(lang)
                for line in absent
            )
            missing = (
                Paragraph(words("not_graded", count=len(absent), who=who).in_(lang)),
                Items(tuple(why)),
            )
        notes = [text.in_(lang) for text in self._notes()]
        return Prose(
            (
                Heading(words("class_heading").in_(lang), 1, "class"),
                synthetic_mark(lang, "synthetic_cases"),
                Paragraph(line, "answer"),
                *missing,
                *((Items(tuple(notes)),) if notes else ()),
            ),
            lang,
        )

    def _notes(self) -> list[Text]:
        """What waits for the trainer, and what an afternoon gave where there is a test before and after."""
        notes, gains = [], self.gains
        waiting = sum(int(line.get("waiting") or 0) for line in self.graded)
        asked = sum(bool(line.get("questions")) for line in self.graded)
        if waiting:
            notes.append(words("reasons_wait", waiting=waiting, decisions=DECISIONS))
        if asked:
            notes.append(words("sheets_raise_questions", asked=asked))
        if gains:
            mean = sum((after - before for before, after in gains.values()), Fraction(0)) / len(gains)
            up, size = words("up" if mean >= 0 else "down"), show_number(abs(mean) * 100, 1)
            notes.append(words("gained", count=len(gains), up=up, mean=size))
        return notes

    @cached_property
    def gains(self) -> dict[str, tuple[Fraction, Fraction]]:
        """Trainee → share right in the test before and in the one after, for those who took both."""
        shares: dict[str, dict[str, Fraction]] = {}
        for line in self.graded:
            if line.get("test"):
                shares.setdefault(line["trainee"], {})[line["test"]] = Fraction(line["share"]) / 100
        return {
            name: (found[PRE], found[POST]) for name, found in shares.items() if {PRE, POST} <= set(found)
        }

    @cached_property
    def picture(self) -> Chart:
        """What the class got wrong most."""
        return class_chart(self.graded, self.rubric, self.lang)

    def table(self) -> Table:
        """Every trainee's line."""
        lang, rows = self.lang, []
        for line in self.graded:
            project = words("project_mark").in_(lang) if line["form"] == PROJECT else ""
            passed = line["passed"] == "yes"
            rows.append(
                (
                    Cell(self._name(line), strong=True, link=line.get("page", "")),
                    Cell(line["level"]),
                    Cell(line["code"] + project),
                    Cell(line["handed_in"].replace(" ", "\n") or "—"),
                    Cell(f"{line['share']}%"),
                    Cell(words("yes" if passed else "no").in_(lang), mark="met" if passed else ""),
                    *(
                        Cell(f"{line[f'{kind}_right']}/{line[f'{kind}_total']}")
                        for kind in (EXACT, JUDGED, OPEN)
                    ),
                    *(Cell(line[name]) for name in ("found", "missed", "false_alarms", "waiting")),
                )
            )
        for line in self.absent:
            lead = (Cell(self._name(line), strong=True), Cell(line.get("level", "")))
            rows.append((*lead, Cell(words("no_grade").in_(lang), mark="unmet"), *(Cell("—"),) * 10))
        return table("class", lang, rows)

    def _name(self, line: Mapping[str, str]) -> str:
        kind, _, number = line.get("test", "").partition("-")
        test = words(f"test_{kind}", round=number).in_(self.lang) if kind else ""
        return " ".join(filter(None, (line["trainee"], self.names.get(line["trainee"]), test)))

    def lesson_results(self) -> Table | Prose:
        """The lessons that trainees handed in, as `perfkit train collect` found them."""
        lang, rows, known = self.lang, [], lesson_ids()
        for line in self.lessons:
            title = read_lesson(line["lesson"]).title.in_(lang) if line["lesson"] in known else line["lesson"]
            counts = (line[name] for name in ("after_solution", "mistakes", "unanswered", "tries"))
            lead = (
                Cell(line["trainee"], strong=True),
                Cell(title),
                Cell(f"{line['right']}/{line['exercises']}"),
            )
            rows.append((*lead, *map(Cell, counts)))
        return table("lessons", lang, rows, synthetic=False) if rows else note(lang, "no_lesson_results")

    def questions(self) -> Table | Prose:
        """What is odd about sheets: for the trainer to ask, nothing is proven by it."""
        rows = [
            (Cell(self._name(line), strong=True), Cell(question))
            for line in self.graded
            for question in line.get("questions", "").splitlines()
        ]
        return table("questions", self.lang, rows) if rows else note(self.lang, "no_questions")

    def missed(self) -> Table:
        """The criteria that most trainees got wrong, with their clauses."""
        lang, criteria = self.lang, self.rubric.criteria
        rows = [
            (
                Cell(called(self.rubric, name).in_(lang), strong=True),
                Cell(criteria[name].text.text.in_(lang)),
                Cell(str(count)),
            )
            for name, count in most_missed(self.graded)
            if name in criteria
        ]
        return table("missed", lang, rows[:10])


def open_class_or_example(folder: str, lang: str = "zh") -> ClassReport:
    """`open_class`, or a class without trainees where no folder is given."""
    return open_class(folder, lang) if folder else ClassReport((), lang)
