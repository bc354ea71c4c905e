"""The registry of checks: each a small function from a case to findings, with the codes it may give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from perfkit.base.text import Text
from perfkit.evaluation.tree import Evaluation
from perfkit.review.across import with_others
from perfkit.review.case import Case
from perfkit.review.finding import Finding
from perfkit.review.folding import folded
from perfkit.review.glosses import KnownPlaces
from perfkit.review.identity import identified
from perfkit.review.problems import order_of
from perfkit.review.repeats import without_repeats
from perfkit.review.rulebook import codes_for, for_form

Function = Callable[[Case], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check.

    Attributes
    ----------
    codes : the codes that its findings may have
    function : from a case to findings
    group : int   which of the groups of docs/checks.md it belongs to
    """

    codes: tuple[str, ...]
    function: Function
    group: int


GROUPS: dict[int, Text] = {
    1: Text("合计与差额", "Sums and differences"),
    2: Text("比率", "Rates"),
    3: Text("同一数字的两处说法", "The same quantity in two places"),
    4: Text("自评分与规则", "Self-scores against the rule"),
    5: Text("指标与自述", "Indicators and claims"),
    6: Text("方向、形式与印误", "Direction, shape and misprints"),
    7: Text("口径", "Readings"),
}
CHECKS: list[Check] = []


def check(group: int, *codes: str) -> Callable[[Function], Function]:
    """Register a check under the codes it may give.

    Parameters
    ----------
    group : int   key of GROUPS
    codes : codes of data/review/codes-*.yaml, where their class, severity and words stand
    """

    def register(function: Function) -> Function:
        CHECKS.append(Check(codes, function, group))
        return function

    return register


def review(evaluation: Evaluation) -> tuple[Finding, ...]:
    """Everything in a submission that does not add up, worst first.

    Parameters
    ----------
    evaluation : Evaluation   of the submission under its rubric; accounts and last year's filing that lie
        beside its
                              folder are held against it

    Returns
    -------
    findings without duplicates: errors, doubts, notes; within each by class, points at stake and money.

    Examples
    --------
    >>> from perfkit import load_department
    >>> findings = review(load_department("sz-sif-longhua_2020").evaluate())
    >>> findings[0].severity, "rate.mismatch" in {finding.code for finding in findings}
    ('error', True)
    """
    found: dict[tuple, Finding] = {}
    kind = evaluation.submission.form.kind
    with for_form(kind):
        case, codes = Case(evaluation), codes_for(kind)
        for registered in CHECKS:
            if not codes.isdisjoint(registered.codes):
                for finding in registered.function(case):
                    if finding.code in codes:
                        found.setdefault((finding.code, finding.places, finding.message), finding)
    known = KnownPlaces(case)
    kept = folded(identified(without_repeats(list(found.values())), known))
    beside = evaluation.book.beside
    others = with_others(evaluation.submission, beside) if beside is not None else []
    kept += [replace(one, places=known.glossed(one.places)) for one in others]
    return tuple(sorted(kept, key=order_of))
