"""Whether a reason holds: it names what was seen, says what was found there, and says where points were lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfkit.text import Text

_SHORTEST_ZH, _SHORTEST_EN = 10, 25
_SHORTFALL = re.compile(r"不|未|缺|没|差|少|漏|晚|超|无|扣|矛盾|not|no |miss|lack|late|without|incomplete|short|fail|only|deduct", re.IGNORECASE)
_PLACE = re.compile(r"《[^》]+》|〔[^〕]+〕|\bD\d+\b|[一二三四]（[一二三四五六]）|指标表|任务表|section|table", re.IGNORECASE)
_EMPTY = re.compile(r"^(较好|良好|合理|符合要求|符合|合格|酌情扣分|同意自评|部门自述如此|good|fine|ok|reasonable|as claimed)[。.！!]*$", re.IGNORECASE)

NONE = Text("没有写理由", "no reason is given")
EMPTY = Text("理由是空话，没有说看到了什么", "the reason says nothing that was seen")
NO_PLACE = Text("理由没有说依据哪份材料、哪一处", "the reason names no document and no place")
NO_SHORTFALL = Text("扣了分，理由没有说差在哪里", "points are deducted, but the reason does not say for what")
NO_DOCUMENT = Text("给了分，却没有列出见过的材料", "points are given, but no document is cited")
UNKNOWN_DOCUMENT = Text("所列材料不是这一条的材料", "the document cited is not one for this clause")


def reason_faults(reason: str, *, is_below_full: bool, document: str = "", known: Sequence[str] = ()) -> tuple[Text, ...]:
    """What is wanting in a reason.

    Parameters
    ----------
    reason : str
    is_below_full : bool   points were deducted
    document : str         the document cited beside it, by number or name
    known : its number and its name, where the clause rests on a document

    Examples
    --------
    >>> [text.en for text in reason_faults("较好", is_below_full=False)]
    ['the reason says nothing that was seen']
    >>> reason_faults("查阅《项目档案》，抽查的十份中有两份超期，扣 0.2 分", is_below_full=True)
    ()
    """
    words = str(reason or "").strip()
    if not words:
        return (NONE,)
    is_chinese = any("一" <= character <= "鿿" for character in words)
    if _EMPTY.match(words) or len(words) < (_SHORTEST_ZH if is_chinese else _SHORTEST_EN):
        return (EMPTY,)
    faults = []
    cited = any(name and name in words for name in known) or bool(document)
    if not _PLACE.search(words) and not cited:
        faults.append(NO_PLACE)
    if is_below_full and not _SHORTFALL.search(words):
        faults.append(NO_SHORTFALL)
    return tuple(faults)
