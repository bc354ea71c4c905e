"""The 102 things found by hand in docs/longhua-by-hand.md, section 7, against what the review finds by
general means."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfkit import load_department
from perfkit.review import review

ROOT = Path(__file__).resolve().parents[2]
BY_HAND = ROOT / "docs" / "longhua-by-hand.md"
GOLDEN = ROOT / "tests" / "goldens" / "longhua-findings.tsv"
FLOOR = 85


def rows() -> list[tuple[str, tuple[str, ...], str]]:
    """(number, codes, words a finding must show or the reason why there is none)."""
    lines = [
        line.split("\t")
        for line in GOLDEN.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    return [
        (number, () if codes == "-" else tuple(codes.split(",")), words) for number, codes, words, *_ in lines
    ]


ROWS = rows()


@pytest.fixture(scope="module")
def findings():
    return review(load_department("sz-sif-longhua_2020").evaluate())


def test_every_number_of_the_page_is_classified():
    printed = re.findall(r"^\| (C\d+) \|", BY_HAND.read_text(encoding="utf-8"), re.M)
    assert [number for number, _, _ in ROWS] == printed and len(printed) == 102


@pytest.mark.parametrize(
    ("number", "codes", "words"),
    [row for row in ROWS if row[1]],
    ids=lambda value: value if isinstance(value, str) and value.startswith("C") else "",
)
def test_each_is_found_by_every_code_named(findings, number, codes, words):
    for code in codes:
        shown = ["".join(f.show().split()) for f in findings if f.code == code]
        if code == codes[0]:
            assert any("".join(words.split()) in text for text in shown), f"{number}: no {code} shows {words}"
        assert shown, f"{number}: no finding {code}"


def test_coverage_is_what_is_claimed(capsys):
    found = sum(bool(codes) for _, codes, _ in ROWS)
    missing = [number for number, codes, _ in ROWS if not codes]
    partly = GOLDEN.read_text(encoding="utf-8").count("\t部分：")
    with capsys.disabled():
        print(
            f"\nlonghua: {found} of {len(ROWS)} found by general checks ({found / len(ROWS):.1%}), "
            f"{partly} of them in part; not found: {' '.join(missing)}"
        )
    assert found * 100 >= FLOOR * len(ROWS)
    assert all(words.startswith("没有：") for _, codes, words in ROWS if not codes)


def test_what_adds_up_is_not_reported(findings):
    """Section 7.7: checked and found to agree."""
    sums = [
        f
        for f in findings
        if f.code
        in (
            "sum.fact",
            "sum.tasks",
            "difference.fact",
            "rate.task",
            "sum.scores",
            "sum.grade",
            "score.impossible",
            "score.below_low",
        )
    ]
    assert sums == []
    mismatched = [f for f in findings if f.code == "rate.mismatch"]
    assert {f.places[0].value for f in mismatched} == {"85.71%", "94.4%"}
    figures = [f for f in findings if f.code == "sum.figure"]
    assert len(figures) == 1 and "45场" in figures[0].message.zh
    spent_total = [f for f in findings if f.code == "table.total" and "支出" in f.message.zh[:12]]
    assert all(f.severity == "note" for f in spent_total)


def test_two_periods_are_no_contradiction(findings):
    amounts = [f for f in findings if any("31.9亿元" in place.quote.replace(" ", "") for place in f.places)]
    assert amounts and {f.severity for f in amounts if f.code != "target.none_filed_but_told"} == {"note"}


def test_one_amount_in_two_categories_is_one_finding(findings):
    """Basic spending is 5.16 short of the table, project spending 5.15 above it, the total agrees."""
    shifted = [f for f in findings if f.code == "table.shifted"]
    assert len(shifted) == 1 and shifted[0].difference == "5.16万元"
    assert not any(f.code == "table.category" and "执行数" in f.message.zh[:10] for f in findings)


def test_staff_who_may_hold_no_post_are_asked_about(findings):
    asked = next(f for f in findings if f.code == "staff.not_established")
    assert "49 ÷ 63人 = 77.78%" in asked.message.zh and asked.severity == "note"


def test_relief_beside_no_economic_target_is_asked_about(findings):
    asked = next(f for f in findings if f.code == "target.none_filed_but_told")
    assert "减免31.9亿元" in asked.message.zh and asked.severity == "doubt"
