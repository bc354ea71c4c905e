"""Planting faults: the closed list of kinds, and choosing among them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from perfkit.base.errors import FactError
from perfkit.demo import fault_figures, fault_restated, fault_scores, fault_targets  # noqa: F401  register
from perfkit.demo.draft import Draft, PlantedFault
from perfkit.demo.registry import FAULT_KINDS, FaultKind
from perfkit.rubric.table import Rubric

__all__ = ["FAULT_KINDS", "FaultKind", "PlantedFault", "plant", "plantable"]


def plantable(kinds: Sequence[str], level: int, levels: Sequence[int]) -> None:
    """Refuse an unknown level or kind of fault.

    Raises
    ------
    FactError   naming what there is.

    Examples
    --------
    >>> plantable(["rate"], 1, (1, 2, 3, 4))
    >>> plantable(["rates"], 1, (1, 2, 3, 4))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    perfkit.base.errors.FactError: ...
    """
    if level not in levels:
        known = "、".join(map(str, levels))
        raise FactError(f"没有难度 {level}；可用：{known}", f"no such level {level}; one of {known}")
    unknown = [kind for kind in kinds if kind not in FAULT_KINDS]
    if unknown:
        known = ", ".join(FAULT_KINDS)
        raise FactError(
            f"没有这种错误：{'、'.join(unknown)}；可用：{known}",
            f"no such fault: {', '.join(unknown)}; one of {known}",
        )


def plant(
    submission: dict[str, Any],
    judgements: dict[str, Any],
    rubric: Rubric,
    rng: Random,
    *,
    kinds: Sequence[str] = (),
    count: int = 0,
) -> list[PlantedFault]:
    """Plant one fault of each named kind and `count` more of other kinds; both files change in place.

    Parameters
    ----------
    kinds : names of FAULT_KINDS; one that this department offers no place for is left out
    count : int   more, of kinds not named, at random

    Returns
    -------
    what was planted, in order.
    """
    draft = Draft(submission, judgements, rubric, rng)
    planted = [fault for name in kinds if (fault := FAULT_KINDS[name].plant(draft)) is not None]
    rest = [name for name in FAULT_KINDS if name not in kinds]
    rng.shuffle(rest)
    for name in rest:
        if count <= 0:
            break
        fault = FAULT_KINDS[name].plant(draft)
        if fault is not None:
            planted.append(fault)
            count -= 1
    return planted
