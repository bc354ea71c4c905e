"""What the notebook for a class shows, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.markup import page_style
from perfkit.base.quantities import show_rate
from perfkit.base.text import Text, say
from perfkit.rubric.files import load_rubric
from perfkit.training.cases.case import EXACT, JUDGED, OPEN
from perfkit.training.cases.class_line import CLASS_FILE, most_missed, read_class
from perfkit.training.cases.result_charts import class_chart
from perfkit.training.lessons.views import called
from perfkit.views.charts.canvas import Chart
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose
from perfkit.views.tables.table import CENTRE, NUMBER, Cell, Column, Table


def open_class(folder: str | Path, lang: str = "zh") -> ClassReport:
    """A class that was graded.

    Raises
    ------
    PerfkitError   the folder holds no class.csv: grade it first.
    """
    path = Path(folder) / CLASS_FILE
    if not path.is_file():
        raise PerfkitError(
            Text(
                f"{folder} 里没有 {CLASS_FILE}；先运行 perfkit train grade",
                f"there is no {CLASS_FILE} in {folder}; run perfkit train grade first",
            )
        )
    return ClassReport(tuple(read_class(path)), lang)


@dataclass(frozen=True)
class ClassReport:
    """A class, each method one thing to display."""

    lines: tuple[dict[str, str], ...]
    lang: str

    def _repr_html_(self) -> str:
        return page_style() + self.answer()._repr_html_()

    def __repr__(self) -> str:
        return repr(self.answer())

    @property
    def shares(self) -> list[Fraction]:
        """The share of everybody who was graded, 0 to 1."""
        return [Fraction(line["share"]) / 100 for line in self.graded]

    @property
    def graded(self) -> list[dict[str, str]]:
        """The lines of those whose sheet could be read."""
        return [line for line in self.lines if not line.get("not_graded")]

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
            f"{count} 人，平均得分率 {show_rate(mean)}，{passed} 人达标",
            f"{count} trainees, {show_rate(mean)} right on average, {passed} reached the aim",
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
            ),
            lang,
        )

    @cached_property
    def picture(self) -> Chart:
        """What the class got wrong most."""
        return class_chart(self.graded, self.lang)

    def table(self) -> Table:
        """Every trainee's line."""
        lang = self.lang
        heads = (
            ("学员", "Trainee"),
            ("得分率", "Right"),
            ("达标", "Aim"),
            ("数据能定", "Figures"),
            ("要判断", "Judged"),
            ("应待定", "Open"),
            ("矛盾找到", "Found"),
            ("漏掉", "Missed"),
            ("误报", "False alarms"),
            ("理由不足", "Reasons"),
        )
        rows = tuple(
            (
                Cell(line["trainee"], strong=True),
                Cell(f"{line['share']}%"),
                Cell(
                    say(lang, "是" if line["passed"] == "yes" else "否", line["passed"]),
                    mark="met" if line["passed"] == "yes" else "",
                ),
                *(Cell(f"{line[f'{kind}_right']}/{line[f'{kind}_total']}") for kind in (EXACT, JUDGED, OPEN)),
                *(Cell(line[name]) for name in ("found", "missed", "false_alarms", "reasons_lacking")),
            )
            for line in self.graded
        )
        rows += tuple(
            (
                Cell(line["trainee"], strong=True),
                Cell(say(lang, "没有成绩", "not graded"), mark="unmet"),
                *(Cell("—"),) * (len(heads) - 2),
            )
            for line in self.lines
            if line.get("not_graded")
        )
        return Table(
            "class",
            say(lang, "逐人成绩", "Trainee by trainee"),
            tuple(
                Column(say(lang, zh, en), NUMBER if number else CENTRE)
                for number, (zh, en) in enumerate(heads)
            ),
            rows,
            lang,
            synthetic=True,
        )

    def missed(self) -> Table:
        """The criteria that most trainees got wrong, with their clauses."""
        lang, rubric = self.lang, load_rubric("sz-2020")
        criteria = rubric.criteria
        rows = tuple(
            (
                Cell(called(rubric, name).in_(lang), strong=True),
                Cell(criteria[name].text.text.in_(lang)),
                Cell(str(count)),
            )
            for name, count in most_missed(self.graded)[:10]
        )
        columns = (
            Column(say(lang, "指标、条款", "Row, clause"), width=34),
            Column(say(lang, "条文", "Clause")),
            Column(say(lang, "答错人数", "Trainees"), NUMBER, 12),
        )
        return Table(
            "missed",
            say(lang, "错得最多的条文", "Clauses got wrong most"),
            columns,
            rows,
            lang,
            synthetic=True,
        )


def open_class_or_example(folder: str, lang: str = "zh") -> ClassReport:
    """`open_class`, or a class without trainees where no folder is given."""
    return open_class(folder, lang) if folder else ClassReport((), lang)
