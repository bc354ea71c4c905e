"""The domain's ratios: each by hand, and what missing, zero and disputed parts do to them."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.base.errors import FactError
from perfkit.base.quantities import ANY, Interval
from perfkit.filing.catalogue import fact_catalogue
from perfkit.rubric.ratios import RatioEntry, shared_ratios

RATIOS = shared_ratios()

BY_HAND = {
    # ratio: (arguments, value)
    "procurement_rate": ((198_500, 213_100), F(1985, 2131)),
    "budget_adjustment_rate": ((100, 25, 1000), F(1, 8)),
    "budget_transfer_rate": ((25, 1000), F(1, 40)),
    "fixed_assets_use_rate": ((3, 4), F(3, 4)),
    "staffing_control_rate": ((55, 63), F(55, 63)),
    "off_establishment_rate": ((5, 45), F(1, 10)),
    "off_establishment_to_established_rate": ((5, 45), F(1, 9)),
    "three_public_control_rate": ((51_600, 70_000), F(129, 175)),
    "daily_running_control_rate": ((9, 10), F(9, 10)),
    "spending_progress_q1": ((1, 5), F(1, 5)),
    "spending_progress_q2": ((2, 5), F(2, 5)),
    "spending_progress_q3": ((3, 5), F(3, 5)),
    "execution_rate": ((4787, 4885), F(4787, 4885)),
    "project_completion_rate": ((3, 4), F(3, 4)),
}
EXPECTED = {
    # ratio: (arguments with which it rises, the fact it is printed under, what it can never exceed)
    "procurement_rate": ({"procurement_actual"}, "procurement_rate", None),
    "budget_adjustment_rate": ({"budget_added", "budget_transferred"}, "budget_adjustment_rate", None),
    "budget_transfer_rate": ({"budget_transferred"}, "budget_transfer_rate", None),
    "fixed_assets_use_rate": ({"fixed_assets_in_use"}, "fixed_assets_use_rate", F(1)),
    "staffing_control_rate": ({"established_staff_count"}, "staffing_control_rate", None),
    "off_establishment_rate": ({"off_establishment_count"}, "off_establishment_rate", F(1)),
    "off_establishment_to_established_rate": ({"off_establishment_count"}, "off_establishment_rate", None),
    "three_public_control_rate": ({"three_public_spent"}, "three_public_control_rate", None),
    "daily_running_control_rate": ({"daily_running_spent"}, "daily_running_control_rate", None),
    "spending_progress_q1": ({"spent_by_q1"}, "spending_progress_q1", None),
    "spending_progress_q2": ({"spent_by_q2"}, "spending_progress_q2", None),
    "spending_progress_q3": ({"spent_by_q3"}, "spending_progress_q3", None),
    "execution_rate": ({"spent_total"}, "execution_rate", None),
    "project_completion_rate": ({"projects_finished_count"}, "project_completion_rate", F(1)),
}


def facts_of(name: str, values) -> dict[str, F]:
    return dict(zip(RATIOS[name].arguments, map(F, values), strict=True))


def spans(name: str, **given) -> dict[str, Interval]:
    """Exact intervals, but for those given as (low, high)."""
    values = {
        key: value if isinstance(value, Interval) else Interval.exact(F(value))
        for key, value in given.items()
    }
    return {argument: values[argument] for argument in RATIOS[name].arguments}


class TestTheClosedList:
    def test_every_ratio_is_worked_by_hand_here(self):
        assert set(RATIOS) == set(BY_HAND) == set(EXPECTED)

    @pytest.mark.parametrize("name", BY_HAND)
    def test_by_hand(self, name):
        values, expected = BY_HAND[name]
        assert RATIOS[name].value(facts_of(name, values)) == expected
        assert RATIOS[name].span(
            {key: Interval.exact(value) for key, value in facts_of(name, values).items()}
        ) == Interval.exact(expected)

    @pytest.mark.parametrize("name", EXPECTED)
    def test_what_it_rises_with_where_it_is_printed_and_its_ceiling(self, name):
        rising, printed, at_most = EXPECTED[name]
        ratio = RATIOS[name]
        assert (ratio.name, ratio.printed, ratio.at_most) == (name, printed, at_most)
        assert rising <= {fact for sign, fact in ratio.part if sign > 0}

    def test_arguments_are_facts(self):
        known = set(fact_catalogue())
        for found in RATIOS.values():
            assert set(found.arguments) <= known and found.by_size <= set(found.arguments)

    @pytest.mark.parametrize("name", BY_HAND)
    def test_it_rises_and_falls_as_it_says(self, name):
        ratio = RATIOS[name]
        base = facts_of(name, BY_HAND[name][0])
        value = ratio.value(base)
        for argument in ratio.arguments:
            more = ratio.value({**base, argument: base[argument] + F(1, 2)})
            assert more > value if argument in EXPECTED[name][0] else more < value


COMPLETION = RatioEntry(
    zh="预算完成率", part=["opening", "initial", "added", "-closing"], whole=["opening", "initial", "added"]
).ratio("completion")
CHANGE = RatioEntry(zh="变动率", part=["now", "-before"], whole="before").ratio("change")
AMOUNT = st.integers(0, 40).map(F)


class TestSumsAndDifferences:
    """Ratios as a rubric file declares them: no direction is written down, and no value is missed."""

    def test_by_hand(self):
        facts = {"opening": F(10), "initial": F(80), "added": F(10), "closing": F(9)}
        assert COMPLETION.value(facts) == F(91, 100)
        assert CHANGE.value({"now": F(9), "before": F(8)}) == F(1, 8)
        assert CHANGE.value({"now": F(6), "before": F(8)}) == F(-1, 4)

    def test_a_fact_on_both_sides_that_is_missing(self):
        known = {"initial": F(80), "added": F(10), "closing": F(9)}
        span = COMPLETION.span(
            {**{name: Interval.exact(value) for name, value in known.items()}, "opening": ANY}
        )
        assert span == Interval(F(81, 90), F(1))

    def test_last_year_missing(self):
        span = CHANGE.span({"now": Interval.exact(F(8)), "before": ANY})
        assert span == Interval(F(-1), None)

    @given(st.lists(st.tuples(AMOUNT, AMOUNT), min_size=4, max_size=4), st.data())
    def test_every_value_inside_the_facts_lies_inside_the_span(self, ends, data):
        given = {name: Interval(*sorted(pair)) for name, pair in zip(COMPLETION.arguments, ends, strict=True)}
        span = COMPLETION.span(given)
        facts = {
            name: data.draw(st.fractions(min_value=one.low, max_value=one.high, max_denominator=7))
            for name, one in given.items()
        }
        try:
            value = COMPLETION.value(facts)
        except FactError:
            return
        assert value is None or span.contains(value)

    @given(st.lists(st.tuples(AMOUNT, AMOUNT), min_size=4, max_size=4))
    def test_the_ends_of_the_span_are_reached(self, ends):
        given = {name: Interval(*sorted(pair)) for name, pair in zip(COMPLETION.arguments, ends, strict=True)}
        if not sum(given[name].low for name in ("opening", "initial", "added")):
            return
        span = COMPLETION.span(given)
        corners = [
            COMPLETION.value(dict(zip(given, corner, strict=True))) for corner in product(*given.values())
        ]
        assert (span.low, span.high) == (min(corners), max(corners))


class TestZero:
    @pytest.mark.parametrize("name", BY_HAND)
    def test_nothing_of_nothing_is_no_ratio(self, name):
        nothing = facts_of(name, [0] * len(RATIOS[name].arguments))
        assert RATIOS[name].value(nothing) is None
        assert RATIOS[name].span({key: Interval.exact(value) for key, value in nothing.items()}) is None

    def test_something_of_nothing_is_refused_and_beyond_every_bound(self):
        facts = facts_of("procurement_rate", (5, 0))
        with pytest.raises(FactError) as caught:
            RATIOS["procurement_rate"].value(facts)
        assert caught.value.message.zh == "分母为 0 而分子不为 0"
        assert caught.value.message.en == "the whole is zero and the part is not"
        span = RATIOS["procurement_rate"].span({key: Interval.exact(value) for key, value in facts.items()})
        assert span.low >= 10**9 and span.high is None

    def test_a_whole_that_may_be_zero_leaves_the_ratio_unbounded(self):
        span = RATIOS["procurement_rate"].span(
            spans("procurement_rate", procurement_actual=5, procurement_planned=Interval(F(0), F(10)))
        )
        assert span == Interval(F(1, 2), None)

    def test_part_and_whole_that_may_both_be_zero(self):
        span = RATIOS["procurement_rate"].span(
            spans(
                "procurement_rate",
                procurement_actual=Interval(F(0), F(1)),
                procurement_planned=Interval(F(0), F(10)),
            )
        )
        assert span == Interval(F(0), None)

    def test_nothing_at_one_end_counts_as_zero_there(self):
        span = RATIOS["procurement_rate"].span(
            spans("procurement_rate", procurement_actual=Interval(F(0), F(1)), procurement_planned=0)
        )
        assert span == Interval(F(0), None)

    def test_nothing_of_an_unknown_plan_is_zero_or_no_ratio_at_all(self):
        given = spans("procurement_rate", procurement_actual=0, procurement_planned=Interval(F(0), F(10)))
        assert RATIOS["procurement_rate"].span(given) == Interval.exact(F(0))
        assert RATIOS["procurement_rate"].may_be_nothing(given)


class TestMissingAndDisputed:
    def test_a_disputed_part_gives_both_ends(self):
        span = RATIOS["execution_rate"].span(
            spans("execution_rate", spent_total=Interval(F(90), F(95)), budget_total=Interval(F(100), F(120)))
        )
        assert span == Interval(F(90, 120), F(95, 100))

    def test_a_missing_part_leaves_everything_from_zero_up(self):
        assert RATIOS["execution_rate"].span(
            spans("execution_rate", spent_total=ANY, budget_total=100)
        ) == Interval(F(0), None)

    def test_a_missing_whole_leaves_everything_but_below_zero(self):
        assert RATIOS["execution_rate"].span(
            spans("execution_rate", spent_total=90, budget_total=ANY)
        ) == Interval(F(0), None)

    def test_a_part_known_from_below_bounds_the_ratio_from_below(self):
        span = RATIOS["budget_adjustment_rate"].span(
            spans("budget_adjustment_rate", budget_added=100, budget_transferred=ANY, budget_initial=1000)
        )
        assert span == Interval(F(1, 10), None)

    def test_a_whole_known_from_below_bounds_the_ratio_from_above(self):
        span = RATIOS["three_public_control_rate"].span(
            spans(
                "three_public_control_rate", three_public_spent=50, three_public_budget=Interval(F(100), None)
            )
        )
        assert span == Interval(F(0), F(1, 2))

    @pytest.mark.parametrize("name", [name for name, (_, _, most) in EXPECTED.items() if most])
    def test_a_share_never_exceeds_its_ceiling(self, name):
        part, whole = (
            next(a for a in RATIOS[name].arguments if (a in EXPECTED[name][0]) is rising)
            for rising in (True, False)
        )
        assert RATIOS[name].span(spans(name, **{part: ANY, whole: 50})) == Interval(F(0), F(1))
        assert RATIOS[name].span(spans(name, **{part: Interval(F(1), F(2)), whole: 50})).high < F(1)
        unbounded = RATIOS[name].span(
            spans(name, **{part: Interval(F(10), F(90)), whole: Interval(F(0), F(50))})
        )
        assert unbounded.high == 1

    def test_a_ceiling_is_no_floor(self):
        assert RATIOS["fixed_assets_use_rate"].span(
            spans("fixed_assets_use_rate", fixed_assets_in_use=2, fixed_assets_total=Interval(F(1), F(4)))
        ) == Interval(F(1, 2), F(1))


class TestCuts:
    """A cut in the budget counts by its size."""

    @pytest.mark.parametrize(("added", "expected"), [("-100", "0.125"), ("100", "0.125"), ("0", "0.025")])
    def test_by_size(self, added, expected):
        facts = facts_of("budget_adjustment_rate", (F(added), 25, 1000))
        assert RATIOS["budget_adjustment_rate"].value(facts) == F(expected)

    @pytest.mark.parametrize(
        ("low", "high", "expected"),
        [
            ("-100", "-50", ("0.05", "0.1")),
            ("50", "100", ("0.05", "0.1")),
            ("-100", "50", ("0", "0.1")),
            ("-50", "100", ("0", "0.1")),
            ("-50", "0", ("0", "0.05")),
            ("0", "50", ("0", "0.05")),
        ],
    )
    def test_a_disputed_cut_or_addition(self, low, high, expected):
        given = spans(
            "budget_adjustment_rate",
            budget_added=Interval(F(low), F(high)),
            budget_transferred=0,
            budget_initial=1000,
        )
        assert RATIOS["budget_adjustment_rate"].span(given) == Interval(*map(F, expected))

    def test_only_what_is_declared_counts_by_size(self):
        given = spans("execution_rate", spent_total=Interval(F(-10), F(50)), budget_total=100)
        assert RATIOS["execution_rate"].span(given) == Interval(F(-1, 10), F(1, 2))

    def test_an_addition_known_only_from_below(self):
        for low, expected in (("-5", "0"), ("50", "0.05")):
            given = spans(
                "budget_adjustment_rate",
                budget_added=Interval(F(low), None),
                budget_transferred=0,
                budget_initial=1000,
            )
            assert RATIOS["budget_adjustment_rate"].span(given) == Interval(F(expected), None)
