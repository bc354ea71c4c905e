"""The most points and the filer's under one head (分值/得分 over 10/9.25), set apart before a table is read."""

from __future__ import annotations

from dataclasses import replace

from perfkit.intake.blocks import Cell, Table, distinct, key
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import points


def points_apart(table: Table, lexicon: Lexicon) -> Table:
    """The table with two columns for such a one, and with 得分 | 9.25（满分10分） for such a label in a row.

    Examples
    --------
    >>> from perfkit.intake.blocks import grid
    >>> from perfkit.intake.family import national_lexicon
    >>> def read(*rows):
    ...     return [[cell.text for cell in row] for row in points_apart(grid(rows), national_lexicon()).rows]
    >>> read(["指标", "分值/得分"], ["清淤", "10/9.25"], ["总分", "100／98"])
    [['指标', '分值', '得分'], ['清淤', '10', '9.25'], ['总分', '100', '98']]
    >>> read(["执行率", "92.5%", "分值／得分", "10", "9.25"]), read(["完成比例", "10/9"])
    ([['执行率', '92.5%', '得分', '9.25（满分10分）', '9.25（满分10分）']], [['完成比例', '10/9']])
    """
    words, made = lexicon.tables.lists, dict[int, tuple[Cell, ...]]()
    two = lexicon.pattern("both_points")

    def sides(cell: Cell) -> tuple[str, str] | None:
        most, slash, score = key(cell.text).replace("／", "/").partition("/")
        named = slash and bare(most) in map(key, words.max) and bare(score) in map(key, words.score)
        return (most, score) if named else None

    def halves(cell: Cell) -> tuple[Cell, ...]:
        both = two.fullmatch(key(cell.text))
        if pair := sides(cell) or (both and both.groups()):
            middle = (cell.left + cell.right) / 2
            left, right = replace(cell, text=pair[0], right=middle), replace(cell, text=pair[1], left=middle)
            return made.setdefault(id(cell), (left, right))
        return cell, cell

    def labelled(row: list[Cell]) -> list[Cell]:
        cells = distinct(row)
        at = next((n for n, cell in enumerate(cells) if sides(cell)), len(cells))
        label, values = cells[at : at + 1], cells[at + 1 :]
        both = two.fullmatch(key(values[0].text)) if values else None
        pair = both.groups() if both else tuple(points(cell.text) for cell in values)
        if not label or len(values) != (1 if both else 2) or None in pair:
            return row
        new = replace(values[0], text=f"{pair[1]}（满分{pair[0]}分）", right=values[-1].right)
        head = replace(label[0], text=(sides(label[0]) or ("", ""))[1])
        return [head if cell is label[0] else new if cell in values else cell for cell in row]

    heads = {n for row in table.rows for n, cell in enumerate(row) if sides(cell)}
    if not heads:
        return table
    at = min(heads)
    column = [row[at] for row in table.rows if at < len(row)]
    if len(heads) == 1 and table.aligned and any(two.fullmatch(key(cell.text)) for cell in column):
        return replace(table, rows=[[*row[:at], *halves(row[at]), *row[at + 1 :]] for row in table.rows])
    return replace(table, rows=[labelled(row) for row in table.rows])
