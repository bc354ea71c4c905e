"""Points in cells that reach over several rows: they are those of a block, never of each of its rows."""

from __future__ import annotations

from perfkit.intake.blocks import one_line
from perfkit.intake.numbers import points
from perfkit.intake.table_rows import Row


class GroupPoints:
    """Tells the points of blocks from those of rows, in a table of targets or of scores.

    Parameters
    ----------
    rows : every row of the table
    most : the role of the most points, beside which `score` has the filer's and `group` a block's
    """

    def __init__(self, rows: list[Row], most: str):
        self.most, self.reach = most, dict[int, set[int]]()
        for at, row in enumerate(rows):
            for cell in row.cells:
                self.reach.setdefault(id(cell), set()).add(at)
        roles = (most, "score", "group")
        self.whole = {role for role in roles if any(self._is_blocks(row, role) > 1 for row in rows)}
        heads = {id(row.columns): row.columns for row in rows}
        self.leading = {
            (head, role)
            for head, columns in heads.items()
            for role in (most, "score")
            if self._leads([row for row in rows if row.columns is columns], role)
        }

    def is_groups(self, row: Row, role: str) -> bool:
        """Whether the points in this column are not the row's own: the cell reaches beyond its name."""
        there, name = self._reach(row, role), self._reach(row, "name")
        return bool(there and name and not there <= name) or (id(row.columns), role) in self.leading

    def of_block(self, row: Row) -> tuple[str, str]:
        """The most points and the filer's of the whole block in which the row stands; empty where none."""
        found = {}
        for role in (self.most, "score", "group"):
            beside = role == "group" and self._is_beside(row)
            if self._is_blocks(row, role) and (
                beside or role in self.whole or (id(row.columns), role) in self.leading
            ):
                found[role] = points(one_line(row.columns.text(row.cells, role))) or ""
        return found.get("group") or found.get(self.most, ""), found.get("score", "")

    def _reach(self, row: Row, role: str) -> set[int]:
        cell = row.columns.cell(row.cells, role)
        return self.reach[id(cell)] if cell is not None and cell.text.strip() else set()

    def _is_blocks(self, row: Row, role: str) -> int:
        """Over how many rows the cell reaches, where these are those of the first level."""
        there = self._reach(row, role)
        return len(there) if there == self._reach(row, "level1") else 0

    @staticmethod
    def _is_beside(row: Row) -> bool:
        """Whether the column of the block's points stands straight after the first level."""
        at = row.columns.index
        between = row.cells[at["level1"] : at["group"]] if {"level1", "group"} <= at.keys() else []
        return bool(between) and len({id(cell) for cell in between}) == 1

    def _leads(self, rows: list[Row], role: str) -> bool:
        """Whether points stand only where a first level begins, in a table that lost its merged cells."""
        named = [row for row in rows if row.columns.text(row.cells, "name")]
        leads = [bool(row.columns.text(row.cells, "level1")) for row in named]
        filled = [bool(points(row.columns.text(row.cells, role))) for row in named]
        return leads == filled and 1 < sum(leads) < len(leads)
