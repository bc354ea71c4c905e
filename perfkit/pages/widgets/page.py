"""What panels share: a chart as an image with its text, and the layout of controls."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape

from ipywidgets import HTML, Button, Layout, VBox

from perfkit.base.errors import PerfkitError
from perfkit.base.text import say
from perfkit.views.charts import Chart

WIDE = {"description_width": "0px"}


def picture(chart: Chart) -> str:
    """A chart as an HTML image that carries its alt text."""
    width, _ = chart.size
    source = base64.b64encode(chart.png()).decode("ascii")
    return (
        f'<img src="data:image/png;base64,{source}" alt="{escape(chart.alt, quote=True)}"'
        f' style="width:100%;max-width:{width}px;height:auto">'
    )


def label(text: str, lang: str, size: str = "100%") -> HTML:
    """A line of text above a control."""
    return HTML(
        f'<span lang="{lang}" style="line-height:1.4;overflow-wrap:anywhere">{escape(text)}</span>',
        layout=Layout(width=size, margin="6px 0 0 0"),
    )


def live(lang: str) -> HTML:
    """A place for results that a screen reader announces when it changes."""
    return HTML(f'<div aria-live="polite" lang="{lang}"></div>', layout=Layout(width="100%"))


def announced(inner: str, lang: str) -> str:
    """What `live` shows."""
    return f'<div aria-live="polite" lang="{lang}" class="perfkit-live">{inner}</div>'


def refused(error: PerfkitError, lang: str) -> str:
    """Why something was not done, as `live` shows it."""
    said = escape(error.show(lang))
    return announced(f'<p role="alert" style="color:#c2491d"><b>✗ {said}</b></p>', lang)


class Panel(VBox):
    """Controls whose buttons say in one place what came of them."""

    lang: str
    _message: HTML

    def _button(self, zh: str, en: str, act: Callable[[], None], style: str = "") -> Button:
        button = Button(description=say(self.lang, zh, en), button_style=style, layout=Layout(width="auto"))
        button.on_click(lambda _: self._try(act))
        return button

    def _try(self, act: Callable[[], None]) -> None:
        self._message.value = announced("", self.lang)
        try:
            act()
        except PerfkitError as error:
            self._message.value = refused(error, self.lang)
