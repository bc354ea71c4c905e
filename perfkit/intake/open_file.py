"""The right reader for a file; the suffix and what the file holds must agree."""

from __future__ import annotations

from pathlib import Path

from perfkit.intake.blocks import Document, number_places
from perfkit.intake.guards import check_size, refuse

SUFFIXES = (".docx", ".pdf", ".txt", ".html", ".htm")


def open_document(path: Path) -> Document:
    """Read a file into blocks.

    Parameters
    ----------
    path : Path   .docx, .pdf, .txt, .html or .htm

    Raises
    ------
    SubmissionError   another suffix, contents that do not fit it, encrypted, damaged or too large a file.
    """
    suffix, name = path.suffix.lower(), path.name
    if suffix in (".doc", ".wps", ".rtf", ".odt"):
        raise refuse(
            f"{name}：不支持 {suffix}，请在 Word 或 WPS 中另存为 .docx",
            f"{name}: {suffix} is not read; save it as .docx",
        )
    if suffix not in SUFFIXES:
        shown = "、".join(SUFFIXES)
        raise refuse(
            f"{name}：不支持后缀 {suffix or '（无）'}，可读 {shown}",
            f"{name}: the suffix {suffix or '(none)'} is not read; use one of {', '.join(SUFFIXES)}",
        )
    check_size(path)
    # Each reader is imported where it is needed: the PDF one takes longer than reading a text.
    if suffix == ".docx":
        from perfkit.intake.docx_file import read_docx as read
    elif suffix == ".pdf":
        from perfkit.intake.pdf_file import read_pdf as read
    elif suffix == ".txt":
        from perfkit.intake.text_file import read_text as read
    else:
        from perfkit.intake.html_file import read_html as read
    return number_places(read(path))
