"""Every phrase of data/targets.yaml is read as it says, and its near misses are not."""

from __future__ import annotations

import pytest
from target_cells import parse_value

from perfkit.filing.targets.codes import Operator
from perfkit.filing.targets.phrases import in_chinese, is_unclear, target_words

MEANING = {
    "以内": Operator.AT_MOST,
    "以下": Operator.AT_MOST,
    "不超过": Operator.AT_MOST,
    "以上": Operator.AT_LEAST,
    "不低于": Operator.AT_LEAST,
    "大于": Operator.ABOVE,
    "小于": Operator.BELOW,
    "等于": Operator.EQUAL,
}
GROUPS = [*target_words().behind, *target_words().before]


@pytest.mark.parametrize(
    ("group", "cell"),
    [(group, cell) for group in GROUPS for cell in group.must],
    ids=lambda value: str(value)[:20],
)
def test_a_phrase_is_the_bound_that_it_stands_for(group, cell):
    assert parse_value(cell).operator is MEANING[group.read_as]


@pytest.mark.parametrize("cell", [cell for group in GROUPS for cell in group.must_not])
def test_a_near_miss_is_no_bound(cell):
    assert in_chinese(cell) == cell


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.read_as)
def test_every_phrase_is_read(group):
    behind = group in target_words().behind
    for phrase in group.phrases:
        space = " " if phrase.isascii() else ""
        cell = f"80%{space}{phrase}" if behind else f"{phrase}{space}80%"
        assert parse_value(cell).operator is MEANING[group.read_as], cell


@pytest.mark.parametrize("unit", sorted(target_words().units))
def test_every_english_unit_is_read(unit):
    for word in target_words().units[unit]:
        assert parse_value(f"at least 12 {word}").full_unit == unit.removeprefix("个"), word


@pytest.mark.parametrize("name", ["expenditure", "not_measured"])
def test_patterns_match_what_they_must_and_no_more(name):
    words = getattr(target_words(), name)
    assert all(words.holds(text) for text in words.must)
    assert not any(words.holds(text) for text in words.must_not)


@pytest.mark.parametrize(
    ("cell", "month", "day"),
    [("by 31 December 2022", 12, 31), ("no later than June 30, 2022", 6, 30), ("before June 2022", 6, None)],
)
def test_english_dates_are_dates(cell, month, day):
    value = parse_value(cell)
    assert (value.year, value.month) == (2022, month) and (day is None or value.day == day)


@pytest.mark.parametrize("cell", ["3 days", "WiFi 覆盖 80%", "5G 基站 3 个", "LED灯 20 盏", "CCTV报道2次"])
def test_plain_cells_are_not_unclear(cell):
    assert not is_unclear(cell)
