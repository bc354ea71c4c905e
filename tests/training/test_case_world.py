"""Cases are one world: documents, report and contradictions, prices, wording, forms and tables."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from benchmarks.bench_cases import recurring
from training_trainees import case_of, perfect_sheet

from perfkit.base.quantities import Points, show_exact
from perfkit.base.text import Text
from perfkit.demo.pools import pool
from perfkit.training.cases.case import EXACT, JUDGED
from perfkit.training.cases.documents import Seen
from perfkit.training.cases.drawing import counts_of, supported
from perfkit.training.cases.grading import grade_sheet
from perfkit.training.cases.notes import plain

LEVELS = (1, 2, 3, 4)
NUMBERS = (1, 2, 3, 12, 30)


def test_kinds_of_department_are_mixed_at_every_level():
    for level in LEVELS:
        kinds = {case_of(number, level).submission.department.name[-4:] for number in range(1, 13)}
        assert len(kinds) >= 5, level


def test_documents_and_report_are_one_world_but_for_what_was_planted():
    for level in LEVELS:
        for number in range(1, 11):
            case = case_of(number, level)
            counts = counts_of(case.drawn.submission)
            for criterion, seen in case.drawn.seen.items():
                if seen.counted and criterion not in case.drawn.off:
                    assert seen.count == counts[seen.counted], (level, number, criterion)
            assert bool(case.drawn.off) <= (level > 2)
            if level < 3:
                assert not case._counted_otherwise
            clean = [finding.code for finding in case.findings if finding.severity == "error"]
            if level < 3:  # claims above what documents support are no contradiction of the world
                assert set(clean) <= {"score.above_high", "target.unmet"}, clean


@pytest.mark.parametrize("level", [1, 3])
def test_less_than_half_of_the_sentences_recur_between_cases(level):
    assert recurring(level, 20) < Fraction(1, 2)


def test_prices_are_those_of_the_thing():
    prices = {
        project["name"]: project["price"] for agency in pool("agencies") for project in agency["projects"]
    }
    seen = 0
    for number in range(1, 41):
        for row in case_of(number, 1).drawn.submission["targets"]["rows"]:
            name = row["name"].removesuffix("单位成本")
            if name != row["name"]:
                least, most = map(int, prices[name])
                given = float(row["actual"].split()[0])
                seen += 1
                assert least * 0.4 < given < most * 2.2, (row["name"], given)
    assert seen > 20


def test_planted_sentences_stand_anywhere():
    last = total = 0
    for number in range(1, 60):
        case = case_of(number, 3)
        for fault in case.drawn.faults:
            if fault.kind in ("restated_fact", "unit_slip", "restated_figure"):
                passages = [p for part in case.drawn.submission["narrative"].values() for p in part]
                words = fault.truth.zh.split("印作 ")[1].split("，")[0]
                home = next(p["text"] for p in passages if p["section"] == fault.places[0])
                total += 1
                last += words.replace(" ", "") in home.replace(" ", "").rstrip("。").rpartition("。")[2]
    assert total > 20 and last < total * 2 / 3


def test_planted_targets_stand_in_the_text_as_well():
    told = kept = 0
    for number in range(1, 21):
        case = case_of(number, 3)
        texts = [p["text"] for part in case.drawn.submission["narrative"].values() for p in part]
        actual = {row["name"]: row["actual"] for row in case.drawn.submission["targets"]["rows"]}
        for fault, one in zip(case.drawn.faults, case.contradictions, strict=False):
            name = next((place for place in fault.places[1:] if place in actual), None)
            if name is None or fault.kind == "weights":
                continue
            kept += 1
            if fault.places[-1] != name:
                told += 1
                assert any(f"“{actual[name]}”" in text and name in text for text in texts)
                assert plain(fault.places[-1]) in one.sections
    assert kept > 8 and kept / 4 < told < kept


@pytest.mark.parametrize("level", LEVELS)
def test_a_project_form_is_a_case_as_well(level):
    for number in range(1, 6):
        case = case_of(number, level, "s", "project")
        assert case.submission.project is not None and case.evaluation.rubric.id == "national-2020"
        assert grade_sheet(case, perfect_sheet(case)).share == 1
        assert bool(case.contradictions) == (level > 2)
        kinds = {one.kind for one in case.expected.values()}
        assert EXACT in kinds and (level > 1 or JUDGED in kinds)
        judged = [one for one in case.expected.values() if one.kind != EXACT]
        assert len(judged) >= 4 and (level > 1 or len(judged) == 5)
        targets = [one.places[1] for one in case.drawn.faults if "→" in one.truth.zh]
        assert len(targets) == len(set(targets))


def test_a_second_table_is_a_case_as_well():
    case = case_of(3, 2, "s", rubric="county-framework-2013")
    kinds = {expected.kind for expected in case.expected.values()}
    assert JUDGED in kinds and grade_sheet(case, perfect_sheet(case)).share == 1


@pytest.mark.parametrize(
    ("share", "full", "spans"),
    [
        ("33/36", "25", [("22", "23")]),  # 22.92, rounded to whole points down or up
        ("33/36", "2", [("1.8", "1.9")]),
        ("1/2", "10", [("5", "5")]),
        ("35/36", "1", [("0.9", "35/36")]),  # never full
    ],
)
def test_the_interval_is_what_the_document_gives(share, full, spans):
    judged = next(
        result
        for result in case_of(1, 1).evaluation.by_criterion.values()
        if result.criterion.rule == "judged" and not result.criterion.awardable
    )
    bounds = Points(Fraction(0), Fraction(full))
    given = replace(judged, outcome=judged.outcome._replace(points=bounds))
    seen = Seen("partial", Text("", ""), Fraction(share))
    assert [(show_exact(s.low), show_exact(s.high)) for s in supported(seen, given)] == spans
