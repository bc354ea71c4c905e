"""What a new version of a rubric does to a submission, and which version applies to a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from perfkit.base.errors import RubricError
from perfkit.base.quantities import show_exact
from perfkit.base.text import say
from perfkit.base.wording import show_span
from perfkit.evaluation.awards import refusal
from perfkit.evaluation.results import RowResult
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.filing.judgements import Judgement, Judgements
from perfkit.filing.submission import Submission
from perfkit.rubric.table import Rubric
from perfkit.views.said import worded
from perfkit.views.tables.table import Cell, Table, table


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
        note = worded(lang, "judgements_set_aside", count=len(self.set_aside)) if self.set_aside else ""
        filed = self.before.submission
        return table(
            "version-effect",
            lang,
            (*rows, total),
            note=note,
            synthetic=filed.synthetic,
            subject=filed.subject,
            year=filed.year,
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
            f"没有适用于 {year} 年的评分表；现有：{spans}", f"no rubric applies to {year}; there are: {spans}"
        )
    return max(found, key=lambda one: one.effective.first_year)
