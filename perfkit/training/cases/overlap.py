"""Whether a reason speaks of what a document says: content words and figures that the two share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.base.numerals import chinese_number
from perfkit.base.text import Text

# Characters that hold a sentence together and words that stand in every reason: sharing them says nothing.
_HOLDS = frozenset("的了是在有没不和与及其为也都已按于中对上下所并或把被将就等这那之以而又未无各从到着过给分")
_EVERYWHERE = frozenset(
    (
        "规定",
        "要求",
        "条文",
        "材料",
        "部门",
        "自评",
        "执行",
        "情况",
        "工作",
        "单位",
        "符合",
        "相关",
        "进行",
        "有关",
        "可以",
        "我们",
        "今天",
    )
)
_EVERYWHERE_EN = frozenset(
    (
        "clause",
        "document",
        "documents",
        "department",
        "points",
        "point",
        "meet",
        "meets",
        "with",
        "that",
        "this",
        "from",
        "were",
        "been",
        "have",
        "which",
        "there",
        "their",
        "what",
        "when",
        "rule",
        "rules",
        "looked",
        "good",
        "seen",
    )
)
_COUNTED = re.compile(
    r"(\d+(?:\.\d+)?|十[一二三四五六七八九]|[一二三四五六七八九]十[一二三四五六七八九]?|[一二两三四五六七八九十])\s*(份|项|处|家|次|宗|天|个|人|条|件|页|笔|户|名|台|辆|元|万元|月|日)"
)
_LONG = re.compile(r"(?<![A-Za-z\d.])(?:\d+\.\d+|\d{2,})(?![\d.])")
_NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}
ENOUGH = 2


def shared_places(reason: str, extract: Text) -> list[int]:
    """Where a reason shares content with an extract; empty unless it shares a figure or two content words.

    Examples
    --------
    >>> seen = Text("抽查的 10 份中有 2 份没有按时限验收。", "Two of ten samples were accepted late.")
    >>> bool(shared_places("十份里有两份晚了", seen)), bool(shared_places("验收超了时限", seen)), bool(shared_places("today the samples are fine", seen))
    (True, True, False)
    """
    there = {word for text in extract for _, word in _content(text)}
    figures_there = {figure for text in extract for _, figure in _figures(text)}
    words, places, free = set(), [], 0
    for at, word in sorted(_content(reason)):
        if word in there:
            places.append(at)
            if at >= free:  # 满意度 is one word, not 满意 and 意度
                words.add(word)
                free = at + len(word)
    figures = [at for at, figure in _figures(reason) if figure in figures_there]
    return [*places, *figures] if figures or len(words) >= ENOUGH else []


def _content(text: str) -> list[tuple[int, str]]:
    return list(_english(text)) + list(_chinese(text))


def _chinese(text: str) -> Iterator[tuple[int, str]]:
    """Pairs of characters that are words or pieces of words."""
    for run in re.finditer(r"[一-鿿]+", text):
        for at in range(run.start(), run.end() - 1):
            pair = text[at : at + 2]
            if not _HOLDS & set(pair) and pair not in _EVERYWHERE:
                yield at, pair


def _english(text: str) -> Iterator[tuple[int, str]]:
    for run in re.finditer(r"[A-Za-z]{4,}", text):
        word = run.group().lower()
        if word not in _EVERYWHERE_EN and word not in _NUMBER_WORDS:
            yield run.start(), word[:6]


def _figures(text: str) -> Iterator[tuple[int, str]]:
    """Figures with what they count, and figures of two digits or more."""
    for run in _COUNTED.finditer(text):
        number = _value(run[1])
        if number != "1":
            yield run.start(), f"{number}{run[2]}"
    for run in _LONG.finditer(text):
        yield run.start(), run.group()
    for run in re.finditer(r"[A-Za-z]+", text):
        if _NUMBER_WORDS.get(run.group().lower(), "1") not in ("0", "1"):
            yield run.start(), _NUMBER_WORDS[run.group().lower()]


def _value(written: str) -> str:
    value = chinese_number(written)
    return written if value is None else str(value)
