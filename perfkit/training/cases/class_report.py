"""What the notebook for a class shows, piece by piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.markup import page_style
from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import Text, say
from perfkit.rubric.files import load_rubric
from perfkit.rubric.table import Rubric
from perfkit.training.cases.case import EXACT, JUDGED, OPEN
from perfkit.training.cases.class_line import CLASS_FILE, most_missed, read_class
from perfkit.training.cases.class_tables import lessons_table
from perfkit.training.cases.decisions import FILE as DECISIONS
from perfkit.training.cases.drawing import PROJECT
from perfkit.training.cases.key import POST, PRE, TRAINER
from perfkit.training.cases.result_charts import class_chart
from perfkit.training.course import course
from perfkit.training.lessons.results import LESSONS_FILE, read_lessons
from perfkit.training.lessons.views import called
from perfkit.views.charts.chart import Chart
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose
from perfkit.views.tables.table import CENTRE, NUMBER, Cell, Column, Table


def open_class(folder: str | Path, lang: str = "zh") -> ClassReport:
    """A class that was graded.

    Raises
    ------
    PerfkitError   the folder holds no class.csv: grade it first.
    """
    root = Path(folder)
    path = next((one for one in (root / TRAINER / CLASS_FILE, root / CLASS_FILE) if one.is_file()), None)
    if path is None:
        raise PerfkitError(
            Text(
                f"{folder} 里没有 {CLASS_FILE}；先运行 perfkit train grade",
                f"there is no {CLASS_FILE} in {folder}; run perfkit train grade first",
            )
        )
    lessons = read_lessons(path.with_name(LESSONS_FILE))
    return ClassReport(tuple(read_class(path)), lang, tuple(lessons))


@dataclass(frozen=True)
class ClassReport:
    """A class, each method one thing to display."""

    lines: tuple[dict[str, str], ...]
    lang: str
    lessons: tuple[dict[str, str], ...] = ()

    def _repr_html_(self) -> str:
        return page_style() + self.answer()._repr_html_()

    def __repr__(self) -> str:
        return repr(self.answer())

    @property
    def shares(self) -> list[Fraction]:
        """The share of every sheet that was graded, 0 to 1."""
        return [Fraction(line["share"]) / 100 for line in self.graded]

    @property
    def graded(self) -> list[dict[str, str]]:
        """The lines of those whose sheet could be read."""
        return [line for line in self.lines if not line.get("not_graded")]

    @cached_property
    def rubric(self) -> Rubric:
        """The table that most of the class was given."""
        named = Counter(line["rubric"] for line in self.graded if line.get("rubric"))
        return load_rubric(named.most_common(1)[0][0] if named else course().rubric)

    def answer(self) -> Prose:
        """The class in one line."""
        lang, count, absent = (
            self.lang,
            len(self.graded),
            [line["trainee"] for line in self.lines if line.get("not_graded")],
        )
        mean = sum(self.shares, Fraction(0)) / count if count else Fraction(0)
        passed = sum(line["passed"] == "yes" for line in self.lines)
        line = say(
            lang,
            f"{count} 份，平均得分率 {show_rate(mean)}，{passed} 人达标",
            f"{count} sheets, {show_rate(mean)} right on average, {passed} reached the aim",
        )
        why = Items(
            tuple(
                say(
                    lang,
                    f"学员 {line['trainee']}：{line['not_graded']}",
                    f"Trainee {line['trainee']}: {line['not_graded']}",
                )
                for line in self.lines
                if line.get("not_graded")
            )
        )
        missing = (
            (
                Paragraph(
                    say(
                        lang,
                        f"另有 {len(absent)} 人没有成绩：学员 {'、'.join(absent)}",
                        f"{len(absent)} more were not graded: trainees {', '.join(absent)}",
                    )
                ),
                why,
            )
            if absent
            else ()
        )
        return Prose(
            (
                Heading(say(lang, "班级汇总", "The class"), 1, "class"),
                Paragraph(say(lang, "合成案例", "Synthetic cases"), "synthetic"),
                Paragraph(line, "answer"),
                *missing,
                *self._notes(),
            ),
            lang,
        )

    def _notes(self) -> tuple[Items, ...]:
        """What waits for the trainer, and what an afternoon gave where there is a test before and after."""
        lang, notes = self.lang, []
        waiting = sum(int(line.get("waiting") or 0) for line in self.graded)
        asked = sum(bool(line.get("questions")) for line in self.graded)
        if waiting:
            notes.append(
                say(
                    lang,
                    f"{waiting} 条理由要请你判断：在 {DECISIONS} 的 holds 一列写 是 或 否，再批改一次",
                    f"{waiting} reasons wait for you: write yes or no under holds in {DECISIONS} and grade again",
                )
            )
        if asked:
            notes.append(
                say(lang, f"{asked} 份答卷有要问的地方，见下", f"{asked} sheets raise a question, see below")
            )
        gains = self.gains
        if gains:
            mean = sum((after - before for before, after in gains.values()), Fraction(0)) / len(gains)
            up = say(lang, "提高" if mean >= 0 else "降低", "up" if mean >= 0 else "down")
            notes.append(
                say(
                    lang,
                    f"前测、后测都做了的 {len(gains)} 人，得分率平均{up} {show_number(abs(mean) * 100, 1)} 个百分点",
                    f"{len(gains)} took the test before and after; their share went {up} by {show_number(abs(mean) * 100, 1)} percentage points on average",
                )
            )
        return (Items(tuple(notes)),) if notes else ()

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
        lang = self.lang
        heads = (
            (Text("学员", "Trainee"), 8),
            (Text("难度", "Level"), 6),
            (Text("案例", "Case"), 12),
            (Text("保存时间", "Saved"), 13),
            (Text("得分率", "Right"), 8),
            (Text("达标", "Aim"), 6),
            (Text("数据", "Figures"), 8),
            (Text("判断", "Judged"), 7),
            (Text("待定", "Open"), 7),
            (Text("找到", "Found"), 6),
            (Text("漏掉", "Missed"), 6),
            (Text("误报", "False"), 6),
            (Text("待判断", "Waiting"), 7),
        )
        rows = tuple(
            (
                Cell(_name(line, lang), strong=True, link=line.get("page", "")),
                Cell(line["level"]),
                Cell(line["code"] + (say(lang, "（项目）", " (project)") if line["form"] == PROJECT else "")),
                Cell(line["handed_in"].replace(" ", "\n") or "—"),
                Cell(f"{line['share']}%"),
                Cell(
                    say(lang, "是" if line["passed"] == "yes" else "否", line["passed"]),
                    mark="met" if line["passed"] == "yes" else "",
                ),
                *(Cell(f"{line[f'{kind}_right']}/{line[f'{kind}_total']}") for kind in (EXACT, JUDGED, OPEN)),
                *(Cell(line[name]) for name in ("found", "missed", "false_alarms", "waiting")),
            )
            for line in self.graded
        )
        rows += tuple(
            (
                Cell(_name(line, lang), strong=True),
                Cell(line.get("level", "")),
                Cell(say(lang, "没有成绩", "not graded"), mark="unmet"),
                *(Cell("—"),) * (len(heads) - 3),
            )
            for line in self.lines
            if line.get("not_graded")
        )
        columns = tuple(
            Column(head.in_(lang), NUMBER if n > 3 else CENTRE, width)
            for n, (head, width) in enumerate(heads)
        )
        return Table(
            "class", say(lang, "逐人成绩", "Trainee by trainee"), columns, rows, lang, synthetic=True
        )

    def lesson_results(self) -> Table | Prose:
        """The lessons that trainees handed in, as `perfkit train collect` found them."""
        return lessons_table(self.lessons, self.lang)

    def questions(self) -> Table | Prose:
        """What is odd about sheets: for the trainer to ask, nothing is proven by it."""
        lang = self.lang
        rows = tuple(
            (Cell(_name(line, lang), strong=True), Cell(question))
            for line in self.graded
            for question in line.get("questions", "").splitlines()
        )
        if not rows:
            words = say(lang, "答卷没有要问的地方", "Nothing about the sheets raises a question")
            return Prose((Paragraph(words, "note"),), lang)
        caption = say(lang, "想请你问一问的（不是结论）", "Worth asking about (no verdict)")
        columns = (Column(say(lang, "学员", "Trainee"), CENTRE, 16), Column(say(lang, "问题", "Question")))
        return Table("questions", caption, columns, rows, lang, synthetic=True)

    def missed(self) -> Table:
        """The criteria that most trainees got wrong, with their clauses."""
        lang, criteria = self.lang, self.rubric.criteria
        rows = tuple(
            (
                Cell(called(self.rubric, name).in_(lang), strong=True),
                Cell(criteria[name].text.text.in_(lang)),
                Cell(str(count)),
            )
            for name, count in most_missed(self.graded)
            if name in criteria
        )[:10]
        columns = (
            Column(say(lang, "指标、条款", "Row, clause"), width=34),
            Column(say(lang, "条文", "Clause")),
            Column(say(lang, "答错份数", "Sheets"), NUMBER, 12),
        )
        caption = say(lang, "错得最多的条文", "Clauses got wrong most")
        return Table("missed", caption, columns, rows, lang, synthetic=True)


def _name(line: Mapping[str, str], lang: str) -> str:
    tests = {PRE: Text("前测", "before"), POST: Text("后测", "after")}
    test = tests.get(line.get("test", ""))
    return line["trainee"] + (f" {test.in_(lang)}" if test else "")


def open_class_or_example(folder: str, lang: str = "zh") -> ClassReport:
    """`open_class`, or a class without trainees where no folder is given."""
    return open_class(folder, lang) if folder else ClassReport((), lang)
