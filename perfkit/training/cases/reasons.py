"""Whether a reason holds: it names what was seen, says what was found there, and says where points were lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfkit.base.text import Text
from perfkit.training.cases.overlap import shared_places
from perfkit.training.typed import narrow

_LEAST_CHARACTERS, _LEAST_WORDS = 8, 5
_NEAR_ZH, _NEAR_EN = 14, 70
_SHORTFALL = re.compile(
    r"不|未|缺|没|差|少|漏|晚|迟|超|逾|短|滞后|扣|只|仅|矛盾|\b(?:not|no|none|miss\w*|lack\w*|late|without|incomplete|short\w*|fail\w*|only|deduct\w*|off|beyond|fewer|less)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"〔[^〕]+〕|[一二三四]（[一二三四五六]）|问题\s*\d|指标表|任务表|评分表|\b(?:target|task|scoring) table\b|\bsection\b|\bproblem \d",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"(?:部门|单位|该局|报告)(?:自己)?(?:自述|自称|声称|宣称|称|表示|认为|说明)|自述|同意自评|按自评|照自评|据称|\b(?:department|report)\s+(?:states?|says?|claims?|reports?|declares?)\b|\bas claimed\b|\bself-score\b",
    re.IGNORECASE,
)
_AGREED = re.compile(r"同意自评|按自评|照自评|\bagree\w* with the self-score|\bas claimed\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"却|但|而在|然而|相反|矛盾|不符|不一致|不能|不是|不足以|自认|自述存在|承认|\b(?:but|however|yet|while|although|contradict\w*|against|admit\w*|no evidence|not evidence)\b",
    re.IGNORECASE,
)
_CITED = re.compile(r"(?<![A-Za-z\d])[Dd]\s?(\d+)(?!\d)")
_EMPTY = re.compile(
    r"^(较好|良好|合理|符合要求|符合|合格|酌情扣分|good|fine|ok|reasonable|some points deducted)[。.！!]*$",
    re.IGNORECASE,
)

NONE = Text("没有写理由", "no reason is given")
EMPTY = Text("理由是空话，没有说看到了什么", "the reason says nothing that was seen")
CLAIM = Text("把部门自述当成了佐证", "the reason takes what the department says for evidence")
NO_PLACE = Text("理由没有说依据哪份材料、哪一处", "the reason names no document and no place")
NOTHING_SEEN = Text(
    "理由没有写出材料里看到了什么，如摘录里的事实或数字",
    "the reason repeats no fact or figure of what the document says",
)
NO_SHORTFALL = Text("扣了分，理由没有说差在哪里", "points are deducted, but the reason does not say for what")
UNKNOWN_DOCUMENT = Text("所列材料不是这一条的材料", "the document cited is not one for this clause")


def reason_faults(
    reason: str,
    *,
    is_below_full: bool,
    document: str = "",
    known: Sequence[str] = (),
    extract: Text | None = None,
) -> tuple[Text, ...]:
    """What is wanting in a reason.

    Parameters
    ----------
    reason : str
    is_below_full : bool   points were deducted
    document : str         the document cited beside it, by number or name
    known : its number and its name, where the clause rests on a document
    extract : Text         what the document, or the place in the report, says

    Examples
    --------
    >>> [text.en for text in reason_faults("较好", is_below_full=False)]
    ['the reason says nothing that was seen']
    >>> seen = Text("抽查的 10 份中有 2 份没有按时限验收。", "Two of ten samples were accepted late.")
    >>> reason_faults("查阅《项目档案》，抽查的十份中有两份超期，扣 0.2 分", is_below_full=True, known=("D7", "项目档案"), extract=seen)
    ()
    >>> [text.en for text in reason_faults("今天天气很好我们没有去公园玩", is_below_full=True, document="D7", known=("D7", "项目档案"), extract=seen)]
    ['the reason repeats no fact or figure of what the document says']
    """
    words = narrow(str(reason or "")).strip()
    if not words:
        return (NONE,)
    if _EMPTY.match(words) or _is_thin(words):
        return (CLAIM,) if _is_claim(words) else (EMPTY,)
    faults = []
    if _is_claim(words):
        faults.append(CLAIM)
    if not (_PLACE.search(words) if not known else names_document(words, known) or document):
        faults.append(NO_PLACE)
    said = _without_document(words, known)
    seen = shared_places(said, extract) if extract is not None else None
    if seen is not None and not seen:
        faults.append(NOTHING_SEEN)
    elif is_below_full and not _has_shortfall(said, seen):
        faults.append(NO_SHORTFALL)
    return tuple(faults)


def document_faults(reason: str, document: str, known: Sequence[str]) -> tuple[Text, ...]:
    """What is wrong with the document cited, in its own column or in the reason.

    Examples
    --------
    >>> document_faults("", "d7", ("D7", "项目档案"))
    ()
    >>> [text.en for text in document_faults("查阅 D8，齐全", "", ("D7", "项目档案"))]
    ['the document cited is not one for this clause']
    """
    if not known:
        return ()
    if document.strip():
        return (
            ()
            if names_document(document, known)
            or any(name and document.strip(" 《》") in name for name in known[1:])
            else (UNKNOWN_DOCUMENT,)
        )
    return (UNKNOWN_DOCUMENT,) if _CITED.search(narrow(reason)) and not names_document(reason, known) else ()


def names_document(text: str, known: Sequence[str]) -> bool:
    """True where a text cites a document by its number or its name.

    Examples
    --------
    >>> names_document("见Ｄ７", ("D7", "项目档案")), names_document("D71", ("D7", "项目档案"))
    (True, False)
    """
    plain = narrow(text)
    numbers = {f"D{number}" for number in _CITED.findall(plain)}
    return any(
        name in numbers if re.fullmatch(r"D\d+", name) else bool(name) and name in plain for name in known
    )


def _is_thin(words: str) -> bool:
    chinese = {character for character in words if "一" <= character <= "鿿"}
    if chinese:
        return len(chinese) < _LEAST_CHARACTERS
    return len({word.lower() for word in re.findall(r"[A-Za-z]{2,}", words)}) < _LEAST_WORDS


def _is_claim(words: str) -> bool:
    return bool(_AGREED.search(words) or (_CLAIM.search(words) and not _AGAINST.search(words)))


def _without_document(words: str, known: Sequence[str]) -> str:
    for name in sorted(known, key=len, reverse=True):
        words = words.replace(f"《{name}》", " ").replace(name, " ")
    return words


def _has_shortfall(said: str, seen: Sequence[int] | None) -> bool:
    """A shortfall word, near to something that the extract says where there is one."""
    near = _NEAR_ZH if any("一" <= character <= "鿿" for character in said) else _NEAR_EN
    return any(
        seen is None or any(abs(found.start() - at) <= near for at in seen)
        for found in _SHORTFALL.finditer(said)
    )
