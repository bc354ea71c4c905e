"""Whom to visit: stated probabilities hold in simulation, the same seed gives the same list, intervals
cover."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

import pytest

from perfkit.base.errors import PerfkitError
from perfkit.base.quantities import Interval
from perfkit.closure.frame import candidates
from perfkit.closure.sample import Candidate, draw, estimate, thirds
from perfkit.demo.generate import generate
from perfkit.demo.write import write_department

STRATA = (("department", "甲区"), ("department", "乙区"), ("project", "甲区"))


def world(count: int, seed: int = 1) -> list[Candidate]:
    """A made-up frame."""
    rng = random.Random(seed)
    return [
        Candidate(
            f"d{n:03}",
            f"单位{n}",
            rng.choice(STRATA),
            Fraction(rng.randrange(4000), 100),
            rng.randrange(6),
            Fraction(rng.randrange(10**8)),
        )
        for n in range(count)
    ]


def test_stated_probabilities_are_those_of_a_simulation():
    frame, hits, runs = world(23), Counter(), 3000
    for seed in range(runs):
        plan = draw(frame, Fraction(30, 100), seed)
        hits.update(choice.candidate.key for choice in plan.drawn)
    stated = plan.drawn[0].probability
    assert len(plan.chosen) == 7 and len(plan.certain) == 3 and stated == Fraction(4, 20)
    spread = float(stated * (1 - stated) / runs) ** 0.5
    outside = {one.key for one in frame} - {choice.candidate.key for choice in plan.certain}
    assert set(hits) == outside
    assert all(abs(hits[key] / runs - float(stated)) < 4.5 * spread for key in outside)


def test_every_stratum_gets_its_share():
    frame = world(90)
    plan = draw(frame, Fraction(1, 3), 5, certain_share=Fraction(0))
    counts = Counter(choice.candidate.stratum for choice in plan.drawn)
    for stratum, total in Counter(one.stratum for one in frame).items():
        assert abs(counts[stratum] - total / 3) < 1


def test_same_seed_same_list_in_any_order_of_the_frame():
    frame = world(40)
    again = list(reversed(frame))
    first, second = draw(frame, Fraction(15, 100), 9), draw(again, Fraction(15, 100), 9)
    assert {choice.candidate.key for choice in first.chosen} == {
        choice.candidate.key for choice in second.chosen
    }
    others = [
        {choice.candidate.key for choice in draw(frame, Fraction(15, 100), seed).drawn} for seed in range(5)
    ]
    assert len(set(map(frozenset, others))) > 1


def test_the_certain_part_is_the_riskiest_and_says_why():
    frame = [
        Candidate("calm", "甲", ("a",), Fraction(0), 0, Fraction(10**9)),
        Candidate("worst", "乙", ("a",), Fraction(30), 4, Fraction(5 * 10**8)),
        Candidate("bad", "丙", ("a",), Fraction(10), 2, Fraction(10**7)),
    ]
    plan = draw(frame, Fraction(2, 3), 1)
    assert [choice.candidate.key for choice in plan.certain] == ["worst"]
    assert "30.00 分（第 1 位）" in plan.certain[0].reason.zh and "矛盾 4 项" in plan.certain[0].reason.zh


def test_the_interval_covers_the_truth_in_about_nineteen_of_twenty():
    frame, rng = world(120), random.Random(3)
    truth = {one.key: Fraction(rng.randrange(1000), 100) for one in frame}
    mean = sum(truth.values()) / len(truth)
    covered = 0
    for seed in range(600):
        plan = draw(frame, Fraction(20, 100), seed)
        found = {
            choice.candidate.key: Interval(truth[choice.candidate.key], truth[choice.candidate.key])
            for choice in plan.chosen
        }
        span = estimate(plan, found)
        covered += span.low <= mean <= span.high
    assert 552 <= covered <= 588  # 92 % to 98 %, of a nominal 95 %


def test_open_results_widen_the_interval_and_missing_ones_leave_none():
    frame = world(30)
    plan = draw(frame, Fraction(1, 3), 2)
    exact = {choice.candidate.key: Interval(Fraction(2), Fraction(2)) for choice in plan.chosen}
    open_ = {key: Interval(Fraction(1), Fraction(3)) for key in exact}
    narrow, wide = estimate(plan, exact), estimate(plan, open_)
    assert wide.low < narrow.low <= 2 <= narrow.high < wide.high
    exact.pop(plan.certain[0].candidate.key)
    assert estimate(plan, exact) is None


@pytest.mark.parametrize(("share", "words"), [(Fraction(0), "比例"), (Fraction(3, 2), "比例")])
def test_a_share_outside_its_range_is_refused(share, words):
    with pytest.raises(PerfkitError, match=words):
        draw(world(5), share, 1)


def test_nobody_and_the_same_twice_are_refused():
    with pytest.raises(PerfkitError, match="没有"):
        draw([], Fraction(1, 2), 1)
    with pytest.raises(PerfkitError, match="两次"):
        draw(world(2) + world(1), Fraction(1, 2), 1)


def test_thirds_part_by_size():
    assert thirds([Fraction(n) for n in range(9)]) == (3, 6)


def test_on_planted_faults_it_finds_twice_what_lots_alone_would(tmp_path):
    """Three departments in four are clean; what a visit finds are the faults that were planted in its
    department."""
    planted: dict[str, int] = {}
    folders = []
    for number in range(40):
        made = generate(7_000 + number, level=3 if number % 4 == 3 else 1)
        folders.append(write_department(made, tmp_path))
        planted[folders[-1].name] = len(made.faults)
    frame, faults = candidates(folders)
    assert not faults and sum(planted.values()) > 30
    found = []
    for seed in range(8):
        plan = draw(frame, Fraction(15, 100), seed)
        found.append(sum(planted[choice.candidate.key] for choice in plan.chosen))
    by_lot = Fraction(15, 100) * sum(planted.values())
    assert sum(found) / Fraction(len(found)) >= 2 * by_lot
