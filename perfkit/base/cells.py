"""Single cells: exact numbers with the decimals they were printed with, and text that never becomes a
formula."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from perfkit.base.text import Text, without_marks

_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_PLACES = re.compile(r"0(?:\.(0+))?")
_EXACT_DIGITS = 15


def put(cell: Any, value: Any) -> None:
    """Write a value: digits as a number with their decimals, anything else as text.

    Parameters
    ----------
    cell : openpyxl cell
    value : str, bool, date or None   text that starts a formula stays text
    """
    if value is None or value == "":
        return
    if isinstance(value, bool):
        cell.value = "是" if value else "否"
        return
    if isinstance(value, date):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
        return
    cell.value = str(value)
    cell.data_type = "s"
    if str(value)[:1] in "=+-@":
        cell.quotePrefix = True


def put_number(cell: Any, digits: str | None) -> None:
    """Write digits as a number that shows the same decimals; what a double cannot hold exactly stays text."""
    if digits is None or digits == "":
        return
    written = str(digits)
    if (
        not _PLAIN.fullmatch(written)
        or len(re.sub(r"\D", "", written).lstrip("0")) > _EXACT_DIGITS
        or written.startswith("-0")
        and float(written) == 0
    ):
        cell.value, cell.number_format, cell.data_type = written, "@", "s"
        return
    places = len(written.partition(".")[2])
    cell.value = Decimal(written)
    cell.number_format = "0." + "0" * places if places else "0"


def number_text(value: Any, number_format: str) -> str:
    """The digits of a cell's number: all that it holds, and at least the decimals that its format shows.

    Examples
    --------
    >>> (number_text(2.5, "0.00"), number_text(2.555, "0.00"), number_text(7, "General"),
    ...  number_text(0.1, "General"))
    ('2.50', '2.555', '7', '0.1')
    """
    digits = format(Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value), "f")
    shown = _PLACES.fullmatch(number_format or "")
    wanted = len(shown.group(1) or "") if shown else 0
    have = len(digits.partition(".")[2])
    if wanted > have:
        digits += ("." if have == 0 else "") + "0" * (wanted - have)
    return digits


def cell_text(cell: Any) -> str | Text | None:
    """A cell as text; None where it is empty, a Text (the fault) where it may not be taken."""
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Text("单元格里是公式，请改填数值", "the cell holds a formula; write its value")
    if cell.data_type == "e":
        return Text(f"单元格里是错误值 {value}", f"the cell holds the error {value}")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, int | float | Decimal):
        return number_text(value, cell.number_format)
    text = without_marks(str(value))
    return text if text.strip() else None
