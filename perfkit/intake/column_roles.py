"""Roles of columns that other columns decide: levels without a name, names below a level, points twice."""

from __future__ import annotations

from collections.abc import Iterable

from perfkit.intake.blocks import Cell, Place, key
from perfkit.intake.numbers import points


def name_from_level(index: dict[str, int], *others: dict) -> None:
    """A scoring table of two levels scores the second: it is the column of names.

    Examples
    --------
    >>> found = {"level1": 0, "level2": 1, "max": 2, "score": 3}
    >>> name_from_level(found)
    >>> found
    {'level1': 0, 'max': 2, 'score': 3, 'name': 1}
    """
    deepest = next((level for level in ("level2", "level1") if level in index), "")
    if deepest and "name" not in index and {"max", "score"} <= index.keys():
        for part in (index, *others):
            part["name"] = part.pop(deepest)


def level_beside(parts: tuple[dict, ...], head: list[Cell], body: list[list[Cell]], words: list[str]) -> None:
    """The second level, where one head stands over both levels (指标类型 above 产出 | 数量指标).

    Parameters
    ----------
    parts : role → place in the grid, place on the page, head, unit; changed
    head, body : the last row of the head, and full rows below it
    words : of blocks and kinds
    """
    index, place, headers, unit = parts
    at = index.get("level1", -1) + 1
    if not at or "level2" in index or at >= len(head) or head[at] is not head[at - 1]:
        return
    rows = [row for row in body if row[at] is not row[at - 1]]
    if 2 * sum(any(word in key(row[at].text) for word in words) for row in rows) > len(body):
        for level, column in (("level1", at - 1), ("level2", at)):
            cell, index[level] = rows[0][column], column
            place[level] = cell.left, cell.right
        headers["level2"], unit["level2"] = headers["level1"], ""


def labels_below_amounts(
    parts: tuple[dict, ...], head: list[Cell], body: list[list[Cell]], amounts: Iterable[str]
) -> None:
    """The column of an amount, where its head reaches over the labels to its left (合计 | 95.00 below 年初预算数).

    Parameters
    ----------
    parts : role → place in the grid, place on the page, head, unit; changed
    head, body : the last row of the head, and full rows below it
    amounts : roles whose columns hold numbers
    """
    index, place, *_ = parts
    for role in amounts:
        at = index.get(role, -1) + 1
        if not 0 < at < len(head) or head[at] is not head[at - 1]:
            continue
        rows = [row for row in body if row[at] is not row[at - 1]]
        left, right = ([points(row[n].text) is not None for row in rows] for n in (at - 1, at))
        if rows and all(right) and not any(left) and all(row[at - 1].text.strip() for row in rows):
            index[role], place[role] = at, (rows[0][at].left, rows[0][at].right)


def names_below_level(index: dict[str, int], body: list[list[Cell]], width: int) -> bool:
    """Whether the second level stands right of the names and these leave out rows or repeat themselves.

    Each is then the other's (评价项目 | 评价内容).
    """
    if not {"level2", "name", "max"} <= index.keys() or not index["name"] < index["level2"] < index["max"]:
        return False
    rows = [row for row in body if len(row) == width and row[index["level2"]] is not row[index["name"]]]
    rows = [row for row in rows if points(row[index["max"]].text) and row[index["level2"]].text.strip()]
    names, below = ([key(row[index[role]].text) for row in rows] for role in ("name", "level2"))
    return len(rows) > 1 and len(set(filter(None, names))) < len(rows) == len(set(below))


def swap_names(part: dict) -> None:
    """Names for the second level, and the other way round."""
    part["name"], part["level2"] = part["level2"], part["name"]


def points_of_groups(gains: list[list[float]], roles: list[str], below: list[list[Cell]]) -> None:
    """A column of points whose cells reach over rows gives those of a group, where the rows have their own.

    Parameters
    ----------
    gains : of every place for every role; changed
    below : the cells below each head
    """
    reach = [len({id(cell) for cell in cells}) < len(cells) for cells in below]
    for role in ("max", "weight"):
        number = roles.index(role) if role in roles else -1
        rivals = [place for place, own in enumerate(gains) if number >= 0 and own[number] > 0]
        if not all(reach[place] for place in rivals):
            for place in rivals:
                gains[place][number] *= not reach[place]


def nearest_points(
    index: dict[str, int], stacks: list[list[str]], starts: list[int]
) -> tuple[str, int] | None:
    """Where every level has its own 分值, the one straight after the name is the row's."""
    for role in ("max", "weight"):
        if role not in index or "name" not in index:
            continue
        head, name = stacks[index[role]][-1:], index["name"]
        same = [at for at in starts if stacks[at][-1:] == head and at > name]
        if same and index[role] < same[0]:
            return role, same[0]
    return None


def place_of(rows: list[list[Cell]], at: int, head: str) -> Place:
    """Where a head stands, the lowest of its column; rows of a plain text may be shorter."""
    return next((row[at].place for row in rows[::-1] if at < len(row) and key(row[at].text) == head), Place())
