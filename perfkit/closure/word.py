"""A page of prose and tables as a Word file, in the styles of the report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from perfkit.base.files import write_whole
from perfkit.publish.docx_body import prose, table
from perfkit.publish.docx_file import blank, filled, text_width
from perfkit.publish.grid import from_table
from perfkit.views.narrative.prose import Prose
from perfkit.views.tables.table import Table


def write_word(
    path: Path, title: str, pieces: Iterable[Prose | Table], lang: str, *, line: float = 0
) -> None:
    """Write a Word file; the same pieces always give the same bytes.

    Parameters
    ----------
    path : Path    a .docx to write
    title : str    of the file; the pieces carry their own headings
    pieces : in their order
    lang : str     "zh" or "en"
    line : float   points from line to line of the Chinese text; as in the report unless given
    """
    content = "".join(
        prose(piece) if isinstance(piece, Prose) else table(from_table(piece, small=True), text_width())
        for piece in pieces
    )
    write_whole(path, filled(blank(lang, title, line=line), content))
