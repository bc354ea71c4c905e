"""The sheets of findings, of the problems they make, and of the materials to be asked for."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.base.english import sentence
from perfkit.base.text import say
from perfkit.evaluation.tree import Evaluation
from perfkit.outlook.materials import Material
from perfkit.publish import verdicts
from perfkit.publish.sheet import Column, Sheet, columns_of, exact_number
from perfkit.review import Finding, Problem
from perfkit.review.finding import SEVERITIES, SEVERITY_NAMES
from perfkit.views.narrative import answer


def findings_sheet(evaluation: Evaluation, findings: Sequence[Finding], lang: str) -> Sheet:
    """Findings in the order of the report, each with both sides and the points that rest on it."""
    columns = (
        *columns_of("findings", lang),
        Column(verdicts.VERDICT.in_(lang), 10, choices=verdicts.choices(lang)),
        Column(verdicts.REASON.in_(lang), 26),
        Column(verdicts.ID.in_(lang), 22),
    )
    names = {row.indicator.id: row.indicator.name.text.in_(lang) for row in evaluation.rows}
    rows = []
    for number, finding in enumerate(findings, start=1):
        word = SEVERITY_NAMES[finding.severity]
        rows.append(
            (
                number,
                say(lang, word.zh, f"{word.en} ({word.zh})"),
                finding.message.in_(lang),
                "\n".join(place.show(lang) for place in finding.places),
                finding.difference_in(lang),
                "\n".join(text.in_(lang) for text in finding.possible),
                "\n".join(names.get(row, row) for row in finding.rows),
                exact_number(finding.stake) if finding.stakes else None,
                finding.ask.in_(lang),
                finding.code,
                None,
                None,
                finding.id,
            )
        )
    return Sheet(
        verdicts.SHEETS.in_(lang), columns, tuple(rows), answer(evaluation, findings, lang), frozen=2
    )


def problems_sheet(problems: Sequence[Problem], findings: Sequence[Finding], lang: str) -> Sheet:
    """The problems with their findings, points, money and what to do about them."""
    numbers = {finding.id: number for number, finding in enumerate(findings, start=1)}
    columns = columns_of("problems", lang)
    rows = tuple(
        (
            number,
            problem.name.in_(lang),
            *(sum(finding.severity == each for finding in problem.findings) for each in SEVERITIES),
            exact_number(problem.points),
            exact_number(problem.money) if problem.money else None,
            sentence(problem.recommendation.in_(lang)),
            say(lang, "、", ", ").join(str(numbers[finding.id]) for finding in problem.findings),
        )
        for number, problem in enumerate(problems, start=1)
    )
    note = say(
        lang,
        "按轻重排列；一项发现只归入一个问题。",
        "The hardest first; every finding stands under one problem.",
    )
    return Sheet(say(lang, "问题", "Problems"), columns, rows, note, frozen=2)


def materials_sheet(lines: Sequence[Material], lang: str) -> Sheet:
    """The materials to be asked for, one line each, with what it settles."""
    columns = columns_of("materials", lang)
    rows = tuple(
        (
            number,
            sentence(line.what.in_(lang)),
            sentence(line.settles.in_(lang)),
            say(lang, "、", ", ").join(map(str, line.findings)),
        )
        for number, line in enumerate(lines, start=1)
    )
    note = say(lang, "同一用途的合并列示。", "Merged by what they settle.")
    return Sheet(say(lang, "调取", "Requests"), columns, rows, note, frozen=2)
