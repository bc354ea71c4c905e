"""Checking a draft in a notebook: value beside quote, confirm, correct or take out, saved at once."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from ipywidgets import Button, Dropdown, HBox, IntProgress, Layout, Text, VBox

from perfkit.base.errors import PerfkitError
from perfkit.base.text import say
from perfkit.intake.checking import Checking, Entry
from perfkit.pages.widgets.page import WIDE, announced, label, live


class CheckPanel(VBox):
    """Goes through the values of a draft, one at a time.

    Parameters
    ----------
    checking : Checking
    save : callable   called after every decision
    lang : str        "zh" or "en"
    """

    def __init__(self, checking: Checking, save: Callable[[], object], lang: str = "zh"):
        self.checking, self._store, self.lang = checking, save, lang
        self._progress = IntProgress(min=0, layout=Layout(width="40%"))
        self._shown, self._message = live(lang), live(lang)
        self._items = Dropdown(style=WIDE, layout=Layout(width="98%"))
        self._value = Text(layout=Layout(width="50%"))
        self._items.observe(lambda _: self._open(), names="value")
        buttons = HBox(
            [
                self._button("原文如此", "As printed", self._confirm, "success"),
                self._button("改为此值", "Correct to this", self._correct),
                self._button("删去", "Take out", self._reject),
            ]
        )
        super().__init__(
            [
                self._progress,
                self._items,
                self._shown,
                label(say(lang, "核对后的值", "The value as checked"), lang),
                self._value,
                buttons,
                self._message,
            ]
        )
        self._refresh()

    @property
    def entry(self) -> Entry | None:
        """The value on display."""
        return next((entry for entry in self.checking.entries if entry.path == self._items.value), None)

    def _button(self, zh: str, en: str, act: Callable[[], None], style: str = "") -> Button:
        button = Button(description=say(self.lang, zh, en), button_style=style, layout=Layout(width="auto"))
        button.on_click(lambda _: self._try(act))
        return button

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
            self._store()
            self._refresh()
            self._message.value = announced(say(self.lang, "✓ 已记下", "✓ noted"), self.lang)
        except PerfkitError as error:
            self._message.value = announced(
                f'<p role="alert" style="color:#c2491d"><b>✗ {escape(error.show(self.lang))}</b></p>',
                self.lang,
            )

    def _refresh(self) -> None:
        entries = self.checking.entries
        waiting = [entry.path for entry in entries if not entry.checked]
        self._progress.max, self._progress.value = max(1, len(entries)), len(entries) - len(waiting)
        self._items.options = [
            (f"{'✓' if entry.checked else '○'} {entry.name.in_(self.lang)} {entry.value}", entry.path)
            for entry in entries
        ]
        if waiting:
            self._items.value = waiting[0]
        self._open()

    def _open(self) -> None:
        entry = self.entry
        if entry is None:
            return
        quote = f"<blockquote lang='zh'>{escape(entry.quote)}</blockquote>" if entry.quote else ""
        self._shown.value = announced(
            f"<h4>{escape(entry.name.in_(self.lang))}</h4><p>{escape(entry.value)}〔{escape(entry.section)}〕</p>{quote}",
            self.lang,
        )
        self._value.value = _editable(self.checking, entry)

    def _confirm(self) -> None:
        if self.entry is not None:
            self.checking.confirm([self.entry.path])

    def _correct(self) -> None:
        if self.entry is not None:
            path = self.entry.path + (".spent" if self.entry.path.startswith("tasks.") else "")
            self.checking.correct(path, self._value.value.strip())

    def _reject(self) -> None:
        if self.entry is not None:
            self.checking.reject(self.entry.path)


def _editable(checking: Checking, entry: Entry) -> str:
    """The part of an entry that the field edits: a figure's digits, a target's actual value, a task's expenditure, points."""
    if entry.path.startswith("self_evaluation."):
        return entry.value
    part = {"facts": "value", "targets": "actual", "tasks": "spent"}[entry.path.partition(".")[0]]
    place, number = entry.path.rpartition(".")[0], int(entry.path.rpartition(".")[2])
    rows = checking.submission
    for key in place.split("."):
        rows = rows[key]
    return str(rows[number].get(part, ""))
