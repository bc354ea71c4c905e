"""The report's sentences in Chinese and English; every number in them comes from an evaluation."""

from perfkit.narrative.basics import budget, duties, operations, running_costs
from perfkit.narrative.conclusion import answer, conclusion, masthead, opening, report_title
from perfkit.narrative.experience import experience
from perfkit.narrative.findings import finding_list, findings_opening, severity_heading
from perfkit.narrative.outlook import outlook, readings
from perfkit.narrative.performance import goals, targets, tasks
from perfkit.narrative.prose import Heading, Items, Paragraph, Prose, Quote
from perfkit.narrative.provenance import provenance
from perfkit.narrative.requests import request_list
from perfkit.narrative.scoring import evidence, scoring

__all__ = [
    "Heading",
    "Items",
    "Paragraph",
    "Prose",
    "Quote",
    "answer",
    "budget",
    "conclusion",
    "duties",
    "evidence",
    "experience",
    "finding_list",
    "findings_opening",
    "goals",
    "masthead",
    "opening",
    "operations",
    "outlook",
    "provenance",
    "readings",
    "report_title",
    "request_list",
    "running_costs",
    "scoring",
    "severity_heading",
    "targets",
    "tasks",
]
