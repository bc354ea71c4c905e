"""Ranks by stated points, one filing a department and year, courses over years, means over departments."""

from __future__ import annotations

import shutil
from dataclasses import replace
from fractions import Fraction

import pytest

from perfkit.base.errors import FactError
from perfkit.base.quantities import Interval, round_half_up
from perfkit.cohort.loading import load_cohort
from perfkit.cohort.swaps import can_swap, movable_by
from perfkit.cohort.weighed import Weighed
from perfkit.demo import write_cohort
from perfkit.views.charts.cohort import ranking_chart
from perfkit.views.charts.cohort_rows import heat_chart


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    out = tmp_path_factory.mktemp("members") / "demo"
    write_cohort(out, 3, 5, level=2)
    return load_cohort([out])


def with_points(cohort, *spans):
    members = tuple(
        replace(member, points=Interval(Fraction(low), Fraction(high)))
        for member, (low, high) in zip(cohort.members, spans, strict=True)
    )
    return replace(cohort, members=members)


def test_points_that_print_alike_share_a_rank(cohort):
    tied = with_points(cohort, ("93.374", "93.374"), ("93.366", "93.366"), ("95", "95"))
    assert [(place.rank("zh"), place.tied) for place in tied.ranking] == [
        ("1", 0),
        ("2（并列）", 1),
        ("2（并列）", 1),
    ]
    assert ranking_chart(tied).title == "3 个部门的名次可以排定，其中 2 个得分相同，名次并列"


def test_an_interval_that_only_touches_another_cannot_be_above_it(cohort):
    touching = with_points(cohort, ("90", "93"), ("93", "93"), ("80", "81"))
    assert [(place.best, place.worst) for place in touching.ranking] == [(1, 1), (1, 2), (3, 3)]


def test_one_department_is_not_ranked(cohort):
    alone = replace(cohort, members=cohort.members[:1])
    assert "不排名次" in ranking_chart(alone).title


@pytest.mark.parametrize(
    ("points", "course"),
    [
        (("80", "90", "81"), "both"),
        (("80", "85", "90"), "up"),
        (("90", "85", "80"), "down"),
        (("80", "80.001", "80"), "same"),
        (("80", "80", "81"), "up"),
    ],
)
def test_the_course_of_three_years_is_not_its_first_and_last(cohort, points, course):
    assert cohort.course(with_points(cohort, *((one, one) for one in points)).members) == course


def test_years_whose_intervals_overlap_leave_the_course_open(cohort):
    assert cohort.course(with_points(cohort, ("80", "86"), ("85", "85"), ("90", "90")).members) == "open"


def test_two_roots_with_the_same_folder_names_are_told_apart_by_department_and_year(tmp_path):
    for name, seed in (("a", 5), ("b", 50)):
        write_cohort(tmp_path / name, 2, seed, level=2)
    for number, folder in enumerate(sorted((tmp_path / "b").iterdir())):
        folder.rename(tmp_path / "b" / sorted((tmp_path / "a").iterdir())[number].name)
    found = load_cohort([tmp_path / "a", tmp_path / "b"])
    assert len({member.key for member in found.members}) == len(found.members) == 4
    assert not found.trends and not found.problems
    assert len(ranking_chart(found).data) == 4


def test_a_department_and_year_filed_twice_is_taken_once_and_said(tmp_path):
    write_cohort(tmp_path / "a", 2, 5, level=2)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    found = load_cohort([tmp_path / "a", tmp_path / "b"])
    assert len(found.members) == 2 and not found.trends
    assert ["有两份材料" in message.zh for _, _, message in found.problems] == [True, True]


def test_the_heat_chart_of_many_gives_the_mean_of_all_departments(cohort):
    row = cohort.rubric.indicators[0].id
    members = []
    for number in range(40):
        member = cohort.members[number % 3]
        rows = tuple(
            replace(
                one, points=Interval.exact(one.max if number % 4 or one.indicator != row else Fraction(0))
            )
            for one in member.rows
        )
        members.append(replace(member, key=str(number), rows=rows, points=Interval.exact(Fraction(number))))
    chart = heat_chart(replace(cohort, members=tuple(members)))
    assert chart.title.endswith("平均 75%") and cohort.rubric.indicators[0].name.zh in chart.title


def test_a_row_that_does_not_apply_is_no_zero_in_the_heat_chart(cohort):
    row = cohort.rubric.indicators[0].id
    members = [
        replace(
            cohort.members[0],
            key=str(number),
            rows=tuple(
                replace(one, points=Interval.exact(Fraction(0)), applicable=Fraction(0))
                if number and one.indicator == row
                else replace(one, points=Interval.exact(one.max * (one.indicator == row or number == 0)))
                for one in cohort.members[0].rows
            ),
        )
        for number in range(3)
    ]
    chart = heat_chart(replace(cohort, members=tuple(members)))
    assert sorted(share is None for share in chart.data[row]) == [False, True, True]
    assert cohort.rubric.indicators[0].name.zh not in chart.title


def weighed(cohort, *points):
    full = tuple(row.max for row in cohort.rubric.indicators)
    filled = tuple(tuple(map(Fraction, one)) + full[len(one) :] for one in points)
    return Weighed(("a", "b"), cohort.rubric.indicators, filled, (full, full), cohort.rubric)


def test_weights_that_swap_two_departments_are_found_where_draws_need_not_find_them(cohort):
    close = weighed(cohort, ("5", "4", "3", "0"), ("0", "5", "3", "4"))  # 12 and 12 of the first four rows
    assert movable_by(close) == [1, 1]
    apart = weighed(cohort, ("5", "5", "3", "7"), ("0", "5", "3", "7"))  # ahead in every row that differs
    assert can_swap(apart, 0, 1) is None and movable_by(apart) == [0, 0]
    led = weighed(cohort, ("5", "4", "3", "0"), ("0", "4", "3", "4.5"))  # half a point ahead
    factors = can_swap(led, 0, 1)
    before, after = led.totals([1000] * len(led.rows)), led.totals(factors)
    assert before[0] > before[1] and after[0] <= after[1]
    assert set(factors) <= {900, 1100} and round_half_up(before[0] - before[1]) == Fraction("0.5")
    assert can_swap(led, 0, 1, percent=1) is None


def test_departments_to_which_different_rows_apply_are_not_decided(cohort):
    one = weighed(cohort, ("5",), ("4",))
    other = replace(one, full=(one.full[0], (Fraction(0), *one.full[0][1:])))
    assert movable_by(other) == [None, None]
    with pytest.raises(FactError):
        can_swap(other, 0, 1)
