"""How firm the ranks of a cohort are: under other weights, and under each other reading of the rubric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from perfkit.base.paths import data_root
from perfkit.base.text import say
from perfkit.cohort.ranks import RankSpread, draw_factors, rank_spread, ranks_under_readings
from perfkit.cohort.weighed import cohort_of
from perfkit.demo import generate
from perfkit.evaluation.department import load_department
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.filing.folders import find_departments
from perfkit.rubric.table import Rubric
from perfkit.views.charts import Chart
from perfkit.views.charts.rank_moves import rank_chart
from perfkit.views.narrative.prose import Paragraph, Part, Prose, headed, said
from perfkit.views.said import worded
from perfkit.views.tables.table import NUMBER, Cell, Column, Table, table

_INVENTED = 12


@dataclass(frozen=True)
class Ranking:
    """Departments of one rubric, ranked; each method is one thing to display.

    Attributes
    ----------
    folder : of departments; the bundled ones unless given, and where those are fewer than two under the
        rubric, twelve invented ones, marked synthetic
    draws, seed : of the weights
    """

    rubric: Rubric
    lang: str = "zh"
    folder: Path | None = None
    draws: int = 2000
    seed: int = 2020

    @cached_property
    def departments(self) -> tuple[Evaluation, ...]:
        """The departments to rank, all under one rubric."""
        folder = self.folder or data_root() / "departments"
        found = [
            load_department(path, rubric=self.rubric.id).evaluate() for path in find_departments([folder])
        ]
        if len(found) >= 2 or self.folder is not None:
            return tuple(found)
        invented = [
            generate(self.seed + number, rubric=self.rubric.id, level=2) for number in range(_INVENTED)
        ]
        return tuple(evaluate(one.model(), self.rubric, [one.judged()]) for one in invented)

    @cached_property
    def spreads(self) -> tuple[RankSpread, ...]:
        """Ranks by safe points, over draws of weights within ±10 %."""
        factors = draw_factors(self.rubric, self.draws, self.seed)
        return rank_spread(cohort_of(self.departments), factors)

    def opening(self) -> Prose:
        """What is ranked, and by what."""
        lang, number = self.lang, len(self.departments)
        synthetic = all(one.submission.synthetic for one in self.departments)
        parts: list[Part] = [headed(lang, "ranks", 2)]
        words = worded(lang, "departments_ranked", count=number, draws=self.draws, seed=self.seed)
        parts.append(Paragraph(words))
        if synthetic:
            parts.append(said(lang, "synthetic_departments", style="note"))
        return Prose(tuple(parts), lang)

    @property
    def _names(self) -> dict[str, str]:
        years = len({one.submission.year for one in self.departments}) > 1
        return {
            one.submission.key: one.submission.department.name + (f" {one.submission.year}" if years else "")
            for one in self.departments
        }

    @property
    def _synthetic(self) -> bool:
        return any(one.submission.synthetic for one in self.departments)

    def chart(self) -> Chart | None:
        """How far ranks move under other weights."""
        return rank_chart(self.spreads, self._names, self.lang, synthetic=self._synthetic)

    def table(self) -> Table | None:
        """Ranks under the rubric's own weights and readings, under other weights, and under each other
        reading that moves one."""
        if len(self.departments) < 2:
            return None
        lang = self.lang
        order, under = (
            [one.submission.key for one in self.departments],
            ranks_under_readings(self.departments),
        )
        plain = under[("", "")]
        moving = {pair: placed for pair, placed in under.items() if placed != plain}
        readings = tuple(Column(self._reading_name(pair), NUMBER) for pair in moving)
        rows = []
        for spread in self.spreads:
            at = order.index(spread.name)
            cells = [
                Cell(self._names[spread.name]),
                Cell(str(spread.rank), strong=True),
                Cell(f"{spread.best}～{spread.worst}" if spread.best != spread.worst else str(spread.best)),
                Cell(f"{spread.kept}／{spread.draws}"),
                Cell("—" if spread.movable is None else str(spread.movable)),
            ]
            rows.append(
                (
                    *cells,
                    *(Cell(str(placed[at]), strong=placed[at] != spread.rank) for placed in moving.values()),
                )
            )
        same = worded(lang, "readings_move_ranks", others=len(under) - 1, moving=len(moving))
        return table("ranks", lang, rows, note=same, more=readings, synthetic=self._synthetic)

    def _reading_name(self, pair: Sequence[str]) -> str:
        option = self.rubric.readings[pair[0]].options[pair[1]]
        return say(self.lang, f"口径：{option.zh}", option.en)
