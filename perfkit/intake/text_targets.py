"""Targets that running text states in two clauses: 城镇新增就业目标3,200人，实际3,456人."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from perfkit.intake.blocks import Cell, Paragraph
from perfkit.intake.columns import Columns
from perfkit.intake.table_rows import Row

_AMOUNT = r"\d[\d,，]*(?:\.\d+)?\s*(?:万|亿)?(?:%|％|‰|[\u4e00-\u9fff㎡]{1,4}?)"
_LIMIT = r"(?:≥|≤|＞|＜|>|<|=|不低于|不少于|不超过|不高于|至少|控制在|约|达到)?(?:年人均|人均)?"
_CLAUSES = re.compile(
    rf"(?P<name>[\u4e00-\u9fffA-Za-z“”（）()]{{3,24}}?)(?:年度|全年)?目标值?[为是:：]?"
    rf"(?P<expected>{_LIMIT}\s*{_AMOUNT}(?:以上|以内|以下)?)"
    rf"[，,、](?:全年)?实际(?:完成|达到|达|为|[\u4e00-\u9fff]{{2}})?[为是:：]?(?P<actual>{_AMOUNT})(?=[，,、。；;（(]|$)"
)
_AFTER = re.compile(
    rf"(?:全年|实际|已)?(?:完成|实现|达到)?(?P<name>[\u4e00-\u9fffA-Za-z“”（）()]{{3,24}}?)(?:实际)?(?:完成|达到|达|为|是|:|：)?"
    rf"(?P<actual>{_AMOUNT})[，,（(](?:年初|年度|全年|计划|预期|设定|绩效)*(?:目标|指标)值?(?:设定)?[为是:：]?"
    rf"(?P<expected>{_LIMIT}\s*{_AMOUNT}(?:以上|以内|以下)?)(?=[，,、。；;）)]|$)"
)
_MONEY = re.compile("预算|支出|经费|采购|资金|执行率|结转|结余")
_LEAD = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)+|^其中[:：]?")
_KIND = re.compile(r"^([\u4e00-\u9fff]{2,6}?)(?:指标|方面|目标)?[:：]")
_NUMBER = re.compile(r"([\d,，.]+)\s*(.*?)(?:以上|以内|以下)?$")


def targets_in_text(paragraphs: Iterable[Paragraph], kinds: Iterable[str]) -> list[Row]:
    """A row for each target whose expected and actual value stand in clauses beside each other, in one unit.

    One alone that no kind leads is a figure of the text.

    Parameters
    ----------
    kinds : words of second levels, which may lead a paragraph (（一）数量：…)

    Examples
    --------
    >>> [row] = targets_in_text([Paragraph("（一）数量：新增就业目标3,200人，实际3,456人，完成108%。")], ["数量"])
    >>> [cell.text for cell in row.cells]
    ['数量指标', '新增就业', '3,200人', '3,456人']
    >>> [row] = targets_in_text([Paragraph("质量指标：抽检合格率达98.5%，年初目标95%以上。")], ["质量"])
    >>> [cell.text for cell in row.cells]
    ['质量指标', '抽检合格率', '95%以上', '98.5%']
    >>> targets_in_text([Paragraph("新增就业目标3,200人，比上年多200人。")], ["数量"])
    []
    >>> targets_in_text([Paragraph("政府采购：目标9,800万元，实际9,310万元。")], ["数量"])
    []
    """
    words = tuple(kinds)
    rows = [row for paragraph in paragraphs for row in _rows(paragraph, words)]
    return rows if len(rows) > 1 or any("level2" in row.columns.index for row in rows) else []


def _rows(paragraph: Paragraph, kinds: tuple[str, ...]) -> Iterator[Row]:
    kind = ""
    for piece in re.split(r"[。；;]", paragraph.text):
        text = _LEAD.sub("", piece.strip())
        led = _KIND.match(text)
        if led and any(word in led[1] for word in kinds):
            kind, text = led[1], text[led.end() :]
        match = _CLAUSES.match(text.replace("：目标", "目标")) or _AFTER.match(text)
        if (
            match is None
            or _MONEY.search(match["name"])
            or _unit(match["expected"]) != _unit(match["actual"])
        ):
            continue
        texts = {"level2": f"{kind}指标"} if kind else {}
        texts |= {role: match[role] for role in ("name", "expected", "actual")}
        columns = Columns(width=len(texts))
        for at, role in enumerate(texts):
            columns.index[role], columns.place[role] = at, (float(at), at + 1.0)
        cells = [Cell(text, float(at), at + 1.0, paragraph.place) for at, text in enumerate(texts.values())]
        yield Row(cells, columns, True)


def _unit(value: str) -> str:
    found = _NUMBER.search(value)
    return found[2] if found else value
