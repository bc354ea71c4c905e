"""Forms side by side on one sheet or in one table: taken apart before anything of them is read."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from perfkit.base.errors import SubmissionError
from perfkit.intake.blocks import Cell, Document, Paragraph, Table, distinct, key
from perfkit.intake.columns import header_words, is_header_row
from perfkit.intake.label_pairs import label_kinds
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.notes import note

_LONG, _SHORT, _FEWEST = 60, 2, 3
_NAMED = ("identity.project", "identity.department", "identity.unit")


def forms_apart(document: Document, lexicon: Lexicon) -> Document:
    """The document with a table for each form, where one holds several side by side, below its titles.

    Raises
    ------
    SubmissionError   two forms whose columns cannot be told apart.
    """
    labels, heads = label_kinds(lexicon), header_words(lexicon)
    named = {label for label, kind in labels.items() if kind in _NAMED and len(label) > _SHORT}
    blocks: list[Paragraph | Table] = []
    for block in document.blocks:
        parts = [block]
        if isinstance(block, Table) and block.aligned:
            parts = [*_apart(block, document.name, named, heads)]
        titles = [*takewhile(_is_title, reversed(blocks))][::-1] if len(parts) > 1 else []
        blocks += parts[:1] + [one for part in parts[1:] for one in (*titles, part)]
    return replace(document, blocks=blocks)


def _is_title(block: Paragraph | Table) -> bool:
    return isinstance(block, Paragraph) and len(block.text) < _LONG and "。" not in block.text


def _apart(table: Table, name: str, labels: set[str], heads: list[str]) -> list[Table]:
    two = next(
        filter(None, (_labels(row, labels) for row in table.rows if not is_header_row(row, heads))), None
    )
    if two is None or sum(map(_repeats, table.rows)) < _FEWEST:
        return [table]
    filled = {at for row in table.rows for at, cell in enumerate(row) if cell.text.strip()}
    # As far to the left of its label as the first form begins, else behind an empty column.
    cuts = [
        min(filled) + two[1] - two[0],
        *(at for at in range(two[0] + 1, two[1] + 1) if at - 1 not in filled),
    ]
    cut = next((at for at in cuts if not any(_crosses(row, at) for row in table.rows)), 0)
    if not cut:
        place = next(row[two[1]].place for row in table.rows if _labels(row, labels))
        raise SubmissionError(note("forms_side_by_side", name=name, place=place))
    sides = ([row[:cut] for row in table.rows], [row[cut:] for row in table.rows])
    left, right = (replace(table, rows=[row for row in rows if distinct(row)]) for rows in sides)
    return [left, *_apart(right, name, labels, heads)]


def _labels(row: list[Cell], labels: set[str]) -> tuple[int, int] | None:
    """Where a row names two bodies or projects behind the same label."""
    named = {id(cell): at for at, cell in reversed([*enumerate(row)]) if bare(key(cell.text)) in labels}
    at = sorted(named.values())
    if len(at) < 2 or key(row[at[0]].text) != key(row[at[1]].text):
        return None
    beside = [[cell for cell in distinct(row[n:]) if cell is not row[n]][:1] for n in at[:2]]
    values = [key(cell.text) for cells in beside for cell in cells]
    told = len(values) == 2 and values[0] != values[1] and not {*map(bare, values)} & labels
    return (at[0], at[1]) if told else None


def _repeats(row: list[Cell]) -> bool:
    """Whether a row holds a label twice."""
    texts = [text for cell in distinct(row) if len(text := key(cell.text)) > 1 and not text[0].isdigit()]
    return len(set(texts)) < len(texts)


def _crosses(row: list[Cell], cut: int) -> bool:
    """Whether a cell of a row reaches over a column, unless it is all that the row holds: a title of both."""
    over = cut < len(row) and row[cut] is row[cut - 1] and bool(row[cut].text.strip())
    return over and len(distinct(row)) > 1
