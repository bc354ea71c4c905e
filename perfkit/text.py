"""Two languages from one place: every text for people is written as a zh/en pair where it is used."""

from __future__ import annotations

from typing import NamedTuple

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
