"""Reasons: what holds, what fails, and what the trainer decides, from tests/cases/training-reasons.yaml."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from perfkit.base.quantities import Points
from perfkit.base.text import Text
from perfkit.training.cases.reasons import judge_reason

ROOT = Path(__file__).resolve().parents[2]
CASES = yaml.safe_load((ROOT / "tests" / "cases" / "training-reasons.yaml").read_text(encoding="utf-8"))
LISTED = [
    (case, state, reason)
    for case in CASES
    for state in ("holds", "fails", "ask")
    for reason in case.get(state, ())
]


@pytest.mark.parametrize(("case", "state", "reason"), LISTED, ids=[reason for _, _, reason in LISTED])
def test_a_reason_is_judged_against_its_document(case, state, reason):
    ruling = judge_reason(
        str(reason),
        given=Fraction(case["points"]),
        bounds=Points(Fraction(0), Fraction(case["max"])),
        document="D7",
        known=("D7", "材料"),
        extract=Text(**case["document"]),
    )
    assert ruling.state == state, [fault.zh for fault in ruling.faults]
    assert bool(ruling.faults) == (state != "holds")
    assert all(fault.zh and fault.en for fault in ruling.faults)


def test_a_document_must_be_named_and_must_be_the_clause_s():
    seen = Text("抽查24件实物，都与资产账相符。", "24 assets sampled: all of them matched the register.")
    own = {
        "given": Fraction(1),
        "bounds": Points(Fraction(0), Fraction(1)),
        "known": ("D7", "盘点表"),
        "extract": seen,
    }
    assert judge_reason("24件都与资产账相符", **own).state == "fails"
    assert judge_reason("《盘点表》：24件都与资产账相符", **own).state == "holds"
    assert judge_reason("24件都与资产账相符", document="D8", **own).state == "fails"
