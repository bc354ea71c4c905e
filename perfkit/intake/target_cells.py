"""The cells of a row of the target table by what they are: by their columns, else by their order."""

from __future__ import annotations

import re

from perfkit.base.text import Text
from perfkit.intake.blocks import ILLEGIBLE, Cell, distinct, key, one_line
from perfkit.intake.columns import Columns
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.table_rows import Row
from perfkit.intake.target_levels import NUMBERED, Levels, named_points

# What is no target's name, whatever stands above it.
_VALUE = re.compile(r"[≥≤＞＜><=＝≧≦⩾⩽].*|[\d.,]+[%％]?")
_SIGN = re.compile("[≥≤＞＜><=＝≧≦⩾⩽]{1,2}")
# What is none in a row whose columns are not sure: an amount with its unit, a date.
_AMOUNT = re.compile(
    r"[\d.,]+[\u4e00-\u9fff]{1,3}|20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?[之]?[底末]?(?:以?前)?"
)
_LETTER = re.compile("[A-Za-z0-9]")
REST = "rest"  # a row that only goes on with the target above it


def unread_row(row: str) -> Text:
    """The note on a row of the table that is no target."""
    return Text(f"指标表中这一行没有读：{row}", f"a row of the table of indicators was not read: {row}")


def left_open(texts: dict[str, str]) -> set[str]:
    """The parts of a row that could not be read, emptied; a value whose sign or unit could not, or with a
    letter where its sign stands, is none."""
    if ILLEGIBLE in (texts["operator"], texts["unit"]) or _LETTER.fullmatch(texts["operator"].strip()):
        texts["expected"] = ILLEGIBLE
    found = {part for part, text in texts.items() if text == ILLEGIBLE}
    texts |= dict.fromkeys(found, "")
    return found


class TargetCells:
    """Tells the cells of rows apart and keeps the levels that are open.

    Parameters
    ----------
    lexicon : Lexicon
    levels : Levels   the first and second level, changed by what a row prints
    notes : where a row goes that cannot be read
    several : ids of cells that hold the names of several rows
    """

    def __init__(self, lexicon: Lexicon, levels: Levels, notes: list[Text], several: set[int]):
        self.lexicon, self.levels, self.notes, self.several = lexicon, levels, notes, several
        self.columns: Columns | None = None

    def texts(self, row: Row, after: list[Row]) -> dict[str, str] | None:
        """Role → text; None where the row is no target.

        Parameters
        ----------
        after : the rows below
        """
        texts = self._by_column(row)
        texts = self._by_order(row, after) if texts is None else texts
        if texts is not None and (self._shifted(row, texts) or self._illegible(row, texts)):
            self.notes.append(unread_row(" | ".join(one_line(cell.text) for cell in distinct(row.cells))))
            return None
        return texts

    def is_heading(self, row: Row) -> bool:
        """Whether a row prints nothing but a level, which is open then (（一）产出指标)."""
        cells = distinct(row.cells)
        label = NUMBERED.sub("", cells[0].text.strip()) if len(cells) == 1 else ""
        if found := self.levels.is_level(named_points(label, self.lexicon)[0]):
            self.levels.set_level(label)
        return found

    def _by_column(self, row: Row) -> dict[str, str] | None:
        """The row by its columns; None where its cells do not stand in them."""
        columns = row.columns
        if columns is not self.columns:
            self.columns = columns
            if "level2" not in columns.index:
                self.levels.level2 = ""  # another table, or a card, without a kind of its own
        known = {name: columns.cell(row.cells, name) for name in columns.index}
        texts = {name: cell.text.strip() if cell is not None else "" for name, cell in known.items()}
        if not row.aligned:
            stray = [
                cell for cell in distinct(row.cells) if not any(cell is other for other in known.values())
            ]
            if any(self._first_column_label(cell, row) is False for cell in stray):
                return None
            if (
                self.levels.is_level(texts.get("name", ""))
                or not texts.get("name")
                or (not texts.get("expected") and not texts.get("actual"))
            ):
                return None
            if texts.get("level2") and not self.levels.is_kind(texts["level2"]):
                return None
            if texts.get("level1") and not self.levels.is_level(texts["level1"]):
                return None
        # One cell merged over the three levels, or over two of them, counts for the deepest only.
        name_cell = known.get("name")
        for level in ("level1", "level2"):
            if known.get(level) is not None and known[level] is name_cell:
                texts[level] = ""
        level2 = texts.get("level2", "")
        if level2 and "level1" not in columns.index:  # 类别 heads a column of blocks
            own, kind = bool(named_points(level2, self.lexicon)[1]), self.levels.names_kind(level2)
            if (own or not kind) and any(word in key(level2) for word, _ in self.lexicon.blocks):
                texts["level1"], texts["level2"] = level2, ""
            elif own and not kind:
                self.levels.level1, self.levels.level2 = "", level2
        if texts.get("level1") and key(texts["level1"]) != key(self.levels.level1):
            (self.levels.first_level if row.aligned else self.levels.set_level)(texts["level1"])
        if texts.get("level2") and (
            self.levels.names_kind(texts["level2"]) or not self.levels.is_level(texts["level2"])
        ):
            self.levels.level2 = texts["level2"]
        return texts

    def _shifted(self, row: Row, texts: dict[str, str]) -> bool:
        """Whether cells stand under the wrong heads: a value where the name is, or, in a row that lacks a
        cell, a kind where the first level is."""
        name, operators = texts.get("name", ""), self.lexicon.tables.operators
        sides = [key(texts.get(part, "")) for part in ("expected", "actual")]
        if _VALUE.fullmatch(key(name)) or key(name) in operators or any(map(self.levels.is_level, sides)):
            return True
        if any(_SIGN.fullmatch(side) for side in sides):
            return True
        sign = key(texts.get("operator", ""))
        if not row.aligned and (_AMOUNT.fullmatch(key(name)) or (sign and sign not in operators)):
            return True
        if row.lost and bare(key(name)) in self.levels.execution:
            return True
        level1, level2 = key(texts.get("level1", "")), texts.get("level2", "")
        kind = self.levels.names_kind(level1) and level1 not in self.levels.words
        narrow = len(row.cells) < row.columns.width
        return narrow and kind and bool(level2) and not self.levels.is_kind(level2)

    def _illegible(self, row: Row, texts: dict[str, str]) -> bool:
        """Whether a row's name, block or kind could not be read: it is not that of the row above."""
        levels = (self.levels.level1, self.levels.level2)
        kind = self.levels.kind()
        open_block = ILLEGIBLE in levels and (not kind or (kind == "cost" and levels[0] == ILLEGIBLE))
        return open_block or id(row.name) in self.several or texts.get("name") == ILLEGIBLE

    def _first_column_label(self, cell: Cell, row: Row) -> bool | None:
        """Whether a cell outside all columns is the form's label on the left; False for anything else."""
        return bool(cell is row.cells[0] and ("指标" in cell.text or "完成情况" in cell.text))

    def _by_order(self, row: Row, after: list[Row]) -> dict[str, str] | None:
        """The row by the order of its cells: levels first, then name and values."""
        cells = distinct(row.cells)
        first, last = row.cells.index(cells[0]), row.cells.index(cells[-1])
        inner = any(not cell.text.strip() for cell in row.cells[first:last])
        wanted = row.columns.order(
            "name", "operator", "expected", "unit", "actual", "weight", "score", "reason", "rate"
        )
        texts = [cell.text.strip() for cell in cells]
        while texts and (
            self.levels.is_level(texts[0]) and (key(texts[0]).endswith("指标") or len(texts) > len(wanted))
        ):
            self.levels.set_level(texts.pop(0))
        if not texts:
            return None
        if len(texts) == 1:
            return self._lone(texts[0], cells[-1], row, after)
        unsure = inner and len(texts) > 2 and len(texts) != len(wanted)
        if unsure:  # which column is the blank one?
            whole = [cell.text.strip() for cell in row.cells[row.cells.index(cells[-len(texts)]) :]]
            if len(whole) == len(wanted):
                return dict(zip(wanted, whole, strict=True))
        if len(texts) > len(wanted) or unsure:
            shown = " | ".join(texts)
            self.notes.append(unread_row(shown))
            return None
        return dict(zip(wanted, texts, strict=False))  # a shorter row leaves out its last columns: not filed

    def _lone(self, text: str, cell: Cell, row: Row, after: list[Row]) -> dict[str, str]:
        """A single cell: the rest of the cell above it that a narrow column cut."""
        part = "name"
        place = int(cell.left)
        for other in after:
            filled = distinct(other.cells)
            if len(filled) >= 3 and not self.levels.is_level(filled[0].text):
                starts = [int(one.left) for one in filled]
                if place in starts:
                    part = {1: "expected", 2: "actual"}.get(starts.index(place), "name")
                break
        return {part: one_line(text), REST: part}
