"""The review as a whole."""

from __future__ import annotations

import json

import pytest
from small_submissions import RUBRIC, findings, narrative

from perfkit import load_department
from perfkit.review import CHECKS, ERROR, GROUPS, NOTE, SEVERITIES, points_at_stake, review
from perfkit.review.checks.readings import under
from perfkit.review.rulebook import rulebook


@pytest.fixture(scope="module")
def longhua():
    return load_department("sz-sif-longhua_2020").evaluate()


def test_findings_are_worst_first_without_duplicates_and_the_same_every_time(longhua):
    found = review(longhua)
    order = [SEVERITIES.index(f.severity) for f in found]
    assert order == sorted(order) and len(found) == len(set(found))
    assert found == review(load_department("sz-sif-longhua_2020").evaluate())


def test_every_finding_is_complete_in_both_languages(longhua):
    registered = {code for entry in CHECKS for code in entry.codes}
    for finding in review(longhua):
        assert finding.code in registered and finding.message.zh and finding.message.en
        assert all(place.section for place in finding.places)
        if finding.severity != NOTE:
            assert finding.places and finding.ask.zh and finding.ask.en, finding.code
        for row, points in finding.stakes:
            assert 0 <= points <= RUBRIC.by_id[row].max
        record = finding.to_record("en")
        assert (
            json.dumps(record)
            and record["stake_exact"] == str(finding.stake)
            and record["indicators"] == list(finding.rows)
        )
        assert "<script" not in finding._repr_html_()


def test_every_check_belongs_to_a_group_and_says_what_it_does():
    seen = [code for entry in CHECKS for code in entry.codes]
    assert len(seen) == len(set(seen))
    for entry in CHECKS:
        assert (
            entry.group in GROUPS
            and entry.function.__doc__
            and all(
                rulebook().codes[code].title.zh and rulebook().codes[code].title.en for code in entry.codes
            )
        )


def test_points_at_stake_count_a_row_once(longhua):
    stakes = points_at_stake(review(longhua), ERROR)
    assert all(points <= RUBRIC.by_id[row].max for row, points in stakes.items())
    assert stakes["performance.effect.benefits"] == 25


def test_an_empty_submission_has_nothing_to_say():
    assert [f for f in findings() if f.severity != NOTE] == []


def test_text_of_a_submission_is_escaped_in_html():
    found = findings(
        **narrative(problems="<b>经费存在不足</b>，调剂规模较大", budget_execution="年中没有进行项目调整")
    )
    assert found and all("<b>经费" not in f._repr_html_() for f in found)


def test_a_row_under_a_reading_is_what_a_whole_evaluation_gives(longhua):
    department = load_department("sz-sif-longhua_2020")
    for name, reading in RUBRIC.readings.items():
        for option in reading.options:
            whole = department.evaluate({name: option})
            for row, other in zip(longhua.rows, whole.rows, strict=True):
                assert under(longhua, row, {name: option}) == other.points, (name, option)


@pytest.mark.benchmark
def test_a_review_is_quick(longhua, capsys):
    import time

    review(longhua)
    times = []
    for _ in range(7):
        start = time.process_time()
        review(longhua)
        times.append(time.process_time() - start)
    with capsys.disabled():
        print(f"\nreview of the largest bundled department: {min(times) * 1000:.1f} ms")
    assert min(times) < 0.2
