"""Two languages from one place: every text for people is written as a zh/en pair where it is used."""

from __future__ import annotations

import re
from typing import NamedTuple, TextIO

LANGUAGES = ("zh", "en")


class Text(NamedTuple):
    """One text in both languages.

    Examples
    --------
    >>> Text("预算执行率", "budget execution rate").in_("en")
    'budget execution rate'
    """

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        """The text in `lang`, "zh" or "en"."""
        return self.en if lang == "en" else self.zh


def say(lang: str, zh: str, en: str) -> str:
    """Pick the text of one language.

    Parameters
    ----------
    lang : str    "zh" or "en"
    zh, en : str  the same sentence in both languages

    Examples
    --------
    >>> say("zh", "缺少必填项", "missing")
    '缺少必填项'
    """
    return en if lang == "en" else zh


def tell(lang: str, zh: str, en: str, file: TextIO | None = None) -> None:
    """Print the text of one language, on standard output unless said otherwise.

    Examples
    --------
    >>> tell("en", "没有错误", "no faults")
    no faults
    """
    print(say(lang, zh, en), file=file)


# What a spreadsheet drops before it looks for the sign: blanks, line ends, and marks that have no width.
_SKIPPED = r"[\s\x00-\x1f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*"
_FORMULA = re.compile(rf"{_SKIPPED}[=+\-@＝＋－＠]|[\t\r\n]")
_AMOUNT = r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?[%‰]?"
_FIGURE = re.compile(rf"{_AMOUNT}(?:～{_AMOUNT})?|-")


def csv_text(value: object) -> object:
    """A value for a CSV cell: a text that a spreadsheet would run as a formula gets an apostrophe before it.

    Examples
    --------
    >>> csv_text("=1-2"), csv_text("＝1+1"), csv_text("-0.5%"), csv_text("-0.1～0.2"), csv_text("财政局")
    ("'=1-2", "'＝1+1", '-0.5%', '-0.1～0.2', '财政局')
    """
    is_formula = isinstance(value, str) and _FORMULA.match(value) and not _FIGURE.fullmatch(value)
    return f"'{value}" if is_formula else value
