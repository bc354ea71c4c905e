"""The report in its order, as pieces that Word and PDF set: prose, charts, grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfkit.base.text import say
from perfkit.evaluation.department import Department
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.names import filing_kind
from perfkit.pages.basis import Basis
from perfkit.pages.report import Report
from perfkit.pages.sequence import ALL
from perfkit.publish.forms import scoring_form, targets_form
from perfkit.publish.grid import Grid, centred, from_table
from perfkit.review import Finding
from perfkit.review.finding import SEVERITY_NAMES, Place
from perfkit.views.charts import Chart
from perfkit.views.narrative.findings import FindingList
from perfkit.views.narrative.prose import Prose
from perfkit.views.tables import Cell, Table
from perfkit.views.tables.table import CENTRE, TEXT


@dataclass(frozen=True)
class Picture:
    """A drawn chart: PNG bytes, alt text, size in inches."""

    name: str
    png: bytes
    alt: str
    width: float
    height: float


Piece = Prose | Picture | Grid


def report_of(
    evaluation: Evaluation,
    lang: str,
    findings: Sequence[Finding] | None = None,
    files: Sequence[tuple[str, str]] = (),
    annexes: str = ALL,
    brief: bool = False,
) -> Report:
    """The report of an evaluation that is already there.

    Parameters
    ----------
    findings : looked for unless given
    files : (name, SHA-256) of the files behind it, for its last annex
    annexes, brief : as `perfkit.pages.report.open_report` takes them
    """
    department = Department(Path(), evaluation.submission, evaluation.rubric, evaluation.judgements)
    found = None if findings is None else tuple(findings)
    return Report(Basis(department, lang, evaluation, found, tuple(files)), annexes, brief)


def running_title(report: Report) -> str:
    """The line at the head of every page: who and which year, short enough for one line."""
    submission, kind = report.evaluation.submission, filing_kind(report.evaluation.submission)
    zh = f"{submission.subject} {submission.year} 年度{kind.zh}自评核查报告"
    return say(report.lang, zh, f"{submission.named.en}, {submission.year}")


def pictures(report: Report) -> dict[str, Picture]:
    """The report's charts by name, drawn once for the formats that are written one after another."""
    made, key = report.evaluation.made, ("pictures", report.lang)
    if key not in made:
        made[key] = {chart.name: _picture(chart) for chart in report.charts}
    return made[key]


def _picture(chart: Chart) -> Picture:
    width, height = chart.figure.get_size_inches()
    return Picture(chart.name, chart.png(), chart.alt, float(width), float(height))


def pieces(report: Report) -> list[Piece]:
    """Every piece of the report in its order, then, with all annexes, the two tables of the official form."""
    drawn = pictures(report)
    found: list[Piece | None] = []
    for name in report.sequence:
        if name.startswith("chart:"):
            found.append(drawn.get(name.removeprefix("chart:")))
        elif name != "files_table" or report.files:
            found += _set(report.piece(name))
    if report.annexes == ALL and not report.is_brief:
        found += targets_form(report.evaluation.submission, report.lang)
        if report.evaluation.is_scored:
            found.append(scoring_form(report.evaluation, report.lang))
    return [
        piece for piece in found if piece is not None and not (isinstance(piece, Grid) and not piece.body)
    ]


# How a table is set on paper: its widths in percent where they differ from the screen's.
_SETTINGS: dict[str, dict[str, Any]] = {
    "by-block": {},
    "tasks": {},
    "signature": {},
    "targets": {"widths": (5, 20, 19, 21, 11, 24), "small": True},
    "scoring": {"small": True},
    "files": {"widths": (34, 66), "small": True},
}


def _set(piece: Prose | Table | FindingList | Chart | None) -> list[Piece | None]:
    if isinstance(piece, Table):
        return [from_table(piece, **_SETTINGS.get(piece.name, {"small": True}))]
    if isinstance(piece, FindingList):
        return _findings(piece)
    return [piece] if isinstance(piece, Prose) else []


def _findings(listing: FindingList) -> list[Piece | None]:
    heading = Prose((listing.heading,), listing.lang) if listing.heading and listing.findings else None
    return [heading, findings_grid(listing)]


def findings_grid(listing: FindingList) -> Grid | None:
    """Findings as a grid: number and severity, the finding, and under it both sides, the rest, and what to
    ask for."""
    lang = listing.lang
    body: list[tuple[Cell, ...]] = []
    for number, finding in listing.findings:
        word = SEVERITY_NAMES[finding.severity]
        severity = say(lang, word.zh, f"{word.en}\n({word.zh})")
        details = [_side(place, lang) for place in finding.places]
        details += listing.facts(finding)
        if finding.ask.zh:
            details.append(say(lang, "请部门提供：", "Ask for: ") + finding.ask.in_(lang))
        tall = 2 if details else 1
        body.append(
            (
                centred(str(number), rows=tall),
                Cell(severity, rows=tall, mark=finding.severity),
                Cell(listing.message(finding), strong=True),
            )
        )
        if details:
            body.append((Cell("\n".join(details)),))
    if not body:
        return None
    heads = (
        say(lang, "序号", "No."),
        say(lang, "等级", "Severity"),
        say(lang, "发现、两处记载和需要部门提供的材料", "Finding, both sides, and what to ask for"),
    )
    widths = (7, 12, 81) if lang == "en" else (7, 8, 85)
    return Grid(
        "findings",
        "",
        widths,
        (CENTRE, CENTRE, TEXT),
        (tuple(centred(head) for head in heads),),
        tuple(body),
        lang,
        small=True,
        tied=True,
    )


def _side(place: Place, lang: str) -> str:
    """One side of a finding: its words, in English with what they show, and where they stand."""
    return f"· {place.words(lang)}〔{place.cited}〕"
