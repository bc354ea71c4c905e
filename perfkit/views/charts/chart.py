"""A chart as an object: its message, its alt text, its data, and its bytes as PNG."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text as Label
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from perfkit.views.charts.canvas import CONFIRMED, CONTRADICTED, EVIDENCE, INK, JUDGEMENT, MUTED, PAPER, RULE
from perfkit.views.charts.numbers import numbers


@dataclass(frozen=True, eq=False)
class Chart:
    """A drawn chart: its one message as the title, its alt text, and the data behind it.

    Attributes
    ----------
    name : str       id, also a file name
    title : str      the message as a sentence
    alt : str        what a reader who cannot see it needs to know, numbers included
    lang : str       "zh" or "en"
    data : mapping   every value that is drawn, exact
    labels : mapping what the keys of `data` are called, where they are no names themselves
    figure : Figure  matplotlib's, to change and reuse

    Examples
    --------
    >>> from perfkit import load_department
    >>> from perfkit.views.charts import standing_chart
    >>> chart = standing_chart(load_department("sz-sif-longhua_2020").evaluate(), "zh")
    >>> chart.png()[1:4], "95.50" in chart.alt
    (b'PNG', True)
    """

    name: str
    title: str
    alt: str
    lang: str
    figure: Figure = field(repr=False)
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)

    def png(self) -> bytes:
        """The chart as PNG bytes, its alt text inside as the standard entry Description."""
        before = self.figure.canvas
        canvas = FigureCanvasAgg(self.figure)
        canvas.draw()
        # Not `frombytes`, which copies them. Every pixel is opaque: the fourth byte is passed over.
        size, layout = canvas.get_width_height(), ("RGB", 0, 1)
        pixels = Image.core.map_buffer(canvas.buffer_rgba(), size, "raw", 0, layout)
        picture = Image.new("RGB", (0, 0))._new(pixels)
        packed = picture.quantize(palette=_palette(), dither=Image.Dither.NONE)
        self.figure.set_canvas(before)  # the next chart takes the room of this one's pixels,
        for label in self.figure.axes[0].get_children():  # which the empty titles of the axes keep
            if isinstance(label, Label):
                vars(label).update(_renderer=None)
        words, out = PngInfo(), BytesIO()
        words.add_itxt("Description", self.alt, self.lang)
        packed.save(out, "png", compress_level=3, pnginfo=words)
        return out.getvalue()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height to show it at, CSS pixels."""
        width, height = self.figure.get_size_inches()
        return round(width * 104), round(height * 104)

    def _repr_mimebundle_(self, include=None, exclude=None):
        width, height = self.size
        bundle = {
            "image/png": base64.b64encode(self.png()).decode("ascii"),
            "text/plain": f"{self.title}\n{self.alt}",
        }
        shown: dict[str, Any] = {"alt": self.alt, "width": width, "height": height}
        if table := numbers(self.data, self.labels, self.lang):
            shown["numbers"] = table
        return bundle, {"image/png": shown}

    def __repr__(self) -> str:
        return f"<Chart {self.name}: {self.title}>"


@dataclass(frozen=True, eq=False, repr=False)
class Picture(Chart):
    """A chart as another process has drawn it: its bytes and size, without its figure."""

    drawn: bytes = b""
    measured: tuple[int, int] = (0, 0)

    @classmethod
    def of(cls, chart: Chart) -> Picture:
        """What can be sent of a chart."""
        figure: Any = None
        shown = (chart.name, chart.title, chart.alt, chart.lang, figure, chart.data, chart.labels)
        return cls(*shown, chart.png(), chart.size)

    def png(self) -> bytes:
        """The chart as PNG bytes."""
        return self.drawn

    @property
    def size(self) -> tuple[int, int]:
        """Width and height to show it at, CSS pixels."""
        return self.measured


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """The colours a chart can hold: each ink mixed with paper and with the fills it crosses."""
    inks = (INK, MUTED, CONFIRMED, CONTRADICTED, EVIDENCE, JUDGEMENT, "#a9802a", "#7d8b9c")
    colours: dict[tuple[int, int, int], None] = {}
    for ink in inks:
        colours.update(dict.fromkeys(_mixed(ink, PAPER, 16)))
    for ink, ground in (("#a9802a", EVIDENCE), ("#7d8b9c", JUDGEMENT), (INK, EVIDENCE), (INK, JUDGEMENT)):
        colours.update(dict.fromkeys(_mixed(ink, ground, 10)))
    colours[_rgb(RULE)] = None
    white = _rgb(PAPER)
    chosen = [colour for colour in colours if colour == white or min(colour) < 246][:256]
    image = Image.new("P", (1, 1))
    image.putpalette([part for colour in chosen for part in colour] + [255] * (768 - 3 * len(chosen)))
    return image


def _mixed(ink: str, ground: str, steps: int) -> list[tuple[int, int, int]]:
    (r, g, b), (to_r, to_g, to_b) = _rgb(ink), _rgb(ground)

    def between(start: int, end: int, step: int) -> int:
        return round(start + (end - start) * step / steps)

    return [(between(r, to_r, n), between(g, to_g, n), between(b, to_b, n)) for n in range(steps + 1)]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
