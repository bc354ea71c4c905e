"""What panels share: a chart as an image with its text, and the layout of controls."""

from __future__ import annotations

import base64
from html import escape

from ipywidgets import HTML, Layout

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
