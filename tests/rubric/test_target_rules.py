"""What weighted targets earn: the page of cases, the worked filing both ways, and the laws of every
policy."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfkit.base.quantities import Points
from perfkit.base.yaml_source import read_yaml
from perfkit.evaluation.tree import evaluate
from perfkit.filing.submission import Submission
from perfkit.filing.targets import parse_target
from perfkit.rubric.files import load_rubric
from perfkit.rubric.target_rules import (
    FOR_LOWER_LIMITS,
    FOR_UPPER_LIMITS,
    rounded,
    share_beyond,
    target_share,
)

CASES = read_yaml(Path(__file__).parent.parent / "cases" / "target-rules.yaml", "target-rules.yaml").data
WEIGHT = Fraction(10)
AMOUNTS = st.fractions(min_value=0, max_value=1000, max_denominator=100)


def filing(targets: list, rubric: str, **more) -> Submission:
    rows = [
        {
            "block": "output",
            "kind": "quantity",
            "name": f"指标{n}",
            "expected": e,
            "actual": a,
            "weight": "10",
        }
        for n, (e, a) in enumerate(targets, start=1)
    ]
    form = {"blocks": {"execution": {"max": "10"}, "output": {"max": "50"}}}
    return Submission.model_validate(
        {
            "synthetic": True,
            "department": {"id": "case", "name": "虚构单位"},
            "year": 2022,
            "form": form,
            "targets": {"section": "表", "rows": rows},
            "self_evaluation": {"rubric": rubric},
            **more,
        }
    )


@pytest.mark.parametrize(
    ("policy", "expected", "actual", "then"),
    [
        pytest.param(group["policy"], *case, id=f"{group['name']}: {case[0]} {case[1] or '空'}")
        for group in CASES["policies"]
        for case in group["cases"]
    ],
)
def test_the_policy_gives(policy, expected, actual, then):
    parsed = parse_target(expected, actual, name="指标", kind="quantity")
    share = target_share(
        parsed,
        policy.get("operators", {}),
        zero_at=Fraction(policy.get("zero_at", 2)),
        zero_actual=policy.get("zero_actual_at_most", "full"),
        negative_actual=policy.get("negative_actual", "as_is"),
    )
    assert (None if share is None else share * WEIGHT) == (None if then == "open" else Fraction(then))


@pytest.mark.parametrize("rubric", ["budget-system", "hubei-2020"])
def test_the_worked_filing_both_ways(rubric):
    worked = CASES["worked"]
    evaluation = evaluate(filing(worked["targets"], rubric), load_rubric(rubric))
    row = next(one for one in evaluation.rows if one.indicator.id.startswith("output."))
    assert [evaluation.stated(one.points.low) for one in row.criteria] == worked[rubric]["points"]
    assert evaluation.stated(row.points.low) == worked[rubric]["total"]


@pytest.mark.parametrize("rubric", list(CASES["tiers"]))
def test_every_score_lies_in_one_tier(rubric):
    policy = next(row.targets for row in load_rubric(rubric).indicators if row.targets)
    for score, name in CASES["tiers"][rubric].items():
        held = [cut.name.zh for cut in policy.qualitative if cut.band.holds(Fraction(score) / WEIGHT)]
        assert held == [name]


class TestLaws:
    @given(st.sampled_from(sorted(FOR_UPPER_LIMITS | FOR_LOWER_LIMITS)), AMOUNTS, st.integers(2, 5))
    def test_a_share_lies_between_nothing_and_all(self, policy, achievement, zero_at):
        share = share_beyond(policy, achievement, Fraction(zero_at))
        assert share is None if policy == "judged" else 0 <= share <= 1

    @given(st.sampled_from(sorted(FOR_UPPER_LIMITS - {"judged"})), AMOUNTS, AMOUNTS, st.integers(1, 50))
    def test_using_more_of_a_limit_never_earns_more(self, policy, a, b, limit):
        less, more = sorted((a, b))
        shares = [
            target_share(parse_target(f"≤{limit}次", f"{float(x):.4f}次"), {"at_most": policy})
            for x in (less, more)
        ]
        assert shares[0] >= shares[1]

    @given(st.sampled_from(sorted(FOR_LOWER_LIMITS - {"judged"})), AMOUNTS, AMOUNTS, st.integers(1, 50))
    def test_reaching_more_never_earns_less(self, policy, a, b, wanted):
        less, more = sorted((a, b))
        shares = [
            target_share(parse_target(f"≥{wanted}次", f"{float(x):.4f}次"), {"at_least": policy})
            for x in (less, more)
        ]
        assert shares[0] <= shares[1]

    @given(st.fractions(min_value=0, max_value=1, max_denominator=1000))
    def test_exactly_one_tier_holds_every_score(self, share):
        for rubric in ("budget-system", "national-2020", "hubei-2020"):
            policy = next(row.targets for row in load_rubric(rubric).indicators if row.targets)
            held = [cut for cut in policy.qualitative if cut.band.holds(share)]
            assert len(held) == 1

    @given(AMOUNTS, st.integers(1, 1000))
    def test_a_rounded_row_stays_within_its_weight(self, points, weight):
        full = Fraction(weight, 7)
        low = rounded(Points.exact(min(points, full)), full, 2).low
        assert 0 <= low <= full
