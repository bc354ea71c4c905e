"""The report's sentences in Chinese and English; every number in them comes from an evaluation."""

from perfkit.views.narrative.budget import budget, running_costs
from perfkit.views.narrative.conclusion import answer, boxes, brief, deciding, opening
from perfkit.views.narrative.experience import experience
from perfkit.views.narrative.findings import finding_list, findings_opening, severity_heading
from perfkit.views.narrative.masthead import masthead, report_title
from perfkit.views.narrative.method import method
from perfkit.views.narrative.operations import operations
from perfkit.views.narrative.outlook import outlook, readings
from perfkit.views.narrative.performance import duties, goals, targets, tasks
from perfkit.views.narrative.problems import ANNEX, REPLY_TABLE, problems, recommendations
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose, Quote
from perfkit.views.narrative.provenance import provenance
from perfkit.views.narrative.requests import request_list
from perfkit.views.narrative.results import work
from perfkit.views.narrative.scoring import evidence, scoring

__all__ = [
    "ANNEX",
    "REPLY_TABLE",
    "Heading",
    "Items",
    "Paragraph",
    "Prose",
    "Quote",
    "answer",
    "boxes",
    "brief",
    "budget",
    "deciding",
    "duties",
    "evidence",
    "experience",
    "finding_list",
    "findings_opening",
    "goals",
    "masthead",
    "method",
    "opening",
    "operations",
    "outlook",
    "problems",
    "provenance",
    "readings",
    "recommendations",
    "report_title",
    "request_list",
    "running_costs",
    "scoring",
    "severity_heading",
    "targets",
    "tasks",
    "work",
]
