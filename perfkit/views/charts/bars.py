"""Bar pieces whose filling is a picture drawn once a process: matplotlib would draw a hatch anew for every
bar."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle
from matplotlib.transforms import IdentityTransform

HATCH_WIDTH = 1.0


class Bar(Rectangle):
    """A matplotlib rectangle that is painted, with its hatch from a tile, where the picture is made of
    pixels.

    Everything that can be changed on a Rectangle can be changed here; a turned or transparent one, one with
    an outline,
    and vector formats, are drawn by matplotlib itself.
    """

    def draw(self, renderer) -> None:
        """Draw it; see the class."""
        if (
            not isinstance(renderer, RendererAgg)
            or self.get_linewidth()
            or self.get_angle()
            or to_rgba(self.get_facecolor())[3] != 1
        ):
            super().draw(renderer)
            return
        if not self.get_visible():
            return
        x, y = self.get_xy()
        corners = self.get_data_transform().transform([(x, y), (x + self.get_width(), y + self.get_height())])
        width, height = renderer.get_canvas_width_height()
        left, right = sorted(round(min(max(x, 0), width)) for x in corners[:, 0].tolist())
        bottom, top = sorted(round(min(max(y, 0), height)) for y in corners[:, 1].tolist())
        tile = _tile(self.get_hatch(), self.get_facecolor(), self.get_edgecolor(), round(renderer.dpi))
        # The upper row is the first.
        part = np.asarray(renderer.buffer_rgba())[height - top : height - bottom, left:right]
        if not self.get_hatch():
            part[...] = tile[0, 0]
            return
        rows, columns = np.arange(part.shape[0]) % len(tile), np.arange(part.shape[1]) % len(tile)
        part[...] = tile[rows[:, None], columns]


@lru_cache(maxsize=32)
def _tile(hatch: str | None, face: tuple[float, ...], edge: tuple[float, ...], side: int) -> np.ndarray:
    """One repeat of a filling as matplotlib draws it."""
    renderer = RendererAgg(side, side, side)
    plain = Rectangle(
        (0, 0),
        side,
        side,
        facecolor=face,
        edgecolor=edge,
        hatch=hatch,
        hatch_linewidth=HATCH_WIDTH,
        linewidth=0,
    )
    plain.set_transform(IdentityTransform())
    plain.draw(renderer)
    return np.array(renderer.buffer_rgba())
