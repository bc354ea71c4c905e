"""The right reader for a file, chosen by what it holds and not by its suffix."""

from __future__ import annotations

from pathlib import Path

from perfkit.base.office import check_size
from perfkit.intake.blocks import Document, number_places
from perfkit.intake.content_kind import kind_of
from perfkit.intake.notes import note

SUFFIXES = (
    *(".docx", ".xlsx", ".xlsm", ".pdf", ".txt", ".html", ".htm", ".mht", ".mhtml", ".xls", ".et", ".ods"),
    *(".doc", ".wps", ".rtf", ".odt", ".xlsb", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"),
)
_USUAL = {
    "docx": (".docx",),
    "xlsx": (".xlsx", ".xlsm"),
    "xls": (".xls", ".et"),
    "ods": (".ods",),
    "pdf": (".pdf",),
    "html": (".html", ".htm"),
    "mhtml": (".mht", ".mhtml"),
    "txt": (".txt",),
}


def open_document(path: Path) -> Document:
    """Read a file into blocks.

    Parameters
    ----------
    path : Path   a file of any of the kinds in `SUFFIXES`, whatever its suffix

    Raises
    ------
    SubmissionError   contents that are no filing, encrypted, damaged or too large a file.
    """
    check_size(path)
    kind = kind_of(path)
    document = number_places(_read(path, kind))
    usual = _USUAL.get(kind)
    if usual and path.suffix.lower() not in usual:
        document.notes.insert(0, note("suffix_differs", suffix=path.suffix or "—", usual=usual[0]))
    return document


def _read(path: Path, kind: str) -> Document:
    # Each reader is imported where it is needed: some take longer to load than a text takes to read.
    if kind == "docx":
        from perfkit.intake.docx_file import read_docx as read
    elif kind == "xlsx":
        from perfkit.intake.xlsx_file import read_xlsx as read
    elif kind == "xls":
        from perfkit.intake.xls_file import read_xls as read
    elif kind == "ods":
        from perfkit.intake.ods_file import read_ods as read
    elif kind == "pdf":
        from perfkit.intake.pdf_file import read_pdf as read
    elif kind == "picture":
        from perfkit.intake.scan_file import read_picture as read
    elif kind == "office":
        from perfkit.intake.office_file import read_office as read
    elif kind == "txt":
        from perfkit.intake.text_file import read_text as read
    else:
        from perfkit.intake.html_file import read_html as read
    return read(path)
