"""Arguments of the commands that read, score, review and report filings."""

from __future__ import annotations

from pathlib import Path

from perfkit.cli.builder import SEVERITIES, Builder, formats, positive, seconds


def add_reading(b: Builder) -> None:
    """check, score, review and feedback."""
    check = b.add("check")
    b.paths(check)
    b.rubric(check)
    score = b.add("score")
    b.paths(score)
    b.scoring(score)
    b.flag(score, "--json")
    b.option(score, "--reading", [], action="append", metavar="READING=OPTION")
    _add_review(b)
    feedback = b.add("feedback")
    b.paths(feedback)
    b.option(feedback, "--finding", metavar="ID")
    b.option(feedback, "--verdict", choices=("right", "wrong", "explained"))
    b.option(feedback, "--reason")
    b.option(feedback, "--by", metavar="EVALUATOR")
    b.path(feedback, "--from", metavar="FILE", dest="workbook")


def _add_review(b: Builder) -> None:
    review = b.add("review")
    b.paths(review, "*")
    b.scoring(review)
    b.flag(review, "--together")
    b.option(review, "--explain", metavar="CODE")
    b.json(review)
    b.flag(review, "--requests")
    b.option(review, "--policy", metavar="POLICY")
    b.out(review)
    b.option(review, "--severity", "note", choices=SEVERITIES)


def add_reporting(b: Builder) -> None:
    """report, compare and letter."""
    report = b.add("report")
    b.paths(report)
    b.out(report, default=Path("build/reports"))
    b.scoring(report)
    b.option(report, "--format", ("html",), type=formats)
    b.path(report, "--notebook")
    b.option(report, "-p --parameter", [], action="append", metavar="NAME=VALUE")
    b.option(report, "--engine", "perfkit", choices=("perfkit", "kernel"))
    b.option(report, "--workers", None, type=positive)
    b.option(report, "--timeout", 300.0, type=seconds)
    b.flag(report, "--retry-failed")
    b.flag(report, "--force")
    b.flag(report, "--watch")
    b.flag(report, "--public")
    b.option(report, "--annexes", "all", choices=("none", "standard", "all"))
    b.flag(report, "--brief")
    b.option(report, "--dask", metavar="ADDRESS")
    compare = b.add("compare")
    b.paths(compare)
    b.out(compare, default=Path("build/comparison"))
    b.scoring(compare)
    letter = b.add("letter")
    b.path(letter, "path", metavar="DEPARTMENT")
    b.out(letter, required=True)
    b.option(letter, "--kind", "request", choices=("request", "opinion", "notice"))
    b.scoring(letter)
