"""A review policy over targets: named cuts that turn what was found into a reviewer's points, each with its
remark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from pydantic import Field

from perfkit.base.errors import RubricError
from perfkit.base.models import Bound, Model, validate
from perfkit.base.paths import data_root
from perfkit.base.quantities import Points, exact_sum
from perfkit.base.yaml_source import read_yaml
from perfkit.evaluation.results import CriterionResult
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.filed_tables import Target
from perfkit.filing.targets import ParsedTarget, parse_target
from perfkit.filing.targets.codes import Flag
from perfkit.rubric.criterion import Named
from perfkit.rubric.kinds import TargetScore
from perfkit.rubric.target_rules import target_share

ZERO, ONE = Fraction(0), Fraction(1)
NO_CUT = "none"


class Cut(Model):
    """A named reason to cut a target's points.

    Attributes
    ----------
    number : str    of the rule, as printed
    cut : Fraction  share of the weight
    found_by : what proposes it (a closed list), or reviewer
    certain : bool  what is found decides it; otherwise it is proposed and takes points once a reviewer says
        so
    reasons : codes of `Reason` for not_examinable
    above : Fraction   achievement from which overshoot is noted
    """

    id: str
    number: str
    name: Named
    cut: Bound
    found_by: Literal[
        "reviewer",
        "no_evidence",
        "not_examinable",
        "no_survey",
        "overshoot",
        "several_tasks",
        "same_target",
        "money_as_quantity",
    ]
    certain: bool = False
    reasons: tuple[str, ...] = ()
    above: Bound | None = None


class ReviewPolicy(Model):
    """The rules by which a reviewer re-scores targets.

    Examples
    --------
    >>> policy = load_policy("chengdu-review")
    >>> len(policy.cuts), sorted({str(cut.cut) for cut in policy.cuts})
    (12, ['0', '1', '3/10', '3/5'])
    """

    id: str
    name: Named
    source: Named
    cuts: tuple[Cut, ...] = Field(min_length=1)
    notes: tuple[Named, ...] = ()


@lru_cache(maxsize=8)
def load_policy(policy: str) -> ReviewPolicy:
    """A review policy of data/policies by id.

    Raises
    ------
    RubricError   there is none of that id, or its file has faults.
    """
    folder = data_root() / "policies"
    path = folder / f"{policy}.yaml"
    if "/" in policy or "\\" in policy or not path.is_file():
        known = "、".join(sorted(found.stem for found in folder.glob("*.yaml")))
        raise RubricError(f"没有复核规则 {policy}；现有：{known}", f"no policy {policy}; there are: {known}")
    source = read_yaml(path, path.name)
    model = validate(ReviewPolicy, source)
    if model is not None:
        ids = [cut.id for cut in model.cuts]
        for index, cut in enumerate(model.cuts):
            if cut.cut > 1 or cut.id == NO_CUT or ids.count(cut.id) > 1:
                zh = f"{cut.id}：扣减比例不得超过 100%，id 不得重复，也不得为 {NO_CUT}"
                en = f"{cut.id}: a cut is at most 100 %, and its id is used once and is not {NO_CUT}"
                source.fault(("cuts", index), zh, en)
    if model is None or source.faults:
        raise RubricError("复核规则有错误：", "the review policy has faults:", faults=source.faults)
    return model


@dataclass(frozen=True, slots=True)
class ReviewedTarget:
    """A target with the points of its filer and of the review.

    Attributes
    ----------
    weight : Fraction         as filed, else the rubric's
    own : Fraction or None    the filer's points
    points : Points           after review; its lower end where every proposed cut holds
    decided, proposed : the cuts that were made, and those that wait for a reviewer
    reasons : what a reviewer wrote beside a cut or a judgement
    """

    target: Target
    parsed: ParsedTarget
    weight: Fraction
    own: Fraction | None
    points: Points
    decided: tuple[Cut, ...]
    proposed: tuple[Cut, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a detector looks at."""

    target: Target
    parsed: ParsedTarget
    cut: Cut
    has_evidence: bool
    twice: bool


_FOUND: dict[str, Callable[[_Seen], bool]] = {
    "reviewer": lambda seen: False,
    "no_evidence": lambda seen: not seen.has_evidence,
    "not_examinable": lambda seen: (
        seen.parsed.reason is not None and str(seen.parsed.reason) in seen.cut.reasons
    ),
    "no_survey": lambda seen: seen.target.kind == "satisfaction" and not seen.has_evidence,
    "overshoot": lambda seen: (
        seen.parsed.achievement is not None
        and seen.cut.above is not None
        and seen.parsed.achievement > seen.cut.above
    ),
    "several_tasks": lambda seen: Flag.NAME_ASKS_SEVERAL in seen.parsed.flags and seen.parsed.met is not True,
    "same_target": lambda seen: seen.twice,
    "money_as_quantity": lambda seen: Flag.MONEY_AS_OUTPUT in seen.parsed.flags,
}


def reviewed(evaluation: Evaluation, policy: ReviewPolicy) -> tuple[ReviewedTarget, ...]:
    """Every target that applies, re-scored under a policy.

    Points start from the rule where figures decide it, else from the filer's own, and are cut by the greatest
    share among the reasons that hold. A reviewer's cut (`cuts` of a judgements file) and judged points come
    first.

    Raises
    ------
    RubricError   a reviewer's file names a cut that the policy does not have.

    Examples
    --------
    >>> from perfkit import load_department
    >>> longhua = load_department("sz-sif-longhua_2020").evaluate()
    >>> len(reviewed(longhua, load_policy("chengdu-review")))
    62
    """
    table = evaluation.submission.targets
    filed = table.rows if table is not None else ()
    rows = [(number, row) for number, row in enumerate(filed, start=1) if not row.not_applicable]
    results = {
        one.criterion.row: one
        for row in evaluation.rows
        for one in row.criteria
        if isinstance(one.criterion, TargetScore)
    }
    by_name = _cuts_by_target(evaluation, policy)
    seen: set[tuple[str, str]] = set()
    found = []
    for number, row in rows:
        key = (row.name.strip(), row.expected.strip())
        twice = key in seen  # the second one is not scored
        seen.add(key)
        found.append(_reviewed(row, results.get(number), policy, by_name.get(row.name, ()), twice, len(rows)))
    return tuple(found)


def _cuts_by_target(evaluation: Evaluation, policy: ReviewPolicy) -> dict[str, list[tuple[str, str]]]:
    known = {cut.id for cut in policy.cuts} | {NO_CUT}
    found: dict[str, list[tuple[str, str]]] = {}
    for judged in evaluation.judgements:
        for one in judged.cuts:
            if one.cut not in known:
                names = "、".join(sorted(known))
                raise RubricError(
                    f"复核规则 {policy.id} 没有 {one.cut}；可用：{names}",
                    f"policy {policy.id} has no cut {one.cut}; one of {names}",
                )
            found.setdefault(one.target, []).append((one.cut, one.reason))
    return found


def _reviewed(
    target: Target,
    result: CriterionResult | None,
    policy: ReviewPolicy,
    given: list[tuple[str, str]] | tuple,
    twice: bool,
    count: int,
) -> ReviewedTarget:
    parsed = parse_target(target.expected, target.reported, name=target.name, kind=target.kind)
    weight = target.weight if target.weight is not None else _own_weight(result, count)
    judged = [award.judgement for award in result.awards] if result is not None else []
    named = {cut for cut, _ in given}
    has_evidence = result is not None and bool(result.evidence)
    held = [
        cut for cut in policy.cuts if _FOUND[cut.found_by](_Seen(target, parsed, cut, has_evidence, twice))
    ]
    decided = [
        cut for cut in policy.cuts if cut.id in named or (cut in held and (cut.certain or not cut.cut))
    ]
    proposed = [] if given or judged else [cut for cut in held if cut not in decided]
    start = _start(target, parsed, result, weight)
    low, high = (
        max(ZERO, start - weight * max((cut.cut for cut in cuts), default=ZERO))
        for cuts in ([*decided, *proposed], decided)
    )
    reasons = (*(reason for _, reason in given), *(one.reason for one in judged))
    return ReviewedTarget(
        target, parsed, weight, target.self_score, Points(low, high), tuple(decided), tuple(proposed), reasons
    )


def _own_weight(result: CriterionResult | None, count: int) -> Fraction:
    return result.criterion.max if result is not None else Fraction(100, count)


def _start(
    target: Target, parsed: ParsedTarget, result: CriterionResult | None, weight: Fraction
) -> Fraction:
    """The points before any cut: by judgement or rule where they decide, else the filer's own, within the
    weight."""
    if result is not None and result.points.is_exact and result.criterion.max:
        return result.points.low * weight / result.criterion.max
    share = None if result is not None else target_share(parsed, {})
    own = weight if target.self_score is None else target.self_score
    return min(weight, own if share is None else share * weight)


def totals(rows: tuple[ReviewedTarget, ...]) -> tuple[Fraction | None, Points]:
    """The filer's points of all targets (None where one has none), and those after review."""
    own = [row.own for row in rows]
    filed = exact_sum(points for points in own if points is not None) if None not in own and own else None
    return filed, Points(
        exact_sum(row.points.low for row in rows), exact_sum(row.points.high for row in rows)
    )
