"""Targets that running text states in two clauses: 城镇新增就业目标3,200人，实际3,456人."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from perfkit.intake.blocks import Cell, Paragraph
from perfkit.intake.columns import Columns
from perfkit.intake.table_rows import Row

_DATE = r"\d{1,2}月(?:\d{1,2}日|[底末初上中下]旬?)?(?:之?前)?"
_UNIT = r"(?:%|％|‰|[\u4e00-\u9fff㎡]{1,4}?)(?:[/／][\u4e00-\u9fff]{1,3}?)?"
_AMOUNT = rf"(?:{_DATE}|\d[\d,，]*(?:\.\d+)?\s*(?:万|亿)?{_UNIT})"
_LIMIT = (
    r"(?:[≥≤＞＜><=≧≦]|不低于|不少于|不小于|不超过|不高于|不大于|不多于|至少|控制在|约|达到)?(?:年人均|人均)?"
)
_NAME = r"(?P<name>[\u4e00-\u9fffA-Za-z“”（）()]{3,24}?)"
_EXPECTED = rf"(?P<expected>{_LIMIT}\s*{_AMOUNT}(?:以上|以内|以下)?)"
_ACTUAL = rf"(?P<actual>{_AMOUNT})(?=[，,、。；;（(]|$)"
# What leads the expected value; under the words of a form (`own`) an amount of money is a target too.
_PLANNED = (
    r"(?:年初|年度|全年|计划|预期|设定|绩效)*(?:(?P<own>指标值|目标值)|目标|计划|(?<=[初度年])指标)(?:设定)?"
)
_REACHED = (
    r"(?:全年|年度|年末|截至年底)?(?:实际(?:完成|达到|达|为|[\u4e00-\u9fff]{2})?|完成|达到|实现)(?:值|数)?"
)
_CLAUSES = re.compile(
    rf"{_NAME}(?:[：:，,、]?\s*{_PLANNED}[为是:：]?|(?=[≥≤＞＜><≧≦\d]|不[少低超高小大多]|至少))\s*{_EXPECTED}"
    rf"[，,、]{_REACHED}[为是:：]?{_ACTUAL}"
)
_AFTER = re.compile(
    rf"(?:全年|实际|已)?(?:完成|实现|达到)?{_NAME}(?:实际)?(?:完成|达到|达|为|是|:|：)?"
    rf"(?P<actual>{_AMOUNT})[，,（(](?:年初|年度|全年|计划|预期|设定|绩效)*(?:(?P<own>指标值|目标值)|目标|指标)(?:设定)?"
    rf"[为是:：]?{_EXPECTED}(?=[，,、。；;）)]|$)"
)
_MONEY = re.compile("预算|支出|经费|采购|资金|执行率|结转|结余")
_LEAD = re.compile(r"^(?:——|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)+|^其中[:：]?")
_LEVEL = re.compile(r"([\u4e00-\u9fff]{2,8}?)(?:指标|方面|目标)?(?:完成情况)?(?:分析)?")
_KIND = re.compile(rf"^{_LEVEL.pattern}[:：]")
_NUMBER = re.compile(r"([\d,，.]+)\s*(.*?)(?:以上|以内|以下)?$")
_LONGEST_LEVEL, _SHORT = 16, 4  # 师生满意度：95% names a target, 满意度：… a level


def targets_in_text(
    paragraphs: Iterable[Paragraph], kinds: Iterable[str], blocks: Iterable[str] = ()
) -> list[Row]:
    """A row for each target whose expected and actual value stand in clauses beside each other, in one unit.

    One alone that no level leads is a figure of the text.

    Parameters
    ----------
    kinds, blocks : words of second and first levels, which lead a sentence (（一）数量：…) or what stands below a
        heading (（二）产出指标)

    Examples
    --------
    >>> [row] = targets_in_text([Paragraph("（一）数量：新增就业目标3,200人，实际3,456人，完成108%。")], ["数量"])
    >>> [cell.text for cell in row.cells]
    ['数量指标', '新增就业', '3,200人', '3,456人']
    >>> [row] = targets_in_text([Paragraph("质量指标：抽检合格率达98.5%，年初目标95%以上。")], ["质量"])
    >>> [cell.text for cell in row.cells]
    ['质量指标', '抽检合格率', '95%以上', '98.5%']
    >>> lines = ["（二）产出指标", "改造桥梁座数，年初指标值不低于4座，全年实际完成值4座，均为空心板桥。"]
    >>> [row] = targets_in_text(map(Paragraph, lines), ["数量"], ["产出"])
    >>> [cell.text for cell in row.cells]
    ['产出指标', '改造桥梁座数', '不低于4座', '4座']
    >>> targets_in_text([Paragraph("新增就业目标3,200人，比上年多200人。")], ["数量"])
    []
    >>> targets_in_text([Paragraph("政府采购：目标9,800万元，实际9,310万元。")], ["数量"])
    []
    """
    reader = _Reader(tuple(kinds), tuple(blocks))
    rows = [row for paragraph in paragraphs for row in reader.rows(paragraph)]
    return (
        rows if len(rows) > 1 or any({"level1", "level2"} & row.columns.index.keys() for row in rows) else []
    )


class _Reader:
    """Reads paragraphs one by one and keeps the level that is open."""

    def __init__(self, kinds: tuple[str, ...], blocks: tuple[str, ...]):
        self.kinds, self.blocks = kinds, blocks
        self.level: dict[str, str] = {}
        self.heading: dict[str, str] = {}

    def rows(self, paragraph: Paragraph) -> Iterator[Row]:
        """The targets of a paragraph; a level in it is open to its end, one above it until the next."""
        self.level = self.heading
        for piece in re.split(r"[。；;]", paragraph.text):
            text = _LEAD.sub("", piece.strip())
            whole = _LEVEL.fullmatch(text) if len(text) <= _LONGEST_LEVEL else None
            if whole and self._open(whole[1]):
                self.heading = self.level if len(paragraph.text) <= len(piece) + 1 else self.heading
                continue
            led = _KIND.match(text)
            if led and (len(led[1]) <= _SHORT or led[0][:-1] != led[1]) and self._open(led[1]):
                text = text[led.end() :]
            match = _CLAUSES.match(text) or _AFTER.match(text)
            if match is None or (_MONEY.search(match["name"]) and not match["own"]):
                continue
            if _unit(match["expected"]) == _unit(match["actual"]):
                yield self._row(match, paragraph)

    def _open(self, word: str) -> bool:
        """Whether a word is a level, which is open then."""
        for role, words in (("level2", self.kinds), ("level1", self.blocks)):
            if any(known in word for known in words):
                self.level = {role: f"{word.removesuffix('指标')}指标"}
                return True
        return False

    def _row(self, match: re.Match[str], paragraph: Paragraph) -> Row:
        texts = self.level | {role: match[role] for role in ("name", "expected", "actual")}
        texts["name"] = re.sub("^(?:计划|预计|全年|年度)(?=..)", "", texts["name"])
        columns = Columns(width=len(texts))
        for at, role in enumerate(texts):
            columns.index[role], columns.place[role] = at, (float(at), at + 1.0)
        cells = [Cell(text, float(at), at + 1.0, paragraph.place) for at, text in enumerate(texts.values())]
        return Row(cells, columns, True)


def _unit(value: str) -> str:
    if re.search(_DATE, value):
        return "月"
    found = _NUMBER.search(value)
    return found[2] if found else value
