"""Figures in Excel: the workbook to fill in and to read back, tables of one row a department, tables of the
budget system."""

from perfkit.intake.workbook.budget_reader import is_budget_table
from perfkit.intake.workbook.budget_writer import write_budget_tables
from perfkit.intake.workbook.folders import read_budget_to_folders, read_to_folder
from perfkit.intake.workbook.many import read_table
from perfkit.intake.workbook.reader import read_workbook
from perfkit.intake.workbook.sheets import is_template
from perfkit.intake.workbook.template import write_template

__all__ = [
    "is_budget_table",
    "is_template",
    "read_budget_to_folders",
    "read_table",
    "read_to_folder",
    "read_workbook",
    "write_budget_tables",
    "write_template",
]
