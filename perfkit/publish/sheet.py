"""A sheet of a workbook as data: columns and rows of texts, exact numbers and formulas of our own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from perfkit.base.quantities import show_exact
from perfkit.views.said import WORDS

POINTS, MONEY, RATE, COUNT, PLAIN = "0.00", "#,##0.00", "0.00%", "0", "@"


class Formula(NamedTuple):
    """A formula and what it gives as long as nobody changes a cell; never made from anybody's text.

    Attributes
    ----------
    text : str     without the equals sign
    value : number or text that it gives now
    """

    text: str
    value: Decimal | int | str | None


Value = str | Decimal | int | Formula | None


# What a spreadsheet keeps of a number; more digits would be lost without a word.
_DIGITS = Context(prec=15)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: head, width in characters, number format ("@" for text), alignment, what may be chosen."""

    head: str
    width: float
    format: str = PLAIN
    align: str = "left"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; `strong` holds the indexes of total rows, `frozen` how many columns stay in view.

    `inputs` is the column, counted from 0, that a judge fills in with points.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    strong: frozenset[int] = frozenset()
    frozen: int = 0
    inputs: int | None = None


_FORMATS = {
    "text": PLAIN,
    "count": COUNT,
    "money": MONEY,
    "points": POINTS,
    "rate": RATE,
    "general": "General",
}


def columns_of(sheet: str, lang: str) -> tuple[Column, ...]:
    """The columns of a sheet as data/words/publish.yaml lists them."""
    return tuple(
        Column(one[lang], int(one["width"]), _FORMATS[one.get("set", "text")])
        for one in WORDS.group("sheets")[sheet]
    )


def exact_number(value: Fraction | None) -> Value:
    """A number for a cell: exact where a spreadsheet can hold it, else to 15 digits; longer decimals as text.

    Examples
    --------
    >>> [exact_number(Fraction(each)) for each in ("17754638.01", "1/3", "12345678901234567.89")]
    [Decimal('17754638.01'), Decimal('0.333333333333333'), '12345678901234567.89']
    """
    if value is None:
        return None
    shown = show_exact(value)
    if "/" in shown:
        return _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))
    number = Decimal(shown)
    return number if len(number.as_tuple().digits) <= 15 else shown


def lines_of(text: str, width: float) -> int:
    """The lines that a text takes in a column of this width; a Chinese character counts as two.

    Examples
    --------
    >>> lines_of("四个字符", 9), lines_of("四个字符", 8)
    (1, 2)
    """
    room = max(1, int(width) - 1)
    wide = (
        sum(2 if ord(each) >= 0x2E80 or each in "“”‘’…—①②③" else 1 for each in line)
        for line in text.split("\n")
    )
    return sum(max(1, -(-each // room)) for each in wide)
