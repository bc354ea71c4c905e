"""What the notebook on agreement shows, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from random import Random

from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import Text
from perfkit.training.agreement.charts import evaluators_chart, indicators_chart, names_of
from perfkit.training.agreement.coefficients import RESAMPLES, SEED
from perfkit.training.agreement.panel import ENOUGH, Agreement
from perfkit.training.agreement.panel_file import read_agreement
from perfkit.training.agreement.ratings import Rating
from perfkit.training.agreement.tables import clauses_table, coefficients_table, interval
from perfkit.training.cases.case import JUDGED, TraineeCase
from perfkit.training.page import Shown
from perfkit.training.words import synthetic_mark, table, words
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


@dataclass(frozen=True, repr=False)
class AgreementReport(Shown):
    """A panel's agreement, each method one thing to display."""

    agreement: Agreement
    lang: str

    def answer(self) -> Prose:
        """Who scores high, who low, and which row is read most differently."""
        panel, lang = self.agreement, self.lang
        counts = (len(panel.evaluators), len(panel.departments), len(panel.items))
        head = words("panel_size", evaluators=counts[0], departments=counts[1], items=counts[2])
        mark = (synthetic_mark(lang, "includes_synthetic"),) if panel.synthetic else ()
        return Prose(
            (
                Heading(words("agreement_heading").in_(lang), 1, "agreement"),
                *mark,
                Paragraph(head.in_(lang), "lead"),
                Items(tuple(part.in_(lang) for part in self._parts())),
            ),
            lang,
        )

    def _parts(self) -> list[Text]:
        panel = self.agreement
        if not panel.differ:
            return [words("nobody_differs")]
        high, low, apart = panel.highest, panel.lowest, panel.by_indicator[0]
        points = show_number(apart.spread_points)
        divided = words("panel_most_divided", name=apart.indicator.name.text, spread_points=points)
        if high == low:
            return [words("nobody_stands_out"), divided]
        return [
            words("panel_highest", high=names_of(high), bias=show_rate(high[0].bias)),
            words("panel_lowest", low=names_of(low), bias=show_rate(-low[0].bias)),
            divided,
        ]

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
        rows = (
            (
                Cell(one.evaluator, strong=True),
                Cell(("+" if one.bias > 0 else "") + show_rate(one.bias)),
                Cell(interval(one.interval.low, one.interval.high, percent=True)),
                Cell(show_rate(one.deviation)),
                Cell(str(one.items)),
            )
            for one in self.agreement.by_evaluator
        )
        return table("evaluators", self.lang, rows, synthetic=self.agreement.synthetic)

    def indicators_table(self) -> Table:
        """Every row, with everybody's bias in points."""
        lang, panel = self.lang, self.agreement
        shown = panel.evaluators if len(panel.evaluators) <= 6 else ()
        rows = (
            (
                Cell(one.indicator.name.text.in_(lang), strong=True),
                Cell(show_number(one.indicator.max)),
                Cell(show_number(one.spread_points)),
                Cell(show_number(one.deviation_points)),
                Cell(str(one.items)),
                *(Cell(_points(one.offset.get(name))) for name in shown),
            )
            for one in panel.by_indicator
        )
        more = tuple(Column(words("from_median", name=name).in_(lang), NUMBER) for name in shown)
        return table("indicators", lang, rows, synthetic=panel.synthetic, more=more)

    def coefficients_table(self) -> Table:
        """Weighted kappa and intraclass correlation."""
        return coefficients_table(self.agreement, self.lang)

    def clauses_table(self) -> Table:
        """Where points differ in the most divided rows: the clause, everybody's points and reasons side by
        side."""
        return clauses_table(self.agreement, self.lang)

    def method(self) -> Prose:
        """How the numbers are made."""
        lang, fields = self.lang, {"enough": ENOUGH, "resamples": RESAMPLES, "seed": SEED}
        names = ("severity", "rows", "markers", "tiers", "coefficients", "intervals", "items")
        told = tuple(words(f"method_{name}", **fields).in_(lang) for name in names)
        return Prose((Heading(words("method").in_(lang), 2, "method"), Items(told)), lang)


def _points(value: Fraction | None) -> str:
    return "—" if value is None else ("+" if value > 0 else "") + show_number(value)
