"""Tables of targets whose cells stand one below another: rows, where heads and points leave no doubt."""

from __future__ import annotations

from perfkit.base.text import Text
from perfkit.intake.blocks import Cell, Document, Paragraph, Table, key
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import points
from perfkit.intake.target_levels import Levels

_NEEDED = {"name", "expected", "actual", "weight"}
_POINTS = ("weight", "score")
_LEVELS = ("level1", "level2")


def stacked_tables(document: Document, lexicon: Lexicon) -> None:
    """Lines that are the heads of a table of targets and its cells become one; what is not certain stays and
    is said."""
    kept: list[Paragraph | Table] = []
    at = 0
    while at < len(document.blocks):
        heads = _heads(document.blocks[at:], lexicon)
        rows = _rows(document.blocks[at + len(heads) :], list(heads), lexicon) if heads else []
        used = len(heads) + sum(cell.text != "" for row in rows for cell in row)
        if rows:
            kept.append(Table([_row(list(heads.values())), *rows]))
            at += used
            continue
        if heads:
            zh, en = (
                "的单元格逐行排列，行列不能确定，没有读入",
                ": cells one a line, rows not certain, not read",
            )
            shown = "、".join(one.text for one in heads.values())
            document.notes.append(Text(f"表“{shown}”{zh}", f"table {shown}{en}"))
            kept += document.blocks[at : at + len(heads)]
            at += len(heads)
            continue
        kept.append(document.blocks[at])
        at += 1
    document.blocks = kept


def _heads(blocks: list[Paragraph | Table], lexicon: Lexicon) -> dict[str, Paragraph]:
    """The columns that the first lines head, one a line; none unless those that a target needs are there."""
    heads: dict[str, Paragraph] = {}
    columns = lexicon.tables.targets.columns.items()
    for block in blocks:
        label = bare(key(block.text)) if isinstance(block, Paragraph) else ""
        role = next((role for role, words in columns if label in words.exact_keys and role not in heads), "")
        if not isinstance(block, Paragraph) or not role:
            break
        heads[role] = block
    return heads if heads.keys() >= _NEEDED and not {"operator", "unit", "rate"} & heads.keys() else {}


def _rows(blocks: list[Paragraph | Table], roles: list[str], lexicon: Lexicon) -> list[list[Cell]]:
    """Rows of as many cells as there are heads, merged levels aside; none where one does not fit."""
    levels, rows, at = Levels(lexicon, {}), list[list[Cell]](), 0
    ends = {bare(key(word)) for word in (*lexicon.rows.total, *lexicon.rows.grade, *lexicon.rows.remark)}
    lines = [block if isinstance(block, Paragraph) and len(block.text) < 60 else None for block in blocks]
    while (
        at < len(lines)
        and (line := lines[at])
        and bare(key(line.text)) not in ends
        and ":" not in key(line.text)
    ):
        row: list[Paragraph] = []
        for role in roles:
            line = lines[at] if at < len(lines) else None
            if line is None or (role in _POINTS) != (points(line.text) is not None and role in _POINTS):
                return []
            if role in _LEVELS and not levels.is_level(line.text):
                row.append(Paragraph(""))
                continue
            if role not in _LEVELS and levels.is_level(line.text):
                return []
            row.append(line)
            at += 1
        rows.append(_row(row))
    return rows


def _row(lines: list[Paragraph]) -> list[Cell]:
    return [Cell(line.text, float(at), at + 1.0, line.place) for at, line in enumerate(lines)]
