"""Two versions of a rubric: which rows, readings and grades changed, and how."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfkit.base.models import Model
from perfkit.base.quantities import show_exact
from perfkit.base.text import Text, say
from perfkit.rubric.table import Indicator, Rubric
from perfkit.views.tables.table import Cell, Table, table

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_KINDS = {ADDED: Text("新增", "added"), REMOVED: Text("删去", "removed"), CHANGED: Text("修改", "changed")}
_DERIVED = frozenset(("level1", "level2"))


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that differs: where, before, after; an empty side did not exist."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PartChange:
    """A row, reading, grade or the head of the file: added, removed or changed, value by value."""

    part: str
    name: Text
    kind: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class RubricDiff:
    """What differs between two versions.

    Attributes
    ----------
    old, new : Rubric
    head, rows, readings, grades : tuples of PartChange, in the order of the new version
    """

    old: Rubric
    new: Rubric
    head: tuple[PartChange, ...]
    rows: tuple[PartChange, ...]
    readings: tuple[PartChange, ...]
    grades: tuple[PartChange, ...]

    @property
    def parts(self) -> tuple[PartChange, ...]:
        """Everything that differs."""
        return (*self.head, *self.rows, *self.readings, *self.grades)

    def table(self, lang: str = "zh") -> Table:
        """Every difference, value by value."""
        rows = []
        for part in self.parts:
            for index, field in enumerate(part.fields):
                lead = (
                    (
                        Cell(part.name.in_(lang), rows=len(part.fields)),
                        Cell(_KINDS[part.kind].in_(lang), rows=len(part.fields)),
                    )
                    if index == 0
                    else ()
                )
                rows.append((*lead, Cell(field.path), Cell(field.before), Cell(field.after)))
        return table(
            "rubric-versions",
            lang,
            rows,
            note="" if rows else say(lang, "没有差别。", "No difference."),
            old=self.old.id,
            old_version=self.old.version,
            new=self.new.id,
            new_version=self.new.version,
        )


def compare_rubrics(old: Rubric, new: Rubric) -> RubricDiff:
    """Which rows, readings and grades changed, and in what.

    Examples
    --------
    >>> from perfkit import load_rubric
    >>> table = load_rubric("sz-2020")
    >>> compare_rubrics(table, table).parts
    ()
    >>> other = compare_rubrics(load_rubric("national-2020"), load_rubric("hubei-2020"))
    >>> [part.part for part in other.rows][:2]
    ['execution.budget.execution_rate', 'output.targets.achievement']
    """
    fields = _fields(_head(old), _head(new)) + _reordered(old, new)
    head = (PartChange("", Text("评分表", "the rubric"), CHANGED, fields),) if fields else ()
    rows = _parts(_placed(old), _placed(new), lambda row: row[0].name.text)
    readings = _parts(dict(old.readings), dict(new.readings), lambda reading: reading.question.text)
    grades = _parts(
        {one.name: one for one in old.grades},
        {one.name: one for one in new.grades},
        lambda one: Text(one.name, one.name_en),
    )
    return RubricDiff(old, new, head, rows, readings, grades)


def _head(rubric: Rubric) -> dict[str, str]:
    kept = {
        name: getattr(rubric, name)
        for name in type(rubric).model_fields
        if name not in ("blocks", "readings", "grades")
    }
    names: dict[str, str] = {}
    for block in rubric.blocks:
        names |= _flat(block.model_copy(update={"groups": ()}), f"blocks.{block.id}")
        for group in block.groups:
            names |= _flat(group.model_copy(update={"indicators": ()}), f"groups.{block.id}.{group.id}")
    return {**_flat(kept), **names}


def _placed(rubric: Rubric) -> dict[str, tuple[Indicator, dict[str, str]]]:
    """Every row with the block and the group it stands in."""
    return {
        row.id: (row, {"block": block.id, "group": group.id})
        for block in rubric.blocks
        for group in block.groups
        for row in group.indicators
    }


def _reordered(old: Rubric, new: Rubric) -> tuple[FieldChange, ...]:
    """The rows that both versions have, and the criteria of each such row, where their order differs."""
    first, second = _placed(old), _placed(new)
    lists = [("rows.order", list(first), list(second))]
    for row in first.keys() & second.keys():
        inside = [[criterion.id for criterion in placed[row][0].criteria] for placed in (first, second)]
        lists.append((f"{row}.order", inside[0], inside[1]))
    found = []
    for path, was, now in sorted(lists):
        before, after = [one for one in was if one in now], [one for one in now if one in was]
        if before != after:
            found.append(FieldChange(path, "、".join(before), "、".join(after)))
    return tuple(found)


def _parts(old: dict[str, Any], new: dict[str, Any], name) -> tuple[PartChange, ...]:
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        before, after = old.get(key), new.get(key)
        fields = _fields(
            _flat(before) if before is not None else {}, _flat(after) if after is not None else {}
        )
        if fields:
            kind = ADDED if before is None else REMOVED if after is None else CHANGED
            found.append(PartChange(key, name(after if after is not None else before), kind, fields))
    return tuple(found)


def _fields(before: dict[str, str], after: dict[str, str]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(path, before.get(path, ""), after.get(path, ""))
        for path in dict.fromkeys((*after, *before))
        if before.get(path, "") != after.get(path, "")
    )


def _flat(value: Any, path: str = "") -> dict[str, str]:
    """Path → text of every value that is set; criteria go by their number, not their place in the list."""
    if value is None or value in ("", (), {}):
        return {}
    if isinstance(value, Model):
        return {
            k: v
            for name in type(value).model_fields
            if not (isinstance(value, Indicator) and name in _DERIVED)
            for k, v in _flat(getattr(value, name), _join(path, name)).items()
        }
    if isinstance(value, dict):
        return {
            k: v for name, inner in value.items() for k, v in _flat(inner, _join(path, str(name))).items()
        }
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], Indicator):
        return {**_flat(value[0], path), **_flat(value[1], path)}
    if isinstance(value, tuple | list):
        if all(isinstance(inner, str) for inner in value):
            return {path: "、".join(value)}
        return {
            k: v
            for at, inner in enumerate(value)
            for k, v in _flat(
                inner, _join(path, str(getattr(inner, "id", at + 1)).rpartition(".")[2])
            ).items()
        }
    return {path: show_exact(value) if isinstance(value, Fraction) else str(value)}


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
