"""What the notes of a form say of the points of all its rows: by how much of a target was done, by the state
that was reached, by the execution rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.quantities import ZERO, Points
from perfkit.filing.targets import ParsedTarget
from perfkit.filing.targets.codes import Flag
from perfkit.review.case import Case
from perfkit.review.finding import Place
from perfkit.review.rulebook import pattern
from perfkit.review.sentences import plain_text
from perfkit.review.standards import Result, Standard, result_of

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class FormRules:
    """The rules that a form prints for all rows.

    Attributes
    ----------
    numbers : str    what it gives for a result that is a number; empty where it does not say
    states : dict    the least and the most share of the points of each state, of results that are words
    execution : str  what it gives for the execution rate; empty where it does not say
    place : Place
    """

    numbers: str
    states: dict[str, Points]
    execution: str
    place: Place

    def points(self, parsed: ParsedTarget, most: Fraction) -> Points | None:
        """The least and the most points of a target; None where the rules do not decide."""
        result = result_of(parsed)
        if result is None or not result.due or not self.numbers or Flag.NO_RATIO in parsed.flags:
            return None
        share = result.done / result.due
        shares = [share] if not result.less else [ONE] if share <= 1 else [1 / share, max(ZERO, 2 - share)]
        read = [Result(min(one, ONE) * 100, "%", Fraction(100)) for one in shares]
        standard = Standard(self.numbers, most, "%")
        read += [result] if result.unit == "%" and standard.steps else []
        given = [standard.points(one) for one in read]
        if any(one is None for one in given[: len(shares)]):
            return None
        known = [one for one in given if one is not None]
        return Points(min(one.low for one in known), max(one.high for one in known))

    def of_rate(self, rate: Fraction, most: Fraction) -> Points | None:
        """The least and the most points for execution; None where the rules do not decide."""
        result = Result(min(rate, ONE) * 100, "%", Fraction(100))
        return Standard(self.execution, most, "%").points(result) if self.execution else None

    def of_state(self, actual: str) -> Points | None:
        """The least and the most share of its points for a result that is told in words."""
        found = pattern("state_told").match(plain_text(actual))
        return self.states.get(found.lastgroup or "") if found else None


def rules_of_the_form(case: Case) -> FormRules:
    """What the form's own notes say of the points of all rows."""
    return case.once("rules of the form", lambda: _read(case))


def _read(case: Case) -> FormRules:
    names = [row.target.name for row in case.targets] + [r.name for r in case.submission.self_evaluation.rows]
    numbers: list[str] = []
    states: dict[str, Points] = {}
    place, execution = Place("", ""), list[str]()
    for section, piece in _pieces(case):
        if any(len(name) > 2 and plain_text(name) in piece for name in names):
            continue
        if pattern("rule_of_execution").search(piece):
            execution.append(piece)
        elif pattern("rule_of_states").search(piece):
            states = states or dict(_states(piece))
        elif pattern("rule_of_numbers").search(piece) and not pattern("rule_of_others").search(piece):
            numbers.append(piece)
        else:
            continue
        place = place if place.quote else Place(section, piece)
    for grid in case.grids:
        cells = [cell for row in grid.heads for cell in grid.cells[row] if "率" in cell]
        execution += [
            c for c in cells if pattern("rule_of_execution").search(c) and pattern("standard_share").search(c)
        ]
    return FormRules(";".join(numbers), states, ";".join(execution), place)


def _pieces(case: Case) -> Iterator[tuple[str, str]]:
    for _, section, text in case.plain:
        if "分" not in text:
            continue
        note = pattern("rule_note").search(text) or pattern("rule_note").search(section)
        wanted = pattern("rule_gives" if note else "rule_of_all")
        if note or not pattern("place_in_a_table").search(section):
            for piece in pattern("rule_begins").split(text):
                if piece and wanted.search(piece) and pattern("rule_gives").search(piece):
                    yield section, piece


def _states(piece: str) -> Iterator[tuple[str, Points]]:
    """达成、部分达成、未达成 with as many ranges of shares, in their order."""
    named = list(dict.fromkeys(found.lastgroup or "" for found in pattern("state_named").finditer(piece)))
    ranges = list(pattern("range_of_shares").finditer(piece))
    if len(named) == len(ranges) > 1:
        for state, found in zip(named, ranges, strict=True):
            most = next((found[name] for name in ("one", "below", "share") if found[name]), None)
            high = Fraction(most) / 100 if most else ONE if found["full"] else ZERO
            low = Fraction(found["other"]) / 100 if found["other"] else ZERO if found["below"] else high
            yield state, Points(min(low, high), max(low, high))
