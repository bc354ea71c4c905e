"""Sheets of any spreadsheet as blocks: titles and notes above and below a table are paragraphs, the rest is
the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from perfkit.base.office import refuse
from perfkit.intake.blocks import Cell, Document, Paragraph, Place, Table
from perfkit.intake.guards import MOST_COLUMNS, Limits
from perfkit.intake.notes import note

MOST_SHEETS = 100
_LARGEST_MERGE = 200_000
_FEWEST_HEADS = 3


@dataclass
class Sheet:
    """A sheet as its reader found it, rows and columns counted from 0.

    Parameters
    ----------
    title : str
    texts : dict    (row, column) to the text that is shown; empty cells are left out
    merges : list   (first row, first column, last row, last column), both ends included
    """

    title: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def document_of(name: str, kind: str, sheets: Iterable[Sheet], hidden: list[str]) -> Document:
    """The document of a workbook; sheets that nobody sees are named and left out.

    Raises
    ------
    SubmissionError   more rows, columns or sheets than filings have; nothing in any sheet.
    """
    document, limits = Document(name, kind), Limits(name)
    for number, sheet in enumerate(sheets):
        if number >= MOST_SHEETS:
            raise refuse(*note("too_many_sheets", name=name, most_sheets=MOST_SHEETS))
        document.blocks.extend(_blocks(sheet, limits))
    if hidden:
        document.notes.append(note("hidden_sheets", listed=list(hidden)))
    if not document.blocks:
        raise refuse(*note("empty_workbook", name=name))
    return document


def column_letters(column: int) -> str:
    """The letters of a column counted from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def _blocks(sheet: Sheet, limits: Limits) -> list[Paragraph | Table]:
    rows = _grid(sheet, limits)
    first, last = 0, len(rows)
    while first < last and _lone(rows[first]) is not None:
        first += 1
    while last > first and _lone(rows[last - 1]) is not None and not _labelled(rows[last - 1]):
        last -= 1
    if first == last:
        return [block for row in rows for block in _paragraph(row)]
    result: list[Paragraph | Table] = [block for row in rows[:first] for block in _paragraph(row)]
    table, texts = Table([], sheet=sheet.title), _texts_between(rows)
    for number in range(first, last):
        begins = number > first and not any(cell.text for cell in rows[number - 1])
        begins = begins or _has_own_head(rows, number)
        if (number in texts or (begins and _lone(rows[number]) is not None)) and table.rows:
            result.append(_trimmed(table))  # a text, or a title: another table of the same sheet
            table = Table([], sheet=sheet.title)
        if not table.rows and _lone(rows[number]) is not None:
            result.extend(_paragraph(rows[number]))
        else:
            table.rows.append(rows[number])
    if table.rows:
        result.append(_trimmed(table))
    return result + [block for row in rows[last:] for block in _paragraph(row)]


def _has_own_head(rows: list[list[Cell]], number: int) -> bool:
    """Whether a row of one cell is the title of a table: three or more heads without a figure below it, and
    figures below these."""
    title, below = _lone(rows[number]), rows[number + 1 : number + 3]
    if title is None or not title.text or len(below) < 2:
        return False
    heads, values = ({id(cell): cell.text for cell in row if cell.text} for row in below)
    return (
        len(heads) >= _FEWEST_HEADS
        and not heads.keys() & {id(title), *values}
        and not any(map(str.isdigit, "".join(heads.values())))
        and any(map(str.isdigit, "".join(values.values())))
    )


def _trimmed(table: Table) -> Table:
    """A table without the empty columns that only others of its sheet fill."""
    width = max((at for row in table.rows for at, cell in enumerate(row, 1) if cell.text), default=0)
    table.rows = [row[:width] for row in table.rows]
    return table


def _texts_between(rows: list[list[Cell]]) -> set[int]:
    """Rows of running text between tables: two or more of one cell each, one of them a sentence."""
    alone = [cell.text if (cell := _lone(row)) is not None else "" for row in rows]
    found: set[int] = set()
    for number, text in enumerate(alone):
        near = [other for other in (number - 1, number + 1) if 0 <= other < len(rows) and alone[other]]
        if text and any("。" in alone[one] for one in (number, *near)) and near:
            found.add(number)
    return found


def _paragraph(row: list[Cell]) -> list[Paragraph]:
    cell = _lone(row)
    if cell is None or not cell.text:
        return []
    return [Paragraph(line.strip(), place=cell.place) for line in cell.text.splitlines() if line.strip()]


def _lone(row: list[Cell]) -> Cell | None:
    """The only cell with text of a row, an empty cell where there is none, None where there are several."""
    found = {id(cell): cell for cell in row if cell.text}
    if len(found) > 1:
        return None
    return next(iter(found.values()), Cell(""))


def _labelled(row: list[Cell]) -> bool:
    """A last row whose text is the label of an empty cell beside it, not a note across the sheet."""
    cell = _lone(row)
    return (
        cell is not None and bool(cell.text) and len({id(other) for other in row}) > 1 and len(cell.text) < 15
    )


def _grid(sheet: Sheet, limits: Limits) -> list[list[Cell]]:
    """Every place of the used range, a merged cell in all of its places; empty rows and columns at the end
    go."""
    if not sheet.texts:
        return []
    height = max(row for row, _ in sheet.texts) + 1
    width = max(column for _, column in sheet.texts) + 1
    anchored: dict[tuple[int, int], tuple[int, int]] = {}
    covered = 0
    for top, left, bottom, right in sheet.merges:
        if top >= height or left >= MOST_COLUMNS or (top, left) not in sheet.texts and left >= width:
            continue
        bottom, right = min(bottom, height - 1), min(right, MOST_COLUMNS - 1)
        covered += (bottom - top + 1) * (right - left + 1)
        if covered > _LARGEST_MERGE:
            raise refuse(*note("merged_without_end", name=limits.name))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                anchored[row, column] = (top, left)
        if (top, left) in sheet.texts:
            width = max(width, min(right + 1, MOST_COLUMNS))
    if width > MOST_COLUMNS:
        raise refuse(
            *note("too_many_columns", name=limits.name, title=sheet.title, most_columns=MOST_COLUMNS)
        )
    return _cells(sheet, anchored, height, width, limits)


def _cells(
    sheet: Sheet, anchored: dict[tuple[int, int], tuple[int, int]], height: int, width: int, limits: Limits
) -> list[list[Cell]]:
    spans: dict[tuple[int, int], int] = {}
    for (_, column), anchor in anchored.items():
        spans[anchor] = max(spans.get(anchor, 0), column)
    made: dict[tuple[int, int], Cell] = {}
    rows: list[list[Cell]] = []
    filled = {row for row, _ in sheet.texts}
    limits.row(len(filled))
    for row in range(height):
        if row not in filled and row - 1 not in filled and row:
            continue  # of several empty rows one is kept
        line = []
        for column in range(width):
            anchor = anchored.get((row, column), (row, column))
            if anchor not in made:
                place = Place(sheet=sheet.title, cell=f"{column_letters(anchor[1])}{anchor[0] + 1}")
                text = sheet.texts.get(anchor, "").strip()
                made[anchor] = Cell(text, float(anchor[1]), spans.get(anchor, anchor[1]) + 1.0, place)
            line.append(made[anchor])
        rows.append(line)
    return rows
