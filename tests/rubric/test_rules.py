"""The rule kinds as functions: both sides of every edge, and what happens beyond the plan."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from perfkit.base.errors import FactError
from perfkit.base.quantities import Interval
from perfkit.rubric import bands, extremes, rules
from perfkit.rubric.bands import Band

CONTROL = (Band(F(3), below=F("0.9")), Band(F(2), at_least=F("0.9"), at_most=F(1)), Band(F(0), above=F(1)))


class TestBand:
    @pytest.mark.parametrize(
        ("ends", "inside", "outside"),
        [
            ({"at_least": F(1, 2)}, ["0.5", "0.51", "9"], ["0.49"]),
            ({"above": F(1, 2)}, ["0.51", "9"], ["0.5", "0.49"]),
            ({"at_most": F(1, 2)}, ["0.5", "0.49", "0"], ["0.51"]),
            ({"below": F(1, 2)}, ["0.49", "0"], ["0.5", "0.51"]),
            ({"at_least": F(1, 4), "below": F(1, 2)}, ["0.25", "0.49"], ["0.24", "0.5"]),
            ({"above": F(1, 4), "at_most": F(1, 2)}, ["0.26", "0.5"], ["0.25", "0.51"]),
            ({}, ["0", "99"], []),
        ],
    )
    def test_each_end_has_one_owner(self, ends, inside, outside):
        band = Band(F(1), **ends)
        assert all(band.holds(F(value)) for value in inside)
        assert not any(band.holds(F(value)) for value in outside)

    @pytest.mark.parametrize(
        ("ends", "low", "high", "expected"),
        [
            ({"at_least": F(1, 2)}, "0.2", "0.5", True),
            ({"at_least": F(1, 2)}, "0.2", "0.4", False),
            ({"above": F(1, 2)}, "0.2", "0.5", False),
            ({"above": F(1, 2)}, "0.2", "0.6", True),
            ({"at_most": F(1, 2)}, "0.5", "0.9", True),
            ({"at_most": F(1, 2)}, "0.6", "0.9", False),
            ({"below": F(1, 2)}, "0.5", "0.9", False),
            ({"below": F(1, 2)}, "0.4", "0.9", True),
            ({"at_least": F(1, 4), "below": F(1, 2)}, "0.1", "0.9", True),
            ({"at_least": F(1, 4), "below": F(1, 2)}, "0.5", "0.9", False),
            ({"at_least": F(1, 4), "below": F(1, 2)}, "0.1", "0.2", False),
            ({"at_most": F(1, 2)}, "0.6", None, False),
            ({"above": F(1, 2)}, "0.1", None, True),
            ({"at_least": F(5)}, "0.1", None, True),
            ({"below": F(1, 2)}, "0.5", None, False),
        ],
    )
    def test_it_touches_a_span_where_they_share_a_value(self, ends, low, high, expected):
        assert Band(F(1), **ends).touches(Interval(F(low), high and F(high))) is expected

    @pytest.mark.parametrize(
        ("ends", "words"),
        [
            ({"at_least": F("0.9"), "below": F(1)}, "90% ≤ x < 100%"),
            ({"above": F("0.9"), "at_most": F(1)}, "90% < x ≤ 100%"),
            ({"below": F("0.05")}, "x < 5%"),
            ({"at_most": F("0.05")}, "x ≤ 5%"),
            ({"at_least": F("0.951")}, "95.1% ≤ x"),
            ({"above": F(1, 3)}, "100/3% < x"),
            ({}, "x"),
        ],
    )
    def test_it_says_its_ends_in_words(self, ends, words):
        assert Band(F(0), **ends).words() == words

    def test_a_band_is_a_value(self):
        assert Band(F(1), below=F(2)) == Band(F(1), below=F(2)) != Band(F(1), at_most=F(2))
        with pytest.raises(AttributeError):
            Band(F(1)).points = F(2)


class TestBandPoints:
    @pytest.mark.parametrize(
        ("rate", "points"),
        [("0", 3), ("0.8999", 3), ("0.9", 2), ("0.95", 2), ("1", 2), ("1.0001", 0), ("7", 0)],
    )
    def test_the_band_that_holds_the_value_decides(self, rate, points):
        assert bands.band_points(F(rate), CONTROL) == points

    def test_a_value_outside_every_band_is_refused_by_name(self):
        with pytest.raises(FactError) as caught:
            bands.band_points(F("1.5"), CONTROL[:2])
        assert caught.value.message.zh == "没有分档包含 1.5"
        assert caught.value.message.en == "no band holds 1.5"


class TestIntervals:
    def test_an_exact_value_gives_exact_points_from_each_of_the_three(self):
        for function, edges in ((extremes.extremes, [F(1)]), (extremes.ends, [F(1)])):
            assert function(lambda x: 2 * x, Interval.exact(F(1, 3)), edges) == Interval(F(2, 3), F(2, 3))
        assert bands.band_extremes(
            lambda x: bands.band_points(x, CONTROL), Interval.exact(F("0.95")), CONTROL
        ) == Interval(F(2), F(2))

    def test_bands_over_a_span(self):
        def over(low, high):
            return bands.band_extremes(
                lambda x: bands.band_points(x, CONTROL), Interval(F(low), high and F(high)), CONTROL
            )

        assert over("0.5", "0.8") == Interval(F(3), F(3))
        assert over("0.5", "0.9") == Interval(F(2), F(3))
        assert over("0.5", None) == Interval(F(0), F(3))
        assert over("0.9", "1") == Interval(F(2), F(2))
        assert over("1", "1.0001") == Interval(F(0), F(2))

    def test_extremes_see_a_jump_inside_the_span_and_on_its_way_out(self):
        def points(rate):
            return rules.proportional_points(rate, F(1), zero_if_over=True)

        assert extremes.extremes(points, Interval(F("0.4"), F("0.6")), [F(1)]) == Interval(F("0.4"), F("0.6"))
        assert extremes.extremes(points, Interval(F("0.4"), F(1)), [F(1)]) == Interval(F("0.4"), F(1))
        assert extremes.extremes(points, Interval(F("0.4"), F(3)), [F(1)]) == Interval(F(0), F(1))
        assert extremes.extremes(points, Interval(F("0.4"), None), [F(1)]) == Interval(F(0), F(1))
        assert extremes.extremes(points, Interval(F(1), F(3)), [F(1)]) == Interval(F(0), F(1))
        assert extremes.extremes(points, Interval(F(2), None), [F(1)]) == Interval(F(0), F(0))
        assert extremes.extremes(points, Interval(F(2), F(3)), [F(1)]) == Interval(F(0), F(0))

    def test_extremes_look_between_the_edges_as_well(self):
        def dip(value):
            return F(0) if F(1) < value < F(2) else F(5)

        assert extremes.extremes(dip, Interval(F(0), F(3)), [F(1), F(2)]) == Interval(F(0), F(5))
        assert extremes.extremes(dip, Interval(F(1), F(2)), [F(1), F(2)]) == Interval(F(0), F(5))
        assert extremes.extremes(dip, Interval(F(0), F(1)), [F(1), F(2)]) == Interval(F(5), F(5))

    def test_an_edge_at_the_end_of_a_span_is_not_crossed(self):
        asked = []

        def points(value):
            asked.append(value)
            return value

        extremes.extremes(points, Interval(F(1), F(2)), [F(1), F(2), F(9)])
        assert sorted(asked) == [1, F(3, 2), 2]
        asked.clear()
        extremes.extremes(points, Interval(F(1), None), [F(0), F(4)])
        assert max(asked) == 5

    def test_ends_of_rising_and_falling_functions(self):
        assert extremes.ends(lambda x: x, Interval(F(1), F(4)), [F(2)]) == Interval(F(1), F(4))
        assert extremes.ends(lambda x: -x, Interval(F(1), F(4)), [F(2)]) == Interval(F(-4), F(-1))
        assert extremes.ends(lambda x: min(x, F(9)), Interval(F(1), None), [F(2), F(8)]) == Interval(
            F(1), F(9)
        )
        assert extremes.ends(lambda x: x, Interval(F(5), None), [F(2)]) == Interval(F(5), F(6))
        assert extremes.ends(lambda x: x, Interval(F(5), None), []) == Interval(F(5), F(6))


class TestProportional:
    @pytest.mark.parametrize(
        ("rate", "points"), [("0", "0"), ("0.5", "1"), ("0.9999", "1.9998"), ("1", "2"), ("1.01", "2")]
    )
    def test_capped_at_full(self, rate, points):
        assert rules.proportional_points(F(rate), F(2)) == F(points)

    @pytest.mark.parametrize(("rate", "points"), [("0.9999", "1.9998"), ("1", "2"), ("1.0001", "0")])
    def test_zero_only_beyond_the_plan(self, rate, points):
        assert rules.proportional_points(F(rate), F(2), zero_if_over=True) == F(points)

    def test_never_below_zero(self):
        assert rules.proportional_points(F(-1), F(2)) == 0


class TestAllowance:
    OF = {"free": F("0.1"), "each": F("0.1")}

    @pytest.mark.parametrize(
        ("rate", "whole", "pro_rata"),
        [
            ("0.05", "1", "1"),
            ("0.1", "1", "1"),
            ("0.1099", "1", "0.901"),
            ("0.11", "0.9", "0.9"),
            ("0.1299", "0.8", "0.701"),
            ("0.199", "0.1", "0.01"),
            ("0.2", "0", "0"),
            ("0.9", "0", "0"),
        ],
    )
    def test_whole_points_or_pro_rata(self, rate, whole, pro_rata):
        assert rules.allowance_points(F(rate), F(1), **self.OF) == F(whole)
        assert rules.allowance_points(F(rate), F(1), **self.OF, whole_points=False) == F(pro_rata)


class TestDeduction:
    @pytest.mark.parametrize(("count", "points"), [(0, 8), (1, 4), (2, 0), (3, 0)])
    def test_four_off_for_each_with_a_floor(self, count, points):
        assert rules.deduction_points(F(count), F(8), F(4)) == points

    def test_the_floor_is_exact(self):
        assert rules.deduction_points(F(2), F("2.5"), F(1)) == F("0.5")


class TestProgress:
    def test_capped_at_one_unless_told(self):
        assert rules.progress_share(F("0.2"), F("0.25")) == F(4, 5)
        assert rules.progress_share(F("0.25"), F("0.25")) == 1
        assert rules.progress_share(F("0.5"), F("0.25")) == 1
        assert rules.progress_share(F("0.5"), F("0.25"), capped=False) == 2

    def test_the_mean_of_shares_times_full_and_never_above(self):
        assert rules.mean_points([F(1), F(1, 2)], F(2)) == F(3, 2)
        assert rules.mean_points([F(1, 4)], F(2)) == F(1, 2)
        assert rules.mean_points([F(4), F(1)], F(2)) == 2
        assert rules.mean_points([F(0), F(0)], F(2)) == 0


class TestCompletion:
    @pytest.mark.parametrize(
        ("rate", "points"), [("-0.5", "0"), ("0", "0"), ("0.75", "4.5"), ("1", "6"), ("1.2", "6")]
    )
    def test_completion(self, rate, points):
        assert rules.completion_points(F(rate), F(6)) == F(points)


class TestSumsOfSome:
    def test_each_item_is_met_or_not(self):
        assert rules.sums_of_some([]) == {F(0)}
        assert rules.sums_of_some([F(1)]) == {F(0), F(1)}
        assert rules.sums_of_some([F(1), F(1)]) == {F(0), F(1), F(2)}
        assert rules.sums_of_some([F("0.5"), F("1.5"), F(1)]) == {
            F(0),
            F("0.5"),
            F(1),
            F("1.5"),
            F(2),
            F("2.5"),
            F(3),
        }
