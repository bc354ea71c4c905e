"""The list that a sample is drawn from: what is at stake in every department or project of a folder."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from perfkit.base.errors import Fault, PerfkitError
from perfkit.base.quantities import Interval
from perfkit.closure.position import newest
from perfkit.closure.sample import Candidate, Sample, thirds
from perfkit.evaluation.department import load_department
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.submission import Submission
from perfkit.review import review
from perfkit.review.finding import ERROR

# Facts that say how much money a filing is about, the first that is there.
_MONEY = ("budget_total", "budget_initial", "spent_total")
_SIZES = ("large", "middle", "small")


def candidates(folders: Iterable[Path], *, rubric: str = "") -> tuple[list[Candidate], tuple[Fault, ...]]:
    """Every folder that can be scored as a candidate, and the faults of the others.

    Returns
    -------
    (candidates, faults)   the stratum is kind, region and third by money.
    """
    read: list[tuple[Path, Evaluation, int]] = []
    faults: list[Fault] = []
    for folder in folders:
        try:
            evaluation = load_department(folder, rubric=rubric).evaluate()
        except PerfkitError as error:
            faults += error.faults_of(folder.name)
            continue
        errors = sum(finding.severity == ERROR for finding in review(evaluation))
        read.append((folder, evaluation, errors))
    read = [*newest(read, lambda one: one[1].submission.key, lambda one: one[1].submission.version)]
    if not read:
        return [], tuple(faults)
    lower, upper = thirds(money_of(evaluation.submission) for _, evaluation, _ in read)
    found = []
    for folder, evaluation, errors in read:
        filed, standing, money = evaluation.submission, evaluation.standing, money_of(evaluation.submission)
        size = _SIZES[0 if money >= upper else 1 if money >= lower else 2]
        stratum = (filed.form.kind or "department", filed.department.region, size)
        at_stake = standing.contradicted + standing.open + standing.judgement
        name, cut, unconfirmed = filed.department.name, _cut(evaluation), filed.unconfirmed
        found.append(Candidate(folder.name, name, stratum, at_stake, errors, money, cut, unconfirmed))
    return found, tuple(faults)


def money_of(submission: Submission) -> Fraction:
    """Yuan that the filing is about: the first amount of budget or spending printed; 0 where none is."""
    for fact in _MONEY:
        for statement in submission.facts.get(fact, ()):
            if not statement.not_applicable:
                return statement.amount
    return Fraction(0)


def _cut(evaluation: Evaluation) -> Interval | None:
    own, points = evaluation.self_score, evaluation.points
    if own is None or not evaluation.judgements:
        return None
    return Interval(own - points.high, own - points.low)


def results_of(plan: Sample) -> dict[str, Interval]:
    """What the visits found, by key; only where judgements are on file and there is a total of its own."""
    chosen = [choice.candidate for choice in plan.chosen]
    return {one.key: one.cut for one in chosen if one.cut is not None}
