"""Results as pages: what the notebooks of training show first, and the notebooks through papermill."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from perfkit.base.files import write_whole
from perfkit.base.markup import page_style
from perfkit.base.paths import fonts_root
from perfkit.views.narrative.prose import Prose

FONT = "NotoSansSC-Regular.ttf"


class Shown:
    """What a notebook opens: displayed by itself it gives its answer."""

    def answer(self) -> Prose:
        """The result in a few lines."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return page_style() + self.answer()._repr_html_()

    def __repr__(self) -> str:
        return repr(self.answer())


def with_font(folder: Path) -> Path:
    """Put the Chinese font beside the pages of a folder once, for readers whose system has none."""
    path = folder / "assets" / FONT
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(fonts_root() / FONT, path)
    return path


def make_page(notebook: str, parameters: dict[str, Any], out: Path, lang: str, home: Path) -> Path:
    """Execute one of notebooks/training and write it as an HTML page; complete or absent.

    Parameters
    ----------
    notebook : str   "grade", "class" or "agreement"
    parameters : of the notebook
    out : Path       the page
    home : Path      the folder that holds the pages' font, the page's own or the one above

    Raises
    ------
    BatchError   a cell raised; the message is its first line.
    """
    from perfkit.publish.html import notebook_to_html
    from perfkit.publish.notebook_page import executed

    done = executed(f"training/{notebook}.ipynb", {**parameters, "lang": lang}, out.name, lang)
    font = os.path.relpath(with_font(home), out.parent).replace(os.sep, "/")
    write_whole(out, notebook_to_html(done, lang, font=font))
    return out
