"""A filed report as a draft submission: docx, pdf, txt and html in, values with quotes out, nothing guessed."""

from perfkit.intake.draft import Draft, Missing, read_report
from perfkit.intake.writer import write_draft

__all__ = ["Draft", "Missing", "read_report", "write_draft"]
