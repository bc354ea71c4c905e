"""The kinds of fault that can be planted, each a function that changes a draft and says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from perfkit.base.text import Text
from perfkit.demo.draft import FAULTS, Draft, NoPlace, PlantedFault

Planter = Callable[[Draft], PlantedFault | None]


@dataclass(frozen=True)
class FaultKind:
    """A kind of fault.

    Attributes
    ----------
    name : str      as `generate(faults=…)` and `perfkit demo --faults` take it
    text : Text     what is wrong
    plant : changes a draft; None where the draft offers no place for it
    """

    name: str
    text: Text
    plant: Planter


FAULT_KINDS: dict[str, FaultKind] = {}


def fault(planter: Planter) -> Planter:
    """Register a planter as a kind of fault of its own name, which data/demo/faults.yaml puts into words."""
    name = planter.__name__

    def plant(draft: Draft) -> PlantedFault | None:
        with suppress(NoPlace):
            return planter(draft)
        return None

    FAULT_KINDS[name] = FaultKind(name, Text(**FAULTS.group("kinds")[name]), plant)
    return planter
