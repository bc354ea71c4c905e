"""Ranks under other weights and readings, held against full evaluation of a reweighted rubric."""

from __future__ import annotations

import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from perfkit import FactError, evaluate, load_department, load_rubric
from perfkit.cohort.ranks import SCALE, draw_factors, rank_spread, ranks, ranks_of, ranks_under_readings
from perfkit.cohort.weighed import UNIT, Weighed, cohort_of
from perfkit.outlook.changes import change_fact, change_modifier, change_points
from perfkit.outlook.what_if import what_if


@pytest.fixture(scope="module")
def longhua():
    return load_department("sz-sif-longhua_2020")


def by_counting(totals):
    """The definition: 1 + how many are strictly above."""
    return [1 + sum(other > total for other in totals) for total in totals]


def cohort(points, full=None, rubric="sz-2020"):
    table = load_rubric(rubric)
    points = tuple(tuple(map(Fraction, row)) for row in points)
    full = full or tuple(tuple(row.max for row in table.indicators) for _ in points)
    return Weighed(tuple(map(str, range(len(points)))), table.indicators, points, full, table)


ROWS = len(load_rubric("sz-2020").indicators)
MAXIMA = [row.max for row in load_rubric("sz-2020").indicators]
share = st.one_of(
    st.sampled_from([Fraction(0), Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(19, 20)]),
    st.fractions(0, 1, max_denominator=10**9),
)


@settings(max_examples=25, deadline=None)
@given(st.data(), st.integers(2, 9), st.integers(0, 2**32))
def test_ranks_are_those_of_the_exact_totals(data, departments, seed):
    """Identical rows, rows that tie and rows a hair apart, all at once."""
    kinds = data.draw(
        st.lists(st.lists(share, min_size=ROWS, max_size=ROWS), min_size=1, max_size=departments)
    )
    rows = [data.draw(st.sampled_from(kinds)) for _ in range(departments)]
    points = [[part * full for part, full in zip(row, MAXIMA, strict=True)] for row in rows]
    points.append([value + Fraction(1, 10**20) if value and value < 1 else value for value in points[0]])
    group = cohort(points)
    factors = draw_factors(group.rubric, 7, seed)
    for drawn, found in zip(factors, ranks(group, factors), strict=True):
        assert list(found) == by_counting(group.totals([int(f) for f in drawn]))


@settings(max_examples=25, deadline=None)
@given(st.data(), st.integers(2, 6), st.integers(0, 2**32))
def test_ranks_are_exact_too_where_different_rows_apply(data, departments, seed):
    table = load_rubric("national-2020")
    full = [[row.max * data.draw(share) for row in table.indicators] for _ in range(departments)]
    points = [[part * data.draw(share) for part in row] for row in full]
    group = cohort(points, tuple(map(tuple, full)), "national-2020")
    factors = draw_factors(table, 5, seed)
    for drawn, found in zip(factors, ranks(group, factors), strict=True):
        assert list(found) == by_counting(group.totals([int(f) for f in drawn]))


def test_totals_closer_than_the_cut_are_told_apart():
    base = [full / 3 + Fraction(1, 7 * 10**9 + 1) for full in MAXIMA]
    tiny = Fraction(1, 10**30)
    group = cohort([base, [base[0] + tiny, *base[1:]], [base[0] - tiny, *base[1:]], base])
    assert tiny * SCALE < Fraction(1, 10**9)
    assert ranks_of(group) == [2, 1, 4, 2]


def reweighted(rubric, factors):
    """The rubric with every number that is points in a row multiplied by the row's factor."""
    share = dict(
        zip((row.id for row in rubric.indicators), (Fraction(int(f), UNIT) for f in factors), strict=True)
    )
    rows = {
        row.id: row.model_copy(
            update={
                "max": row.max * share[row.id],
                "criteria": tuple(_criterion(c, share[row.id]) for c in row.criteria),
            }
        )
        for row in rubric.indicators
    }
    blocks = []
    for block in rubric.blocks:
        groups = tuple(
            group.model_copy(update={"indicators": tuple(rows[row.id] for row in group.indicators)})
            for group in block.groups
        )
        blocks.append(block.model_copy(update={"groups": groups}))
    return _anew(rubric, blocks=tuple(blocks))


def _criterion(criterion, factor):
    changes = {"max": criterion.max * factor}
    for name in ("each", "step"):
        if isinstance(getattr(criterion, name, None), Fraction):
            changes[name] = getattr(criterion, name) * factor
    for name in ("bands", "items", "tiers"):
        if hasattr(criterion, name):
            changes[name] = tuple(
                _anew(part, points=part.points * factor) for part in getattr(criterion, name)
            )
    if hasattr(criterion, "parts") and isinstance(criterion.parts, tuple) and criterion.rule == "composite":
        changes["parts"] = tuple(_criterion(part, factor) for part in criterion.parts)
    return _anew(criterion, **changes)


def _anew(model, **changes):
    """Built anew, since a copy would keep what the original had already worked out from its own weights."""
    fields = {name: getattr(model, name) for name in type(model).model_fields}
    return type(model).model_construct(**{**fields, **changes})


def variants(base, seed, number):
    """Different departments out of one: other figures, some criteria judged, one vetoed."""
    generator = np.random.Generator(np.random.PCG64(seed))
    found = []
    for at in range(number):
        changes = [
            change_fact("satisfaction_rate", str(generator.integers(70, 101)), "%"),
            change_fact("procurement_actual", str(generator.integers(10, 22)), "万元"),
        ]
        changes += [
            change_fact(f"spent_by_q{n}", str(n * int(generator.integers(800, 1221))), "万元")
            for n in (1, 2, 3)
        ]
        changes.append(change_points("performance.effect.benefits.1", int(generator.integers(0, 26))))
        if at % 2:
            changes.append(
                change_modifier("management.funds.compliance.veto", bool(generator.integers(0, 2)))
            )
        found.append(what_if(base, changes).after)
    return found


@settings(max_examples=5, deadline=None, phases=[Phase.generate])
@given(st.integers(0, 2**31))
def test_reweighing_shares_is_the_same_as_evaluating_a_reweighted_rubric(seed):
    """Every row times its factor: band points, deductions, items, maxima and judgements alike."""
    base = load_department("sz-sif-longhua_2020").evaluate()
    departments = variants(base, seed, 3)
    factors = draw_factors(base.rubric, 1, seed)[0]
    table = reweighted(base.rubric, factors)
    share = dict(zip((row.id for row in base.rubric.indicators), factors, strict=True))
    for end in ("low", "high"):
        group = cohort_of(departments, end)
        totals = group.totals([int(f) for f in factors])
        for one, total in zip(departments, totals, strict=True):
            judgements = [
                judged.model_copy(update={"judgements": tuple(_scaled(j, share) for j in judged.judgements)})
                for judged in one.judgements
            ]
            again = evaluate(one.submission, table, judgements, readings=one.choices)
            assert (
                getattr(again.points, end) * base.rubric.max / sum(row.max for row in table.indicators)
                == total
            )


def _scaled(judgement, share):
    if judgement.points is None:
        return judgement
    return judgement.model_copy(
        update={
            "points": judgement.points * Fraction(int(share[judgement.criterion.rpartition(".")[0]]), UNIT)
        }
    )


def test_the_rubric_s_own_weights_give_the_evaluation_s_own_totals(longhua):
    for rubric in ("sz-2020", "national-2020", "hubei-2020"):
        one = load_department("sz-sif-longhua_2020", rubric=rubric).evaluate()
        for end in ("low", "high"):
            group = cohort_of([one], end)
            assert group.totals([UNIT] * len(group.rows)) == [getattr(one.points, end)]


def test_a_seed_gives_the_same_draws_and_a_block_moves_together(longhua):
    table = longhua.rubric
    assert (draw_factors(table, 50, 7) == draw_factors(table, 50, 7)).all()
    assert (draw_factors(table, 50, 7) != draw_factors(table, 50, 8)).any()
    assert draw_factors(table, 3, 2020)[0, :5].tolist() == draw_factors(table, 1, 2020)[0, :5].tolist()
    drawn = draw_factors(table, 400, 1)
    assert (drawn.min(), drawn.max()) == (900, 1100)
    blocks = draw_factors(table, 20, 1, level="block")
    sizes = [len(block.indicators) for block in table.blocks]
    for row in blocks:
        assert [len(set(part)) for part in np.split(row, np.cumsum(sizes)[:-1])] == [1, 1, 1]
    with pytest.raises(FactError):
        draw_factors(table, 5, 1, percent=95)


def test_the_spread_says_best_worst_and_how_often_the_rank_is_kept(longhua):
    departments = variants(longhua.evaluate(), 5, 8)
    group = cohort_of(departments)
    factors = draw_factors(group.rubric, 300, 3)
    drawn = ranks(group, factors)
    own = ranks_of(group)
    for spread in rank_spread(group, factors):
        assert 1 <= spread.best <= spread.middle[0] <= spread.middle[1] <= spread.worst <= 8
    assert [spread.rank for spread in rank_spread(group, factors)] == sorted(own)
    still = rank_spread(group, draw_factors(group.rubric, 10, 3, percent=0))
    assert all(spread.best == spread.worst == spread.rank and spread.kept == 10 for spread in still)
    assert drawn.shape == (300, 8)


def test_ranks_under_each_reading_are_those_of_full_evaluations(longhua):
    departments = variants(longhua.evaluate(), 11, 4)
    found = ranks_under_readings(departments)
    assert found[("", "")] == by_counting([one.points.low for one in departments])
    assert ("quarter_cap", "uncapped") in found and len(found) == 1 + sum(
        len(r.options) - 1 for r in longhua.rubric.readings.values()
    )
    for (reading, option), placed in found.items():
        if reading:
            again = [
                evaluate(
                    one.submission, one.rubric, one.judgements, readings={**one.choices, reading: option}
                )
                for one in departments
            ]
            assert placed == by_counting([one.points.low for one in again])


def test_departments_under_different_rubrics_are_not_ranked_together(longhua):
    other = load_department("sz-sif-longhua_2020", rubric="national-2020")
    with pytest.raises(FactError, match="同一评分表"):
        cohort_of([longhua.evaluate(), other.evaluate()])


def test_thousands_of_draws_take_seconds():
    """500 departments, most of them with shares that no common scale holds, 3,000 draws."""
    generator = np.random.Generator(np.random.PCG64(1))
    points = [
        [Fraction(int(generator.integers(0, 10**9)), 10**9 + 7 * d) * full for full in MAXIMA]
        for d in range(500)
    ]
    points[250:300] = [[full / 2 for full in MAXIMA]] * 50
    group = cohort(points)
    factors = draw_factors(group.rubric, 3000, 1)
    start = time.perf_counter()
    found = ranks(group, factors)
    took = time.perf_counter() - start
    print(f"500 departments × 3,000 draws: {took:.2f} s")
    assert found.min() == 1 and took < 30
