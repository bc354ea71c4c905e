"""Targets as officials write them: the cases an evaluator can read, what holds for any text, and Longhua's
62."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from target_cells import parse_value, render

from perfkit.base.numerals import chinese_number
from perfkit.base.paths import data_root
from perfkit.base.quantities import show_exact
from perfkit.filing.targets import ParsedTarget, parse_target, words
from perfkit.filing.targets.codes import Flag, Guess, Operator, Reason
from perfkit.filing.targets.quantity import DateValue, Quantity
from perfkit.filing.targets.text import Cell, normalise

HERE = Path(__file__).parents[1]
CASES = yaml.safe_load((HERE / "cases" / "targets.yaml").read_text(encoding="utf-8"))
FIELDS = {
    "operator": "operator",
    "direction": "direction",
    "expected": "expected_number",
    "expected_high": "expected_high",
    "expected_unit": "expected_unit",
    "actual": "actual_number",
    "actual_unit": "actual_unit",
    "met": "met",
    "achievement": "achievement",
    "answers": "answers_question",
    "claim": "claim",
}
NUMBERS = {"expected", "expected_high", "actual", "achievement"}


def _spellings(value):
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case):
    then = dict(case["then"])
    reasons = _spellings(then.pop("reason", None))
    guesses, also_allowed = then.pop("guesses", []), then.pop("any_guesses", [])
    flags = then.pop("flags", [])
    assert set(then) <= set(FIELDS)
    for expected, actual in product(_spellings(case["expected"]), _spellings(case["actual"])):
        parsed = parse_target(expected, actual, name=case.get("target", ""), kind=case.get("kind"))
        said = f"{expected!r} / {actual!r}: {parsed}"
        assert parsed.reason in reasons, said
        assert parsed.measurable == (parsed.reason is None), said
        assert [guess for guess in parsed.guesses if guess not in also_allowed] == guesses, said
        assert list(parsed.flags) == flags, said
        for key, value in then.items():
            wanted = Fraction(value) if key in NUMBERS and value is not None else value
            assert getattr(parsed, FIELDS[key]) == wanted, f"{key}, {said}"


def test_every_reason_guess_and_flag_has_a_case():
    used = {"per_from_actual", "change_taken_as_same", "date_means_deadline", "year_taken_as_same"}  # below
    for case in CASES:
        then = case["then"]
        used.update(
            then.get("guesses", []),
            then.get("any_guesses", []),
            then.get("flags", []),
            _spellings(then.get("reason", "")),
        )
    assert {str(code) for kind in (Reason, Guess, Flag) for code in kind} <= used


def test_assumptions_that_come_in_pairs_are_named_in_the_other_direction_too():
    assert Guess.PER_FROM_ACTUAL in parse_target("≤1500元", "每宗1300元").guesses
    assert Guess.CHANGE_TAKEN_AS_SAME in parse_target("下降5%以上", "6%").guesses
    assert Guess.CHANGE_TAKEN_AS_SAME in parse_target("≥10人", "新增12人").guesses
    dated = parse_target("2020年12月31日", "11月20日")
    assert dated.met and dated.guesses == (Guess.DATE_MEANS_DEADLINE, Guess.YEAR_TAKEN_AS_SAME)


def test_dates_are_kept():
    dated = parse_target("2020年12月底前", "2020年11月20日")
    assert (dated.expected_date, dated.actual_date) == (
        DateValue(2020, 12, 31, True),
        DateValue(2020, 11, 20),
    )
    assert dated.sets_value
    counted = parse_target("6次", "2020年11月20日开展6次")
    assert (counted.expected_date, counted.actual_date) == (None, None)
    assert parse_target("是否及时", "2020年11月20日").expected_date is None


def test_every_reason_and_guess_says_what_it_means_in_both_languages():
    for kind in (Reason, Guess):
        for code in kind:
            assert code.meaning.zh != code.value and code.meaning.en, code


# What holds for any text --------------------------------------------------------------------------
OFFICIALESE = st.lists(
    st.sampled_from(
        "≥ ≤ ＞ < = 不低于 不超过 达到 约 余 以上 以下 内 左右 至 - ～ , ， 。 （ ） / 每 人均 % ％ ‰ 万 亿 元 次 宗 个 人次 半 年 月 日 前 底 "
        "〔2019〕30号 第 三 十二 两 百分之 一 下降 增长 到 计划 实际 合计 是否 无 未出现故障 全部 已开展的 0 1 5 95 100 1,500 21.31 2020 "
        "３０".split()
    ),
    max_size=12,
).map("".join)


@given(
    expected=st.text() | OFFICIALESE, actual=st.text() | OFFICIALESE, name=st.text(max_size=8) | OFFICIALESE
)
def test_no_text_raises_and_the_result_is_consistent(expected, actual, name):
    parsed = parse_target(expected, actual, name=name, kind="cost" if len(name) % 2 else None)
    assert parsed.measurable == (parsed.reason is None)
    assert parsed.measurable == (parsed.met is not None)
    if parsed.achievement is not None:
        assert parsed.measurable and isinstance(parsed.achievement, Fraction)
    if parsed.measurable:
        assert parsed.sets_value
    assert isinstance(parse_value(expected), Quantity | DateValue | Cell)


@given(OFFICIALESE)
def test_full_width_and_half_width_mean_the_same(text):
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in normalise(text))
    assert normalise(wide) == normalise(text)
    assert parse_target(wide, "5次") == parse_target(text, "5次")


NUMBER = st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(Fraction)
POSITIVE = st.decimals(min_value="0.01", max_value=10**9, places=2).map(Fraction)
UNITS = st.sampled_from(
    [
        "",
        "%",
        "‰",
        "元",
        "次",
        "人次",
        "宗",
        "份",
        "平方米",
        "个",
        "天",
        "工作日",
        "小时",
        "百分点",
        "台",
        "分",
    ]
)
BOUNDS = st.sampled_from([operator for operator in Operator if operator is not Operator.BETWEEN])


@given(
    number=NUMBER,
    unit=UNITS,
    per=st.sampled_from(["", "宗", "人", "人·月"]),
    operator=BOUNDS,
    approximate=st.booleans(),
)
def test_a_rendered_quantity_parses_to_itself(number, unit, per, operator, approximate):
    assume(unit or not per)
    # 2020 alone is read as a year only where 年 follows, so a bare number is safe.
    quantity = Quantity(number, unit, per, operator, is_approximate=approximate)
    assert parse_value(render(quantity)) == quantity


@given(low=POSITIVE, width=POSITIVE, unit=UNITS)
def test_a_rendered_range_parses_to_itself(low, width, unit):
    quantity = Quantity(low, unit, operator=Operator.BETWEEN, high=low + width)
    assert parse_value(render(quantity)) == quantity


PHRASES = {
    Operator.AT_LEAST: ("不低于{}", "{}以上", "≥{}", "＞＝{}", "至少{}"),
    Operator.AT_MOST: ("不超过{}", "{}以下", "≤{}", "控制在{}以内", "最多{}"),
    Operator.ABOVE: ("超过{}", "＞{}", ">{}"),
    Operator.BELOW: ("低于{}", "＜{}", "不足{}"),
    Operator.EQUAL: ("={}", "等于{}", "＝{}"),
}


@given(data=st.data(), number=POSITIVE, unit=UNITS, operator=st.sampled_from(sorted(PHRASES)))
def test_every_phrase_of_an_operator_is_that_operator(data, number, unit, operator):
    phrase = data.draw(st.sampled_from(PHRASES[operator]))
    printed = show_exact(number)
    parsed = parse_value(phrase.format(f" {printed} {unit}"))
    assert (parsed.operator, parsed.number, parsed.unit) == (operator, Fraction(printed), unit)


@given(
    expected=POSITIVE,
    actual=POSITIVE,
    factor=st.integers(2, 9),
    operator=st.sampled_from(list(PHRASES)),
    unit=UNITS,
)
def test_achievement_is_exact_and_scale_free(expected, actual, factor, operator, unit):
    def both(times: int) -> ParsedTarget:
        sides = Quantity(expected * times, unit, operator=operator), Quantity(actual * times, unit)
        return parse_target(render(sides[0]), render(sides[1]), kind="quality")

    parsed = both(1)
    is_less = operator in (Operator.AT_MOST, Operator.BELOW)
    assert parsed.achievement == (expected / actual if is_less else actual / expected)
    assert both(factor).achievement == parsed.achievement
    if operator not in (Operator.ABOVE, Operator.BELOW):
        assert parsed.met == (parsed.achievement >= 1)
    else:
        assert parsed.met == (parsed.achievement > 1)


@given(amount=st.decimals(min_value=1, max_value=10**6, places=4).map(Fraction), spent=POSITIVE)
def test_yuan_and_ten_thousand_yuan_give_the_same_result(amount, spent):
    in_yuan = parse_target(
        render(Quantity(amount * 10**4, "元", operator=Operator.AT_MOST)), render(Quantity(spent, "元"))
    )
    in_wan = parse_target(f"≤{render(Quantity(amount))}万元", render(Quantity(spent, "元")))
    assert (in_wan.expected_number, in_wan.achievement, in_wan.met) == (
        in_yuan.expected_number,
        in_yuan.achievement,
        in_yuan.met,
    )
    assert in_wan.guesses == (Guess.UNIT_PREFIX_CONVERTED,) and in_yuan.guesses == ()


@given(number=st.integers(1, 99_999_999))
def test_chinese_numerals_read_back(number):
    assert chinese_number(_in_chinese(number)) == number


def _in_chinese(number: int) -> str:
    if number >= 10**4:
        head, tail = divmod(number, 10**4)
        return _in_chinese(head) + "万" + (("零" if tail < 1000 else "") + _in_chinese(tail) if tail else "")
    text, gap = "", False
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + sign
        gap = not digit
    return text


def test_no_department_stands_in_the_vocabulary():
    files = (Path(words.__file__), data_root() / "target_words.yaml", data_root() / "targets.yaml")
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    assert not [name for name in ("龙华", "深圳", "社保", "少儿医保") if name in source]


# Longhua ------------------------------------------------------------------------------------------
