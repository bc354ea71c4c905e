"""Reports for one department or for thousands: `report` is the whole of it."""

from perfkit.batch.result import BatchResult, UnitResult
from perfkit.batch.run import report

__all__ = ["BatchResult", "UnitResult", "report"]
