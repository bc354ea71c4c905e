"""Figures in Excel: the workbook to fill in and to read back, and tables of one row a department."""

from perfkit.intake.workbook.folders import read_to_folder
from perfkit.intake.workbook.guards import is_template
from perfkit.intake.workbook.many import read_table
from perfkit.intake.workbook.reader import read_workbook
from perfkit.intake.workbook.template import write_template

__all__ = ["is_template", "read_table", "read_to_folder", "read_workbook", "write_template"]
