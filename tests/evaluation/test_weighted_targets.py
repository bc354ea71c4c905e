"""Several units report one target: absolute values add up, relative ones are averaged by money, then
scored."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pydantic import ValidationError

from perfkit import evaluate, load_department, load_rubric
from perfkit.evaluation.weighted_targets import combined_reading
from perfkit.filing.filed_tables import Target, UnitReport


def target(expected, *units, name="办理案件", kind="quantity", weight=None):
    reports = [
        UnitReport(unit=f"单位{n}", actual=actual, money=money, expected=own)
        for n, (actual, money, own) in enumerate(units, start=1)
    ]
    return Target(
        block="output", kind=kind, name=name, expected=expected, actual="", units=reports, weight=weight
    )


def test_absolute_values_add_up():
    read = combined_reading(target("≥100 宗", ("30 宗", None, ""), ("60 宗", None, "")))
    assert (read.actual_number, read.achievement, read.met) == (90, Fraction(9, 10), False)


def test_money_adds_up_across_units_of_money():
    read = combined_reading(
        target("≤100 万元", ("30 万元", None, ""), ("500000 元", None, ""), name="成本", kind="cost")
    )
    assert read.actual_number == 800_000 and read.met


def test_relative_values_are_averaged_by_money_not_by_head():
    read = combined_reading(
        target("≥96%", ("90%", "300", ""), ("98%", "100", ""), name="合格率", kind="quality")
    )
    assert read.actual_number == 92 and read.achievement == Fraction(92, 96)


def test_each_unit_s_own_target_counts_alike():
    read = combined_reading(
        target("≥90%", ("90%", "300", "≥100%"), ("98%", "100", "≥80%"), name="合格率", kind="quality")
    )
    assert read.expected_number == 95 and read.achievement == Fraction(92, 95)
    added = combined_reading(target("", ("30 宗", None, "≥50 宗"), ("60 宗", None, "≥70 宗")))
    assert added.expected_number == 120 and added.achievement == Fraction(3, 4)


def test_a_limit_is_held_against_the_sum():
    over = combined_reading(target("≤10 次", ("6 次", None, ""), ("5 次", None, ""), name="故障次数"))
    assert not over.met and over.achievement == Fraction(10, 11)
    none = combined_reading(target("≤10 次", ("0 次", None, ""), ("0 次", None, ""), name="故障次数"))
    assert none.met and none.achievement == 1


@pytest.mark.parametrize(
    "units",
    [
        (("90%", None, ""), ("98%", "100", "")),
        (("90%", "0", ""), ("98%", "0", "")),
        (("90%", "1", ""), ("已完成", "1", "")),
        (("90%", "1", ""), ("5 宗", "1", "")),
    ],
)
def test_what_cannot_be_combined_is_left_to_an_evaluator(units):
    read = combined_reading(target("≥96%", *units, name="合格率", kind="quality"))
    assert not read.measurable and read.reason is not None and read.achievement is None


def test_units_own_targets_are_all_or_none():
    with pytest.raises(ValidationError, match="都写或都不写"):
        target("≥96%", ("90%", "1", "≥90%"), ("98%", "1", ""))


def scored(rubric, one):
    submission = load_department("sz-sif-longhua_2020").submission
    targets = submission.targets.model_copy(
        update={"rows": (one, target("≥1 宗", ("1 宗", None, ""), weight="60"))}
    )
    evaluation = evaluate(submission.model_copy(update={"targets": targets}), load_rubric(rubric))
    return next(
        result
        for name, result in evaluation.by_criterion.items()
        if name.endswith(".1") and result.criterion.rule == "target"
    )


def test_hubei_combines_first_and_scores_then():
    one = target("≥96%", ("90%", "300", ""), ("98%", "100", ""), name="合格率", kind="quality", weight="20")
    result = scored("hubei-2020", one)
    assert result.points.low == result.points.high == 20 * Fraction(92, 96)
    from perfkit.evaluation.trace import trace

    assert "单位1 90%；单位2 98%" in trace(result) and "92" in trace(result)


def test_the_general_form_takes_the_department_s_own_row():
    one = target("≥96%", ("90%", "300", ""), ("98%", "100", ""), name="合格率", kind="quality")
    assert not scored("national-2020", one).points.is_exact
    filed = one.model_copy(update={"actual": "96%"})
    result = scored("national-2020", filed)
    assert result.points.is_exact and result.points.low == result.criterion.max


def test_a_zero_against_a_limit_waits_where_the_reading_says_so():
    one = Target(block="output", kind="quantity", name="故障次数", expected="≤5 次", actual="0 次")
    submission = load_department("sz-sif-longhua_2020").submission
    filed = submission.model_copy(update={"targets": submission.targets.model_copy(update={"rows": (one,)})})
    name = "output.targets.achievement.1"
    assert evaluate(filed, load_rubric("national-2020")).by_criterion[name].points.low == 50
    other = evaluate(filed, load_rubric("national-2020"), readings={"zero_actual": "open"}).by_criterion[name]
    assert (other.points.low, other.points.high, other.waits_for) == (0, 50, "evaluator")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_says_whose_weights_they_are_and_that_it_rescaled(lang):
    from perfkit.views.narrative import masthead

    ours, scaled = {
        "zh": ("不是部门所定", "折算为满分 100 分"),
        "en": ("not the department's own", "scaled to 100 points"),
    }[lang]
    longhua = load_department("sz-sif-longhua_2020", rubric="national-2020")
    assert ours in str(masthead(longhua.evaluate(), lang)) and scaled not in str(
        masthead(longhua.evaluate(), lang)
    )
    targets = longhua.submission.targets
    rows = tuple(
        row.model_copy(update={"weight": Fraction(1), "not_applicable": at == 0})
        for at, row in enumerate(targets.rows)
    )
    filed = longhua.submission.model_copy(update={"targets": targets.model_copy(update={"rows": rows})})
    text = str(masthead(evaluate(filed, longhua.rubric), lang))
    assert ours not in text and scaled in text
    assert ours not in str(masthead(load_department("sz-sif-longhua_2020").evaluate(), lang))
