"""Properties of the rule kinds, held against exact arithmetic written out a second time."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.base.quantities import (
    Interval,
    decimal_places,
    parse_number,
    round_half_up,
    show_exact,
    show_number,
)
from perfkit.rubric import bands, extremes, rules
from perfkit.rubric.files import load_rubric
from perfkit.rubric.ratio_kinds import Bands, Limit

RATES = st.fractions(min_value=0, max_value=3, max_denominator=10_000)
TINY = Fraction(1, 10**6)
SHARE = st.fractions(min_value=0, max_value=1, max_denominator=1_000)
FULL = st.sampled_from([Fraction(1), Fraction(3, 2), Fraction(3), Fraction(6), Fraction(25)])
EACH = st.fractions(min_value=Fraction(1, 100), max_value=4, max_denominator=100)
RUBRICS = ("sz-2020", "national-2020", "hubei-2020")


def scales():
    """Every band scale of every bundled rubric, by criterion."""
    found = []
    for name in RUBRICS:
        for criterion in load_rubric(name).criteria.values():
            for part in (criterion, *getattr(criterion, "parts", ())):
                if isinstance(part, Bands):
                    found.append(pytest.param(part, id=f"{name} {part.id}"))
    return found


def limits():
    """Every limit of every bundled rubric."""
    return [
        pytest.param(c, id=f"{name} {c.id}")
        for name in RUBRICS
        for c in load_rubric(name).criteria.values()
        if isinstance(c, Limit)
    ]


def edges_of(criterion):
    """Where the points of a scale jump."""
    return {
        end
        for band in criterion.scale
        for end in (band.at_least, band.above, band.at_most, band.below)
        if end is not None
    }


class TestPointsStayInsideTheirBounds:
    @given(RATES, FULL, st.booleans())
    def test_proportional(self, rate, full, zero_if_over):
        points = rules.proportional_points(rate, full, zero_if_over=zero_if_over)
        assert 0 <= points <= full
        assert points == (rate * full if rate <= 1 else 0 if zero_if_over else full)

    @given(RATES, FULL, EACH, st.booleans())
    def test_allowance(self, rate, full, each, whole):
        free = Fraction(1, 10)
        points = rules.allowance_points(rate, full, free=free, each=each, whole_points=whole)
        assert 0 <= points <= full
        if rate <= free:
            assert points == full

    @given(st.integers(0, 60), FULL, EACH)
    def test_deduction(self, count, full, each):
        points = rules.deduction_points(Fraction(count), full, each)
        assert points == max(0, full - count * each)

    @given(RATES, FULL)
    def test_completion(self, rate, full):
        assert rules.completion_points(rate, full) == min(full, rate * full)

    @given(st.lists(RATES, min_size=1, max_size=4), FULL)
    def test_mean(self, shares, full):
        assert 0 <= rules.mean_points(shares, full) <= full


class TestBetterFactsNeverScoreLess:
    @given(RATES, RATES, FULL)
    def test_proportional_without_zero_if_over(self, a, b, full):
        worse, better = sorted((a, b))
        assert rules.proportional_points(worse, full) <= rules.proportional_points(better, full)

    @given(RATES, RATES, FULL, EACH, st.booleans())
    def test_less_adjustment_is_better(self, a, b, full, each, whole):
        better, worse = sorted((a, b))
        of = {"free": Fraction(1, 10), "each": each, "whole_points": whole}
        assert rules.allowance_points(better, full, **of) >= rules.allowance_points(worse, full, **of)

    @given(st.integers(0, 50), st.integers(0, 50), FULL, EACH)
    def test_fewer_findings_are_better(self, a, b, full, each):
        better, worse = sorted((a, b))
        assert rules.deduction_points(Fraction(better), full, each) >= rules.deduction_points(
            Fraction(worse), full, each
        )

    @given(RATES, RATES, st.booleans())
    def test_progress(self, a, b, capped):
        worse, better = sorted((a, b))
        schedule = Fraction(1, 4)
        assert rules.progress_share(worse, schedule, capped=capped) <= rules.progress_share(
            better, schedule, capped=capped
        )

    @given(RATES, RATES)
    def test_completion(self, a, b):
        worse, better = sorted((a, b))
        assert rules.completion_points(worse, Fraction(6)) <= rules.completion_points(better, Fraction(6))


class TestBands:
    @pytest.mark.parametrize("criterion", scales())
    @given(
        value=st.one_of(
            RATES,
            st.integers(0, 120).map(lambda n: Fraction(n, 100)),
            st.fractions(min_value=0, max_value=10**9, max_denominator=7),
        )
    )
    def test_every_number_has_exactly_one_answer(self, criterion, value):
        assert sum(band.holds(value) for band in criterion.scale) == 1
        assert 0 <= bands.band_points(value, criterion.scale) <= criterion.max

    @pytest.mark.parametrize("criterion", scales())
    def test_every_edge_belongs_to_one_band_and_its_neighbours_to_theirs(self, criterion):
        step = Fraction(1, 10**6)
        for edge in edges_of(criterion):
            for value in (edge - step, edge, edge + step):
                assert sum(band.holds(value) for band in criterion.scale) == 1

    @pytest.mark.parametrize("criterion", limits())
    @given(value=RATES)
    def test_a_limit_is_all_or_nothing(self, criterion, value):
        ends = (criterion.at_least, criterion.above, criterion.at_most, criterion.below)
        expected = (
            (ends[0] is None or value >= ends[0])
            and (ends[1] is None or value > ends[1])
            and (ends[2] is None or value <= ends[2])
            and (ends[3] is None or value < ends[3])
        )
        assert criterion.band.holds(value) == expected


class TestExtremes:
    @given(st.tuples(RATES, RATES).map(sorted), SHARE)
    def test_no_value_of_the_span_scores_outside(self, ends, share):
        low, high = ends
        inside = low + (high - low) * share
        for criterion in (part.values[0] for part in scales()):
            points = partial(bands.band_points, bands=criterion.scale)
            found = bands.band_extremes(points, Interval(low, high), criterion.scale)
            assert found.contains(points(inside))
            marks = [
                low,
                high,
                *(m for m in edges_of(criterion) if low <= m <= high),
                *(m + s for m in edges_of(criterion) for s in (-TINY, TINY) if low <= m + s <= high),
            ]
            assert found == Interval(min(map(points, marks)), max(map(points, marks)))

    @given(st.tuples(RATES, RATES).map(sorted), SHARE, EACH, st.booleans())
    def test_a_function_that_never_turns_is_bounded_by_its_ends(self, ends, share, each, whole):
        low, high = ends
        points = partial(
            rules.allowance_points, full=Fraction(1), free=Fraction(1, 10), each=each, whole_points=whole
        )
        found = extremes.ends(points, Interval(low, high), ())
        assert found.contains(points(low + (high - low) * share))
        assert extremes.ends(points, Interval(low, None), [Fraction(1, 10), Fraction(101)]).contains(
            points(high)
        )

    @given(st.tuples(RATES, RATES).map(sorted), SHARE, st.booleans())
    def test_jumps_and_bends_are_seen(self, ends, share, zero_if_over):
        low, high = ends
        inside = low + (high - low) * share
        found = extremes.extremes(
            lambda rate: rules.proportional_points(rate, Fraction(2), zero_if_over=zero_if_over),
            Interval(low, high),
            [Fraction(1)],
        )
        assert found.contains(rules.proportional_points(inside, Fraction(2), zero_if_over=zero_if_over))
        assert 0 <= found.low <= found.high <= 2

    @given(RATES, st.fractions(min_value=0, max_value=50, max_denominator=100))
    def test_an_open_end_covers_everything_beyond(self, low, more):
        found = extremes.extremes(
            lambda rate: rules.proportional_points(rate, Fraction(1), zero_if_over=True),
            Interval(low, None),
            [Fraction(1)],
        )
        assert found.contains(rules.proportional_points(low + more, Fraction(1), zero_if_over=True))


class TestNumbers:
    @given(st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**6))
    def test_what_is_rendered_reads_back(self, value):
        shown = show_exact(value)
        assert Fraction(shown) == value
        if "/" not in shown:
            assert parse_number(shown) == value

    @given(st.decimals(min_value=0, max_value=10**15, places=4, allow_nan=False))
    def test_what_is_printed_reads_back(self, value):
        assert show_number(parse_number(f"{value:f}"), 4) == f"{value:.4f}"

    @given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10**5), st.integers(0, 4))
    def test_rounding_is_half_up_and_off_by_half_a_digit_at_most(self, value, places):
        rounded = Fraction(round_half_up(value, places))
        half = Fraction(1, 2 * 10**places)
        assert abs(rounded - value) <= half
        if abs(rounded - value) == half:
            assert abs(rounded) > abs(value)

    @given(st.integers(0, 10**9), st.integers(0, 6))
    def test_decimal_places_are_those_printed(self, number, places):
        assert decimal_places(show_number(Fraction(number, 7), places)) == places
