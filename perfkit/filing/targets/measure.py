"""Hold an actual quantity against an expected one: the same unit first, then met or not, then the exact
ratio."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from perfkit.filing.targets import words
from perfkit.filing.targets.codes import Direction, Guess, Operator, Reason
from perfkit.filing.targets.quantity import DateValue, Quantity

# A result is believed in one unit and not in another only where it is within this many times of its target.
_FARTHEST = 20
DIRECTIONS = {
    Operator.AT_LEAST: Direction.MORE,
    Operator.ABOVE: Direction.MORE,
    Operator.EQUAL: Direction.MORE,
    Operator.AT_MOST: Direction.LESS,
    Operator.BELOW: Direction.LESS,
    Operator.BETWEEN: Direction.INSIDE,
    Operator.NONE: Direction.NONE,
}


class Pairing(NamedTuple):
    """The two sides in one unit, or as they were with the reason why they cannot be brought to one."""

    expected: Quantity
    actual: Quantity
    reason: Reason | None
    guesses: tuple[Guess, ...] = ()


class Outcome(NamedTuple):
    """What the comparison says; `reason` where it decides nothing."""

    met: bool | None
    achievement: Fraction | None
    reason: Reason | None = None
    guesses: tuple[Guess, ...] = ()


def pick(expected: Quantity, found: Sequence[Quantity]) -> Pairing:
    """The figure among those found that answers the expected one, with both in one unit.

    Parameters
    ----------
    found : quantities of the actual cell, at least one

    Returns
    -------
    Pairing; its reason is unit_mismatch, several_values or ambiguous where no figure can be picked.

    Examples
    --------
    >>> from perfkit.filing.targets.text import read_cell
    >>> pairing = pick(*read_cell("21.31 万元").quantities, read_cell("实际支付 19.85 万元，完成预算数的 93%").quantities)
    >>> str(pairing.actual.number), pairing.actual.unit
    ('198500', '元')
    """
    pairings = [same_unit(expected, quantity) for quantity in found]
    if len(pairings) == 1:
        return pairings[0]
    fitting = [pairing for pairing in pairings if pairing.reason is None]
    printed_alike = [
        pairing for pairing in fitting if pairing.actual.unit == expected.unit and not pairing.guesses
    ]
    fitting = printed_alike or fitting
    if not fitting:
        return pairings[0]
    if len(fitting) == 1:
        return fitting[0]
    outside = [pairing for pairing in fitting if not pairing.actual.is_aside]
    if len(outside) == 1:
        return outside[0]._replace(guesses=(*outside[0].guesses, Guess.ASIDE_LEFT_OUT))
    for narrower in (
        [pairing for pairing in fitting if pairing.actual.is_marked and not pairing.actual.is_planned],
        [pairing for pairing in fitting if not pairing.actual.is_planned],
    ):
        if len(narrower) == 1:
            return narrower[0]._replace(guesses=(*narrower[0].guesses, Guess.MARKED_FIGURE_TAKEN))
    return Pairing(expected, found[0], Reason.SEVERAL_VALUES)


def same_unit(expected: Quantity, actual: Quantity) -> Pairing:
    """Both quantities in one unit, with every assumption that this takes.

    Examples
    --------
    >>> hours, minutes = Quantity(Fraction(2), "小时"), Quantity(Fraction(90), "分钟")
    >>> same_unit(hours, minutes).actual.number
    Fraction(3, 2)
    >>> same_unit(hours, Quantity(Fraction(3), "次")).reason
    <Reason.UNIT_MISMATCH: 'unit_mismatch'>
    """
    guesses: list[Guess] = []
    ours, theirs = expected.unit, actual.unit
    if ours != theirs:
        if not ours or not theirs:
            bare, other = (expected, actual) if not ours else (actual, expected)
            if other.unit == "%":
                if 0 < bare.number <= 1:  # 1 may be 1 % or the whole
                    return Pairing(expected, actual, Reason.AMBIGUOUS)
                guesses.append(Guess.READ_AS_PERCENT)
            elif other.scale > 1 and bare.scale == 1:  # 64 beside 90 万元, 3.46 beside 3 万人次
                scaled = _as_printed(bare, other) if other.unit != "元" else None
                if scaled is None:
                    return Pairing(expected, actual, Reason.AMBIGUOUS)
                guesses.append(Guess.UNIT_FROM_ACTUAL if not ours else Guess.UNIT_FROM_EXPECTED)
                expected, actual = (scaled, actual) if not ours else (expected, scaled)
            else:
                guesses.append(Guess.UNIT_FROM_ACTUAL if not ours else Guess.UNIT_FROM_EXPECTED)
            expected, actual = replace(expected, unit=ours or theirs), replace(actual, unit=ours or theirs)
        elif ours == "名次" and theirs in ("名", "位") or _alike(ours, theirs):
            guesses.append(Guess.UNIT_TAKEN_AS_SAME)
        else:
            base, factor = words.CONVERSIONS.get(ours, ("", Fraction(1)))
            other_base, other_factor = words.CONVERSIONS.get(theirs, (None, Fraction(1)))
            if base != other_base:
                return Pairing(expected, actual, Reason.UNIT_MISMATCH)
            ratio = other_factor / factor
            high = None if actual.high is None else actual.high * ratio
            actual = replace(actual, number=actual.number * ratio, high=high, unit=ours)
            guesses.append(Guess.UNIT_PREFIX_CONVERTED)
    elif not ours and expected.following and actual.following and expected.following != actual.following:
        return Pairing(expected, actual, Reason.AMBIGUOUS)  # two units that this table does not know
    if expected.per != actual.per:
        ours_per, theirs_per = set(expected.per.split("·")) - {""}, set(actual.per.split("·")) - {""}
        if not (theirs_per < ours_per or ours_per < theirs_per):
            return Pairing(expected, actual, Reason.UNIT_MISMATCH)
        if expected.unit != "元" and (ours_per ^ theirs_per) & words.WORDS["periods"]:
            return Pairing(
                expected, actual, Reason.AMBIGUOUS
            )  # 每季度1次 beside 4次: in the year, or in the quarter?
        if theirs_per < ours_per:
            actual = replace(actual, per=expected.per)
            guesses.append(Guess.PER_FROM_EXPECTED)
        else:
            expected = replace(expected, per=actual.per)
            guesses.append(Guess.PER_FROM_ACTUAL)
    return Pairing(expected, actual, None, tuple(guesses))


def _as_printed(bare: Quantity, other: Quantity) -> Quantity | None:
    """A bare number in the unit that the other side prints (万元, 万人次); None where it might as well be in 元 or
    人次.

    Examples
    --------
    >>> visits = Quantity(Fraction(30000), "人次", is_converted=True, scale=10000)
    >>> _as_printed(Quantity(Fraction("3.46")), visits).number, _as_printed(Quantity(Fraction(900)), visits)
    (Fraction(34600, 1), None)
    """
    if not other.number or not bare.number:
        return None if bare.number else bare
    near = [
        number
        for number in (bare.number, bare.number * other.scale)
        if Fraction(1, _FARTHEST) <= abs(number / other.number) <= _FARTHEST
    ]
    if near != [bare.number * other.scale]:
        return None
    high = None if bare.high is None else bare.high * other.scale
    return replace(bare, number=near[0], high=high, scale=other.scale, is_converted=True)


def _alike(ours: str, theirs: str) -> bool:
    if ours in words.UNIT_CLASS and words.UNIT_CLASS[ours] == words.UNIT_CLASS.get(theirs):
        return True
    return {ours, theirs} <= words.GENERIC_COUNTS and bool({ours, theirs} & {"个", "项"})


def compare(expected: Quantity, actual: Quantity, direction: Direction) -> Outcome:
    """Whether the actual value meets the expected one, and by what exact ratio.

    Parameters
    ----------
    expected, actual : Quantity   in one unit; `expected.operator` is set
    direction : Direction         which way is better

    Returns
    -------
    Outcome. More is better: actual ÷ expected. Less is better: expected ÷ actual, and 1 where actual is 0.
    A range: 1 inside it, else the ratio to its nearer end. None where no such ratio exists.

    Source
    ------
    The scoring notes of self-evaluation forms: weight × B ÷ A for ≥ and =, weight × A ÷ B for ≤.

    Examples
    --------
    >>> most = Quantity(Fraction(8000), "元", operator=Operator.AT_MOST)
    >>> compare(most, Quantity(Fraction(7800), "元"), Direction.LESS)
    Outcome(met=True, achievement=Fraction(40, 39), reason=None, guesses=())
    """
    if direction is Direction.INSIDE:
        return _inside(expected, actual)
    low, low_open, high, high_open = _bounds(actual)
    wanted, strict = expected.number, expected.operator in (Operator.ABOVE, Operator.BELOW)
    sign = 1 if direction is Direction.MORE else -1
    if sign < 0:
        low, low_open, high, high_open = (
            (None if high is None else -high),
            high_open,
            (None if low is None else -low),
            low_open,
        )
    floor = sign * wanted
    always = low is not None and (low > floor or (low == floor and (low_open or not strict)))
    never = high is not None and (high < floor or (high == floor and (high_open or strict)))
    if not always and not never:
        return Outcome(None, None, Reason.AMBIGUOUS)
    guesses = []
    is_exact = low == high
    if not is_exact:
        guesses.append(Guess.ACTUAL_IS_A_BOUND)
    if expected.operator is Operator.EQUAL and always and not (is_exact and low == floor):
        guesses.append(Guess.EQUAL_MET_WHEN_EXCEEDED)
    if low is None:  # "below 95 %" where more is better: failed, by an amount that nobody stated
        return Outcome(always, None, None, tuple(guesses))
    value = sign * low
    if direction is Direction.LESS and value == 0 and wanted >= 0:
        guesses.append(Guess.ZERO_ACTUAL_IS_FULL)
        return Outcome(always, Fraction(1), None, tuple(guesses))
    return Outcome(always, _ratio(wanted, value, direction), None, tuple(guesses))


def _ratio(wanted: Fraction, value: Fraction, direction: Direction) -> Fraction | None:
    if direction is Direction.MORE:
        return value / wanted if wanted > 0 else None
    return wanted / value if wanted >= 0 and value > 0 else None


def _bounds(actual: Quantity) -> tuple[Fraction | None, bool, Fraction | None, bool]:
    number, operator = actual.number, actual.operator
    if operator in (Operator.AT_LEAST, Operator.ABOVE):
        return number, operator is Operator.ABOVE, None, False
    if operator in (Operator.AT_MOST, Operator.BELOW):
        return None, False, number, operator is Operator.BELOW
    return number, False, number if actual.high is None else actual.high, False


def _inside(expected: Quantity, actual: Quantity) -> Outcome:
    low, _, high, _ = _bounds(actual)
    if low is None or low != high:
        return Outcome(None, None, Reason.AMBIGUOUS)
    if low < expected.number:
        return Outcome(False, _ratio(expected.number, low, Direction.MORE))
    if expected.high is not None and low > expected.high:
        return Outcome(False, _ratio(expected.high, low, Direction.LESS))
    return Outcome(True, Fraction(1))


def compare_dates(deadline: DateValue, actual: DateValue) -> Outcome:
    """Whether something was done by its deadline; a date has no ratio.

    Examples
    --------
    >>> compare_dates(DateValue(2020, 12, 31, is_deadline=True), DateValue(2020, 11)).met
    True
    """
    guesses = [] if deadline.is_deadline else [Guess.DATE_MEANS_DEADLINE]
    years = (deadline.year or 0, actual.year or 0)
    if (deadline.year is None) != (actual.year is None):
        years = (0, 0)
        guesses.append(Guess.YEAR_TAKEN_AS_SAME)
    last_day = min(deadline.day or 31, _month_end(deadline))
    limit = latest = (years[0], deadline.month, last_day)
    if deadline.day is None and deadline.is_deadline:  # 12月前: before the month, or within it?
        limit = (years[0], deadline.month, 0)
    first = (years[1], actual.month, actual.day or 1)
    last = (years[1], actual.month, min(actual.day or 31, _month_end(actual)))
    if last <= limit:
        if deadline.is_deadline and last == limit:
            guesses.append(Guess.DEADLINE_DAY_INCLUDED)
        return Outcome(True, None, None, tuple(guesses))
    if first > latest:
        return Outcome(False, None, None, tuple(guesses))
    return Outcome(None, None, Reason.AMBIGUOUS, tuple(guesses))


def _month_end(date: DateValue) -> int:
    return monthrange(date.year or 2020, date.month)[1]  # a leap year where none is printed
