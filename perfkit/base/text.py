"""Two languages from one place: a short text for people is written as a zh/en pair where it is used."""

from __future__ import annotations

import re
from collections.abc import Iterable
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


def joined(texts: Iterable[Text | str], zh: str = "、", en: str = ", ") -> Text:
    """Several texts as one, with what stands between them in either language.

    Examples
    --------
    >>> joined([Text("表", "table"), "D7"])
    Text(zh='表、D7', en='table, D7')
    """
    pairs = [text if isinstance(text, Text) else Text(text, text) for text in texts]
    return Text(zh.join(text.zh for text in pairs), en.join(text.en for text in pairs))


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


# Without width or of direction: what is printed does not show them.
# Marks that nobody sees: soft hyphen, joiners, directions, variation selectors, fillers, tags.
_MARKS = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
MARKS = re.compile(rf"[{_MARKS}]")
_TURNED = re.compile(r"[\u202b\u202e\u2067][^\u202c\u2069\n]*")
UNREADABLE = "〓"


def without_marks(text: str) -> str:
    """The text as it is read: without marks of no width or of direction.

    Figures that such a mark turns round are no figures any more: what is shown is not what is stored, and
    nobody can say which of the two was meant.

    Examples
    --------
    >>> without_marks("支出1\u200b0万元"), without_marks("支出\u202e21\u202c万元")
    ('支出10万元', '支出〓〓万元')
    """
    if not MARKS.search(text):
        return text
    return MARKS.sub("", _TURNED.sub(lambda turned: re.sub(r"\d", UNREADABLE, turned[0]), text))


def tell(lang: str, zh: str, en: str, file: TextIO | None = None) -> None:
    """Print the text of one language, on standard output unless said otherwise.

    Examples
    --------
    >>> tell("en", "没有错误", "no faults")
    no faults
    """
    print(say(lang, zh, en), file=file)


# What a spreadsheet drops before it looks for the sign: blanks, line ends, and marks that have no width.
_SKIPPED = rf"[\s\x00-\x1f{_MARKS}]*"
_FORMULA = re.compile(rf"{_SKIPPED}[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n]")
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
