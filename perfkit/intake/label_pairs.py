"""Labels of a form with the value that stands beside each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfkit.intake.blocks import Cell, Place, distinct, key, one_line
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import points

_COLON = re.compile(r"[:：]")


@dataclass(frozen=True)
class Pair:
    """A label, what stands beside it (empty where nothing does), and where; `kind` is what the label means,
    `unit` the unit of money that stands above it."""

    label: str
    value: str
    place: Place
    kind: str = ""
    unit: str = ""


def label_kinds(lexicon: Lexicon) -> dict[str, str]:
    """Label (from `key`) → identity.<part>, fact.<id>, row.total, row.grade or row.execution."""
    found: dict[str, str] = {}
    for part in ("other", "year", "code", "project", "authority", "user", "department", "unit"):
        for word in getattr(lexicon.identity, part):
            found[bare(key(word))] = f"identity.{part}"
    for fact, words in lexicon.pairs.items():
        for word in words:
            found.setdefault(bare(key(word)), f"fact.{fact}")
    for part, words in (
        ("total", lexicon.rows.total),
        ("grade", lexicon.rows.grade),
        ("execution", (*lexicon.execution, *lexicon.execution_rows)),
    ):
        for word in words:
            found.setdefault(bare(key(word)), f"row.{part}")
    return found


def pairs_of(row: list[Cell], labels: dict[str, str], *, every: bool = False) -> list[Pair]:
    """The labels of a row with their values.

    Parameters
    ----------
    labels : from `label_kinds`
    every : bool   also labels that nobody knows, where a number stands beside them

    Examples
    --------
    >>> row = [Cell("项目名称"), Cell("道路维修"), Cell("项目负责人"), Cell("")]
    >>> [(pair.kind, pair.value)
    ...     for pair in pairs_of(row, {"项目名称": "identity.project", "项目负责人": "identity.other"})]
    [('identity.project', '道路维修'), ('identity.other', '')]
    >>> row = [Cell("总分"), Cell("100"), Cell("98.1"), Cell("优")]
    >>> [pair.value for pair in pairs_of(row, {"总分": "row.total"})]
    ['98.1']
    """
    cells: list[Cell] = []
    for cell in row:
        if not cells or cells[-1] is not cell:
            cells.append(cell)
    found: list[Pair] = []
    at = 0
    while at < len(cells):
        text = cells[at].text.strip()
        kind = labels.get(bare(key(text)), "")
        inside = _inside(text, labels)
        if inside and not kind:
            found.append(Pair(inside[0], inside[1], cells[at].place, inside[2]))
            at += 1
            continue
        if not kind and not (every and text and not _is_number(text)):
            at += 1
            continue
        after = next((n for n in range(at + 1, len(cells)) if cells[n].text.strip()), len(cells))
        value = cells[after] if after < len(cells) else None
        if value is not None and labels.get(bare(key(value.text))):
            value = None  # the next label: nothing stands beside this one
        following = next((cell for cell in cells[after + 1 :] if cell.text.strip()), None)
        if value is not None and following is not None and _is_number(following.text):
            if kind.startswith("fact.") and _is_number(value.text):
                kind = ""  # several values of one label: which year's or whose is not said
            if kind == "row.total" and points(value.text) == "100":
                value = following  # 总分 | 100 | 98.1: the most, then the points
                after = next(n for n, cell in enumerate(cells) if cell is following)
        if kind or (value is not None and _is_number(value.text)):
            place = value.place if value is not None else cells[at].place
            shown = one_line(value.text) if value is not None else ""
            found.append(Pair(one_line(text), ticked(shown) if kind == "row.grade" else shown, place, kind))
            at = after + 1 if value is not None else at + 1
        else:
            at += 1
    return found


def pairs_below(rows: list[list[Cell]], at: int, labels: dict[str, str]) -> list[Pair]:
    """The labels of a row that holds nothing else, with the values in the row below; none where more rows
    follow under the same labels: that is a list."""
    heads, below, after = (rows[n] if n < len(rows) else [] for n in (at, at + 1, at + 2))
    kinds, *more = [[labels.get(bare(key(cell.text)), "") for cell in row] for row in (heads, below, after)]
    if not all(kind.startswith("identity.") for kind in kinds) or len(heads) != len(below) or any(more[0]):
        return []
    if len(distinct(heads)) < 2 or (len(distinct(after)) == len(distinct(heads)) and not any(more[1])):
        return []
    places = [n for n, cell in enumerate(heads) if n == 0 or heads[n - 1] is not cell]
    pairs = [Pair(one_line(heads[n].text), one_line(below[n].text), below[n].place, kinds[n]) for n in places]
    return pairs if all(any(letter > "@" for letter in pair.value) for pair in pairs[:2]) else []


_TICKED, _EMPTY = "☑☒√✓✔■●", "□☐○"
_BOXES = re.compile(rf"[{_TICKED}{_EMPTY}]|[^\s{_TICKED}{_EMPTY}（）()]+")


def ticked(text: str) -> str:
    """The one option that is ticked; the text itself where there are no boxes.

    Examples
    --------
    >>> ticked("优☑　良□　中□　差□"), ticked("□优 √良 □中"), ticked("优"), ticked("优√ 良√")
    ('优', '良', '优', '优√ 良√')
    """
    parts = _BOXES.findall(text)
    marks = [n for n, part in enumerate(parts) if part in _TICKED]
    if len(marks) != 1 or len(parts) < 2:
        return text
    beside = marks[0] + (1 if parts[0] in _TICKED + _EMPTY else -1)
    return parts[beside] if 0 <= beside < len(parts) else text


def _inside(text: str, labels: dict[str, str]) -> tuple[str, str, str] | None:
    """A label and its value in one cell (实施单位：某局)."""
    label, *rest = _COLON.split(text, maxsplit=1)
    kind = labels.get(bare(key(label)), "")
    return (one_line(label), one_line(rest[0]), kind) if rest and kind and len(rest[0]) < 60 else None


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-\d０-９,，.．\s]+[%％元万亿人个名]*", text.strip())) and any(
        c.isdigit() for c in text
    )


def pairs_of_lines(front: list[str], labels: dict[str, str], lexicon: Lexicon) -> list[Pair]:
    """Labels with a colon in the lines at the head (部门：某局　　单位：万元)."""
    found = []
    for line in front:
        for piece in re.split(r"\s{3,}|\u3000{2,}|\s+(?=[^\s:：]{2,14}[:：])", line):
            label, colon, value = piece.replace(":", "：").partition("：")
            kind = labels.get(bare(key(lexicon.pattern("stamp").sub("", label))), "")
            if colon and kind and len(value) < 60:
                found.append(Pair(label.strip(), value.strip(), Place(), kind))
    return found
