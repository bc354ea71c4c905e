"""English sentences with English punctuation: what a Chinese name or number brought along is set as English
sets it."""

from __future__ import annotations

import re

_SIGNS = {
    "，": ", ",
    "、": ", ",
    "；": "; ",
    "：": ": ",
    "。": ". ",
    "？": "? ",
    "！": "! ",
    "（": "(",
    "）": ")",
    "〔": "[",
    "〕": "]",
    "《": "“",
    "》": "”",
    "～": "–",
    "％": "%",
    "／": "/",
    "－": "-",
    "＝": "=",
    "＋": "+",
    "　": " ",
    "……": "…",
}
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_HAN, _WORD = re.compile("[㐀-鿿]"), re.compile("[A-Za-z]{2}")
# The department's own words stay as they were printed.
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’")
# A reference to a place in the filing, whichever brackets the language sets it in.
PLACE = re.compile(r"〔[^〕\n]*〕|\[[^\[\]\n]*[㐀-鿿][^\[\]\n]*\]")


def english(text: str) -> str:
    """Text of an English page with English punctuation, but for quotations and for text that is Chinese as a
    whole.

    Examples
    --------
    >>> english("Key work (重点工作、项目) 〔一（四）1、三〕: “甲，乙” 1.00～2.00")
    'Key work (重点工作, 项目) [一(四)1, 三]: “甲，乙” 1.00–2.00'
    >>> english("按时完成，质量达标。")
    '按时完成，质量达标。'
    """
    if text.isascii() or (_HAN.search(text) and not _WORD.search(text)):
        return text
    parts, at = [], 0
    for quotation in _QUOTED.finditer(text):
        parts += [_set(text[at : quotation.start()]), quotation.group()]
        at = quotation.end()
    return "".join([*parts, _set(text[at:])])


def _set(text: str) -> str:
    changed = _SIGN.sub(lambda sign: _SIGNS[sign.group()], text)
    if changed == text:
        return text
    changed = re.sub(r"(?<=\S) +(?=[,;:.?!)\]])", "", changed)
    return re.sub(r"(?<=[,;:.?!]) {2,}", " ", changed)


def lowered(text: str) -> str:
    """A sentence as a part of another: its first word small, unless that is an abbreviation.

    Examples
    --------
    >>> lowered("The final accounts page"), lowered("GDP of the year")
    ('the final accounts page', 'GDP of the year')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """English text with a capital at its head.

    Examples
    --------
    >>> sentence("the target was missed"), sentence("3 of 4"), sentence("预算 is split")
    ('The target was missed', '3 of 4', '预算 is split')
    """
    return text[:1].upper() + text[1:] if text[:1].isascii() else text
