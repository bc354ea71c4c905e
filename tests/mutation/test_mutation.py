"""What the review finds of planted faults, and that it says nothing where there is none.

The figures stand in docs/checks.md; `python tests/mutation/measure.py` writes them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from harness import CODES, KINDS, MUTANTS, measure_all, table  # noqa: E402
from near_misses import NEAR_MISSES  # noqa: E402

from perfkit.demo import FAULT_KINDS  # noqa: E402

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def measured():
    """Every kind, planted once for the whole module."""
    return measure_all()


def test_every_kind_is_planted_named_and_has_near_misses():
    assert set(CODES) == set(KINDS) == set(NEAR_MISSES)
    assert set(FAULT_KINDS) < set(KINDS)
    assert len(CODES) >= 12


@pytest.mark.parametrize("kind", CODES)
def test_nine_in_ten_of_a_kind_are_found(measured, kind):
    result = next(r for r in measured[0] if r.kind == kind)
    assert result.planted >= 30 == min(MUTANTS, 30)
    assert result.recall >= 0.9, [fault.truth.zh for _, fault in result.missed]


def test_nineteen_in_twenty_are_found_over_all(measured):
    results = measured[0]
    assert sum(r.caught for r in results) / sum(r.planted for r in results) >= 0.95


@pytest.mark.parametrize("kind", NEAR_MISSES)
def test_near_misses_stay_silent(measured, kind):
    result = next(r for r in measured[0] if r.kind == kind)
    assert result.negatives >= 20
    assert not result.alarms, result.alarms[:3]


def test_clean_departments_give_no_finding_above_a_note(measured):
    _, alarms, clean = measured
    assert clean >= 200
    assert not alarms, alarms[:3]


def test_the_kept_table_is_the_measured_one(measured):
    results, alarms, clean = measured
    kept = (HERE.parent / "goldens" / "recall.tsv").read_text(encoding="utf-8")
    assert kept == table(results, clean, len(alarms)), "run python tests/mutation/measure.py"


def test_planting_knows_nothing_of_the_review():
    package = HERE.parent.parent / "perfkit" / "demo"
    for path in [*package.glob("*.py"), *HERE.glob("*near_misses.py"), HERE / "word_faults.py"]:
        assert "perfkit.review" not in path.read_text(encoding="utf-8"), path
