"""Where in its document a value of a draft stands: the cell or the paragraph, to be shown beside the
value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from perfkit.intake.blocks import Cell, Document, Paragraph, Place, Table, key
from perfkit.intake.numbers import plain_number

_IN_BRACKETS = re.compile("（([^（）]+)）$")  # 其他需要说明的事项（表1第4行第2列）


@dataclass(frozen=True)
class Found:
    """The place of a value: a cell of a table with the rows around it, or a paragraph.

    Attributes
    ----------
    place : Place   page and box where the document has pages
    table, row : the table and the number of the row; None and 0 for a paragraph
    cell : the cell; None for a paragraph
    text : the paragraph or the cell's text
    """

    place: Place
    text: str
    table: Table | None = None
    row: int = 0
    cell: Cell | None = None


def _named(node: object) -> Iterator[str]:
    """The places that a draft names, in order."""
    if isinstance(node, list):
        for one in node:
            yield from _named(one)
    for name, value in node.items() if isinstance(node, dict) else ():
        if name == "places":
            yield from value.values()
        elif name in ("place", "section"):
            yield from (value, *_IN_BRACKETS.findall(value))
        elif name != "printed":
            yield from _named(value)


@dataclass
class Sources:
    """The places of a document, to be asked by the section and the quote that a draft keeps."""

    document: Document

    @cached_property
    def cells(self) -> dict[str, Found]:
        """Every cell by its place."""
        found: dict[str, Found] = {}
        for table in (block for block in self.document.blocks if isinstance(block, Table)):
            for number, row in enumerate(table.rows):
                for cell in row:
                    found.setdefault(str(cell.place), Found(cell.place, cell.text, table, number, cell))
        return found

    def boxes(self, submission: dict) -> dict[str, str]:
        """The boxes of the places that a draft names, of cells and paragraphs on pages."""
        known = {place: one.place.box for place, one in self.cells.items()}
        known |= {str(one.place): one.place.box for one in self.document.blocks if isinstance(one, Paragraph)}
        kept = {place: box for place, box in known.items() if box is not None}
        named = dict.fromkeys(place for text in _named(submission) if kept for place in text.split("—"))
        return {place: " ".join(f"{side:.0f}" for side in kept[place]) for place in named if place in kept}

    @cached_property
    def items(self) -> set[str]:
        """The labels of rows that have amounts."""
        rows = (row for one in self.document.blocks if isinstance(one, Table) for row in one.rows)
        return {
            key(row[0].text)
            for row in rows
            if len(row) > 2 and sum(plain_number(cell.text) is not None for cell in row[1:]) > 1
        }

    def find(self, section: str, quote: str, value: str = "") -> Found | None:
        """The place that a section names (表2第5行第3列), else the first text that holds the quote, else the
        value.

        Examples
        --------
        >>> from perfkit.intake.blocks import grid, number_places
        >>> document = number_places(Document("报告", "txt", [Paragraph("预算 3 万元。"), grid([["任务", "培训"]])]))
        >>> sources = Sources(document)
        >>> sources.find("表1第1行第2列", "").text, sources.find("一", "预算3万元").text
        ('培训', '预算 3 万元。')
        """
        named = self.cells.get(section) or self.cells.get(section.rpartition(" ")[2])
        if named is not None:
            return self._beside(named, value)
        texts = [block for block in self.document.blocks if isinstance(block, Paragraph)]
        for text in (one for one in texts if section and str(one.place) == section):
            if key(quote or value) in key(text.text):
                return Found(text.place, text.text)
        for words in filter(None, (key(quote), key(value))):
            if not quote and words.replace(".", "").isdigit() and len(words) < 4:
                continue  # 10 stands in too many places to say which is meant
            for text in texts:
                if words in key(text.text):
                    return Found(text.place, text.text)
            found = next((one for one in self.cells.values() if words in key(one.text)), None)
            if found is not None:
                return found
        return None

    def _beside(self, named: Found, value: str) -> Found:
        """The cell of the named row that holds the value, else the named cell itself."""
        wanted = [key(part) for part in value.split("→") if key(part) not in ("", "—")]
        row = named.table.rows[named.row] if named.table else []
        holding = [cell for cell in row if key(cell.text) and key(cell.text) in wanted[-1:]]
        if not holding or key(named.text) in wanted:
            return named
        cell = holding[0]
        return Found(cell.place, cell.text, named.table, named.row, cell)
