"""The one order of the report: what its body, its annexes and its one-page version show, by the names of its
methods."""

from __future__ import annotations

NONE, STANDARD, ALL = "none", "standard", "all"
ANNEXES = (NONE, STANDARD, ALL)

# "chart:x" is the chart x; anything else a method of Report.
BODY = (
    "answer",
    "blocks_table",
    "conclusion",
    "monitoring",
    "monitoring_table",
    "method",
    "budget",
    "reconciliation_table",
    "running_costs",
    "operations",
    "work",
    "targets",
    "chart:targets",
    "problem_list",
    "recommendations",
    "request_list",
    "materials_table",
    "signature_table",
)
BRIEF = ("answer", "blocks_table", "conclusion", "brief")
_POINTS = ("chart:standing", "chart:blocks", "chart:lost", "scoring_table")
_OPEN = ("evidence", "evidence_table", "outlook", "chart:grade", "movers_table", "readings", "readings_table")
_STANDARD = (
    "scoring",
    *_POINTS,
    "findings_opening",
    "errors",
    "doubts",
    "notes",
    "notes_table",
    "duties",
    "chart:progress",
    "chart:costs",
    "goals",
    "tasks",
    "chart:execution",
    "tasks_table",
    "targets_table",
    *_OPEN,
)
_MORE = ("experience", "provenance", "files_table", "facts_table")
# What only a filing with a scoring table has, and what only a department has.
OF_SCORES = frozenset(("blocks_table", *_POINTS, *_OPEN))
OF_DEPARTMENTS = frozenset(("running_costs", "operations", "chart:costs"))
SHOWN: dict[str, tuple[str, ...]] = {NONE: (), STANDARD: _STANDARD, ALL: (*_STANDARD, *_MORE)}
