"""The head of an official table: its rows, the kind of table that it fits best, and its columns."""

from __future__ import annotations

from perfkit.intake.blocks import Cell, Table, distinct, key
from perfkit.intake.columns import Columns, header_rows, header_words, is_header_row, recognise
from perfkit.intake.lexicon import ColumnTable, Lexicon, bare
from perfkit.intake.table_rows import KINDS

_LEAST_MONEY = 6.0
_MONEY = ("initial", "budget", "arrived", "spent")


class Heads:
    """Finds heads by the words of a family.

    Parameters
    ----------
    lexicon : Lexicon
    """

    def __init__(self, lexicon: Lexicon):
        self.lexicon, self.words = lexicon, header_words(lexicon)
        ends = (*lexicon.rows.total, *lexicon.rows.grade, *lexicon.rows.part, *lexicon.execution_rows)
        self.ends = {key(word) for word in ends}

    def is_head(self, row: list[Cell], least: float = 1.0) -> bool:
        """Whether a row may be a head; see `is_header_row`."""
        return is_header_row(row, self.words, least)

    def best(self, table: Table, at: int) -> tuple[int, str, Columns] | None:
        """The rows from here that are a header, the kind of table that they fit best, and its columns."""
        rows = header_rows(table, at, self.words)
        # What stands under another head says nothing of these columns.
        first = at + len(rows) + 1
        ends = (n for n in range(first, len(table.rows)) if self.is_head(table.rows[n]))
        end = next(ends, len(table.rows)) if rows else at
        best: tuple[float, int, str, Columns] | None = None
        for count in range(1, len(rows) + 1):
            for kind in KINDS:
                words, body = getattr(self.lexicon.tables, kind), table.rows[at + count : end]
                columns = recognise(rows[:count], body, words, self.lexicon, table.aligned)
                if not columns.index or not _is_whole(kind, columns, words):
                    continue
                if count > 1 and not _belongs(rows[:count], columns, table, at, words, self.lexicon):
                    continue
                gain = columns.gain - 0.5 * len(columns.unknown)
                if best is None or gain > best[0] + 1e-9:
                    best = (gain, count, kind, columns)
        return best[1:] if best else None

    def straight(self, table: Table, open_: Columns | None) -> Table:
        """A text table whose rows are all as wide, or lost only blanks at their ends, stands in columns after
        all, unless its names are out of place."""
        widths = {len(row) for row in table.rows}
        if table.aligned or (len(widths) != 1 and not _keeps_blanks(table)) or max(widths) < 3:
            return table
        most = max(widths)
        rows = [row + [Cell("", n, n + 1.0) for n in range(len(row), most)] for row in table.rows]
        straight, headed = Table(rows, True, table.page, table.sheet), False
        at = 0
        while at < len(table.rows):
            best = self.best(straight, at)
            if best and best[1] != "money" and not self._in_place(table.rows[at + best[0] :], best[2]):
                return table
            headed = headed or best is not None
            at += best[0] if best else 1
        goes_on = open_ is not None and max(widths) == open_.width and self._in_place(table.rows, open_)
        return straight if headed or goes_on else table

    def _in_place(self, body: list[list[Cell]], columns: Columns) -> bool:
        """Whether nearly all full rows stand in the columns: names in theirs, levels in theirs, nothing
        beside."""
        places, full, out, strangers = columns.headed | {0}, 0, 0, 0
        levels = [*self.lexicon.level_words, *self.lexicon.levels]
        parts = tuple(map(key, self.lexicon.rows.part))
        for row in body:
            cells = distinct(row)
            label = bare(key(cells[0].text)) if cells else ""
            if len(cells) < 3 or label in self.ends or label.endswith(parts):
                continue
            full += 1
            level = columns.text(row, "level1")
            stray = any(cell.text.strip() and at not in places for at, cell in enumerate(row))
            strange = bool(level) and not any(word in level for word in levels)
            out += stray or not columns.text(row, "name")
            strangers += strange
        return out == 0 and strangers * 8 <= full and full > 0


def _keeps_blanks(table: Table) -> bool:
    """Whether a blank stands between cells: then only those at the end of a row were left out."""
    texts = ([cell.text.strip() for cell in row] for row in table.rows)
    return any("" in row[:-1] and row[-1] for row in texts if row)


def _belongs(rows, columns: Columns, table: Table, at: int, words, lexicon: Lexicon) -> bool:
    """Whether the first of several header rows is part of the header: cells reach down from it, or it adds
    heads."""
    if any(cell is other for cell in rows[0] for other in rows[1] if cell.text.strip()):
        return True
    below = recognise(rows[1:], table.rows[at + len(rows) :], words, lexicon, table.aligned)
    return not below.index or columns.gain > below.gain + 0.01


def _is_whole(kind: str, columns: Columns, words: ColumnTable) -> bool:
    """Whether a block of money has at least two amounts, and a table of targets more than a name and a
    value; a standard and points without any expected value are a scoring table, and 绩效目标 is a name only
    beside an expected value."""
    if kind == "money":
        amounts = sum(role in columns.index for role in _MONEY)
        return amounts >= 2 and columns.gain >= _LEAST_MONEY and not columns.repeated & set(_MONEY)
    if kind == "targets":
        described = not columns.index.keys().isdisjoint(("standard", "meaning"))
        scored = described and "score" in columns.index and "expected" not in columns.index
        either = bare(columns.headers["name"]) in words.columns["expected"].exact_keys
        return len(columns.index) >= 3 and not scored and (not either or "expected" in columns.index)
    return True
