"""Reports for one department or for thousands: `report` is the whole of it."""

from perfkit.batch.run import BatchResult, UnitResult, report

__all__ = ["BatchResult", "UnitResult", "report"]
