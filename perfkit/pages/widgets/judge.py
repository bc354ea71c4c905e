"""Judging in a notebook: clause, claim, facts and evidence beside each other, points within bounds, saved at
once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

from ipywidgets import (
    Dropdown,
    HBox,
    IntProgress,
    Layout,
    SelectMultiple,
    Text,
    Textarea,
    ToggleButtons,
    VBox,
)

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import show_exact, show_number
from perfkit.base.text import Text as Said
from perfkit.base.text import say
from perfkit.base.wording import show_span
from perfkit.filing.catalogue import fact_catalogue
from perfkit.outlook.item import Item
from perfkit.outlook.judging import Session
from perfkit.pages.widgets.item_shown import item_html
from perfkit.pages.widgets.page import WIDE, Panel, announced, label, live
from perfkit.views.said import worded
from perfkit.views.wording import show_reach


class JudgePanel(Panel):
    """Goes through what waits for an evaluator, one item at a time.

    Parameters
    ----------
    session : Session
    lang : str   "zh" or "en"
    saved : called after every change, for what is shown elsewhere
    """

    def __init__(self, session: Session, lang: str = "zh", saved: Callable[[], None] = lambda: None):
        self.session, self.lang, self._saved = session, lang, saved
        self._progress = IntProgress(min=0, layout=Layout(width="40%"))
        # Text is sent when its field is left: letters still on their way could come after the click that
        # saves them.
        self._total, self._shown, self._message = live(lang), live(lang), live(lang)
        self._items = Dropdown(style=WIDE, layout=Layout(width="70%"))
        self._points = VBox([])
        self._reason = Textarea(
            continuous_update=False,
            placeholder=say(lang, "为什么给这些分，看到了什么", "why these points, what was seen"),
            layout=Layout(width="98%", height="72px"),
        )
        self._documents = SelectMultiple(rows=3, layout=Layout(width="98%"))
        self._document = Text(
            continuous_update=False,
            placeholder=say(lang, "见到的材料，如“部门预算公开网页”", "a document seen"),
            layout=Layout(width="70%"),
        )
        self._fact = Dropdown(style=WIDE, layout=Layout(width="34%"))
        self._value = Text(
            continuous_update=False,
            placeholder=say(lang, "数值，如 96", "figure, such as 96"),
            layout=Layout(width="22%"),
        )
        self._unit = Text(
            continuous_update=False, placeholder=say(lang, "单位", "unit"), layout=Layout(width="12%")
        )
        self._figure = HBox(
            [self._fact, self._value, self._unit, self._button("录入数字", "Record figure", self._establish)]
        )
        self._quiet = False
        self._items.observe(self._opened, names="value")
        head = HBox([self._progress, self._total], layout=Layout(align_items="center"))
        row = HBox(
            [
                self._items,
                self._button("上一项", "Back", lambda: self._step(-1)),
                self._button("下一项", "Next", lambda: self._step(1)),
            ]
        )
        entry = VBox(
            [
                self._points,
                label(say(lang, "理由", "Reason"), lang),
                self._reason,
                label(say(lang, "依据的材料（可多选）", "Documents it rests on"), lang),
                self._documents,
                HBox([self._document, self._button("登记材料", "Register document", self._see)]),
                self._figure,
                HBox(
                    [
                        self._button("保存本项", "Save this item", self._save, "success"),
                        self._button("撤回本项", "Take it back", self._withdraw),
                    ]
                ),
                self._message,
            ],
            layout=Layout(flex="1 1 320px", min_width="300px", overflow="hidden"),
        )
        shown = VBox(
            [self._shown],
            layout=Layout(flex="2 1 420px", min_width="320px", padding="0 12px 0 0", overflow="hidden"),
        )
        super().__init__(
            [
                head,
                row,
                HBox([shown, entry], layout=Layout(flex_flow="row wrap", width="100%", overflow="hidden")),
            ]
        )
        self._refresh(first=True)

    @property
    def item(self) -> Item | None:
        """The item on display."""
        return next((item for item in self.session.items if item.id == self._items.value), None)

    def _opened(self, change: object) -> None:
        if not self._quiet:
            self._open()

    def _refresh(self, first: bool = False) -> None:
        items, lang = self.session.items, self.lang
        done = sum(item.mine is not None for item in items)
        here = self._items.value
        options = [(f"{'✓' if item.mine else '○'} {item.name.in_(lang)}", item.id) for item in items]
        names = [name for _, name in options]
        open_names = [item.id for item in items if item.mine is None]
        wanted = next(iter([*open_names, *names]), None) if first or here not in names else here
        self._quiet = True
        self._items.options = options
        self._items.value = wanted
        self._quiet = False
        self._progress.max, self._progress.value = max(1, len(items)), done
        span = show_span(self.session.evaluation.points)
        grade = show_reach(self.session.evaluation, lang)
        zh = f"已评 {done}／{len(items)} 项，总分 {span}（{grade}）"
        words = say(lang, zh, f"{done} of {len(items)} judged, total {span} ({grade})")
        self._total.value = announced(f"&nbsp;{escape(words)}", lang)
        self._open()

    def _open(self) -> None:
        item, lang = self.item, self.lang
        if item is None:
            self._shown.value = announced(
                say(lang, "没有待评的评分点。", "Nothing waits for an evaluator."), lang
            )
            return
        self._shown.value = announced(item_html(item, lang), lang)
        self._points.children = [label(_asks(item, lang), lang), self._control(item)]
        self._reason.value = item.mine.reason if item.mine else ""
        self._documents.options = [
            (f"{one.id} {one.document}（{one.date}）", one.id) for one in self.session.judged.evidence
        ]
        self._documents.value = (
            tuple(one.id for one in item.seen) if item.mine is None else item.mine.evidence
        )
        facts = item.missing or tuple(found.fact for found in item.facts)
        self._fact.options = [(fact_catalogue()[fact].name.in_(lang), fact) for fact in facts]
        self._fact.value = facts[0] if facts else None
        self._figure.layout.display = "flex" if facts and not item.is_modifier else "none"

    def _control(self, item: Item):
        mine, lang = item.mine, self.lang
        if item.is_modifier:
            options = [(say(lang, "不适用", "does not apply"), False), (say(lang, "适用", "applies"), True)]
            return ToggleButtons(
                options=options, value=mine.triggered if mine else None, style={"button_width": "auto"}
            )
        if item.steps and len(item.steps) <= 8:
            awarded = item.awarded if mine else None
            return ToggleButtons(
                options=[(show_exact(step), step) for step in item.steps],
                value=awarded if awarded in item.steps else None,
                style={"button_width": "auto"},
            )
        given = ""
        if mine is not None and mine.points is not None:
            given = show_exact(mine.points)
        elif mine is not None and mine.share is not None:
            given = show_exact(mine.share * 100) + "%"
        return Text(continuous_update=False, value=given, placeholder=item.span)

    def _step(self, by: int) -> None:
        names = [name for _, name in self._items.options]
        if names:
            self._items.value = names[(names.index(self._items.value) + by) % len(names)]

    def _save(self) -> None:
        item = self.item
        if item is None:
            return
        value, documents = self._points.children[1].value, tuple(self._documents.value)
        if value is None:
            raise PerfkitError(Said("还没有选择，先选后存", "nothing is chosen yet: choose, then save"))
        if item.is_modifier:
            self.session.decide(item.id, value, self._reason.value, documents, day=date.today())
        else:
            self.session.award(item.id, value, self._reason.value, documents, day=date.today())
        self._kept()
        waiting = [one.id for one in self.session.items if one.mine is None]
        if waiting:
            self._items.value = waiting[0]

    def _kept(self) -> None:
        self.session.save()
        self._refresh()
        self._message.value = announced(say(self.lang, "✓ 已保存", "✓ saved"), self.lang)
        self._saved()

    def _see(self) -> None:
        if self.item is not None:
            self.session.see(self.item.id, self._document.value, day=date.today())
            self._document.value = ""
            self._kept()

    def _establish(self) -> None:
        seen = [one.document for one in self.session.judged.evidence if one.id in self._documents.value]
        document = self._document.value or (seen[0] if seen else "")
        self.session.establish(
            self._fact.value, self._value.value.strip(), self._unit.value.strip(), document, day=date.today()
        )
        self._value.value = self._unit.value = ""
        self._kept()

    def _withdraw(self) -> None:
        if self.item is not None:
            self.session.withdraw(self.item.id)
            self._kept()


def _asks(item: Item, lang: str) -> str:
    if item.scored is None:
        return say(lang, "是否适用", "Does it apply")
    full = show_number(item.scored.criterion.max)
    return worded(lang, "points_within", span=item.span, full=full)
