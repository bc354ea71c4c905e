"""Two versions of a rubric: which rows changed and how, and what that does to a submission."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfkit.base.errors import RubricError
from perfkit.base.models import Model
from perfkit.base.quantities import show_exact
from perfkit.base.text import Text, say
from perfkit.base.wording import show_span
from perfkit.evaluation.awards import refusal
from perfkit.evaluation.results import RowResult
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.filing.judgements import Judgement, Judgements
from perfkit.filing.submission import Submission
from perfkit.rubric.table import Indicator, Rubric
from perfkit.views.tables.table import CENTRE, NUMBER, Cell, Column, Table

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
        heads = say(lang, "部分|变动|项|原|现", "Part|Change|Value|Before|After").split("|")
        columns = (
            Column(heads[0], width=22),
            Column(heads[1], CENTRE, 8),
            Column(heads[2], width=18),
            Column(heads[3]),
            Column(heads[4]),
        )
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
        caption = say(
            lang,
            f"{self.old.id} 第 {self.old.version} 版与 {self.new.id} 第 {self.new.version} 版的差别",
            f"{self.old.id} version {self.old.version} against {self.new.id} version {self.new.version}",
        )
        return Table(
            "rubric-versions",
            caption,
            columns,
            tuple(rows),
            lang,
            "" if rows else say(lang, "没有差别。", "No difference."),
        )


def compare_rubrics(old: Rubric, new: Rubric) -> RubricDiff:
    """Which rows, readings and grades changed, and in what.

    Examples
    --------
    >>> from perfkit import load_rubric
    >>> table = load_rubric("sz-2020")
    >>> compare_rubrics(table, table).parts
    ()
    >>> [part.part for part in compare_rubrics(load_rubric("national-2020"), load_rubric("hubei-2020")).rows][:2]
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


@dataclass(frozen=True)
class VersionEffect:
    """One submission under two versions.

    Attributes
    ----------
    before, after : Evaluation
    set_aside : judgements that the new version cannot take: another criterion, other bounds, other steps
    """

    before: Evaluation
    after: Evaluation
    set_aside: tuple[Judgement, ...]

    @property
    def rows(self) -> tuple[tuple[RowResult | None, RowResult | None], ...]:
        """Rows whose maximum or points differ, side by side; None where a version has no such row."""
        old, new = ({row.indicator.id: row for row in one.rows} for one in (self.before, self.after))
        pairs = [(old.get(key), new.get(key)) for key in dict.fromkeys((*new, *old))]
        return tuple(
            (a, b)
            for a, b in pairs
            if a is None or b is None or (a.points, a.indicator.max) != (b.points, b.indicator.max)
        )

    def table(self, lang: str = "zh") -> Table:
        """Every row that the versions score differently, and the total."""
        heads = say(
            lang,
            "指标|原满分|原得分|现满分|现得分",
            "Row|Maximum before|Points before|Maximum after|Points after",
        ).split("|")
        columns = (Column(heads[0]), *(Column(head, NUMBER) for head in heads[1:]))
        rows = [
            (Cell(one.indicator.name.text.in_(lang)), *_side(a), *_side(b))
            for a, b in self.rows
            if (one := b or a) is not None
        ]
        total = (
            Cell(say(lang, "总分", "Total"), strong=True),
            *_total(self.before, lang),
            *_total(self.after, lang),
        )
        note = (
            say(
                lang,
                f"另有 {len(self.set_aside)} 条评价意见不适用于新版，未采用。",
                f"{len(self.set_aside)} judgements do not fit the new version and are set aside.",
            )
            if self.set_aside
            else ""
        )
        caption = say(
            lang,
            f"{self.before.submission.subject} {self.before.submission.year} 年在两版评分表下的得分",
            f"{self.before.submission.subject} {self.before.submission.year} under both versions",
        )
        return Table(
            "version-effect", caption, columns, (*rows, total), lang, note, self.before.submission.synthetic
        )


def _side(row: RowResult | None) -> tuple[Cell, Cell]:
    return (
        (Cell("—"), Cell("—"))
        if row is None
        else (Cell(show_exact(row.indicator.max)), Cell(show_span(row.points)))
    )


def _total(evaluation: Evaluation, lang: str) -> tuple[Cell, Cell]:
    low, high = (
        say(lang, evaluation.grades[end].name, evaluation.grades[end].name_en) for end in ("low", "high")
    )
    grade = low if low == high else f"{low}～{high}"
    return Cell(show_exact(evaluation.rubric.max), strong=True), Cell(
        f"{show_span(evaluation.points)} {grade}", strong=True
    )


def compare_versions(
    submission: Submission, old: Rubric, new: Rubric, judgements: Iterable[Judgements] = ()
) -> VersionEffect:
    """What a new version does to a submission; judgements that it cannot take are set aside and named.

    Examples
    --------
    >>> from perfkit import load_department, load_rubric
    >>> longhua = load_department("sz-sif-longhua_2020")
    >>> effect = compare_versions(longhua.submission, longhua.rubric, longhua.rubric)
    >>> effect.rows, effect.before.points == effect.after.points
    ((), True)
    """
    judgements = tuple(judgements)
    before = evaluate(submission, old, judgements)
    bare = evaluate(submission, new, [one.model_copy(update={"judgements": ()}) for one in judgements])
    modifiers = {name for row in new.indicators for name in row.modifiers}
    kept, aside = [], []
    for one in judgements:
        fits = tuple(judgement for judgement in one.judgements if _fits(judgement, bare, modifiers))
        aside += [judgement for judgement in one.judgements if judgement not in fits]
        kept.append(one.model_copy(update={"judgements": fits}))
    return VersionEffect(before, evaluate(submission, new, kept), tuple(aside))


def _fits(judgement: Judgement, bare: Evaluation, modifiers: set[str]) -> bool:
    if judgement.triggered is not None:
        return judgement.criterion in modifiers
    result = bare.by_criterion.get(judgement.criterion)
    if result is None:
        return False
    awarded = judgement.awarded(result.criterion.max)
    return awarded is not None and refusal(result.criterion, result.outcome, awarded) is None


def version_for(rubrics: Iterable[Rubric], year: int) -> Rubric:
    """The version that applies to a year, by `effective`; the latest to start where several do.

    Raises
    ------
    RubricError   none applies.

    Examples
    --------
    >>> from perfkit import load_rubric
    >>> version_for([load_rubric("sz-2020")], 2021).id
    'sz-2020'
    """
    rubrics = tuple(rubrics)
    found = [
        one
        for one in rubrics
        if one.effective.first_year <= year
        and (one.effective.last_year is None or year <= one.effective.last_year)
    ]
    if not found:
        spans = "、".join(
            f"{one.id} {one.effective.first_year}–{one.effective.last_year or ''}" for one in rubrics
        )
        raise RubricError(
            Text(
                f"没有适用于 {year} 年的评分表；现有：{spans}",
                f"no rubric applies to {year}; there are: {spans}",
            )
        )
    return max(found, key=lambda one: one.effective.first_year)
