"""Reports for one department or for thousands: `report` is the whole of it."""

from typing import TYPE_CHECKING, Any

from perfkit.batch.result import BatchResult, UnitResult

if TYPE_CHECKING:
    from perfkit.batch.run import report

__all__ = ["BatchResult", "UnitResult", "report"]


def __getattr__(name: str) -> Any:
    # Late, so that the command can start the warm parent before it imports what planning needs.
    if name != "report":
        raise AttributeError(name)
    from perfkit.batch.run import report

    return report
