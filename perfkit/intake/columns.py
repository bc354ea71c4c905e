"""Which column of a table is which: heads and what stands below them, assigned to roles as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from perfkit.intake.assignment import best_assignment, only_of_the_year
from perfkit.intake.blocks import ILLEGIBLE, Cell, Place, Table, distinct, key
from perfkit.intake.column_roles import (
    labels_below_amounts,
    level_beside,
    name_from_level,
    names_below_level,
    nearest_points,
    place_of,
    points_of_groups,
    swap_names,
)
from perfkit.intake.lexicon import ColumnTable, Lexicon, bare
from perfkit.intake.numbers import UNIT_IN_HEADER, points

_LONGEST_HEADER = 24
_MOST_BODY = 12
_TIME = re.compile(r"20\d\d年?|\d{1,2}月?[-—–~～至]\d{1,2}月(?!\d)")  # what a head may begin with
_VALUE_BESIDE = re.compile(r":-?\d")
_NUMBERS = ("weight", "score", "max", "initial", "budget", "spent", "added", "balance", "arrived")


@dataclass
class Columns:
    """The columns of a table that were recognised.

    Attributes
    ----------
    index : role → grid position in the header
    place : role → (left, right) on the page, in the measure of the document
    unit : role → unit of money in its header, empty where there is none
    headers : role → its heads from top to bottom as one text
    unknown : heads that no role explains, with their places
    headed : grid positions that have a head, understood or not
    width : grid positions of the header
    caption : unit that a caption above the table gives (单位：万元)
    gain : how well the whole fits
    repeated : roles whose head stands over several columns, so that a topic above tells them apart
    """

    index: dict[str, int] = field(default_factory=dict)
    place: dict[str, tuple[float, float]] = field(default_factory=dict)
    unit: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    unknown: list[tuple[str, Place]] = field(default_factory=list)
    headed: set[int] = field(default_factory=set)
    width: int = 0
    caption: str = ""
    gain: float = 0.0
    repeated: set[str] = field(default_factory=set)

    def order(self, *names: str) -> list[str]:
        """The given columns from left to right, without those that the table does not have."""
        return sorted((name for name in names if name in self.index), key=lambda name: self.index[name])

    def cell(self, row: list[Cell], name: str) -> Cell | None:
        """The cell of a row that stands in a column; None where the column or the cell does not exist."""
        if name not in self.index:
            return None
        at = self.index[name]
        if len(row) == self.width and at < len(row) and _overlap(row[at], self.place[name]) > 0.5:
            return row[at]
        middle = sum(self.place[name]) / 2
        for cell in row:
            if cell.left <= middle <= cell.right:
                return cell
        return None

    def text(self, row: list[Cell], name: str) -> str:
        """The text of that cell, empty where there is none."""
        cell = self.cell(row, name)
        return cell.text.strip() if cell is not None else ""


def _overlap(cell: Cell, place: tuple[float, float]) -> float:
    shared = min(cell.right, place[1]) - max(cell.left, place[0])
    return shared / max(min(cell.right - cell.left, place[1] - place[0]), 1e-9)


def is_header_row(row: list[Cell], words: list[str], least: float = 1.0) -> bool:
    """Whether every cell that could be read is short and a share of them holds a word that heads use."""
    labels = [text for cell in distinct(row) if (text := key(cell.text)) != ILLEGIBLE]
    if len(labels) < 2 or any(
        len(label) > _LONGEST_HEADER
        or _VALUE_BESIDE.search(label)
        or (label[0].isdigit() and not _TIME.match(label))
        for label in labels
    ):
        return False
    # A word ending in = must be the whole label.
    known = sum(
        any(bare(label) == word[:-1] if word.endswith("=") else word in label for word in words)
        for label in labels
    )
    return known >= 2 and known >= least * len(labels)


def header_words(lexicon: Lexicon) -> list[str]:
    """The words of heads as `is_header_row` takes them."""
    tables = lexicon.tables
    return [key(word) for word in tables.header_words] + [key(word) + "=" for word in tables.header_exact]


def header_rows(table: Table, start: int, words: list[str]) -> list[list[Cell]]:
    """The rows from `start` that may be a header: the first may hold unknown words, those below it may
    not."""
    rows: list[list[Cell]] = []
    for row in table.rows[start : start + 3]:
        # Cells that reach down from the row above need not be understood twice.
        own = [cell for cell in row if not any(cell is other for above in rows for other in above)]
        below = bool(rows) and is_header_row(own, words)
        if not below and not is_header_row(row, words, 1.0 if rows else 0.5):
            break
        rows.append(row)
    return rows


def recognise(
    rows: list[list[Cell]], body: list[list[Cell]], words: ColumnTable, lexicon: Lexicon, aligned: bool
) -> Columns:
    """Match header rows to the roles of one kind of table.

    Parameters
    ----------
    rows : one to three header rows, from top to bottom
    body : what stands below them
    words : how each role is headed
    aligned : bool   False where an empty cell beside a header may belong to it (tab-separated text)

    Returns
    -------
    Columns   without roles where what the kind needs is missing.
    """
    width = max(len(row) for row in rows)
    stacks = [_parts(rows, at, aligned) for at in range(width)]
    starts = [at for at in range(width) if at == 0 or not _same(rows, stacks, at - 1, at)]
    roles = list(words.columns)
    gains, full = [], _full(body, width, lexicon) if aligned else []
    for at in starts:
        parts = stacks[at]
        label = any(
            at < len(row) and body and at < len(body[0]) and row[at] is body[0][at] for row in rows[-1:]
        )
        below = _below(full, at)
        gains.append(
            [
                0.0
                if label or not parts
                else _gain(role, words.columns[role].fit(parts), below, len(full), lexicon)
                for role in roles
            ]
        )
    _beside(gains, roles, words, stacks, starts)
    heads = [stacks[at] for at in starts]
    only_of_the_year(gains, roles, heads, lexicon.tables.periods, lexicon.tables.parts)
    points_of_groups(gains, roles, [[row[at] for row in full] for at in starts])
    found = Columns(width=width)
    chosen = best_assignment(gains)
    for place, role in chosen.items():
        at, name = starts[place], roles[role]
        found.index[name] = at
        found.place[name] = _place(rows, at)
        found.headers[name] = "".join(stacks[at])
        unit = UNIT_IN_HEADER.search(found.headers[name])
        found.unit[name] = unit.group(1) if unit else ""
        found.gain += gains[place][role]
        last, exact = stacks[at][-1], words.columns[name].exact_keys
        if last in exact and sum(stacks[other][-1:] == [last] for other in starts) > 1:
            found.repeated.add(name)
    parts_of = (found.index, found.place, found.headers, found.unit)
    level_beside(parts_of, rows[-1], full, lexicon.level_words)
    labels_below_amounts(parts_of, rows[-1], full, _NUMBERS)
    if words is lexicon.tables.scores and not any(ILLEGIBLE in parts for parts in stacks):
        name_from_level(*parts_of)
        if names_below_level(found.index, body, width):
            for part in parts_of:
                swap_names(part)
    if (nearest := nearest_points(found.index, stacks, starts)) is not None:
        found.index[nearest[0]], found.place[nearest[0]] = nearest[1], _place(rows, nearest[1])
    most = next((role for role in ("weight", "max") if role in found.index), "")
    for place, at in enumerate(starts):  # 一级指标 | 分值 | … | 三级指标 | 分值: the points of the blocks
        if most and place not in chosen and words.columns[most].fit(stacks[at]) and at != found.index[most]:
            found.index.setdefault("group", at)
            found.place.setdefault("group", _place(rows, at))
    found.headed = {at for at in starts if stacks[at]}
    known = {key(word) for word in lexicon.tables.known}
    found.unknown = [
        (stacks[at][-1], place_of(rows, at, stacks[at][-1]))
        for place, at in enumerate(starts)
        if place not in chosen
        and stacks[at]
        and bare(stacks[at][-1]) not in known
        and at > min(found.index.values(), default=0)
        and stacks[at][-1:] not in [stacks[own][-1:] for own in found.index.values()]
    ]
    if not all(name in found.index for name in words.needs):
        return Columns()
    return found if not words.any or any(name in found.index for name in words.any) else Columns()


def _same(rows: list[list[Cell]], stacks: list[list[str]], left: int, right: int) -> bool:
    """Whether two grid columns are one: the same cells, or a gap that takes the head beside it."""
    last = rows[-1]
    if max(left, right) < len(last) and last[left] is last[right]:
        return True
    return (
        bool(stacks[right])
        and stacks[left] == stacks[right]
        and all(row[left] is row[right] for row in rows if max(left, right) < len(row))
    )


def _full(body: list[list[Cell]], width: int, lexicon: Lexicon) -> list[list[Cell]]:
    """The first rows below a header that hold entries: not sums, and not texts at the foot."""
    ends = {bare(key(word)) for word in (*lexicon.rows.total, *lexicon.rows.grade, *lexicon.rows.remark)}
    found = []
    for row in body[:_MOST_BODY]:
        cells = distinct(row) if len(row) == width else []
        if len(cells) > 2 and bare(key(cells[0].text)) not in ends:
            found.append(row)
    return found


def _below(body: list[list[Cell]], at: int) -> list[str]:
    texts = (key(row[at].text) for row in body)
    return [text for text in texts if text and text not in ("—", "-", "/", "——")]


def _gain(role: str, fit: float, below: list[str], rows: int, lexicon: Lexicon) -> float:
    """The fit of the head, better or worse by what stands below it."""
    if fit <= 0 or not below:
        return fit - 2.5 if fit > 0 and role == "name" and rows else fit
    count = len(below)
    numbers = sum(points(text.rstrip("%")) is not None for text in below) / count
    if role in _NUMBERS:
        return fit + (1 if numbers >= 0.6 else -2.5 if numbers <= 0.2 and count >= 3 else 0)
    if role in ("level1", "level2"):
        named = sum(any(word in text for word in lexicon.level_words) for text in below)
        return fit + (1 if named >= 0.5 * count else 0)
    if role == "name":
        levels = {key(word) for word in lexicon.levels}
        blocks = sum(re.sub(r"\(.*?\)", "", text) in levels for text in below) / count
        return fit + (1 if numbers <= 0.3 and blocks <= 0.3 else -3)
    if role == "operator":
        return fit + (2 if sum(text in lexicon.tables.operators for text in below) >= 0.5 * count else -1)
    if role == "unit":
        return fit + (1 if not any(any(letter.isdigit() for letter in text) for text in below) else -2)
    return fit


def _beside(gains, roles: list[str], words: ColumnTable, stacks: list[list[str]], starts: list[int]) -> None:
    """Roles that stand straight to the right of another, such as 财政拨款 after 预算数."""
    for place in range(1, len(starts)):
        left = max(range(len(roles)), key=lambda role: gains[place - 1][role], default=0)
        if not gains[place - 1][left]:
            continue
        for number, role in enumerate(roles):
            words_of = words.columns[role]
            joined = "".join(stacks[starts[place]])
            if words_of.after == roles[left] and any(key(word) in joined for word in words_of.alone):
                gains[place][number] = max(gains[place][number], 3.0)


def _parts(rows: list[list[Cell]], at: int, aligned: bool) -> list[str]:
    """Header texts over one column, from top to bottom; a gap takes the header to its left."""
    texts: list[str] = []
    for number, row in enumerate(rows):
        if at >= len(row):
            continue
        text = key(row[at].text)
        below = number + 1 < len(rows) and at < len(rows[number + 1]) and rows[number + 1][at].text.strip()
        if not text and below and (not aligned or row[at].left == row[at].right or len(rows) > 1):
            left_at = next((n for n in range(at - 1, -1, -1) if row[n].text.strip()), -1)
            # Only a header that has parts below it reaches to the right.
            if (
                left_at >= 0
                and left_at < len(rows[number + 1])
                and rows[number + 1][left_at].text.strip()
                and rows[number + 1][left_at] is not row[left_at]
            ):
                text = key(row[left_at].text)
        if text and text not in texts:
            texts.append(text)
    return texts


def _place(rows: list[list[Cell]], at: int) -> tuple[float, float]:
    """Where a column stands: its narrowest header cell."""
    cells = [row[at] for row in rows if at < len(row) and row[at].right > row[at].left]
    if not cells:
        return float(at), at + 1.0
    narrow = min(cells, key=lambda cell: cell.right - cell.left)
    return narrow.left, narrow.right
