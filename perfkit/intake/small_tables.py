"""Small tables of a form: results in one row, points by block; points of blocks in titles and heads."""

from __future__ import annotations

import re
from itertools import pairwise

from perfkit.intake.blocks import Cell, Place, Table, distinct, key, one_line
from perfkit.intake.columns import Columns
from perfkit.intake.label_pairs import Pair
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import points
from perfkit.intake.statements import Most
from perfkit.intake.table_rows import Found
from perfkit.intake.target_levels import NUMBERED, block_named, named_points


class SmallTables:
    """Takes what is such a table; each method says how many rows it took, 0 for any other table.

    Parameters
    ----------
    lexicon : Lexicon
    labels : from `label_kinds`
    found : where values go
    """

    def __init__(self, lexicon: Lexicon, labels: dict[str, str], found: Found):
        self.lexicon, self.labels, self.found = lexicon, labels, found
        self.execution = {bare(key(word)) for word in lexicon.execution_rows}
        self.words = lexicon.tables.lists

    def take(self, table: Table, at: int) -> int:
        """How many rows from here are one of them."""
        return self._results(table, at) or self._blocks(table, at) or self._executed(table.rows[at])

    def _results(self, table: Table, at: int) -> int:
        """A row of labels over one row of values (预算执行 | 产出指标 | 总分 | 等级), alone in its table."""
        if at or len(table.rows) != 2 or len(table.rows[0]) != len(table.rows[1]):
            return 0
        pairs = [(bare(key(head.text)), cell) for head, cell in zip(*table.rows, strict=True)]
        kinds = [self.labels.get(label, "") for label, _ in pairs]
        if "row.total" not in kinds or any(points(cell.text) is not None for cell in table.rows[0]):
            return 0
        others = sum(
            bool(kind.startswith("row.") or self._block(label))
            for (label, _), kind in zip(pairs, kinds, strict=True)
        )
        if others < 2:
            return 0  # 讲座 | 展览 | 合计: a sum of something else
        for (label, cell), kind in zip(pairs, kinds, strict=True):
            if label in self.execution and (score := points(cell.text)) is not None:
                self.found.executed(score, "", cell.place)
            elif kind.startswith("row."):
                self.found.pairs.append(Pair(f"{label}（分）", one_line(cell.text), cell.place, kind))
        return 2

    def _executed(self, row: list[Cell]) -> int:
        """The points for execution beside labels of their own (预算执行 | 分值 | 10 | 得分 | 9.60)."""
        cells = distinct(row)
        if len(cells) < 5 or bare(key(cells[0].text)) not in self.execution:
            return 0
        beside = {bare(key(label.text)): points(cell.text) for label, cell in pairwise(cells[1:])}
        most, score = (
            next((n for word in words if (n := beside.get(key(word)))), "")
            for words in (self.words.max, self.words.score)
        )
        if not most or not score:
            return 0
        self.found.executed(score, most, cells[0].place)
        return 1

    def _blocks(self, table: Table, at: int) -> int:
        """A row for each block with its most points and the filer's (产出 | 35 | 34.75), and their sum."""
        columns = self._columns(table, at, ("block", "max", "score"))
        if columns is None:
            return 0
        rows: list[tuple[str, str, str, str, Cell]] = []
        for row in table.rows[at + 1 :]:
            label, most, score = (row[place].text if place < len(row) else "" for place in columns)
            name = bare(key(label))
            if not name or points(most) is None or points(score) is None:
                break
            rows.append((name, one_line(label), points(most) or "", points(score) or "", row[columns[2]]))
        blocks = [self._block(row[0]) for row in rows[:-1]]
        if not rows or self.labels.get(rows[-1][0]) != "row.total" or sum(map(bool, blocks)) < 3:
            return 0
        for block, (_, label, most, score, cell) in zip(blocks, rows, strict=False):
            self.found.maxima.setdefault(block or label, Most(label, most, str(cell.place)))
            if block == "execution":
                self.found.executed(score, "", cell.place)
        _, label, _, total, cell = rows[-1]
        self.found.pairs.append(Pair(f"{label}（分）", total, cell.place, "row.total"))
        return len(rows) + 1

    def _block(self, name: str) -> str:
        if name in self.execution:
            return "execution"
        levels = {key(word) for word in self.lexicon.levels}
        return next((block for word, block in self.lexicon.blocks if word in name and name in levels), "")

    def _columns(self, table: Table, at: int, roles: tuple[str, ...]) -> list[int] | None:
        """Where each role stands in a row of heads; None where one is missing or twice."""
        heads = [bare(key(cell.text)) for cell in table.rows[at]]
        if len({id(cell) for cell in table.rows[at]}) != len(heads) or sum(map(bool, heads)) > len(roles) + 1:
            return None
        places = [
            [n for n, head in enumerate(heads) if head in map(key, getattr(self.words, role))]
            for role in roles
        ]
        return [found[0] for found in places] if all(len(found) == 1 for found in places) else None

    def block_title(self, label: str, place: Place) -> None:
        """The most points of a block in its title: （一）产出指标（50分）."""
        name, most = named_points(NUMBERED.sub("", label), self.lexicon)
        block = block_named(name, self.lexicon)
        if block and most and re.fullmatch("[^(),，:：]{2,8}", name):
            self.found.maxima.setdefault(block, Most(name, most, str(place)))

    def maxima_of(self, kind: str, columns: Columns, beside: list[Cell], cells: list[Cell]) -> None:
        """Most points of a block in the label at its left (绩效指标（90分）), or in the head of its points."""
        name = {"money": "execution", "targets": "targets"}.get(kind, "")
        told = self.lexicon.pattern("points_anywhere")
        for cell in beside if name else ():
            found = told.search(one_line(cell.text))
            if found and columns.place and cell.left <= min(left for left, _ in columns.place.values()):
                label = re.sub(r"[（(].*", "", one_line(cell.text))
                self.found.maxima.setdefault(name, Most(label, found[1], str(cell.place)))
        heads = columns.headers.get("score", "") + columns.headers.get("weight", "")
        if name == "execution" and (found := told.search(heads)):
            holding = (cell.place for cell in cells if found[0] in key(cell.text))
            self.found.executed("", found[1], next(holding, cells[0].place))
