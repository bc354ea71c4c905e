"""The published report as a back-test: the kit against docs/longhua-by-hand.md, row by row."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from perfkit import load_department
from perfkit.base.quantities import show_number, show_rate
from perfkit.evaluation.trace import trace

BY_HAND = Path(__file__).resolve().parents[2] / "docs" / "longhua-by-hand.md"


def table(header: str) -> list[list[str]]:
    """The rows of the page's table with this header."""
    lines = iter(BY_HAND.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.strip() == header:
            next(lines)
            return [
                [cell.strip() for cell in row.strip("| ").split(" | ")]
                for row in iter(lambda: next(lines, ""), "")
            ]
    raise AssertionError(f"docs/longhua-by-hand.md has no table {header}")


CRITERIA = table("| indicator | criterion | max | low | high | why open |")
ROWS = table("| indicator | self | low | high | confirmed | contradicted |")


@pytest.fixture(scope="module")
def longhua():
    return load_department("sz-sif-longhua_2020").evaluate()


def test_the_page_covers_every_row_and_criterion(longhua):
    assert [row[0] for row in ROWS] == [row.indicator.id for row in longhua.rows]
    assert [row[1] for row in CRITERIA] == list(longhua.by_criterion)
    assert len(ROWS) == 21


@pytest.mark.parametrize("row", CRITERIA, ids=lambda row: row[1])
def test_each_criterion_comes_to_what_was_worked_by_hand(longhua, row):
    result = longhua.by_criterion[row[1]]
    assert result.criterion.max == Fraction(row[2])
    assert (result.points.low, result.points.high) == (Fraction(row[3]), Fraction(row[4]))
    assert (result.status == "open") == (row[3] != row[4])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_row_comes_to_what_was_worked_by_hand(longhua, row):
    result = next(found for found in longhua.rows if found.indicator.id == row[0])
    assert result.self_score == Fraction(row[1])
    assert (result.points.low, result.points.high) == (Fraction(row[2]), Fraction(row[3]))
    assert (result.standing.confirmed, result.standing.contradicted) == (Fraction(row[4]), Fraction(row[5]))


def test_the_totals_come_to_what_was_worked_by_hand(longhua):
    totals = {row[0]: row[1] for row in table("| total | exact | rounded |")}
    assert longhua.self_score == Fraction(totals["self"])
    assert (longhua.points.low, longhua.points.high) == (Fraction(totals["low"]), Fraction(totals["high"]))
    standing = longhua.standing
    assert standing.confirmed == Fraction(totals["confirmed"])
    assert standing.contradicted == Fraction(totals["contradicted"])
    assert standing.open + standing.judgement == Fraction(totals["undecided part of self"])
    assert [longhua.own_grade.name, *(longhua.grades[end].name for end in ("low", "high"))] == [
        totals["grade self"],
        totals["grade low"],
        totals["grade high"],
    ]


def test_the_printed_figures_are_the_document_s(longhua):
    filed = longhua.submission.self_evaluation
    assert (
        show_number(longhua.self_score) == "95.50"
        and filed.total == longhua.self_score
        and filed.grade == "优"
    )
    blocks = [sum(filed.scores[row.id] for row in block.indicators) for block in longhua.rubric.blocks]
    assert [show_number(block) for block in blocks] == ["18.00", "18.60", "58.90"]


@pytest.mark.parametrize(
    ("criterion", "rate"),
    [
        ("management.staff.staffing_control_rate.1", "87.30%"),
        ("management.staff.off_establishment_rate.1", "55.00%"),
        ("performance.economy.running_cost_control_rate.1", "73.71%"),
        ("performance.economy.running_cost_control_rate.2", "91.14%"),
        ("management.funds.procurement_execution.1", "93.15%"),
        ("performance.efficiency.budget_execution_rate.4", "97.99%"),
    ],
)
def test_the_trace_shows_the_rate_that_decides(longhua, criterion, rate):
    result = longhua.by_criterion[criterion]
    assert (
        show_rate(result.outcome.measure.low) == rate
        and rate in trace(result)
        and rate in trace(result, "en")
    )


def test_adjustment_is_one_point_at_stake_on_a_reading():
    department = load_department("sz-sif-longhua_2020")
    chosen = department.evaluate().by_criterion["management.funds.compliance.2"]
    other = department.evaluate({"adjustment_scope": "transferred_only"}).by_criterion[
        "management.funds.compliance.2"
    ]
    assert (chosen.points.low, chosen.points.high) == (0, 0)
    assert (other.points.low, other.points.high) == (0, 1)
    assert "≥ 22.94%" in trace(chosen)


def test_every_quote_stands_in_the_source(longhua):
    source = load_department("sz-sif-longhua_2020").folder / "source.txt"
    text = "".join(source.read_text(encoding="utf-8").split())
    statements = [s for group in longhua.submission.facts.values() for s in group]
    statements += [s for figure in longhua.submission.figures for s in figure.statements]
    assert len(statements) > 150
    missing = [s.quote for s in statements if "".join(s.quote.split()) not in text]
    assert missing == []


def test_nothing_personal_is_kept():
    folder = load_department("sz-sif-longhua_2020").folder
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert "填报人：〔略〕" in text or path.name != "source.txt"
            assert not any(digits in text for digits in ("2940" + "0144",))


def test_the_submission_is_complete(longhua):
    rows = longhua.submission.targets.rows
    kinds = [row.kind for row in rows]
    assert {kind: kinds.count(kind) for kind in ("quantity", "quality", "timeliness", "cost")} == {
        "quantity": 9,
        "quality": 12,
        "timeliness": 12,
        "cost": 10,
    }
    blocks = [row.block for row in rows]
    assert (blocks.count("output"), blocks.count("benefit"), blocks.count("satisfaction")) == (43, 10, 9)
    tasks = longhua.submission.tasks
    assert len(tasks.rows) == 7 and sum(
        task.budget for task in tasks.rows
    ) == tasks.totals.budget == Fraction("40397755.95")
    assert sum(task.spent for task in tasks.rows) == tasks.totals.spent == Fraction("39871189.07")
    for absent in (
        "satisfaction_rate",
        "spent_by_q1",
        "fixed_assets_in_use",
        "off_establishment_count",
        "abroad_spent",
    ):
        assert absent not in longhua.submission.facts
