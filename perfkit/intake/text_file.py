"""Plain text: tab-separated or `|`-separated tables between paragraphs, page breaks in both."""

from __future__ import annotations

from pathlib import Path

from perfkit.intake.blocks import Document, Paragraph, Place, Table, grid, without_markup
from perfkit.intake.guards import MOST_COLUMNS, Limits, refuse

_ENCODINGS = ("utf-8-sig", "gb18030")


def read_text(path: Path) -> Document:
    """The blocks of a .txt file.

    Raises
    ------
    SubmissionError   bytes that are no text, or a table without end.
    """
    document, limits = Document(path.name, "txt"), Limits(path.name)
    open_table: Table | None = None
    for number, line in enumerate(decode(path).splitlines(), start=1):
        cells = _cells(line)
        if cells is None:
            if line.strip():
                document.blocks.append(Paragraph(without_markup(line).strip(), place=Place(line=number)))
            open_table = None
            continue
        limits.row()
        if all(set(cell) <= set("-: ") for cell in cells) and any(cells):
            continue  # the rule under the header of a | table
        row = grid([cells], aligned=False).rows[0]
        for cell in row:
            cell.place = Place(line=number)
        if open_table is None:
            open_table = Table([], aligned=False)
            document.blocks.append(open_table)
        open_table.rows.append(row)
    return document


def _cells(line: str) -> list[str] | None:
    if "\t" in line:
        cells = line.split("\t")
    elif line.count("|") >= 2:
        cells = line.strip().strip("|").split("|")
    else:
        return None
    return [without_markup(cell).strip() for cell in cells[:MOST_COLUMNS]]


def decode(path: Path) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or GB18030."""
    content = path.read_bytes()
    name = path.name
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            content = b"\x00"
    if (
        content[:4] == b"PK\x03\x04"
        or content[:5] == b"%PDF-"
        or content[:4] == b"\xd0\xcf\x11\xe0"
        or b"\x00" in content[:4096]
    ):
        raise refuse(f"{name}：内容不是文本，请核对文件后缀", f"{name}: not text inside; check the suffix")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse(
        f"{name}：不是 UTF-8 或 GB18030 文本，请另存为 UTF-8",
        f"{name}: neither UTF-8 nor GB18030 text; save it as UTF-8",
    )
