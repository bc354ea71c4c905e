"""Small tables of a form: results in one row, points by block, heads over one row of values, a value and its
unit beside each label."""

from __future__ import annotations

import re

from perfkit.filing.catalogue import fact_catalogue
from perfkit.intake.blocks import Cell, Table, key, one_line
from perfkit.intake.label_pairs import Pair
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import plain_number, points
from perfkit.intake.statements import unconfirmed
from perfkit.intake.table_rows import Found

_YEAR = re.compile(r"^20\d\d年?度?")
_MONEY = ("元", "百元", "千元", "万元", "百万元", "亿元")


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
        return (
            self._results(table, at)
            or self._blocks(table, at)
            or self._values(table, at)
            or self._over(table, at)
        )

    def _results(self, table: Table, at: int) -> int:
        """A row of labels over one row of values (预算执行 | 产出指标 | 总分 | 等级), alone in its table."""
        if at or len(table.rows) != 2 or len(table.rows[0]) != len(table.rows[1]):
            return 0
        pairs = [(bare(key(head.text)), cell) for head, cell in zip(*table.rows, strict=True)]
        kinds = [self.labels.get(label, "") for label, _ in pairs]
        if "row.total" not in kinds or any(points(cell.text) is not None for cell in table.rows[0]):
            return 0
        for (label, cell), kind in zip(pairs, kinds, strict=True):
            if kind.startswith("row."):
                self.found.pairs.append(Pair(f"{label}（分）", one_line(cell.text), cell.place, kind))
            elif label in self.execution and (score := points(cell.text)) is not None:
                self.found.execution = self.found.execution or score
        return 2

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
        for block, (_, label, most, score, _) in zip(blocks, rows, strict=False):
            self.found.maxima.setdefault(block or label, (label, most))
            if block == "execution":
                self.found.execution = self.found.execution or score
        _, label, _, total, cell = rows[-1]
        self.found.pairs.append(Pair(f"{label}（分）", total, cell.place, "row.total"))
        return len(rows) + 1

    def _block(self, name: str) -> str:
        if name in self.execution:
            return "execution"
        levels = {key(word) for word in self.lexicon.levels}
        return next((block for word, block in self.lexicon.blocks if word in name and name in levels), "")

    def _values(self, table: Table, at: int) -> int:
        """A label, its value and its unit in columns of their own (编制人数 | 165 | 人)."""
        columns = self._columns(table, at, ("name", "value", "unit"))
        if columns is None:
            return 0
        taken = 1
        for row in table.rows[at + 1 :]:
            label, value, unit = (one_line(row[place].text) if place < len(row) else "" for place in columns)
            number = plain_number(value)
            if not label or number is None or not unit:
                break
            taken += 1
            cell, kind = row[columns[1]], self.labels.get(bare(key(label)), "")
            if kind.startswith("fact.") and kind[5:] in fact_catalogue():
                self.found.pairs.append(Pair(label, value + unit, cell.place, kind))
            else:
                sort = "money" if unit in _MONEY else "rate" if unit in "%％" else "count"
                statement = unconfirmed(number, unit, cell.place, f"{label} {value} {unit}")
                self.found.units.figures.append((label, statement, sort))
        return taken if taken > 1 else 0

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

    def _over(self, table: Table, at: int) -> int:
        """Heads over one row of values (编制数 | 实际在职人数 | 控制率), of which at least two are known."""
        if at + 1 >= len(table.rows) or len(table.rows[at]) != len(table.rows[at + 1]):
            return 0
        found: list[Pair] = []
        pairs = {
            (id(head), id(cell)): (head, cell) for head, cell in zip(*table.rows[at : at + 2], strict=True)
        }
        for head, cell in pairs.values():
            if head is cell or not cell.text.strip():
                continue  # the label of the whole at the left
            if not _is_value(cell) or _is_value(head):
                return 0
            label, left = bare(_YEAR.sub("", key(head.text))), [pair.kind for pair in found]
            fact, needs = self.words.beside.get(label, ("", ""))
            kind = f"fact.{fact}" if f"fact.{needs}" in left else self.labels.get(label, "")
            found.append(Pair(one_line(head.text), one_line(cell.text), cell.place, kind))
        known = [fact_catalogue()[pair.kind[5:]].kind for pair in found if pair.kind.startswith("fact.")]
        if len(known) < 2 or "money" in known:
            return 0
        self.found.pairs.extend(found)
        return 2


def _is_value(cell: Cell) -> bool:
    return plain_number(re.sub("[人名个%％]$", "", cell.text.strip())) is not None
