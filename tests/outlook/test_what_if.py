"""Suppositions, open items, and the fewest changes that reach a grade, each held against full evaluation."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfkit import FactError, RubricError, evaluate, load_department
from perfkit.outlook.changes import change_fact, change_modifier, change_points, change_reading
from perfkit.outlook.levers import levers
from perfkit.outlook.routes import least_total, next_grade, smallest_route
from perfkit.outlook.what_if import what_if
from perfkit.views.charts.ranges import ranges_chart

SATISFACTION = "performance.equity.satisfaction.1"
VETO = "management.funds.compliance.veto"


@pytest.fixture(scope="module")
def longhua():
    return load_department("sz-sif-longhua_2020").evaluate()


@pytest.mark.parametrize(
    ("rate", "points"), [("79.99", 1), ("80", 2), ("89.99", 2), ("90", 4), ("94.99", 4), ("95", 6)]
)
def test_a_supposed_figure_scores_as_if_it_had_been_filed(longhua, rate, points):
    supposed = what_if(longhua, [change_fact("satisfaction_rate", rate, "%")])
    assert [move.after.criterion.id for move in supposed.moves] == [SATISFACTION]
    assert supposed.moves[0].after.points.low == supposed.moves[0].after.points.high == points
    assert (supposed.gain.low, supposed.gain.high) == (points - 1, points - 6)


def test_what_if_the_quarters_had_been_even(longhua):
    even = [
        change_fact(f"spent_by_q{n}", value, "元")
        for n, value in ((1, "11967775"), (2, "23935550"), (3, "35903325"))
    ]
    supposed = what_if(longhua, even)
    share = Fraction("47871100") / Fraction("48854700")
    row = next(new for _, new in supposed.moved_rows)
    assert row.indicator.id == "performance.efficiency.budget_execution_rate" and row.points.is_exact
    assert row.points.low == 4 * share + 2 * share  # each quarter equally behind schedule


def test_a_supposed_judgement_takes_the_place_of_those_on_file(longhua):
    name = "decision.targets.clarity.1"
    first = what_if(longhua, [change_points(name, 2)]).after
    second = what_if(first, [change_points(name, "0")]).after
    assert second.by_criterion[name].points.low == 0 and len(second.by_criterion[name].awards) == 1
    assert longhua.by_criterion[name].status == "open"  # nothing was stored


def test_a_veto_supposed_either_way(longhua):
    parts = [change_points(f"management.funds.compliance.{n}", 1) for n in (1, 3)]
    cleared = what_if(longhua, [*parts, change_modifier(VETO, False)])
    vetoed = what_if(longhua, [*parts, change_modifier(VETO, True)])
    assert cleared.gain.low == 2 and vetoed.after.points.high == longhua.points.high - 2


def test_a_supposed_reading_is_the_evaluation_under_it(longhua):
    supposed = what_if(longhua, [change_reading("adjustment_scope", "transferred_only")])
    assert supposed.after == longhua.under({"adjustment_scope": "transferred_only"})
    assert supposed.after.by_criterion["management.funds.compliance.2"].points.high == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (change_fact("satisfaction", "1"), "是否指 satisfaction_rate"),
        (change_fact("satisfaction_rate", "95"), '单位 "%"'),
        (change_fact("satisfaction_rate", "-1", "%"), "不得小于 0"),
        (change_fact("satisfaction_rate", True), "应为数字"),
        (change_fact("is_classified", "1"), "应为是或否"),
        (change_fact("spent_by_q1", "1,000", "万元"), "含有分隔符"),
        (change_points("decision.targets.clarity.1", "2.5"), "0～2"),
        (change_points("management.funds.disclosure.1", "1.2"), "只能评 0、1、1.5 分"),
        (change_points("management.staff.off_establishment_rate.1", 1), "已由规则和数据定为 0 分"),
        (change_points("decision.targets.clarity.9", 1), "没有评分点"),
        (change_modifier("management.funds.veto", True), "没有否决或豁免"),
        (change_reading("quarter_caps", "capped"), "是否指 quarter_cap"),
        (change_reading("quarter_cap", "half"), "没有选项 half；可用：capped、uncapped"),
    ],
)
def test_what_cannot_be_supposed_is_refused_with_what_to_do(longhua, change, words):
    with pytest.raises(FactError) as refused:
        what_if(longhua, [change])
    assert words in refused.value.show("zh")
    assert (
        refused.value.show("en").isascii()
        or "95" in refused.value.show("en")
        or "、" not in refused.value.show("en")
    )


def test_it_shows_what_moved_in_both_languages(longhua):
    changes = [change_fact("satisfaction_rate", "96", "%"), change_modifier(VETO, False)]
    for lang, words in (("zh", "公众或服务对象满意度"), ("en", "Satisfaction of the public")):
        supposed = what_if(longhua, changes, lang=lang)
        assert words in repr(supposed) and words in supposed._repr_html_() and "6.00" in repr(supposed)
    assert "没有评分点变动" in repr(what_if(longhua, [change_reading("zero_over_zero", "full")]))


def test_the_chart_carries_both_ranges_exactly(longhua):
    supposed = what_if(longhua, [change_fact("satisfaction_rate", "96", "%")])
    chart = ranges_chart({"现状": longhua, "假设": supposed.after}, supposed.headline())
    assert chart.data["假设"]["low"] - chart.data["现状"]["low"] == 5
    assert "优" in chart.alt and chart.png()[1:4] == b"PNG"


@pytest.mark.parametrize("rubric", ["sz-2020", "national-2020"])
def test_the_open_items_together_are_the_whole_interval(rubric):
    evaluation = load_department("sz-sif-longhua_2020", rubric=rubric).evaluate()
    found = levers(evaluation)
    assert (
        sum(lever.gain for lever in found if not lever.is_veto)
        == evaluation.points.high - evaluation.points.low
    )
    assert [lever.gain for lever in found] == sorted((lever.gain for lever in found), reverse=True)
    for lever in found:
        at_worst = (
            [change_modifier(lever.criteria[0], True)]
            if lever.is_veto
            else [change_points(name, evaluation.by_criterion[name].points.low) for name in lever.criteria]
        )
        assert what_if(evaluation, at_worst).after.points.high == evaluation.points.high - lever.gain


def test_a_grade_is_reached_from_the_total_that_rounds_into_it(longhua):
    table = longhua.rubric
    for grade in table.grades[:-1]:
        least = least_total(table, grade)
        assert table.grade(least) == grade and table.grade(least - Fraction(1, 10**9)) != grade
    assert next_grade(longhua).name == "中"
    with pytest.raises(RubricError, match="优、良、中、差"):
        smallest_route(longhua, "甲")


OPEN = (
    "decision.targets.clarity.1",
    "decision.targets.clarity.3",
    "management.funds.compliance.1",
    "management.funds.compliance.3",
    "management.funds.disclosure.1",
    "performance.equity.satisfaction.1",
    "performance.effect.benefits.1",
    "performance.efficiency.project_timeliness.1",
    "performance.efficiency.budget_execution_rate.1",
    "performance.efficiency.budget_execution_rate.5",
    "management.assets.use_rate.1",
)


def left_open(evaluation, names, veto_open, level):
    """The department with everything judged at a share of its range but for a few criteria."""
    changes = [] if veto_open else [change_modifier(VETO, False)]
    for name, result in evaluation.by_criterion.items():
        if name not in names and not result.points.is_exact:
            steps = sorted(result.criterion.awardable or {result.points.low, result.points.high})
            steps = [step for step in steps if result.points.contains(step)]
            changes.append(change_points(name, steps[(len(steps) - 1) * level // 2]))
    return what_if(evaluation, changes).after


def brute_force(evaluation, grade):
    """The least number of atoms (criteria, missing facts, the veto) whose best outcome makes the grade
    safe."""
    waiting = {name: result for name, result in evaluation.by_criterion.items() if not result.points.is_exact}
    needs = {
        name: result.outcome.missing if result.waits_for == "facts" else ()
        for name, result in waiting.items()
    }
    veto = [m.id for row in evaluation.rows for m in row.modifiers if m.kind == "veto" and m.applies is None]
    atoms = [
        *(name for name in waiting if not needs[name]),
        *dict.fromkeys(fact for facts in needs.values() for fact in facts),
        *veto,
    ]
    wanted = least_total(
        evaluation.rubric, next(one for one in evaluation.rubric.grades if one.name == grade)
    )
    for size in range(len(atoms) + 1):
        for chosen in combinations(atoms, size):
            closed = [
                name
                for name in waiting
                if (set(needs[name]) <= set(chosen) if needs[name] else name in chosen)
            ]
            changes = [change_points(name, waiting[name].points.high) for name in closed] + [
                change_modifier(name, False) for name in chosen if name in veto
            ]
            if what_if(evaluation, changes).after.points.low >= wanted:
                return size
    return None


@pytest.mark.slow
@settings(max_examples=5, deadline=None)
@given(
    names=st.sets(st.sampled_from(OPEN), min_size=1, max_size=3),
    veto_open=st.booleans(),
    level=st.integers(0, 2),
    grade=st.sampled_from("优良中"),
)
def test_no_smaller_set_of_changes_reaches_the_grade(names, veto_open, level, grade):
    base = left_open(load_department("sz-sif-longhua_2020").evaluate(), names, veto_open, level)
    route, fewest = smallest_route(base, grade), brute_force(base, grade)
    assert route.is_possible == (fewest is not None)
    if route.is_possible:
        assert route.changes == fewest
    closing = [
        change_modifier(name, False)
        if lever.is_veto
        else change_points(name, base.by_criterion[name].points.high)
        for lever in route.steps
        for name in lever.criteria
    ]
    assert what_if(base, closing).after.points.low == route.reached


def test_a_route_with_readings_and_lost_points_is_never_longer(longhua):
    for grade in "中良优":
        plain = smallest_route(longhua, grade)
        for more in ({"readings": True}, {"lost": True}, {"readings": True, "lost": True}):
            wider = smallest_route(longhua, grade, **more)
            assert wider.is_possible and wider.changes <= plain.changes


def test_a_reading_can_be_the_whole_route():
    """With everything else judged, one other reading of one clause is what is missing."""
    base = load_department("sz-sif-longhua_2020").evaluate()
    base = what_if(base, [change_fact("budget_transferred", "0", "万元")]).after
    closed = left_open(base, set(), False, 2)
    spare = closed.points.low - 90
    down = [change_points("performance.effect.benefits.1", 25 - spare - Fraction(1, 2))]
    short = what_if(closed, down).after
    assert short.points.is_exact and short.points.low == Fraction("89.5")
    assert not smallest_route(short, "优").is_possible
    route = smallest_route(short, "优", readings=True)
    assert route.is_possible and route.changes == 1 and not route.steps
    assert (
        short.under(route.readings).points.low
        == route.reached
        >= least_total(short.rubric, short.rubric.grades[0])
    )


def test_at_the_top_there_is_no_route(longhua):
    assert smallest_route(left_open(longhua, set(), False, 2)) is None


def test_an_empty_supposition_changes_nothing(longhua):
    same = what_if(longhua, [])
    assert (
        same.after == evaluate(longhua.submission, longhua.rubric) and not same.moves and not same.grade_moves
    )
