"""Text cut into runs for formats that set languages and places themselves: Word and PDF."""

from __future__ import annotations

import re
from typing import NamedTuple

from perfkit.base.english import PLACE

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_WIDE = f"{_HAN}\u3000-\u303f\uff00-\uffef"
_INSIDE = f"{_WIDE}“”‘’…—·％℃㎡～①-⑳0-9A-Za-z.%+\\- "
_CHINESE = re.compile(rf"[{_WIDE}](?:[{_INSIDE}]*[{_WIDE}])?")
# XML 1.0 has no place for these, and no reader misses them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Run(NamedTuple):
    """A piece of a line: its text, whether it is Chinese, whether it is a reference to a place 〔…〕."""

    text: str
    chinese: bool
    place: bool


def runs(line: str, lang: str) -> list[Run]:
    """One line of text as runs.

    Parameters
    ----------
    line : str   plain text without line breaks
    lang : str   language of the document; in Chinese everything is one language

    Examples
    --------
    >>> [tuple(run) for run in runs("see 财务合规性 〔一（四）〕.", "en")][1:4]
    [('财务合规性', True, False), (' ', False, False), ('〔一（四）〕', True, True)]
    """
    line = _CONTROL.sub("", line).replace("\t", " ")
    found, at = [], 0
    for match in PLACE.finditer(line):
        found += _plain(line[at : match.start()], lang)
        found.append(Run(match.group(), True, True))
        at = match.end()
    return found + _plain(line[at:], lang)


def _plain(text: str, lang: str) -> list[Run]:
    if not text:
        return []
    if lang != "en":
        return [Run(text, True, False)]
    found, at = [], 0
    for match in _CHINESE.finditer(text):
        if match.start() > at:
            found.append(Run(text[at : match.start()], False, False))
        found.append(Run(match.group(), True, False))
        at = match.end()
    if at < len(text):
        found.append(Run(text[at:], False, False))
    return found
