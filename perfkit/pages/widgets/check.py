"""Checking a draft in a notebook: value beside quote beside the place in the document, decided by the
keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

from ipywidgets import HTML, Dropdown, HBox, IntProgress, Layout, Text, VBox

from perfkit.base.markup import html_place
from perfkit.base.text import say
from perfkit.filing.names import names_of
from perfkit.intake.checking import Checking
from perfkit.intake.checking_entries import Entry, parts_of
from perfkit.pages.widgets.page import WIDE, Panel, announced, label, live
from perfkit.views.said import worded


class CheckPanel(Panel):
    """Goes through the values of a draft, one at a time.

    Parameters
    ----------
    checking : Checking
    save : callable   called after every decision
    lang : str        "zh" or "en"
    show : callable   the place of a value in the document, as HTML, from its section, quote and value

    Enter in the field confirms the value, or corrects it where the field holds another; the next one opens.
    """

    def __init__(
        self,
        checking: Checking,
        save: Callable[[], object],
        lang: str = "zh",
        show: Callable[[str, str, str], str] | None = None,
    ):
        self.checking, self._store, self.lang, self._show = checking, save, lang, show
        self._skipped: list[str] = []
        self._place = HTML(layout=Layout(flex="1 1 420px", min_width="420px"))
        self._progress = IntProgress(min=0, layout=Layout(width="40%"))
        self._shown, self._message = live(lang), live(lang)
        self._items = Dropdown(style=WIDE, layout=Layout(width="98%"))
        self._value, self._others = self._field(), VBox(layout=Layout(width="100%"))
        self._fields: dict[str, Text] = {}
        self._items.observe(lambda _: self._open(), names="value")
        buttons = HBox(
            [
                self._button("原文如此", "As printed", partial(self._noted, self._confirm), "success"),
                self._button("改为此值", "Correct to this", partial(self._noted, self._correct)),
                self._button("删去", "Take out", partial(self._noted, self._reject)),
                self._button("先跳过", "Skip", partial(self._noted, self._skip)),
            ]
        )
        told = worded(lang, "how_to_check")
        left = VBox(
            [self._items, self._shown, label(told, lang), self._value, self._others, buttons, self._message],
            layout=Layout(flex="1 1 340px", min_width="340px", overflow="hidden"),
        )
        beside = HBox([left, self._place], layout=Layout(width="100%", flex_flow="row wrap"))
        super().__init__([self._progress, beside])
        self._refresh()

    @property
    def entry(self) -> Entry | None:
        """The value on display."""
        return next((entry for entry in self.checking.entries if entry.path == self._items.value), None)

    def _noted(self, act: Callable[[], None]) -> None:
        """A decision is kept at once, and the next value opens."""
        act()
        self._store()
        self._refresh()
        self._message.value = announced(say(self.lang, "✓ 已记下", "✓ noted"), self.lang)

    def _field(self, name: str = "") -> Text:
        made = Text(description=name, style={"description_width": "6em"} if name else WIDE)
        made.layout = Layout(width="98%")
        # Enter: the message that the front end sends for it; observing the value would miss an unchanged one.
        made.on_msg(lambda _, content, __: self._enter() if content.get("event") == "submit" else None)
        return made

    def _enter(self) -> None:
        """Enter in a field: what all of them hold is right."""
        if self.entry is not None:
            self._try(partial(self._noted, self._correct if self._changed() else self._confirm))

    def _changed(self) -> dict[str, str]:
        """The parts whose fields hold something else than the draft; the part of a single value is empty."""
        held = _editable(self.checking, self.entry) if self.entry is not None else {}
        fields = dict(zip(held, (self._value, *self._others.children), strict=True))
        return {part: fields[part].value.strip() for part in held if fields[part].value.strip() != held[part]}

    def _skip(self) -> None:
        waiting = [entry.path for entry in self.checking.entries if not entry.checked]
        self._skipped.append(self._items.value)
        if all(path in self._skipped for path in waiting):
            self._skipped.clear()

    def _refresh(self) -> None:
        entries = self.checking.entries
        waiting = [entry.path for entry in entries if not entry.checked]
        self._progress.max, self._progress.value = max(1, len(entries)), len(entries) - len(waiting)
        self._items.options = [
            (f"{'✓' if entry.checked else '○'} {entry.name.in_(self.lang)} {entry.value}", entry.path)
            for entry in entries
        ]
        if waiting:
            self._items.value = next((path for path in waiting if path not in self._skipped), waiting[0])
        self._open()

    def _open(self) -> None:
        entry = self.entry
        if entry is None:
            return
        quote = f"<blockquote lang='zh'>{escape(entry.quote)}</blockquote>" if entry.quote else ""
        place = html_place(entry.section, self.lang) if entry.section else ""
        self._shown.value = announced(
            f"<h4>{escape(entry.name.in_(self.lang))}</h4><p>{escape(entry.value)}{place}</p>{quote}",
            self.lang,
        )
        (_, main), *others = _editable(self.checking, entry).items()
        self._value.value = main
        names = names_of("entry_parts")
        for part, held in others:
            if part not in self._fields:
                self._fields[part] = self._field(names[part].in_(self.lang))
            self._fields[part].value = held
        self._others.children = [self._fields[part] for part, _ in others]
        if self._show is not None:
            self._place.value = self._show(entry.section, entry.quote, entry.value)

    def _confirm(self) -> None:
        if self.entry is not None:
            self.checking.confirm([self.entry.path])

    def _correct(self) -> None:
        if self.entry is not None:
            part = next(iter(parts_of(self.entry.path)), "")
            self.checking.correct_parts(self.entry.path, self._changed() or {part: self._value.value.strip()})

    def _reject(self) -> None:
        if self.entry is not None:
            self.checking.reject(self.entry.path)


def _editable(checking: Checking, entry: Entry) -> dict[str, str]:
    """What the fields of an entry edit, the main part first; the part of a single value is empty."""
    parts = parts_of(entry.path)
    holder = checking.holder(entry.path) if parts else {}
    held = {part: str("" if holder.get(part) is None else holder[part]) for part in parts}
    return held or {"": entry.value}
