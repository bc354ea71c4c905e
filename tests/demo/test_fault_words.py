"""What planted faults are called and what is told of each: data/demo/faults.yaml."""

from __future__ import annotations

from string import Formatter

from perfkit.demo import FAULT_KINDS
from perfkit.demo.draft import FAULTS

# Told of several kinds, and of departments that claim too much throughout.
SHARED = {"restated", "two_values", "inflated"}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_kind_has_a_name_and_no_name_is_without_its_kind():
    assert set(FAULTS.group("kinds")) == set(FAULT_KINDS)
    assert FAULT_KINDS["balance"].text.en == "the balance is not budget less expenditure"


def test_what_is_told_belongs_to_a_kind_and_asks_for_the_same_in_both_languages():
    told = FAULTS.group("sentences")
    assert set(told) - SHARED <= set(FAULT_KINDS) and set(FAULTS.group("closer")) <= set(FAULT_KINDS)
    assert all(fields(both["zh"]) == fields(both["en"]) for both in told.values())
    assert FAULTS.text("task_completion", name="路灯维护", old="91.20").zh == "“路灯维护”完成率应为 91.20%"
