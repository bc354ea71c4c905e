"""The four official tables, found row by row wherever a document has them, cut them or joined them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from perfkit.intake.blocks import Cell, Document, Paragraph, Table, distinct, key, one_line
from perfkit.intake.columns import Columns, header_rows, is_header_row, recognise
from perfkit.intake.family import Family

_UNIT = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*(百万元|千元|万元|亿元|元)")
KINDS = ("tasks", "targets", "scores")


@dataclass
class Row:
    """A row of an official table.

    Attributes
    ----------
    cells : from left to right
    columns : the header it stands under
    aligned : whether its columns can be trusted
    first : it is the first of a page or of a table that goes on from another
    """

    cells: list[Cell]
    columns: Columns
    aligned: bool
    first: bool = False


@dataclass
class Found:
    """The rows of every official table, in order; what the form's head says; paragraphs that belong to a table."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    goal_expected: list[str] = field(default_factory=list)
    goal_actual: list[str] = field(default_factory=list)
    identity: dict[str, str] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    other_tables: list[Table] = field(default_factory=list)


def official_tables(document: Document, family: Family) -> Found:
    """Walk through all tables of a document and sort their rows."""
    walk = _Walk(family)
    for block in document.blocks:
        if isinstance(block, Table):
            walk.table(block)
        else:
            walk.paragraph(block)
    return walk.found


class _Walk:
    def __init__(self, family: Family):
        self.family, self.found = family, Found()
        tables = family.tables
        self.words = [key(word) for word in tables.header_words]
        self.department = {key(word) for word in family.identity.department}
        self.year = {key(word) for word in family.identity.year}
        self.expected = {key(word) for word in tables.goal.expected}
        self.actual = {key(word) for word in tables.goal.actual}
        self.ends = {key(word) for word in (*tables.scores.total, *tables.scores.grade)}
        self.state = ""
        self.columns = Columns()
        self.goal: tuple[float, float] = (0.0, 0.0)
        self.text_goal = False
        self.caption = ""

    def paragraph(self, paragraph: Paragraph) -> None:
        """Text between tables: in a plain text the goal runs on through it, elsewhere it ends a table."""
        if self.text_goal:
            self.found.goal_actual.append(paragraph.text)
            self.found.taken.add(id(paragraph))
            return
        self._caption(paragraph.text)
        if len(paragraph.text) > 60:
            self.state = ""

    def table(self, table: Table) -> None:
        """Sort the rows of one table."""
        used, fresh, at = False, True, 0
        while at < len(table.rows):
            row = table.rows[at]
            for cell in distinct(row):
                self._caption(cell.text)
            header = self._header(table, at)
            if header:
                at += header
                used, fresh = True, True
                continue
            if at == 0 and self.state in KINDS and is_header_row(row, self.words, 0.6):
                self.state = ""  # the header of some other table: its rows are not those of the table before
            if self._goal_header(row, table.aligned) or self._identity(row):
                used = True
            elif self._title(row):
                self.state, used = "", True
            elif self.state == "goal":
                self._goal(row, table.aligned)
                used = True
            elif self.state:
                used = True
                if distinct(row):
                    self.found.rows[self.state].append(Row(row, self.columns, table.aligned, fresh))
                    fresh = False
            at += 1
        if not used:
            self.found.other_tables.append(table)

    def _caption(self, text: str) -> None:
        found = _UNIT.search(text) if len(text) < 60 else None
        self.caption = found.group(1) if found else self.caption

    def _title(self, row: list[Cell]) -> bool:
        """The title of a form inside its own table."""
        cells = distinct(row)
        return (
            len(cells) == 1
            and len(row) > 1
            and len(cells[0].text) < 40
            and key(cells[0].text).endswith("表")
            and self.state != "goal"
        )

    def _header(self, table: Table, at: int) -> int:
        """How many rows from here are the header of a known table; 0 for none."""
        rows = header_rows(table, at, self.words)
        for count in range(len(rows), 0, -1):
            for kind in ("targets", "tasks", "scores"):
                words = getattr(self.family.tables, kind)
                columns = recognise(rows[:count], words.columns, table.aligned)
                if all(name in columns.index for name in words.needs):
                    columns.caption, self.caption = (
                        self.caption or (self.columns.caption if kind == self.state else ""),
                        "",
                    )
                    self.state, self.columns, self.text_goal = kind, columns, False
                    return count
        return 0

    def _goal_header(self, row: list[Cell], aligned: bool) -> bool:
        cells = distinct(row)
        expected = next((cell for cell in cells if key(cell.text) in self.expected), None)
        actual = next(
            (cell for cell in reversed(cells) if key(cell.text) in self.actual and cell is not expected), None
        )
        if expected is None or actual is None:
            return False
        self.state, self.goal = "goal", (expected.left, actual.left)
        self.text_goal = not aligned
        return True

    def _goal(self, row: list[Cell], aligned: bool) -> None:
        """A row under the goal's header: what stands left of the second heading was expected, the rest reached."""
        for cell in distinct(row):
            label = key(cell.text)
            if label in self.expected | self.actual or (len(label) < 16 and "总体目标" in label):
                continue
            side = self.found.goal_actual if cell.left + 0.5 >= self.goal[1] else self.found.goal_expected
            if cell.right <= self.goal[0] + 0.5 and aligned:
                continue  # the label of the block on the left
            side.append(cell.text)

    def _identity(self, row: list[Cell]) -> bool:
        """A row such as 单位名称 | X | 预算年度 | 2020."""
        cells = distinct(row)
        found = False
        for label, value in zip(cells, cells[1:], strict=False):
            name = key(label.text)
            if name in self.department and key(value.text) not in self.year:
                self.found.identity.setdefault("name", "".join(one_line(value.text).split()))
                found = True
            elif name in self.year and one_line(value.text).strip("年度 ").isdecimal():
                self.found.identity.setdefault("year", one_line(value.text).strip("年度 "))
                found = True
        if found:
            self.state = "" if self.state == "scores" else self.state
        return found
