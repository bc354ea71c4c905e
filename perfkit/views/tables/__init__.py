"""Tables of one evaluation, as data, HTML and pandas frames."""

from perfkit.views.tables.filed import facts_table, files_table, targets_table, tasks_table
from perfkit.views.tables.findings import notes_table
from perfkit.views.tables.official import blocks_table, materials_table, reconciliation_table, signature_table
from perfkit.views.tables.register import evidence_table, movers_table, readings_table
from perfkit.views.tables.scoring import scoring_table
from perfkit.views.tables.table import Cell, Column, Table

__all__ = [
    "Cell",
    "Column",
    "Table",
    "blocks_table",
    "evidence_table",
    "facts_table",
    "files_table",
    "materials_table",
    "movers_table",
    "notes_table",
    "readings_table",
    "reconciliation_table",
    "scoring_table",
    "signature_table",
    "targets_table",
    "tasks_table",
]
