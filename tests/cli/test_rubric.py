"""`perfkit rubric`: every bundled file checks, shows and compares; faults come with file, line and what to
do."""

from __future__ import annotations

import pytest
from rule_kinds import RULE_KINDS

from perfkit import load_rubric
from perfkit.base.english import english
from perfkit.base.paths import data_root
from perfkit.cli import main
from perfkit.views.tables.rubric import _RULES, rubric_table

IDS = sorted(path.stem for path in (data_root() / "rubrics").glob("*.yaml"))


def test_every_bundled_file_checks(capsys):
    assert main(["rubric", "check", *(str(data_root() / "rubrics" / f"{name}.yaml") for name in IDS)]) == 0
    assert f"已检查 {len(IDS)} 张评分表" in capsys.readouterr().out


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_table_shows_every_row_with_its_points(name, lang, capsys):
    assert main(["rubric", "show", name, "--lang", lang]) == 0
    shown, table = capsys.readouterr().out, load_rubric(name)
    assert len(rubric_table(table, lang).rows) == len(table.indicators)
    for row in table.indicators:
        assert row.name.text.in_(lang) in shown
    assert (("只含已知部分" if lang == "zh" else "known rows only") in shown) is table.partial
    source = table.source.text.in_(lang)
    assert (english(source) if lang == "en" else source) in shown


def test_every_rule_kind_has_a_name():
    assert set(_RULES) == set(RULE_KINDS)


def test_a_page_holds_the_table(tmp_path):
    page = tmp_path / "hunan.html"
    assert main(["rubric", "show", "hunan", "--html", str(page)]) == 0
    assert "楼堂馆所面积控制" in page.read_text(encoding="utf-8")


def test_the_differences_of_two_tables(capsys):
    assert main(["rubric", "diff", "national-2020", "hubei-2020"]) == 0
    out = capsys.readouterr().out
    assert "output.targets.achievement" in out or "产出指标完成情况" in out
    assert main(["rubric", "diff", "hunan", "hunan"]) == 0
    assert "没有差别" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('per: "5%"\n', 'per: "0%"\n', "per 与 each 须大于 0"),
        ("-carried_over]", "-carried_ovr]", "没有这个事实：carried_ovr"),
        ('{above: "20%", at_most: "30%"', '{at_least: "20%", at_most: "30%"', "同属 2 档"),
        ("ratio: budget_change_rate", "ratio: budget_chnge_rate", "budget_chnge_rate"),
        ('max: "28"', 'max: "29"', "应等于 29"),
        (
            "partial: true",
            'partial: true\ngrades: [{name: 优, name_en: a, at_least: "60"}, {name: 差, name_en: b, '
            'at_least: "0"}]',
            "不能评级",
        ),
        ("side: below", "side: under", "只能是"),
    ],
)
def test_a_fault_is_refused_with_file_and_line(tmp_path, capsys, before, after, said):
    text = (data_root() / "rubrics" / "hunan.yaml").read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "hunan.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert main(["rubric", "check", str(path)]) == 1
    err = capsys.readouterr().err
    assert said in err and "hunan.yaml:" in err


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("when: above", "when: at_most", "永远轮不到"),
        ('- {when: above, points: "0"}', '- {when: none, points: "0"}', "第一个数较大"),
    ],
)
def test_cases_that_leave_a_relation_out_or_are_never_reached(tmp_path, capsys, before, after, said):
    text = (data_root() / "rubrics" / "yueyang.yaml").read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "yueyang.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert main(["rubric", "check", str(path)]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "operators: {at_most: linear_to_zero",
            "operators: {at_least: linear_to_zero",
            "at_least 不能用 linear_to_zero",
        ),
        ('zero_at: "2"', 'zero_at: "1"', "zero_at 须大于 1"),
        ('at_least: "60%", below: "80%"', 'at_least: "60%", below: "79%"', "不属于任何一档"),
    ],
)
def test_target_policies_that_do_not_hold(tmp_path, capsys, before, after, said):
    text = (data_root() / "rubrics" / "budget-system.yaml").read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "budget-system.yaml"
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert main(["rubric", "check", str(path)]) == 1
    assert said in capsys.readouterr().err
