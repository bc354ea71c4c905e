"""What could still move a total: every open item with the points it can give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.quantities import ZERO
from perfkit.base.text import Text, joined
from perfkit.evaluation.outcome import EVALUATOR, FACTS
from perfkit.evaluation.results import CriterionResult, RowResult
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.catalogue import fact_catalogue
from perfkit.rubric.criterion import Criterion
from perfkit.rubric.table import Indicator


@dataclass(frozen=True, slots=True)
class Lever:
    """An item that is not decided yet: a criterion, missing facts that decide some of them, or a veto.

    Attributes
    ----------
    criteria : ids    what it closes; of a veto its own id
    row : Indicator   their row
    waits_for : str   facts, evidence or evaluator
    gain : Fraction   between its least and its most, points of the total; for a veto what it would cost
    facts : fact ids  the missing facts, each of them a change
    is_veto : bool    its best outcome is that it does not apply
    """

    criteria: tuple[str, ...]
    row: Indicator
    name: Text
    waits_for: str
    gain: Fraction
    facts: tuple[str, ...] = ()
    is_veto: bool = False

    @property
    def changes(self) -> int:
        """How many things have to be established for it."""
        return max(1, len(self.facts))


def levers(evaluation: Evaluation) -> tuple[Lever, ...]:
    """Every open item, the one that can still give most first: the data of a tornado chart.

    Criteria of one row that wait for the same missing facts are one item. Everything else is held at its
    best: with only this item at its worst the total is `points.high - gain`.

    Examples
    --------
    >>> from perfkit import load_department
    >>> found = levers(load_department("sz-sif-longhua_2020").evaluate())
    >>> found[0].criteria, found[0].gain
    (('performance.effect.benefits.1',), Fraction(25, 1))
    >>> next(str(lever.gain) for lever in found if "spent_by_q1" in lever.facts)
    '9/2'
    """
    found = []
    for row in evaluation.rows:
        singles, groups = row_levers(row, evaluation.scale)
        found += singles + [whole_group(group, row, evaluation.scale) for group in groups]
    return tuple(sorted(found, key=lambda lever: -lever.gain))


def row_levers(
    row: RowResult, scale: Fraction, *, lost: bool = False
) -> tuple[list[Lever], list[list[CriterionResult]]]:
    """A row's vetoes and single items, and the groups of criteria that wait for the same missing facts.

    Parameters
    ----------
    scale : Fraction   what the row's points are multiplied by in the total
    lost : bool        count what is decided and below the maximum too
    """
    if any(modifier.applies for modifier in row.modifiers):
        return [], []  # vetoed or exempt: no criterion counts
    singles = [
        _veto(m, row, scale)
        for m in row.modifiers
        if m.kind == "veto" and m.applies is None and row.points.high
    ]
    groups: list[list[CriterionResult]] = []
    for result in row.criteria:
        if result.waits_for == FACTS and result.outcome.missing:
            joined = [
                group
                for group in groups
                if any(set(result.outcome.missing) & set(other.outcome.missing) for other in group)
            ]
            groups = [group for group in groups if group not in joined] + [
                [*(one for group in joined for one in group), result]
            ]
            continue
        high = result.criterion.max if lost and not result.outcome.not_applicable else result.points.high
        if high > result.points.low:
            gain = (high - result.points.low) * scale
            name = criterion_name(result.criterion, row.indicator)
            singles.append(Lever((result.criterion.id,), row.indicator, name, result.waits_for, gain))
    return singles, groups


def whole_group(group: list[CriterionResult], row: RowResult, scale: Fraction) -> Lever:
    """All criteria of a group closed at their best, with every fact that they miss."""
    facts = tuple(dict.fromkeys(fact for result in group for fact in result.outcome.missing))
    return group_lever(group, facts, row, scale)


def group_lever(
    closed: list[CriterionResult], facts: tuple[str, ...], row: RowResult, scale: Fraction
) -> Lever:
    """The criteria that some of the missing facts close, at their best."""
    gain = sum((result.points.high - result.points.low for result in closed), ZERO) * scale
    base = row.indicator.name.text
    if len(row.criteria) > 1:
        base = with_clauses(base, [clause for result in closed for clause in result.criterion.clauses])
    catalogue = fact_catalogue()
    missing = joined(catalogue[fact].name for fact in facts)
    name = Text(f"{base.zh}（缺：{missing.zh}）", f"{base.en} (missing: {missing.en})")
    return Lever(tuple(result.criterion.id for result in closed), row.indicator, name, FACTS, gain, facts)


def _veto(modifier, row: RowResult, scale: Fraction) -> Lever:
    name = with_clauses(row.indicator.name.text, modifier.modifier.clauses)
    return Lever(
        (modifier.id,),
        row.indicator,
        Text(f"{name.zh}（否决）", f"{name.en} (veto)"),
        EVALUATOR,
        row.points.high * scale,
        is_veto=True,
    )


def criterion_name(criterion: Criterion, row: Indicator) -> Text:
    """What people call a criterion: its row, with the clauses where the row has several; a target by its own
    name."""
    if criterion.rule == "target":
        return criterion.text.text
    return row.name.text if len(row.criteria) == 1 else with_clauses(row.name.text, criterion.clauses)


def with_clauses(name: Text, clauses: Iterable[str]) -> Text:
    """A row's name with the numbers of some of its clauses; a clause without a number is the row itself."""
    clauses = [clause for clause in clauses if any(map(str.isdigit, clause))]
    if not clauses:
        return name
    return Text(f"{name.zh} 第 {'、'.join(clauses)} 条", f"{name.en}, clause {', '.join(clauses)}")
