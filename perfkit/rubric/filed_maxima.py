"""A rubric with the maxima that a filing's own form prints: block headers first, then the weights below
them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from perfkit.base.quantities import ZERO, exact_sum, sum_known
from perfkit.filing.submission import Submission
from perfkit.rubric.table import Block, Rubric

_LAST = ("last",)  # the filing that was asked for last, and its rubric
PRINTED, WEIGHTS, REST, RUBRIC, SCALED = "printed", "weights", "rest", "rubric", "scaled"


class FiledMaxima(NamedTuple):
    """What the blocks of a form are worth.

    Attributes
    ----------
    maxima : block id → points in force
    origin : block id → printed, weights (the sum of its targets' weights), rest (what the others leave),
        rubric (the rubric's own) or scaled (the filed ones do not sum and were brought to the rubric's total)
    printed, weights : block id → what the form prints, what its targets' weights sum to; absent where
        neither is filed
    adds_up : bool   the maxima as filed sum to the rubric's total
    """

    maxima: dict[str, Fraction]
    origin: dict[str, str]
    printed: dict[str, Fraction]
    weights: dict[str, Fraction]
    adds_up: bool


def takes_maxima_from_filing(rubric: Rubric) -> bool:
    """True where a block of the rubric has the maximum that the filing gives it."""
    return any(block.max_from == "filing" for block in rubric.blocks)


def filed_maxima(rubric: Rubric, submission: Submission) -> FiledMaxima:
    """The maxima of a rubric's blocks as the filing has them, checked against the rubric's total.

    Printed maxima come first; where they do not sum and the weights do, the weights are taken. What neither
    gives gets what the others leave, in proportion to the rubric's own maxima. Filed maxima that do not sum
    to the total are brought to it in proportion.

    Examples
    --------
    >>> from perfkit import load_department, load_rubric
    >>> longhua = load_department("sz-sif-longhua_2020").submission
    >>> found = filed_maxima(load_rubric("national-2020"), longhua)
    >>> [str(found.maxima[block]) for block in ("execution", "output", "benefit")], found.adds_up
    (['10', '50', '30'], True)
    """
    free = [block for block in rubric.blocks if block.max_from == "filing"]
    fixed = exact_sum(block.max for block in rubric.blocks if block.max_from != "filing" and not block.bonus)
    total = rubric.max - fixed
    printed = {block.id: points for block in free if (points := _printed(block, submission)) is not None}
    weights = _weights(free, submission)
    for first, second in ((printed, weights), (weights, printed)):
        known = {**second, **first}
        left = total - exact_sum(known.values())
        others = [block for block in free if block.id not in known]
        if left == 0 or (left > 0 and any(block.max for block in others)):
            maxima = {**known, **_shared(others, left)}
            origin = {block.id: _origin(block.id, first, printed, known) for block in free}
            return FiledMaxima(maxima, origin, printed, weights, True)
    known = {**weights, **printed}
    scale = total / exact_sum(known.values())
    maxima = {block.id: known.get(block.id, ZERO) * scale for block in free}
    return FiledMaxima(maxima, dict.fromkeys(maxima, SCALED), printed, weights, False)


def _origin(block: str, first: Mapping, printed: Mapping, known: Mapping) -> str:
    if not known:
        return RUBRIC
    if block not in known:
        return REST
    return PRINTED if block in printed and (first is printed or block not in first) else WEIGHTS


def _printed(block: Block, submission: Submission) -> Fraction | None:
    """What the form prints for a block, or for all the parts that it holds."""
    policy, filed = block.indicators[0].targets, submission.form.blocks
    names = {block.id} if policy is None or block.id in filed else set(policy.blocks)
    rows = submission.targets.rows if submission.targets is not None else ()
    used = {target.block for target in rows} & names
    given = sum_known(filed[name].max for name in names if name in filed)
    return given if used <= filed.keys() else None


def _weights(blocks: list[Block], submission: Submission) -> dict[str, Fraction]:
    rows = submission.targets.rows if submission.targets is not None else ()
    found = {}
    for block in blocks:
        policy = block.indicators[0].targets
        mine = sum_known(target.weight for target in rows if policy is not None and policy.takes(target))
        if mine is not None:
            found[block.id] = mine
    return found


def _shared(blocks: list[Block], left: Fraction) -> dict[str, Fraction]:
    whole = exact_sum(block.max for block in blocks)
    return {block.id: left * block.max / whole if whole else ZERO for block in blocks}


def fitted(rubric: Rubric, submission: Submission) -> Rubric:
    """The rubric with the maxima of the filing; itself where none of its blocks takes one from there.

    A block that the form does not have (0 points) is left out.

    Examples
    --------
    >>> from perfkit import load_department, load_rubric
    >>> table = load_rubric("sz-2020")
    >>> fitted(table, load_department("sz-sif-longhua_2020").submission) is table
    True
    """
    if not takes_maxima_from_filing(rubric):
        return rubric
    last = rubric.fitted.get(_LAST)
    if last is not None and last[0] is submission:
        return last[1]
    maxima = filed_maxima(rubric, submission).maxima
    key = tuple(maxima.items())
    if key not in rubric.fitted:
        blocks = tuple(_with_max(block, maxima.get(block.id, block.max)) for block in rubric.blocks)
        table = _with_blocks(rubric, tuple(block for block in blocks if block.max))
        table.fitted[key] = table  # what is fitted stays as it is for the same filing
        rubric.fitted[key] = table
    table = rubric.fitted[key]
    rubric.fitted[_LAST] = table.fitted[_LAST] = (submission, table)
    return table


def usual(rubric: Rubric) -> Rubric:
    """The rubric as most forms have it: without blocks that only some forms print.

    Examples
    --------
    >>> from perfkit import load_rubric
    >>> [block.id for block in usual(load_rubric("national-2020")).blocks]
    ['execution', 'output', 'benefit', 'satisfaction']
    """
    kept = tuple(block for block in rubric.blocks if block.max)
    return rubric if len(kept) == len(rubric.blocks) else _with_blocks(rubric, kept)


def _with_blocks(rubric: Rubric, blocks: tuple[Block, ...]) -> Rubric:
    table = rubric.model_copy(update={"blocks": blocks})
    for name in (
        "indicators",
        "criteria",
        "by_id",
        "scores_targets",
        "_variants",
        "fitted",
    ):  # worked out from the blocks
        table.__dict__.pop(name, None)
    return table


def _with_max(block: Block, points: Fraction) -> Block:
    if points == block.max:
        return block
    (group,) = block.groups
    (row,) = group.indicators
    criteria = tuple(one.model_copy(update={"max": points}) for one in row.criteria)
    row = row.model_copy(update={"max": points, "criteria": criteria})
    return block.model_copy(
        update={"max": points, "groups": (group.model_copy(update={"indicators": (row,)}),)}
    )
