"""Dates as people write them."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

_WRITTEN = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2|年(\d{1,2})月)(\d{1,2})日?", re.ASCII)


def day_of(text: str) -> date:
    """The day that a text names: 2021-05-03, 2021/5/3, 2021.5.3 or 2021年5月3日, also in full width.

    Raises
    ------
    ValueError   it names none.

    Examples
    --------
    >>> day_of("2021/5/3") == day_of("2021年5月3日") == day_of("２０２１．５．３") == day_of("2021-05-03")
    True
    >>> day_of("86400")
    Traceback (most recent call last):
    ValueError: 86400
    """
    found = _WRITTEN.fullmatch(normalize("NFKC", text).strip())
    if found is None:
        raise ValueError(text)
    year, _, month, month_named, day = found.groups()
    return date(int(year), int(month or month_named), int(day))
