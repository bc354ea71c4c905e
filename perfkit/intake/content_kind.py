"""What a file is, from what it holds: suffixes lie, and a `.xls` from a system is often a web page."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from perfkit.base.office import refuse
from perfkit.intake.notes import note

_HEAD = 4_096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
_MARKUP = re.compile(r"<(?:html|body|table|head|div|p|meta|!doctype)\b", re.IGNORECASE)
_ARCHIVES = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "office"))
_OPEN_DOCUMENTS = {"spreadsheet": "ods", "text": "office"}
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "office"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)


def kind_of(path: Path) -> str:
    """The kind of a file.

    Returns
    -------
    str   docx, xlsx, xls, ods, pdf, picture, html, mhtml, txt; "office" for what LibreOffice has to convert.

    Raises
    ------
    SubmissionError   encrypted, an archive or a program, or nothing that is known.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head[:8] == _OLE:
        return _ole_kind(path)
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _archive_kind(path)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    if head.startswith(b"{\\rtf") or b"<?mso-application" in head:
        return "office"
    if re.match(rb"\s*(?:From: [^\n]*\n)?MIME-Version:", head, re.IGNORECASE):
        return "mhtml"
    plain = head.replace(b"\x00", b"").decode("latin-1")
    return "html" if _MARKUP.search(plain) else "txt"


def _archive_kind(path: Path) -> str:
    name = path.name
    try:
        with zipfile.ZipFile(path) as archive:
            parts = set(archive.namelist())
            described = archive.read("mimetype")[:100].decode("latin-1") if "mimetype" in parts else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, KeyError) as error:
        raise refuse(*note("damaged_file", name=name, error=error)) from None
    for part, kind in _ARCHIVES:
        if part in parts:
            return kind
    if described.startswith("application/vnd.oasis.opendocument."):
        return _OPEN_DOCUMENTS.get(described.rsplit(".", 1)[-1], "office")
    raise refuse(*note("archive", name=name))


def _ole_kind(path: Path) -> str:
    content, name = path.read_bytes(), path.name
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") + b"\x00\x00" in content:
            if kind == "encrypted":
                raise refuse(*note("encrypted_file", name=name))
            return kind
    raise refuse(*note("old_office", name=name))
