"""What the notebook on agreement shows, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from random import Random

from perfkit.base.markup import page_style
from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import Text, say
from perfkit.training.agreement.charts import evaluators_chart, indicators_chart, names_of
from perfkit.training.agreement.coefficients import RESAMPLES, SEED
from perfkit.training.agreement.panel import ENOUGH, KAPPA, Agreement, Rating, read_agreement
from perfkit.training.cases.case import JUDGED, TraineeCase
from perfkit.views.charts.canvas import Chart
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose
from perfkit.views.tables.table import NUMBER, Cell, Column, Table


def open_agreement(folders: list[Path], lang: str = "zh") -> AgreementReport:
    """Read a panel's folders; see `perfkit.training.agreement.panel.read_agreement`."""
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
                        case.department.key,
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
                f"给分最高的是 {names_of(high, lang)}：平均比其他人高满分的 {show_rate(high[0].bias)}",
                f"Highest: {names_of(high, lang)}, {show_rate(high[0].bias)} of the maximum above the others on average",
            ),
            say(
                lang,
                f"给分最低的是 {names_of(low, lang)}：平均比其他人低满分的 {show_rate(-low[0].bias)}",
                f"Lowest: {names_of(low, lang)}, {show_rate(-low[0].bias)} of the maximum below the others",
            ),
            say(
                lang,
                f"理解最不一致的是“{apart.indicator.name.zh}”：平均偏离满分的 {show_rate(apart.deviation)}（{show_number(apart.deviation_points)} 分）",
                f"read most differently: {apart.indicator.name.text.en}, {show_rate(apart.deviation)} of the maximum ({show_number(apart.deviation_points)} points) from the mean",
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
                Cell(_interval(one.interval.low, one.interval.high, percent=True)),
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
                lang, "逐人：和其他评价人的平均相比", "Evaluator by evaluator, against the mean of the others"
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
                Cell(show_number(one.deviation_points)),
                Cell(show_rate(one.deviation)),
                *(Cell(_points(one.from_mean.get(name))) for name in shown),
                Cell(str(one.items)),
            )
            for one in panel.by_indicator
        )
        columns = (
            Column(say(lang, "指标", "Row"), width=34),
            Column(say(lang, "满分", "Maximum"), NUMBER),
            Column(say(lang, "平均绝对偏差（分）", "Mean absolute deviation (points)"), NUMBER),
            Column(say(lang, "占满分", "Of maximum"), NUMBER),
            *(
                Column(say(lang, f"{name} 与全体平均之差（分）", f"{name}, from the mean (points)"), NUMBER)
                for name in shown
            ),
            Column(say(lang, "共同评分点", "Criteria"), NUMBER),
        )
        return Table(
            "indicators",
            say(lang, "逐行：分歧大的在前", "Row by row, most divided first"),
            columns,
            rows,
            lang,
            synthetic=panel.synthetic,
        )

    def coefficients_table(self) -> Table:
        """Weighted kappa and intraclass correlation."""
        lang, panel = self.lang, self.agreement
        kinds = {
            KAPPA: Text("加权 κ（档次，线性权重）", "weighted kappa (steps, linear)"),
            "tiers": Text("加权 κ（按等级线分档）", "weighted kappa (tiers of the grades)"),
            "icc": Text("组内相关系数 ICC(2,1)（得分）", "ICC(2,1) (points)"),
        }
        rows = []
        for one in panel.coefficients:
            name = (
                panel.rubric.by_id[one.row].name.text.in_(lang)
                if one.row
                else say(lang, "全部评分点（得分÷满分）", "all criteria (points ÷ maximum)")
            )
            rows.append(
                (
                    Cell(name, strong=not one.row),
                    Cell(kinds["tiers" if one.kind == KAPPA and not one.row else one.kind].in_(lang)),
                    Cell(_two(one.value)),
                    Cell(_interval(one.low, one.high)),
                    Cell(str(one.subjects)),
                )
            )
        given = {one.row for one in panel.coefficients}
        for row in (
            one.indicator
            for one in panel.by_indicator
            if len(panel.departments) >= ENOUGH and one.indicator.id not in given
        ):
            count = panel.complete_departments(row.id)
            why = (
                say(lang, f"所有人都评过的部门只有 {count} 个", f"only {count} departments that all judged")
                if count < ENOUGH
                else say(lang, "给分没有什么变化，算不出", "points hardly vary, so there is none")
            )
            rows.append((Cell(row.name.text.in_(lang)), Cell(why), Cell("—"), Cell("—"), Cell(str(count))))
        if "" not in given:
            rows.insert(
                0,
                (
                    Cell(say(lang, "全部评分点（得分÷满分）", "all criteria (points ÷ maximum)")),
                    Cell(
                        say(
                            lang,
                            "所有人都评过的评分点太少，或给分没有什么变化",
                            "too few criteria that all judged, or points hardly vary",
                        )
                    ),
                    Cell("—"),
                    Cell("—"),
                    Cell("—"),
                ),
            )
        columns = (
            Column(say(lang, "指标", "Row"), width=36),
            Column(say(lang, "系数", "Coefficient")),
            Column(say(lang, "值", "Value"), NUMBER),
            Column(say(lang, "95% 区间", "95 % interval"), NUMBER),
            Column(say(lang, "样本", "Resampled"), NUMBER),
        )
        note = (
            ""
            if len(panel.departments) >= ENOUGH
            else say(
                lang,
                f"逐行的系数要至少 {ENOUGH} 个部门，现有 {len(panel.departments)} 个。",
                f"Coefficients by row need {ENOUGH} departments; there are {len(panel.departments)}.",
            )
        )
        return Table(
            "coefficients",
            say(lang, "一致性系数", "Coefficients of agreement"),
            columns,
            tuple(rows),
            lang,
            note,
            panel.synthetic,
        )

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
                            "偏差：某人的得分÷满分，减去同一评分点其他人的平均，再平均。",
                            "Bias: own points ÷ maximum less the mean of the others on the same criterion, averaged.",
                        ),
                        say(
                            lang,
                            "逐行的平均绝对偏差：各人和全体平均之差的绝对值，再平均。",
                            "Mean absolute deviation of a row: distance from the mean of all, averaged.",
                        ),
                        say(
                            lang,
                            "逐行图表里各人的位置，也是和全体平均之差。两人相差多少，只看两人都评过的评分点。",
                            "Row by row, everybody's place is the difference from the mean of all as well. How far two people are apart is taken over what both judged.",
                        ),
                        say(
                            lang,
                            "全部评分点的加权 κ：得分÷满分按评分表的等级线（90%、80%、60%）分档。",
                            "Weighted kappa over all criteria: points ÷ maximum in tiers by the rubric's grades (90, 80 and 60 %).",
                        ),
                        say(
                            lang,
                            f"加权 κ 用 scikit-learn（线性权重，各对评价人的平均）；ICC(2,1) 用 statsmodels 的方差分析；同一行至少 {ENOUGH} 个部门才给。",
                            f"Weighted kappa by scikit-learn (linear weights, mean over pairs); ICC(2,1) from the ANOVA of statsmodels; rows need {ENOUGH} departments.",
                        ),
                        say(
                            lang,
                            f"区间：自助法 {RESAMPLES} 次，随机种子 {SEED}，百分位法；不足 {ENOUGH} 个部门时按评分点抽样。",
                            f"Intervals: percentile bootstrap, {RESAMPLES} resamples, seed {SEED}; over criteria where there are fewer than {ENOUGH} departments.",
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


def _interval(low: float | None, high: float | None, *, percent: bool = False) -> str:
    if low is None or high is None:
        return "—"
    return f"{low * 100 + 0.0:.1f}%～{high * 100 + 0.0:.1f}%" if percent else f"{_two(low)}～{_two(high)}"


def _two(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"
