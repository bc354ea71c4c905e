"""A page of its own beside the report: a title, pieces in order, a record; written by its notebook."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from perfkit.base.errors import Fault
from perfkit.base.files import write_whole
from perfkit.base.markup import page_style
from perfkit.base.text import say
from perfkit.filing.submission import resting_on_drafts
from perfkit.views.charts.chart import Chart
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose, said
from perfkit.views.tables.table import Cell, Column, Table, table

_MOST_FAULTS = 20


class Filed(Protocol):
    """A filing, or what was kept of it."""

    @property
    def synthetic(self) -> bool:
        """Generated."""

    @property
    def unconfirmed(self) -> bool:
        """A draft that nobody has checked."""


class Page:
    """What a notebook opens: subclasses have `lang` and `name`, and say their title, pieces, record and what
    they rest on."""

    lang: str
    name: str = ""

    @property
    def filings(self) -> Iterable[tuple[str, Filed]]:
        """What it is made of, each with its name on the page."""
        raise NotImplementedError

    @property
    def synthetic(self) -> bool:
        """True where anything on it is generated."""
        return any(filed.synthetic for _, filed in self.filings)

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """The filings that rest on a draft nobody has checked, by name."""
        return tuple(name for name, filed in self.filings if filed.unconfirmed)

    @property
    def charts(self) -> Mapping[str, Chart]:
        """Every chart by its name."""
        return {}

    def chart(self, name: str) -> Chart | None:
        """A chart by its name; None where there is none."""
        return self.charts.get(name)

    @property
    def title(self) -> str:
        """The page's heading."""
        raise NotImplementedError

    def pieces(self) -> tuple[Prose | Table | None, ...]:
        """Everything below the title in order, for a page on paper; None where there is nothing to show."""
        raise NotImplementedError

    def to_record(self) -> dict[str, Any]:
        """The page as a JSON object."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return page_style() + self.heading()._repr_html_()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.title}>"

    def heading(self) -> Prose:
        """The title."""
        return Prose((Heading(self.title, 1, self.name),), self.lang)

    def lead(self, words: str) -> Prose:
        """What the page comes to, and whether it holds synthetic data or rests on drafts."""
        parts = [Paragraph(words, "lead")]
        if self.synthetic:
            parts.append(said(self.lang, "synthetic_page", style="note"))
        if drafts := resting_on_drafts(self.unconfirmed, self.lang):
            parts.append(Paragraph(drafts, "note"))
        return Prose(tuple(parts), self.lang)

    def table(
        self, name: str, rows: Iterable[Sequence[Cell]], *, note: str = "", more: tuple[Column, ...] = ()
    ) -> Table | None:
        """One of the page's tables in data/words, with columns behind those there; None without rows."""
        kept = tuple(tuple(row) for row in rows)
        if not kept:
            return None
        words = f"{self.name}-{name}"
        return replace(
            table(words, self.lang, kept, note=note, synthetic=self.synthetic, more=more), name=name
        )

    def left_out(self, count: int) -> str:
        """The note below a table that does not show every row."""
        file = f"{self.name}.json"
        return (
            say(self.lang, f"另有 {count} 个见 {file}。", f"{count} more are in {file}.") if count > 0 else ""
        )

    def unread_list(self, faults: Sequence[Fault]) -> Prose | None:
        """Filings that could not be read, the first twenty faults."""
        if not faults:
            return None
        lines = tuple(fault.show(self.lang) for fault in faults[:_MOST_FAULTS])
        head = say(self.lang, "未能读取的材料", "Filings that could not be read")
        return Prose((Heading(head, 2, "unread"), Items(lines)), self.lang)


def show_page(page: Page) -> str:
    """The page as plain text."""
    return "\n\n".join(str(piece) for piece in page.pieces() if piece is not None)


def write_page(page: Page, notebook: str, parameters: Mapping[str, object], out: Path) -> tuple[Path, ...]:
    """Write the page as html, which its notebook makes, as docx and as json; each file whole or not at all.

    Parameters
    ----------
    notebook : str      a file of notebooks/
    parameters : what the notebook needs to open the same page
    out : Path          a folder, made where there is none
    """
    from perfkit.closure.word import write_word
    from perfkit.publish.html import notebook_to_html
    from perfkit.publish.notebook_page import executed

    out.mkdir(parents=True, exist_ok=True)
    done = executed(notebook, parameters, f"{page.name}.html", page.lang, folder=out)
    html = notebook_to_html(done, page.lang)
    record = json.dumps(page.to_record(), ensure_ascii=False, indent=2)
    pieces = [page.heading(), *(piece for piece in page.pieces() if piece is not None)]
    write_whole(out / f"{page.name}.html", html)
    write_word(out / f"{page.name}.docx", page.title, pieces, page.lang)
    write_whole(out / f"{page.name}.json", record)
    return tuple(out / f"{page.name}.{kind}" for kind in ("html", "docx", "json"))
