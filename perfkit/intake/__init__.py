"""A filed report as draft submissions: any document in, values with quotes and places out, nothing
guessed."""

from perfkit.intake.draft import read_filings, read_report
from perfkit.intake.drafted import Draft, Missing
from perfkit.intake.writer import write_draft, write_drafts

__all__ = ["Draft", "Missing", "read_filings", "read_report", "write_draft", "write_drafts"]
