"""Exact comparison of printed figures: how far a print may be off, and what else printed could explain a
difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, combinations, takewhile
from math import floor

from perfkit.base.quantities import MONEY_UNITS, ZERO, show_exact, show_number, show_rate, unit_factor
from perfkit.filing.statement import Statement

FITS, CUT, DIFFERS = "fits", "cut", "differs"
_LARGE, _FAR = 10_000, 5
_TWICE = Fraction(11, 10)  # 92.346 rounded to 92.35 and then to 92.4 is off by little more than half a digit
_MEASURED = ("元", "平方米", "平方公里", "公里", "亩", "公顷", "吨", "立方米")


def slack(statement: Statement) -> Fraction:
    """How far a printed figure may lie from the true one: half its last digit; nothing where people or
    things are counted one by one; a whole round step where the figure is approximate.

    Examples
    --------
    >>> slack(Statement(value="4885.47", unit="万元", section="一"))
    Fraction(50, 1)
    >>> slack(Statement(value="40", unit="场", section="一", approximate=True))
    Fraction(10, 1)
    """
    if isinstance(statement.value, bool):
        return ZERO
    if not statement.approximate:
        whole = "." not in statement.value and statement.unit not in _MEASURED
        return ZERO if whole and unit_factor(statement.unit) == 1 else statement.tolerance
    digits = str(statement.value).partition(".")[0].lstrip("-")
    zeros = (
        len(digits) - len(digits.rstrip("0"))
        if statement.tolerance * 2 >= 1 and "." not in str(statement.value)
        else 0
    )
    return 2 * statement.tolerance * 10**zeros


def misread(more: Statement, less: Statement, rate: Statement | None = None) -> bool:
    """Two figures that nobody has checked yet, one far beyond the other, or its rate, but by no slip of
    units: of two things."""
    if not (more.unconfirmed and less.unconfirmed and less.amount):
        return False
    times, share = abs(more.amount / less.amount), rate.amount if rate and rate.amount else 1
    return times > _FAR and not any(abs(times / share / 10**n - 1) * 50 <= 1 for n in (2, 3, 4, 8))


def compare(difference: Fraction, allowed: Fraction) -> str:
    """fits within the print; cut: within it had the last digit been cut off, not rounded; differs."""
    size = abs(difference)
    return FITS if size <= allowed else CUT if size <= 2 * allowed else DIFFERS


def rate_fits(rate: Statement, part: Statement, whole: Statement) -> str:
    """Whether a printed rate fits its printed part and whole, with the precision of all three."""
    low_whole, exact = whole.amount - slack(whole), part.amount / whole.amount if whole.amount else None
    if exact is not None and abs(rate.amount - exact) <= slack(rate):
        return FITS
    if low_whole <= 0:
        return DIFFERS if exact is None else compare(rate.amount - exact, slack(rate))
    low, high = (
        (part.amount - slack(part)) / (whole.amount + slack(whole)),
        (part.amount + slack(part)) / low_whole,
    )
    off = max(low - rate.amount, rate.amount - high, Fraction(0))
    if off <= slack(rate):
        return FITS
    if off <= slack(rate) * _TWICE:
        return CUT
    return CUT if 0 < low - rate.amount <= 2 * slack(rate) else DIFFERS


def show_amount(value: Fraction, kind: str, unit: str = "") -> str:
    """A value for reading, in the unit it was printed in where that is known.

    Examples
    --------
    Amounts in 万元 and 亿元 to two decimals, unless less than a hundredth of them; in 元 exactly.

    >>> show_amount(Fraction("456944.05"), "money", "万元"), show_amount(Fraction(55, 63), "rate")
    ('45.69万元', '87.30%')
    >>> show_amount(Fraction(11), "count", "人")
    '11人'
    """
    if kind == "rate":
        return show_rate(value)
    if kind == "money":
        unit = unit if unit in MONEY_UNITS else "万元" if abs(value) >= _LARGE else "元"
        shown = value / MONEY_UNITS[unit]
        if unit != "元" and abs(shown) < Fraction(1, 100) and shown:
            return show_exact(value) + "元"
        return (
            show_exact(shown) if unit == "元" or (shown * 100).denominator == 1 else show_number(shown)
        ) + unit
    factor = {"万": 10_000, "亿": 100_000_000}.get(unit[:1], 1)
    return show_exact(value / factor) + unit


def show_gap(value: Fraction, kind: str, unit: str = "") -> str:
    """A difference for reading; of two rates in percentage points."""
    if kind == "rate":
        return f"{show_number(abs(value) * 100)}个百分点"
    return show_amount(abs(value), kind, unit)


def equal_amount(
    gap: Fraction, allowed: Fraction, printed: Iterable[tuple[str, Statement]], skip: Iterable[str] = ()
) -> tuple[str, Statement] | None:
    """A printed amount that a difference equals, within print: a possible explanation of it."""
    skipped, size = set(skip), abs(gap)
    best, least, most = None, size * 19 / 20, size * 21 / 20
    lowest, highest = floor(least), floor(most)
    for name, statement in printed:
        amount = statement.amount
        if not lowest <= amount.numerator // amount.denominator <= highest:
            continue  # whole numbers are compared in a tenth of the time
        if not least <= amount <= most or name in skipped or amount == 0:
            continue
        off = abs(amount - size)
        if off <= 2 * (allowed + slack(statement)) and (best is None or off < best[0]):
            best = (off, name, statement)
    return None if best is None else (best[1], best[2])


def round_share(smaller: Fraction, larger: Fraction, last_digit: Fraction = Fraction(1)) -> Fraction | None:
    """The whole multiple of 5 % that one amount is of another, if it is one to the last digit: a flat cut.

    Examples
    --------
    >>> round_share(Fraction(101975), Fraction(107342))
    Fraction(19, 20)
    """
    if not 0 < smaller < larger:
        return None
    for twentieth in range(10, 20):
        share = Fraction(twentieth, 20)
        if abs(larger * share - smaller) <= last_digit / 2:
            return share
    return None


def sums_by_name(values: Iterable[tuple[str, Fraction]]) -> dict[str, Fraction]:
    """The sum of the values under each name."""
    sums: dict[str, Fraction] = {}
    for name, value in values:
        sums[name] = sums.get(name, ZERO) + value
    return sums


def covers_more(
    sums: Mapping[str, Fraction], name: str, printed: Fraction, own: Callable[[str], Fraction | None]
) -> bool:
    """Whether what is printed for a block is a subtotal of it and of those below it that have none of their
    own."""
    names = list(sums)
    below = names[names.index(name) + 1 :]
    loose = list(takewhile(lambda other: own(other) is None, below))
    return printed in accumulate(sums[other] for other in (name, *loose))


def is_slip(one: str, other: str) -> bool:
    """True where two printed numbers of three digits or more differ in one digit or in two that changed
    places.

    Examples
    --------
    >>> is_slip("75.4", "57.4"), is_slip("1132", "1032"), is_slip("98", "96"), is_slip("212", "340")
    (True, True, False, False)
    """
    a, b = (number.replace(",", "").replace(".", "") for number in (one, other))
    if len(a) != len(b) or len(a) < 3 or not (a.isdigit() and b.isdigit()):
        return False
    apart = [n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(apart) == 2:
        first, second = apart
        return second == first + 1 and a[first] == b[second] and a[second] == b[first]
    return len(apart) == 1


def subset_sum(
    target: Fraction, allowed: Fraction, terms: Sequence[tuple[str, Fraction]], most: int = 4
) -> tuple[str, ...] | None:
    """The names of two or more terms that add up to a target within print, fewest first; None where none
    do."""
    usable = [(name, amount) for name, amount in terms if 0 < amount <= target + allowed][:14]
    for size in range(2, most + 1):
        for chosen in combinations(usable, size):
            if abs(sum((amount for _, amount in chosen), Fraction(0)) - target) <= allowed:
                return tuple(name for name, _ in chosen)
    return None


def implied_parts(rate: Statement, whole: Fraction) -> list[int]:
    """The whole numbers that give a printed rate of a whole number.

    Examples
    --------
    >>> implied_parts(Statement(value="85.71", unit="%", section="一"), Fraction(63))
    [54]
    """
    low, high = (rate.amount - rate.tolerance) * whole, (rate.amount + rate.tolerance) * whole
    first = -(-low.numerator // low.denominator)
    return [n for n in range(first, first + 4) if n < high or n == low]
