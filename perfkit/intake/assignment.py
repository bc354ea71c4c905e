"""The assignment of columns to roles that fits best as a whole."""

from __future__ import annotations

import re

from perfkit.intake.figure_words import Pattern, Words

_YEAR = re.compile(r"(20\d\d)年")


def best_assignment(gains: list[list[float]]) -> dict[int, int]:
    """Row → column with the greatest sum of gains; pairs without a gain are left out.

    Parameters
    ----------
    gains : gains[row][column], 0 where the two do not fit

    Examples
    --------
    >>> best_assignment([[4.0, 3.0], [4.0, 0.0]])
    {0: 1, 1: 0}
    """
    if not gains or not gains[0]:
        return {}
    rows, columns = len(gains), len(gains[0])
    if rows > columns:  # of very many columns of a table only as many are chosen as there are roles
        turned = best_assignment([list(column) for column in zip(*gains, strict=True)])
        return dict(sorted((row, column) for column, row in turned.items()))
    cost = [[-gain for gain in row] for row in gains]
    # The Hungarian method: potentials u, v and an augmenting path for each row.
    u, v, owner = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0], at = row, 0
        least, came, used = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while owner[at]:
            used[at] = True
            step, following = float("inf"), 0
            for column in range(1, columns + 1):
                if used[column]:
                    continue
                reduced = cost[owner[at] - 1][column - 1] - u[owner[at]] - v[column]
                if reduced < least[column]:
                    least[column], came[column] = reduced, at
                if least[column] < step:
                    step, following = least[column], column
            for column in range(columns + 1):
                if used[column]:
                    u[owner[column]] += step
                    v[column] -= step
                else:
                    least[column] -= step
            at = following
        while at:
            owner[at], at = owner[came[at]], came[at]
    found = {owner[column] - 1: column - 1 for column in range(1, columns + 1) if owner[column]}
    return {r: c for r, c in sorted(found.items()) if gains[r][c] > 0}


def only_of_the_year(
    gains: list[list[float]], roles: list[str], stacks: list[list[str]], whole: Words, parts: Pattern
) -> None:
    """Heads of another year, of the whole period or of a part of the year are not the year's.

    Where heads name years, only those of the last are the year's (2020年决算数 | 2021年决算数); one of the whole
    period (实施期 | 本年度) is no role where one of the year has the same words; quarters and halves are none
    (一季度 | 全年) unless one stands alone.

    Parameters
    ----------
    gains : of every place for every role; changed
    stacks : the heads over each place
    whole, parts : words of heads of the whole period; what heads of a part of the year hold

    Examples
    --------
    >>> gains = [[3.0], [3.0], [3.0]]
    >>> heads = [["完成值", "上半年"], ["完成值", "下半年"], ["完成值", "全年"]]
    >>> only_of_the_year(gains, ["actual"], heads, ("实施期",), Pattern(pattern="半年"))
    >>> gains
    [[0.0], [0.0], [3.0]]
    """
    years = [max(map(int, _YEAR.findall("".join(heads))), default=0) for heads in stacks]
    long = [any(word in head for head in heads for word in whole) for heads in stacks]
    short = [any(map(parts.compiled.search, heads)) for heads in stacks]
    of_year = {heads[-1] for heads, one in zip(stacks, long, strict=True) if heads and not one}
    for place, heads in enumerate(stacks):
        if 0 < years[place] < max(years):
            gains[place] = [4.0 if role == "last_year" else 0.0 for role in roles]
        if long[place] and heads[-1] in of_year:
            gains[place] = [0.0] * len(roles)
    year = [own for own, part in zip(gains, short, strict=True) if not part]
    for own, part in zip(gains, short, strict=True):
        if part:
            several = sum(short) > 1
            own[:] = [
                0.0 if several or any(one[n] > 0 for one in year) else gain for n, gain in enumerate(own)
            ]
