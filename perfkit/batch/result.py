"""What a batch did, unit by unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfkit.batch.plan import Unit

DONE, FAILED, STOP, SKIPPED = "done", "failed", "stop", "skipped"


def failure(kind: str, error: str, details: str) -> dict[str, Any]:
    """What a unit that failed gives: of what kind, the first line, and the rest."""
    return {"status": FAILED, "kind": kind, "error": error, "details": details}


@dataclass
class UnitResult:
    """What became of one unit.

    Attributes
    ----------
    unit : Unit
    status : str      "done", "skipped" (was done before and nothing changed) or "failed"
    summary : dict    numbers of a complete result, see `perfkit.batch.work.summary_of`
    files : dict      its files with their size and hash, as its manifest lists them
    failure : dict    kind, error and details of a failed one
    stays : tuple     of a public copy made now, what still looks like a person
    """

    unit: Unit
    status: str
    summary: Mapping[str, Any] | None = None
    files: Mapping[str, Any] | None = None
    failure: Mapping[str, Any] | None = None
    stays: tuple[str, ...] = ()


@dataclass
class BatchResult:
    """What a batch did.

    Attributes
    ----------
    exit_code : int   0 everything is there, 1 some units failed or the batch stopped early, 130 Ctrl-C
    units : list of UnitResult, in the order of the plan
    out : Path
    stopped : str     why it ended early; '' if it did not
    """

    exit_code: int = 0
    units: list[UnitResult] = field(default_factory=list)
    out: Path = Path()
    stopped: str = ""

    def count(self, status: str) -> int:
        """Units with a status."""
        return sum(result.status == status for result in self.units)
