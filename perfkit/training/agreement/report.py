"""What the notebook on agreement shows, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from random import Random

from perfkit.base.markup import page_style
from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import say
from perfkit.training.agreement.charts import evaluators_chart, indicators_chart, names_of
from perfkit.training.agreement.coefficients import RESAMPLES, SEED
from perfkit.training.agreement.panel import ENOUGH, Agreement
from perfkit.training.agreement.panel_file import read_agreement
from perfkit.training.agreement.ratings import Rating
from perfkit.training.agreement.tables import clauses_table, coefficients_table, interval
from perfkit.training.cases.case import JUDGED, TraineeCase
from perfkit.views.charts.chart import Chart
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose
from perfkit.views.tables.table import NUMBER, Cell, Column, Table


def open_agreement(folders: list[Path], lang: str = "zh") -> AgreementReport:
    """Read a panel's folders; see `perfkit.training.agreement.panel_file.read_agreement`."""
    return AgreementReport(read_agreement(folders), lang)


def open_agreement_or_example(folders: str, lang: str = "zh") -> AgreementReport:
    """`open_agreement` of folders separated by |, or an invented panel where none is given."""
    return (
        open_agreement([Path(part) for part in folders.split("|")], lang)
        if folders
        else AgreementReport(example_panel(), lang)
    )


def example_panel(departments: int = 6) -> Agreement:
    """Three invented evaluators on invented departments: one generous, one strict, one in between."""
    ratings, cases = [], [TraineeCase(900 + number, 1) for number in range(departments)]
    for case in cases:
        rng = Random(f"perfkit panel {case.number}")
        for result in (
            found
            for found in case.evaluation.by_criterion.values()
            if case.expected[found.criterion.id].kind == JUDGED
        ):
            steps = case.expected[result.criterion.id].steps or tuple(
                result.criterion.max * Fraction(n, 10) for n in range(11)
            )
            at = min(range(len(steps)), key=lambda n: abs(steps[n] - result.points.low))
            for name, odds in (("A", 0.15), ("B", 0.0), ("C", -0.3)):
                moved = at + (1 if rng.random() < odds else -1 if rng.random() < -odds else 0)
                points = steps[max(0, min(len(steps) - 1, moved))]
                ratings.append(
                    Rating(
                        case.submission.key,
                        result.criterion.id.rpartition(".")[0],
                        result.criterion.id,
                        name,
                        points,
                        result.criterion.max,
                        case.expected[result.criterion.id].steps,
                    )
                )
    return Agreement(cases[0].evaluation.rubric, tuple(ratings), True)


@dataclass(frozen=True)
class AgreementReport:
    """A panel's agreement, each method one thing to display."""

    agreement: Agreement
    lang: str

    def _repr_html_(self) -> str:
        return page_style() + self.answer()._repr_html_()

    def __repr__(self) -> str:
        return repr(self.answer())

    def answer(self) -> Prose:
        """Who scores high, who low, and which row is read most differently."""
        panel, lang = self.agreement, self.lang
        high, low, apart = panel.highest, panel.lowest, panel.by_indicator[0]
        head = say(
            lang,
            f"{len(panel.evaluators)} 位评价人，{len(panel.departments)} 个部门，{len(panel.items)} 个共同评过的评分点",
            f"{len(panel.evaluators)} evaluators, {len(panel.departments)} departments, {len(panel.items)} criteria judged by several",
        )
        parts = [
            say(
                lang,
                f"给分最高的是 {names_of(high, lang)}：平均比中位数高满分的 {show_rate(high[0].bias)}",
                f"Highest: {names_of(high, lang)}, {show_rate(high[0].bias)} of the maximum above the median on average",
            ),
            say(
                lang,
                f"给分最低的是 {names_of(low, lang)}：平均比中位数低满分的 {show_rate(-low[0].bias)}",
                f"Lowest: {names_of(low, lang)}, {show_rate(-low[0].bias)} of the maximum below the median",
            ),
            say(
                lang,
                f"扣除各人松紧以后，理解最不一致的是“{apart.indicator.name.zh}”：各人相差 {show_number(apart.spread_points)} 分",
                f"severity taken out, read most differently: {apart.indicator.name.text.en}, {show_number(apart.spread_points)} points apart",
            ),
        ]
        if high == low:
            parts = [say(lang, "平均起来没有松紧之分", "nobody is higher or lower on average"), parts[-1]]
        if not panel.differ:
            parts = [
                say(
                    lang,
                    "各位评价人给分完全一样，没有差别",
                    "all evaluators gave the same points; there is no difference",
                )
            ]
        mark = (
            (Paragraph(say(lang, "含合成数据", "Includes synthetic data"), "synthetic"),)
            if panel.synthetic
            else ()
        )
        return Prose(
            (
                Heading(say(lang, "评价人一致性", "How far evaluators agree"), 1, "agreement"),
                *mark,
                Paragraph(head, "lead"),
                Items(tuple(parts)),
            ),
            lang,
        )

    @cached_property
    def evaluators_chart(self) -> Chart:
        """Who scores high and who low."""
        return evaluators_chart(self.agreement, self.lang)

    @cached_property
    def indicators_chart(self) -> Chart:
        """Which rows are read differently."""
        return indicators_chart(self.agreement, self.lang)

    def evaluators_table(self) -> Table:
        """Everybody against the others."""
        lang = self.lang
        rows = tuple(
            (
                Cell(one.evaluator, strong=True),
                Cell(_signed(one.bias)),
                Cell(interval(one.interval.low, one.interval.high, percent=True)),
                Cell(show_rate(one.deviation)),
                Cell(str(one.items)),
            )
            for one in self.agreement.by_evaluator
        )
        columns = (
            Column(say(lang, "评价人", "Evaluator")),
            Column(say(lang, "偏差（占满分）", "Bias (of maximum)"), NUMBER),
            Column(say(lang, "95% 区间", "95 % interval"), NUMBER),
            Column(say(lang, "平均绝对偏差", "Mean absolute deviation"), NUMBER),
            Column(say(lang, "评分点数", "Criteria"), NUMBER),
        )
        return Table(
            "evaluators",
            say(
                lang,
                "逐人：松紧，和各评分点的中位数相比",
                "Evaluator by evaluator: severity, against the median of all",
            ),
            columns,
            rows,
            lang,
            synthetic=self.agreement.synthetic,
        )

    def indicators_table(self) -> Table:
        """Every row, with everybody's bias in points."""
        lang, panel = self.lang, self.agreement
        shown = panel.evaluators if len(panel.evaluators) <= 6 else ()
        rows = tuple(
            (
                Cell(one.indicator.name.text.in_(lang), strong=True),
                Cell(show_number(one.indicator.max)),
                Cell(show_number(one.spread_points)),
                Cell(show_number(one.deviation_points)),
                *(Cell(_points(one.offset.get(name))) for name in shown),
                Cell(str(one.items)),
            )
            for one in panel.by_indicator
        )
        columns = (
            Column(say(lang, "指标", "Row"), width=34),
            Column(say(lang, "满分", "Maximum"), NUMBER),
            Column(say(lang, "最高与最低之差（分）", "Highest less lowest (points)"), NUMBER),
            Column(say(lang, "平均绝对偏差（分）", "Mean absolute deviation (points)"), NUMBER),
            *(
                Column(say(lang, f"{name} 与中位数之差（分）", f"{name}, from the median (points)"), NUMBER)
                for name in shown
            ),
            Column(say(lang, "共同评分点", "Criteria"), NUMBER),
        )
        return Table(
            "indicators",
            say(
                lang, "逐行：扣除松紧以后，分歧大的在前", "Row by row, severity taken out, most divided first"
            ),
            columns,
            rows,
            lang,
            synthetic=panel.synthetic,
        )

    def coefficients_table(self) -> Table:
        """Weighted kappa and intraclass correlation."""
        return coefficients_table(self.agreement, self.lang)

    def clauses_table(self) -> Table:
        """Where points differ in the most divided rows: the clause, everybody's points and reasons side by side."""
        return clauses_table(self.agreement, self.lang)

    def method(self) -> Prose:
        """How the numbers are made."""
        lang = self.lang
        return Prose(
            (
                Heading(say(lang, "方法", "Method"), 2, "method"),
                Items(
                    (
                        say(
                            lang,
                            "松紧：某人的得分÷满分，减去同一评分点全体的中位数，再平均。取中位数，是为了一个人特别严时，不把其他人算成宽。",
                            "Severity: own points ÷ maximum less the median of all on the same criterion, averaged. The median keeps one strict person from making the others look generous.",
                        ),
                        say(
                            lang,
                            "逐行：先从每个人的分里减去他的松紧，再看各人和中位数差几分；差得多的，才是对这一行的理解不同。",
                            "Row by row: everybody's severity is taken off first; what is left between people, in points, is how differently they read the row.",
                        ),
                        say(
                            lang,
                            "一个标记只代表一个人，两张图相同；颜色表示偏松还是偏紧。",
                            "A marker stands for one person, the same in both pictures; the colour says generous or strict.",
                        ),
                        say(
                            lang,
                            "全部评分点的加权 κ：得分÷满分按评分表的等级线（90%、80%、60%）分档。",
                            "Weighted kappa over all criteria: points ÷ maximum in tiers by the rubric's grades (90, 80 and 60 %).",
                        ),
                        say(
                            lang,
                            f"加权 κ 用线性权重，取各对评价人的平均；ICC(2,1) 用双因素方差分析；同一行至少 {ENOUGH} 个部门才给。",
                            f"Weighted kappa with linear weights, mean over pairs; ICC(2,1) from a two-way ANOVA; rows need {ENOUGH} departments.",
                        ),
                        say(
                            lang,
                            f"区间：对部门作自助法 {RESAMPLES} 次，随机种子 {SEED}，百分位法；不足 {ENOUGH} 个部门不给区间。",
                            f"Intervals: percentile bootstrap over departments, {RESAMPLES} resamples, seed {SEED}; none for fewer than {ENOUGH} departments.",
                        ),
                        say(
                            lang,
                            "只比较两人以上都评过的评分点；由规则和数据定分的不在内。",
                            "Only criteria that two or more judged; what rule and figures decide is left out.",
                        ),
                    )
                ),
            ),
            lang,
        )


def _signed(value: Fraction) -> str:
    return ("+" if value > 0 else "") + show_rate(value)


def _points(value: Fraction | None) -> str:
    return "—" if value is None else ("+" if value > 0 else "") + show_number(value)
