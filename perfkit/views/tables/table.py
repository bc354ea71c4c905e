"""A table as data, shown as HTML or as a pandas frame; cells may span rows and columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from perfkit.base.english import english
from perfkit.base.markup import html_text
from perfkit.base.text import say
from perfkit.base.words_file import Words
from perfkit.views.said import WORDS

TEXT, NUMBER, CENTRE = "text", "number", "centre"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes
    ----------
    text : str     plain text, lines broken by \\n
    rows, columns : int   how many it spans
    mark : str     a word for its standing (error, doubt, note, met, unmet, open …), also a CSS class
    strong : bool  a total, or a name that leads its row
    anchor : str   its id in the page, for links to its row
    link : str     a page beside the one that shows the table; pages link to it, other formats leave it out
    """

    text: str
    rows: int = 1
    columns: int = 1
    mark: str = ""
    strong: bool = False
    link: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, how it is set, its width in percent of the table (0 for as much as it needs)."""

    head: str
    kind: str = TEXT
    width: int = 0


@dataclass(frozen=True)
class Table:
    """A captioned table.

    Attributes
    ----------
    name : str       id, also its HTML anchor
    caption : str    what it shows, with its unit
    columns : columns in order
    rows : rows of cells; a cell that an earlier one spans is simply absent
    lang : str       "zh" or "en"
    note : str       below the table
    synthetic : bool made from generated data, and says so
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lang: str
    note: str = ""
    synthetic: bool = False

    def __post_init__(self) -> None:
        if self.lang == "en":
            rows = tuple(tuple(replace(cell, text=english(cell.text)) for cell in row) for row in self.rows)
            columns = tuple(replace(column, head=english(column.head)) for column in self.columns)
            for name, value in (("rows", rows), ("columns", columns), ("caption", english(self.caption))):
                object.__setattr__(self, name, value)
            object.__setattr__(self, "note", english(self.note))

    def grid(self) -> list[list[Cell]]:
        """Every row with as many cells as there are columns: a spanning cell stands in each place it covers.

        Examples
        --------
        >>> rows = (Cell("x", rows=2), Cell("1")), (Cell("2"),)
        >>> pair = Table("t", "", (Column("a"), Column("b")), rows, "zh")
        >>> [[cell.text for cell in row] for row in pair.grid()]
        [['x', '1'], ['x', '2']]
        """
        grid: list[list[Cell | None]] = [[None] * len(self.columns) for _ in self.rows]
        for index, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while grid[index][column] is not None:
                    column += 1
                for down in range(cell.rows):
                    for right in range(cell.columns):
                        grid[index + down][column + right] = cell
                column += cell.columns
        return [[cell or Cell("") for cell in row] for row in grid]

    def to_frame(self):
        """The table as a pandas frame of texts, spans filled."""
        import pandas as pd

        return pd.DataFrame(
            [[cell.text for cell in row] for row in self.grid()],
            columns=[column.head for column in self.columns],
        )

    def _repr_html_(self) -> str:
        lang = self.lang
        mark = say(lang, "（合成数据）", " (synthetic data)") if self.synthetic else ""
        widths = "".join(
            f'<col style="width:{column.width}%">' if column.width else "<col>" for column in self.columns
        )
        heads = "".join(
            f'<th scope="col" class="{column.kind}">{html_text(column.head, lang)}</th>'
            for column in self.columns
        )
        body = "".join(f"<tr>{row}</tr>" for row in self._rows())
        note = f'<p class="note">{html_text(self.note, lang)}</p>' if self.note else ""
        return (
            f'<div class="perfkit table" id="table-{escape(self.name)}"'
            f' lang="{lang}"><table><caption>{html_text(self.caption + mark, lang)}</caption>'
            f"<colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead>"
            f"<tbody>{body}</tbody></table>{note}</div>"
        )

    def _rows(self) -> list[str]:
        """Each row's cells in its own columns: a spanned place is skipped, so the kinds stay with their
        columns."""
        taken: set[tuple[int, int]] = set()
        rows = []
        for index, row in enumerate(self.rows):
            column, cells = 0, []
            for cell in row:
                while (index, column) in taken:
                    column += 1
                taken |= {
                    (index + down, column + right)
                    for down in range(cell.rows)
                    for right in range(cell.columns)
                }
                cells.append(self._cell(cell, self.columns[column].kind))
            rows.append("".join(cells))
        return rows

    def _cell(self, cell: Cell, kind: str) -> str:
        spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
            f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        )
        classes = " ".join(part for part in (kind, cell.mark, "strong" if cell.strong else "") if part)
        text = html_text(cell.text, self.lang)
        if cell.link:
            text = f'<a href="{escape(cell.link)}">{text}</a>'
        anchor = f' id="{escape(cell.anchor)}"' if cell.anchor else ""
        return f'<td class="{classes}"{spans}{anchor}>{text}</td>'

    def __repr__(self) -> str:
        lines = [self.caption, " | ".join(column.head for column in self.columns)]
        lines += [" | ".join(cell.text.replace("\n", " ") for cell in row) for row in self.grid()]
        return "\n".join(lines)


def table(
    name: str,
    lang: str,
    rows: Iterable[tuple[Cell, ...]],
    /,
    *,
    note: str = "",
    synthetic: bool = False,
    without: Collection[str] = (),
    more: tuple[Column, ...] = (),
    words: Words = WORDS,
    **fields: object,
) -> Table:
    """A table of the words with these rows.

    Parameters
    ----------
    note : str   behind the note that the words give
    without : names of columns to leave out
    more : columns behind those of the words
    fields : what its caption and note ask for

    Examples
    --------
    >>> table("notes", "en", ()).columns[1].head
    'Note'
    """
    one, rows = words.group("tables")[name], tuple(rows)
    caption = words.filled(one["none" if "none" in one and not rows else "caption"], lang, fields)
    columns = [
        Column(column[lang], column.get("set", TEXT), _width(column, lang))
        for column in one["columns"]
        if column.get("name") not in without
    ]
    own = words.filled(one["note"], lang, fields) if "note" in one else ""
    return Table(name, caption, (*columns, *more), rows, lang, own + note, synthetic)


def _width(column: dict[str, Any], lang: str) -> int:
    width = column.get("width", 0)
    return int(width[lang] if isinstance(width, dict) else width)
