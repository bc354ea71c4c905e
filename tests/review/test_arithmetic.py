"""Printed precision, approximate figures, and explanations that printed figures allow."""

from __future__ import annotations

from fractions import Fraction

import pytest

from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import (
    CUT,
    DIFFERS,
    FITS,
    compare,
    equal_amount,
    implied_parts,
    rate_fits,
    round_share,
    show_gap,
    slack,
    subset_sum,
)


def said(value: str, unit: str = "", **more) -> Statement:
    return Statement(value=value, unit=unit, section="一", **more)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (said("4885.47", "万元"), "50"),
        (said("2441", "万元"), "5000"),
        (said("55", "人"), "0"),
        (said("97.99", "%"), "1/20000"),
        (said("10.8", "万家"), "500"),
        (said("10.8", "万家", approximate=True), "1000"),
        (said("40", "场", approximate=True), "10"),
        (said("7800", "元", approximate=True), "100"),
        (said("3318", "平方米"), "1/2"),
    ],
)
def test_slack_is_half_the_last_digit_and_nothing_for_what_is_counted(statement, expected):
    assert slack(statement) == Fraction(expected)


@pytest.mark.parametrize(
    ("gap", "outcome"), [("0.5", FITS), ("-0.5", FITS), ("0.51", CUT), ("1", CUT), ("1.01", DIFFERS)]
)
def test_a_gap_within_print_fits_and_one_digit_may_have_been_cut(gap, outcome):
    assert compare(Fraction(gap), Fraction("0.5")) == outcome


@pytest.mark.parametrize(
    ("rate", "part", "whole", "outcome"),
    [
        ("87.30", "55", "63", FITS),
        ("87.3", "55", "63", FITS),
        ("87.29", "55", "63", DIFFERS),
        ("85.71", "55", "63", DIFFERS),
        ("66.66", "2", "3", CUT),
        ("66.67", "2", "3", FITS),
    ],
)
def test_a_rate_fits_its_parts_to_the_print(rate, part, whole, outcome):
    assert rate_fits(said(rate, "%"), said(part, "人"), said(whole, "人")) == outcome


def test_coarse_parts_widen_what_a_rate_may_be():
    assert rate_fits(said("93.15", "%"), said("19.85", "万元"), said("21.31", "万元")) == FITS
    assert rate_fits(said("93.4", "%"), said("20", "万元"), said("21", "万元")) == FITS


def test_a_whole_of_zero_has_no_rate():
    assert rate_fits(said("100", "%"), said("0", "万元"), said("0.00", "万元")) == DIFFERS


def test_whole_number_parts_are_found_on_both_sides_of_the_rounding():
    assert implied_parts(said("85.71", "%"), Fraction(63)) == [54]
    assert implied_parts(said("85", "%"), Fraction(63)) == []
    assert implied_parts(said("50", "%"), Fraction(10)) == [5]


def test_a_flat_cut_is_named_only_where_it_is_exact():
    assert round_share(Fraction(101975), Fraction(107342)) == Fraction(19, 20)
    assert round_share(Fraction(101900), Fraction(107342)) is None
    assert round_share(Fraction(5), Fraction(5)) is None


def test_a_difference_is_explained_only_by_an_amount_it_equals():
    printed = [("vehicle_running_spent", said("5.16", "万元")), ("other", said("800", "万元"))]
    found = equal_amount(Fraction("-51570.2"), Fraction(50), printed)
    assert found is not None and found[0] == "vehicle_running_spent"
    assert equal_amount(Fraction(60_000), Fraction(50), printed) is None
    assert equal_amount(Fraction("-51570.2"), Fraction(50), printed, skip=("vehicle_running_spent",)) is None


def test_terms_that_add_up_are_found_fewest_first():
    terms = [("a", Fraction(3)), ("b", Fraction(4)), ("c", Fraction(5)), ("d", Fraction(7))]
    assert subset_sum(Fraction(12), Fraction(0), terms) == ("c", "d")
    assert subset_sum(Fraction(100), Fraction(0), terms) is None


def test_gaps_of_rates_are_percentage_points():
    assert show_gap(Fraction(-1, 100), "rate") == "1.00个百分点"
