"""The linter: every refusal planted in a small rubric, with its line and what it says."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from perfkit.base.errors import RubricError
from perfkit.rubric.bands import Band, band_faults
from perfkit.rubric.files import lint_file, load_rubric, rubric_path

SMALL = """\
id: small
name: {zh: 小表, en: small table}
version: "1"
authority: {zh: 无, en: none}
source: {zh: 虚构, en: made up}
effective: {first_year: 2020}
max: "10"
grades:
  - {name: 合格, name_en: pass, at_least: "6"}
  - {name: 不合格, name_en: fail, at_least: "0"}
readings:
  staff_total:
    question: {zh: 除以什么, en: divided by what}
    options:
      all_staff: {zh: 全部, en: all}
      established: {zh: 在编, en: established}
    chosen: all_staff
    why: {zh: 条文, en: the clause}
blocks:
  - id: one
    name: {zh: 一, en: one}
    max: "10"
    groups:
      - id: one.a
        name: {zh: 甲, en: a}
        indicators:
          - id: one.a.rate
            name: {zh: 比率, en: rate}
            max: "2"
            standard: |-
              1. 比率＜5%的，得1分；
              2. 比率≥5%的，得0分。
              3. 计划（1分）。
            criteria:
              - id: "1"
                clauses: "1–2"
                text: {zh: 分档, en: bands}
                max: "1"
                rule: bands
                ratio: off_establishment_rate
                bands:
                  - {below: "5%", points: "1"}
                  - {at_least: "5%", points: "0"}
                by_reading:
                  staff_total:
                    established: {ratio: off_establishment_to_established_rate}
              - id: "2"
                clauses: "3"
                text: {zh: 计划, en: plan}
                max: "1"
                rule: proportional
                ratio: procurement_rate
          - id: one.a.judged
            name: {zh: 评判, en: judged}
            max: "8"
            standard: 酌情
            criteria:
              - id: "1"
                clauses: "正文"
                text: {zh: 清单, en: list}
                max: "3"
                rule: checklist
                items:
                  - {text: {zh: 甲, en: a}, points: "1"}
                  - {text: {zh: 乙, en: b}, points: "2"}
              - id: "2"
                clauses: "正文"
                text: {zh: 分档, en: tiers}
                max: "2"
                rule: tiers
                tiers:
                  - {text: {zh: 好, en: good}, points: "2"}
                  - {text: {zh: 差, en: bad}, points: "0"}
              - id: "3"
                clauses: "正文"
                text: {zh: 评判, en: judged}
                max: "2"
                rule: judged
                precondition: {fact: benefit_aspects_count, at_least: "3", unmet: zero}
              - id: "4"
                clauses: "正文"
                text: {zh: 界限, en: limit}
                max: "1"
                rule: limit
                fact: satisfaction_rate
                at_least: "90%"
            veto: {clauses: ["4"], text: {zh: 否决, en: veto}, fact: fund_misuse_found}
"""

# what is planted: text of SMALL, what stands there instead, text on the faulty line, what the linter says
REFUSED = {
    "an unknown key at the top": ('version: "1"\n', 'version: "1"\nverison: "1"\n', "verison", "未知字段"),
    "an unknown key in a row": (
        "            standard: 酌情\n",
        "            standard: 酌情\n            weight: 3\n",
        "weight: 3",
        "未知字段",
    ),
    "an unknown key in a criterion": (
        "                ratio: procurement_rate\n",
        "                ratio: procurement_rate\n                zero_if_above: true\n",
        "zero_if_above",
        "未知字段",
    ),
    "an unknown key in a band": (
        '{below: "5%", points: "1"}',
        '{under: "5%", points: "1"}',
        "under",
        "未知字段",
    ),
    "a key of another kind": (
        '                at_least: "90%"\n',
        '                at_least: "90%"\n                zero_if_over: true\n',
        "zero_if_over",
        "未知字段",
    ),
    "a key written twice": (
        'version: "1"\n',
        'version: "1"\nversion: "2"\n',
        'version: "2"',
        "键重复，第 3 行已有",
    ),
    "a full-width colon": (
        "            standard: 酌情\n",
        "            standard： 酌情\n",
        "standard： 酌情",
        "全角冒号",
    ),
    "a missing name": (
        "            name: {zh: 评判, en: judged}\n            max",
        "            max",
        "one.a.judged",
        "缺少必填项",
    ),
    "a gap at an edge": (
        '{at_least: "5%", points: "0"}',
        '{above: "5%", points: "0"}',
        "bands:\n",
        "5% 不属于任何一档，请把一端改为含本数",
    ),
    "a gap between bands": (
        '{at_least: "5%", points: "0"}',
        '{at_least: "6%", points: "0"}',
        "bands:\n",
        "5%–6% 之间的数 不属于任何一档，请补上一档",
    ),
    "a gap above the last band": (
        '{at_least: "5%", points: "0"}',
        '{at_least: "5%", below: "100%", points: "0"}',
        "bands:\n",
        "高于 100% 的数 不属于任何一档",
    ),
    "a gap below the first band": (
        '{below: "5%", points: "1"}',
        '{at_least: "0", below: "5%", points: "1"}',
        "bands:\n",
        "低于 0% 的数 不属于任何一档",
    ),
    "an edge in two bands": (
        '{below: "5%", points: "1"}',
        '{at_most: "5%", points: "1"}',
        "bands:\n",
        "5% 同属 2 档，请只留一档",
    ),
    "overlapping bands": (
        '{below: "5%", points: "1"}',
        '{below: "7%", points: "1"}',
        "bands:\n",
        "5%–7% 之间的数 同属 2 档",
    ),
    "two words for one end": (
        '{below: "5%", points: "1"}',
        '{below: "5%", at_most: "5%", points: "1"}',
        'at_most: "5%"',
        "同一端只能用一个词",
    ),
    "a band above the maximum": (
        '{below: "5%", points: "1"}',
        '{below: "5%", points: "1.5"}',
        'points: "1.5"',
        "分值 1.5 超过评分点满分 1",
    ),
    "a tier above the maximum": (
        '{text: {zh: 好, en: good}, points: "2"}',
        '{text: {zh: 好, en: good}, points: "2.5"}',
        'points: "2.5"',
        "分值 2.5 超过评分点满分 2",
    ),
    "negative points": (
        '{below: "5%", points: "1"}',
        '{below: "5%", points: "-1"}',
        'points: "-1"',
        "不得小于 0",
    ),
    "points with a unit": (
        '{below: "5%", points: "1"}',
        '{below: "5%", points: "1分"}',
        'points: "1分"',
        "不是数字",
    ),
    "a single band": ('                  - {at_least: "5%", points: "0"}\n', "", "bands:\n", "不能为空"),
    "blocks that do not sum": (
        'max: "10"\ngrades',
        'max: "100"\ngrades',
        'max: "100"',
        "各一级指标分值之和为 10，应等于 100",
    ),
    "rows that do not sum": (
        '            max: "8"',
        '            max: "7"',
        '    max: "10"\n    groups',
        "各三级指标分值之和为 9，应等于 10",
    ),
    "criteria that do not sum": (
        '                max: "3"',
        '                max: "4"',
        '            max: "8"',
        "各评分点分值之和为 9，应等于 8",
    ),
    "items that do not sum": (
        '{text: {zh: 乙, en: b}, points: "2"}',
        '{text: {zh: 乙, en: b}, points: "1"}',
        'max: "3"',
        "各要点分值之和为 2，应等于 3",
    ),
    "a criterion without clauses": (
        '                clauses: "3"\n',
        "",
        '              - id: "2"\n                text: {zh: 计划',
        "缺少必填项",
    ),
    "a criterion with an empty list of clauses": (
        '                clauses: "3"\n',
        "                clauses: []\n",
        "clauses: []",
        "不能为空",
    ),
    "a criterion without its text": (
        "text: {zh: 计划, en: plan}",
        'text: {zh: "", en: plan}',
        'zh: ""',
        "不能为空",
    ),
    "a row without its standard": (
        "            standard: 酌情\n",
        "",
        "- id: one.a.judged",
        "缺少评分标准原文",
    ),
    "a row without criteria": (
        SMALL[
            SMALL.index("            criteria:\n", SMALL.index("one.a.judged")) : SMALL.index(
                "            veto:"
            )
        ],
        "",
        "- id: one.a.judged",
        "criteria 与 targets 须且只能有一个",
    ),
    "markup left in the clause text": ("比率≥5%的", "比率\\geq5%的", "standard: |-", "残留标记 \\geq"),
    "an HTML leftover": ("standard: 酌情", "standard: <p>酌情</p>", "standard: <p>", "残留标记 <p>"),
    "a ratio that does not exist": (
        "ratio: procurement_rate",
        "ratio: procurement_share",
        '- id: "2"\n                clauses: "3"',
        "没有这个比率：procurement_share；可用：procurement_rate",
    ),
    "neither ratio nor fact": (
        "                ratio: procurement_rate\n",
        "",
        '- id: "2"\n                clauses: "3"',
        "ratio 与 fact 须且只能填一个",
    ),
    "a fact that does not exist": (
        "fact: satisfaction_rate",
        "fact: satisfaction",
        '- id: "4"',
        "没有这个事实：satisfaction；请在 data/facts.yaml 中加上",
    ),
    "a veto on a fact that does not exist": (
        "fact: fund_misuse_found",
        "fact: fund_misuse",
        "veto:",
        "没有这个事实：fund_misuse",
    ),
    "a precondition on a fact that does not exist": (
        "fact: benefit_aspects_count",
        "fact: aspects",
        "precondition:",
        "没有这个事实：aspects",
    ),
    "a precondition with two ends": (
        'at_least: "3", unmet: zero',
        'at_least: "3", at_most: "3", unmet: zero',
        "precondition:",
        "precondition 须且只能有",
    ),
    "a binding that is no argument": (
        "ratio: procurement_rate",
        "ratio: procurement_rate\n                bind: {budget_total: budget_initial}",
        '- id: "2"\n                clauses: "3"',
        "bind 的 ['budget_total'] 不是该比率的参数",
    ),
    "a binding to a fact that does not exist": (
        "ratio: procurement_rate",
        "ratio: procurement_rate\n                bind: {procurement_planned: plan}",
        '- id: "2"\n                clauses: "3"',
        "没有这个事实：plan",
    ),
    "a fallback to a fact that does not exist": (
        "ratio: procurement_rate",
        "ratio: procurement_rate\n                fallback: {procurement_planned: plan}",
        '- id: "2"\n                clauses: "3"',
        "没有这个事实：plan",
    ),
    "a kind that does not exist": (
        "rule: proportional",
        "rule: formula",
        '- id: "2"\n                clauses: "3"',
        "没有这种规则",
    ),
    "a criterion without a kind": (
        "                rule: proportional\n",
        "",
        '- id: "2"\n                clauses: "3"',
        "缺少 rule",
    ),
    "a limit without an end": (
        '                at_least: "90%"\n',
        "",
        '- id: "4"',
        "limit 须且只能有一个界限",
    ),
    "a row id used twice": (
        "- id: one.a.judged",
        "- id: one.a.rate",
        "- id: one.a.rate\n            name: {zh: 评判",
        "id one.a.rate 重复",
    ),
    "a criterion id used twice": (
        '              - id: "2"\n                clauses: "3"',
        '              - id: "1"\n                clauses: "3"',
        '- id: "1"\n                clauses: "3"',
        "评分点 id 重复",
    ),
    "grades in the wrong order": ('at_least: "6"', 'at_least: "-0"', "grades:", "等级须由高到低排列"),
    "a lowest grade above zero": (
        'name_en: fail, at_least: "0"',
        'name_en: fail, at_least: "1"',
        "grades:",
        "最后一级 at_least 为 0",
    ),
    "a chosen option that does not exist": (
        "chosen: all_staff",
        "chosen: everyone",
        "chosen: everyone",
        "没有选项 everyone；可选：all_staff、established",
    ),
    "a reading that does not exist": (
        "                  staff_total:\n                    established:",
        "                  staff:\n                    established:",
        "                    established: {ratio",
        "readings 中没有 staff.established",
    ),
    "an option that does not exist": (
        "established: {ratio",
        "established_only: {ratio",
        "established_only: {ratio",
        "readings 中没有 staff_total.established_only",
    ),
    "an option that sets a wrong parameter": (
        "established: {ratio: off_establishment_to_established_rate}",
        "established: {ration: x}",
        "established: {ration",
        "口径改动的参数不成立：ration",
    ),
    "an option with a ratio that does not exist": (
        "established: {ratio: off_establishment_to_established_rate}",
        "established: {ratio: x}",
        "established: {ratio",
        "没有这个比率：x",
    ),
    "an option with a gap in its bands": (
        "established: {ratio: off_establishment_to_established_rate}",
        'established: {bands: [{below: "5%", points: "1"}, {above: "5%", points: "0"}]}',
        "established: {bands",
        "5% 不属于任何一档",
    ),
    "an option that binds where the kind has nothing to bind": (
        '                  - {text: {zh: 乙, en: b}, points: "2"}\n',
        '                  - {text: {zh: 乙, en: b}, points: "2"}\n                by_reading:\n'
        "                  staff_total: {established: {bind: {spent_total: spent_by_q3}}}\n",
        "                  staff_total: {established: {bind",
        "口径改动的参数不成立：bind（未知字段",
    ),
    "a reading that no criterion uses": (
        SMALL[
            SMALL.index("                by_reading:") : SMALL.index(
                '              - id: "2"\n                clauses: "3"'
            )
        ],
        "",
        "  staff_total:\n",
        "没有评分点用到口径 staff_total",
    ),
}


def write(folder: Path, text: str) -> Path:
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def line_of(text: str, marker: str) -> int:
    assert text.count(marker) >= 1, marker
    return text[: text.index(marker)].count("\n") + 1


def test_the_small_rubric_is_sound(tmp_path):
    report = lint_file(write(tmp_path, SMALL))
    assert (report.errors, report.warnings) == ((), ())
    assert [row.id for row in report.rubric.indicators] == ["one.a.rate", "one.a.judged"]
    assert list(report.rubric.criteria)[0] == "one.a.rate.1"


@pytest.mark.parametrize("planted", REFUSED)
def test_each_fault_is_refused_with_its_line_and_what_it_is(tmp_path, planted):
    old, new, marker, message = REFUSED[planted]
    assert SMALL.count(old) >= 1
    text = SMALL.replace(old, new, 1)
    path = write(tmp_path, text)
    report = lint_file(path)
    assert any(
        message in fault.message.zh and fault.line == line_of(text, marker) for fault in report.errors
    ), [str(fault) for fault in report.errors]
    assert all(fault.file == "small.yaml" and fault.message.en for fault in report.errors)
    with pytest.raises(RubricError) as refused:
        load_rubric(path)
    assert message in refused.value.show("zh")


def test_all_faults_of_a_file_are_told_at_once(tmp_path):
    text = (
        SMALL.replace('{below: "5%"', '{at_most: "5%"')
        .replace("fact: satisfaction_rate", "fact: satisfaction")
        .replace("chosen: all_staff", "chosen: x")
    )
    lines = [fault.line for fault in lint_file(write(tmp_path, text)).errors]
    assert lines == sorted(lines)
    assert len(lines) == 3


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("zero_actual: {open: {zero_actual_at_most: open}}", ""),
        ("zero_actual: {shut: {zero_actual_at_most: open}}", "readings 中没有 zero_actual.shut"),
        ("zero_acutal: {open: {zero_actual_at_most: open}}", "readings 中没有 zero_acutal.open"),
        ("zero_actual: {open: {zero_actual_atmost: open}}", "口径不能改动 zero_actual_atmost"),
        ("zero_actual: {open: {zero_actual_at_most: half}}", "口径改动的参数不成立：zero_actual_at_most"),
        ("zero_actual: {open: {operators: {at_most: proportional}}}", "at_most 不能用 proportional"),
        ("zero_actual: {open: {operators: {at_moost: inverse}}}", "口径改动的参数不成立：operators.at_moost"),
        ("zero_actual: {open: {zero_at: '1'}}", "zero_at 须大于 1"),
        ("zero_actual: {open: {zero_at: '3'}}", ""),
    ],
)
def test_the_options_of_a_target_policy_are_checked(tmp_path, option, says):
    written = rubric_path("national-2020").read_text(encoding="utf-8")
    planted = "zero_actual: {open: {zero_actual_at_most: open}}"
    path = tmp_path / "national-2020.yaml"
    path.write_text(written.replace(planted, option, 1), encoding="utf-8")
    errors = lint_file(path).errors
    line = next(n for n, text in enumerate(written.splitlines(), 1) if planted in text)
    assert ([(says in fault.message.zh, abs(fault.line - line) <= 1) for fault in errors]) == (
        [(True, True)] if says else []
    )


def test_text_with_a_comma_that_is_not_quoted_is_told_so(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(SMALL.replace("en: small table", "en: a small, known table"), encoding="utf-8")
    (fault,) = lint_file(path).errors
    assert (fault.line, "加双引号" in fault.message.zh) == (2, True)


def test_points_printed_above_the_rows_own_are_a_warning_not_an_error(tmp_path):
    text = SMALL.replace("3. 计划（1分）", "3. 计划（8分）")
    report = lint_file(write(tmp_path, text))
    assert report.errors == ()
    assert [(w.line, "8分" in w.message.zh and "2 分" in w.message.zh) for w in report.warnings] == [
        (line_of(text, "standard: |-"), True)
    ]


def test_a_numbered_clause_that_nothing_covers_is_a_warning(tmp_path):
    report = lint_file(write(tmp_path, SMALL.replace('clauses: "1–2"', 'clauses: "1"')))
    assert report.errors == ()
    assert ["第 2 条" in w.message.zh for w in report.warnings] == [True]


def test_sz_2020_has_no_error_and_one_warning_the_printed_8_points():
    report = lint_file(rubric_path("sz-2020"))
    assert report.errors == ()
    (warning,) = report.warnings
    text = rubric_path("sz-2020").read_text(encoding="utf-8")
    assert "8分" in warning.message.zh
    assert text.splitlines()[warning.line - 1].strip() == "standard: |-"
    assert (
        line_of(text, "decision.targets.completeness")
        < warning.line
        < line_of(text, "decision.targets.clarity")
    )


def test_sz_2020_is_the_printed_table():
    table = load_rubric("sz-2020")
    assert [block.max for block in table.blocks] == [20, 20, 60]
    assert sum(len(block.groups) for block in table.blocks) == 11
    assert [row.max for row in table.indicators] == [
        5,
        5,
        3,
        7,
        2,
        3,
        3,
        2,
        2,
        2,
        1,
        1,
        1,
        3,
        6,
        6,
        8,
        6,
        25,
        3,
        6,
    ]
    assert len(table.criteria) == 45
    assert all(
        criterion.text.en and criterion.text.en != criterion.text.zh for criterion in table.criteria.values()
    )
    assert all(row.id.startswith(block.id + ".") for block in table.blocks for row in block.indicators)


def test_every_combination_of_readings_builds_every_criterion():
    table = load_rubric("sz-2020")
    for criterion in table.criteria.values():
        names = list(criterion.by_reading)
        for options in product(*(table.readings[name].options for name in names)):
            built = table.criterion(criterion, dict(zip(names, options, strict=True)))
            assert built.max == criterion.max


def test_an_option_may_bind_facts_of_a_yearly_mean(tmp_path):
    mean = """                rule: progress_mean
                quarters: [{ratio: spending_progress_q1, schedule: "25%"}, {ratio: execution_rate, schedule: "100%"}]
                by_reading:
                  staff_total: {established: {bind: {budget_total: budget_total_without_subsidy}}}
"""
    text = SMALL.replace(
        "                rule: proportional\n                ratio: procurement_rate\n", mean
    )
    table = lint_file(write(tmp_path, text)).rubric
    yearly = table.criterion(table.criteria["one.a.rate.2"], {"staff_total": "established"})
    assert [part.bind for part in yearly.parts] == [{"budget_total": "budget_total_without_subsidy"}] * 2


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.995", "优"),
        ("89.994", "良"),
        ("89.5", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_no_total_falls_between_two_grades(total, grade):
    assert load_rubric("sz-2020").grade(Fraction(total)).name == grade


def test_a_rubric_that_does_not_exist_names_those_that_do():
    with pytest.raises(RubricError, match="没有评分表 sz-2019；现有：.*sz-2020"):
        load_rubric("sz-2019")


def test_bands_without_any_end_are_refused():
    assert [fault.zh for fault in band_faults([Band(Fraction(1)), Band(Fraction(0))])] == ["分档没有界限"]
