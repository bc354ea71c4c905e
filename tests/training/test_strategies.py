"""What simulated trainees earn: informed ones much, uninformed ones little, on every level."""

from __future__ import annotations

from fractions import Fraction

import pytest
from benchmarks.bench_training import grades, judged_share, mean_share

LEVELS = (1, 2, 3, 4)
CASES = 8


@pytest.mark.parametrize("level", LEVELS)
def test_a_perfect_trainee_passes_every_case(level):
    assert all(grade.passed and grade.share == 1 for grade in grades("perfect", level, CASES))


@pytest.mark.parametrize(("level", "most"), [(1, "0.75"), (2, "0.7"), (3, "0.6"), (4, "0.5")])
def test_pasting_what_documents_say_at_full_points_is_not_enough(level, most):
    found = grades("paste", level, CASES)
    assert judged_share(found) < Fraction(most) and not any(grade.passed for grade in found)


@pytest.mark.parametrize("level", LEVELS)
def test_noting_everything_everywhere_fails(level):
    found = grades("shotgun", level, CASES)
    assert mean_share(found) < Fraction(1, 5) and not any(grade.passed for grade in found)
    assert all(grade.alarms > 2 for grade in found)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("strategy", ["copy-neighbour", "read-the-key", "copy-self-score"])
def test_copying_earns_little(strategy, level):
    found = grades(strategy, level, CASES)
    assert mean_share(found) < Fraction(2, 5) and judged_share(found) < Fraction(3, 20)
    assert not any(grade.passed for grade in found)


@pytest.mark.parametrize("level", LEVELS)
def test_an_average_trainee_earns_much_and_does_not_pass(level):
    found = grades("average", level, CASES)
    assert Fraction(7, 10) < mean_share(found) < Fraction(19, 20)
    assert mean_share(grades("careless", level, CASES)) > Fraction(3, 4)
