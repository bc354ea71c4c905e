"""The tables of a document as printed: rows of cells, whatever they mean."""

from __future__ import annotations

from perfkit.base.models import Model

BETWEEN = " | "
"""What stands between the cells of a row."""
BESIDE, ABOVE = "<", "^"
"""A place of a merged cell that is printed left of it, or above it."""


class PrintedTable(Model):
    """A table as printed.

    Attributes
    ----------
    place : str    which table it is (表2, a sheet)
    title, unit : str   as printed above it; empty where nothing is
    aligned : bool   False where the columns of a row cannot be trusted
    rows : its rows, the cells between ` | `; `<` and `^` stand for a cell that is merged with the one beside
        or above it
    """

    place: str
    title: str = ""
    unit: str = ""
    aligned: bool = True
    rows: tuple[str, ...] = ()

    def cells(self) -> list[list[str]]:
        """The cells of every row.

        Examples
        --------
        >>> PrintedTable(place="表1", rows=("合计 | 5,130.20 | <",)).cells()
        [['合计', '5,130.20', '<']]
        """
        return [[cell.strip() for cell in row.split(BETWEEN)] for row in self.rows]
