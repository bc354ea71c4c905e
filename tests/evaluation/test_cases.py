"""The rule cases under tests/cases: each holds, and together they stand on both sides of every edge."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from perfkit.base.paths import data_root
from perfkit.base.quantities import Interval
from perfkit.base.yaml_source import read_yaml
from perfkit.evaluation.awards import refusal
from perfkit.evaluation.scoring import score
from perfkit.evaluation.tree import evaluate
from perfkit.filing.fact_book import FactBook
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.rubric import ratio_kinds
from perfkit.rubric.files import load_rubric
from perfkit.rubric.kinds import Addition, AnyCriterion, Deduction, Judged
from perfkit.rubric.table import Rubric

FILES = [
    path
    for path in sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))
    if (data_root() / "rubrics" / path.name).is_file()
]
NEAR = Fraction(1, 100)


def read_cases(path: Path) -> dict:
    source = read_yaml(path, path.name)
    assert not source.faults, source.faults
    return source.data


def cases_of(part: str) -> list:
    return [
        pytest.param(contents["rubric"], where, case, id=f"{where}: {case['name']}")
        for contents in map(read_cases, FILES)
        for where, cases in contents.get(part, {}).items()
        for case in cases
    ]


def statement(written: str | bool) -> dict:
    if str(written).lower() in ("true", "false"):
        return {"value": str(written).lower() == "true", "section": "例"}
    value, _, unit = written.partition(" ")
    return {"value": value, "unit": unit, "section": "例"}


def submission_of(given: dict, rubric: str) -> Submission:
    facts = {
        fact: [statement(one) for one in (written if isinstance(written, list) else [written])]
        for fact, written in given.items()
    }
    return Submission.model_validate(
        {
            "synthetic": True,
            "department": {"id": "case", "name": "虚构单位"},
            "year": 2020,
            "facts": facts,
            "self_evaluation": {"rubric": rubric, "scores": {}},
        }
    )


def established_of(case: dict) -> list[Judgements]:
    """One evaluator who read the figures of the case in a document."""
    facts = [
        {"fact": fact, "document": "例证", "date": date(2021, 3, 1), **kept}
        for fact, written in case.get("established", {}).items()
        for kept in [{key: value for key, value in statement(written).items() if key != "section"}]
    ]
    return [Judgements.model_validate({"evaluator": {"id": "case"}, "facts": facts})] if facts else []


def expected(then: str | dict) -> Interval:
    return (
        Interval.exact(Fraction(then))
        if isinstance(then, str)
        else Interval(Fraction(then["low"]), Fraction(then["high"]))
    )


def outcome_of(rubric: Rubric, criterion: str, case: dict, readings: dict | None = None):
    book = FactBook(submission_of(case["given"], rubric.id), established_of(case))
    return score(
        rubric.criterion(
            rubric.criteria[criterion], case.get("readings", {}) if readings is None else readings
        ),
        book,
    )


@pytest.mark.parametrize(("rubric", "criterion", "case"), cases_of("criteria"))
def test_the_rule_gives_the_points_of_the_case(rubric, criterion, case):
    table = load_rubric(rubric)
    assert set(case) <= {"name", "readings", "given", "established", "then", "may_award", "may_not_award"}
    outcome = outcome_of(table, criterion, case)
    assert outcome.points == expected(case["then"])
    if outcome.points.is_exact:
        assert not outcome.waits_for
        assert not outcome.missing
    else:
        assert outcome.waits_for
    judged = table.criterion(table.criteria[criterion], case.get("readings", {}))
    for points in map(Fraction, case.get("may_award", ())):
        assert refusal(judged, outcome, points) is None
    for points in map(Fraction, case.get("may_not_award", ())):
        assert refusal(judged, outcome, points) is not None


KINDS = read_cases(Path(__file__).parents[1] / "cases" / "rule-kinds.yaml")["kinds"]


@pytest.mark.parametrize(
    ("written", "case"),
    [pytest.param(kind["criterion"], case, id=case["name"]) for kind in KINDS for case in kind["cases"]],
)
def test_a_kind_that_no_table_uses_gives_the_points_of_the_case(written, case):
    named = {"id": "a", "clauses": "正文", "text": {"zh": "例"}}
    criterion = TypeAdapter(AnyCriterion).validate_python({**named, **written})
    assert score(criterion, FactBook(submission_of(case["given"], ""), [])).points == expected(case["then"])


@pytest.mark.parametrize(("rubric", "row", "case"), cases_of("rows"))
def test_modifiers_give_the_row_the_points_of_the_case(rubric, row, case):
    table = load_rubric(rubric)
    evaluation = evaluate(submission_of(case["given"], rubric), table, established_of(case))
    assert next(result.points for result in evaluation.rows if result.indicator.id == row) == expected(
        case["then"]
    )


def edges_of(criterion) -> list[Fraction]:
    """Every value at which the rule bends or jumps, from its own parameters."""
    if isinstance(criterion, ratio_kinds.Bands):
        return sorted(
            {
                end
                for band in criterion.scale
                for end in (band.at_least, band.above, band.at_most, band.below)
                if end is not None
            }
        )
    if isinstance(criterion, ratio_kinds.Limit):
        return [
            end
            for end in (criterion.at_least, criterion.above, criterion.at_most, criterion.below)
            if end is not None
        ]
    if isinstance(criterion, ratio_kinds.Allowance):
        return [criterion.free, criterion.free + NEAR, criterion.free + criterion.max / criterion.each / 100]
    if isinstance(criterion, ratio_kinds.Proportional | ratio_kinds.Completion):
        return [Fraction(1)]
    if isinstance(criterion, ratio_kinds.Progress):
        return [criterion.schedule]
    if isinstance(criterion, ratio_kinds.Steps):
        way = 1 if criterion.side == "above" else -1
        last = -(-criterion.max // criterion.each)  # the step that takes the last points
        return sorted({criterion.standard + way * n * criterion.per for n in (0, 1, last)})
    if isinstance(criterion, ratio_kinds.Linear):
        return [criterion.full_at, criterion.zero_at]
    if isinstance(criterion, ratio_kinds.InProportion):
        return [criterion.at_least if criterion.at_least is not None else criterion.at_most]
    if isinstance(criterion, Addition):
        return [criterion.max / criterion.each]
    if isinstance(criterion, Deduction):
        return [criterion.max / criterion.each]
    if isinstance(criterion, Judged) and criterion.precondition:
        return [
            end
            for end in (criterion.precondition.at_least, criterion.precondition.at_most)
            if end is not None
        ]
    return []


def cannot_exceed_one(criterion) -> bool:
    formula, fact = getattr(criterion, "formula", None), getattr(criterion, "fact", "")
    book = FactBook(submission_of({}, "sz-2020"))
    return bool((formula and formula.at_most == 1) or (fact and book.catalogue[fact].at_most_one))


EDGES = [
    (path, name, edge)
    for path in FILES
    for name, c in load_rubric(read_cases(path)["rubric"]).criteria.items()
    for edge in edges_of(c)
]


@pytest.mark.parametrize(
    ("path", "name", "edge"), EDGES, ids=lambda value: value.stem if isinstance(value, Path) else str(value)
)
def test_there_are_cases_below_at_and_above_every_edge(path, name, edge):
    contents = read_cases(path)
    table = load_rubric(contents["rubric"])
    criterion = table.criteria[name]
    near = Fraction(1) if isinstance(criterion, Deduction | Judged | Addition) else NEAR
    measured = [
        outcome.measure.low
        for case in contents["criteria"][name]
        if not case.get("readings")
        for outcome in [outcome_of(table, name, case)]
        if outcome.measure is not None and outcome.measure.is_exact
    ]
    assert edge in measured
    is_flag = getattr(criterion, "precondition", None) is not None and edge == 0
    if not is_flag:
        assert any(edge - near <= value < edge for value in measured), f"no case just below {edge}"
    if not (edge == 1 and cannot_exceed_one(criterion)):
        assert any(edge < value <= edge + near for value in measured), f"no case just above {edge}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_criterion_has_a_case_and_every_case_a_criterion(path):
    contents = read_cases(path)
    table = load_rubric(contents["rubric"])
    assert set(contents["criteria"]) == set(table.criteria)
    assert set(contents["rows"]) == {row.id for row in table.indicators if row.modifiers}


def _options():
    for path in FILES:
        table = load_rubric(read_cases(path)["rubric"])
        for name, reading in table.readings.items():
            for option in reading.options:
                if option != reading.chosen:
                    yield pytest.param(path, name, option, id=f"{name}={option}")


@pytest.mark.parametrize(("path", "reading", "option"), list(_options()))
def test_every_other_reading_has_a_case_that_it_moves(path, reading, option):
    contents = read_cases(path)
    table = load_rubric(contents["rubric"])
    moved = [
        case["name"]
        for name, cases in contents["criteria"].items()
        for case in cases
        if case.get("readings") == {reading: option}
        if outcome_of(table, name, case).points != outcome_of(table, name, case, {}).points
    ]
    assert moved
