"""An item that waits for an evaluator, as HTML: what a panel and a page show of it."""

from __future__ import annotations

from html import escape

from perfkit.base.text import say
from perfkit.evaluation.shown import show_fact
from perfkit.outlook.item import Item


def item_html(item: Item, lang: str = "zh") -> str:
    """An item with clause, rule, figures, claims and documents beside each other, as HTML."""
    blocks = [
        f"<h4>{escape(item.name.in_(lang))}</h4>",
        _block(say(lang, "条款", "Clause"), [item.clause.in_(lang)]),
    ]
    if item.formula(lang):
        blocks.append(_block(say(lang, "规则与数据", "Rule and figures"), [item.formula(lang)]))
    facts = [
        show_fact(found, lang) + "".join(f"〔{one.section}〕" for one in found.statements[:3])
        for found in item.facts
    ]
    blocks.append(_block(say(lang, "涉及的数据", "Figures it rests on"), facts))
    blocks.append(
        _block(
            say(lang, "部门的说法（不是佐证）", "What the department claims (no evidence)"),
            [place.show() for place in item.claims],
        )
    )
    blocks.append(
        _block(
            say(lang, "部门自己承认的", "What it admits itself"), [place.show() for place in item.admissions]
        )
    )
    blocks.append(
        _block(
            say(lang, "应当见到的材料", "Documents to be seen"), [text.in_(lang) for text in item.documents]
        )
    )
    blocks.append(
        _block(
            say(lang, "已登记的材料", "Documents seen"),
            [f"{one.id} {one.document}（{one.date}）" for one in item.seen],
        )
    )
    standard = (
        f"<details><summary>{say(lang, '评分标准全文', 'The whole standard')}</summary><p lang='zh'"
        f" style='white-space:pre-line'>{escape(item.standard)}</p></details>"
    )
    return "".join(block for block in blocks if block) + (standard if item.standard else "")


def _block(title: str, lines: list[str]) -> str:
    items = "".join(f"<li style='line-height:1.45'>{escape(line)}</li>" for line in lines)
    return (
        f"<p style='margin:8px 0 0'><b>{escape(title)}</b></p><ul style='margin:2px 0 0 18px'>{items}</ul>"
        if lines
        else ""
    )
