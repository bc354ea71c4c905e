"""What a template asks people to write, signs of columns, pages that perfkit made: all invented."""

from __future__ import annotations

import pytest

from perfkit.base.errors import SubmissionError
from perfkit.intake import read_report
from perfkit.intake.family import national_lexicon

FORM = """2023年度项目支出绩效自评表
项目名称\t河道清淤（填写项目全称）\t实施单位\t青禾县水务局
一级指标\t二级指标\t三级指标\t指标性质\t年度指标值\t实际完成值\t偏差原因分析及改进措施
产出指标\t数量指标\t清淤渠道\t大于等于\t9公里\t9公里\t如：受天气影响
产出指标\t质量指标\t（填写指标名称）\t定量指标\t（填写）\t如：100%\t
产出指标\t质量指标\t验收合格率\t定量指标\t100%\t100%\t（请说明未完成原因）
效益指标\t社会效益指标\t指标1：\t\t\t\t
满意度指标\t满意度指标\t群众满意度\t定性指标\t满意\t满意\t
填写说明：1.定性指标根据完成情况分为三档。
一、项目概况（填写项目背景、主要内容及实施情况，500字以内）
项目新修渠道9公里。
如：项目预算100万元，实际支出95万元。
"""


def test_prompts_of_a_template_are_no_text(tmp_path):
    path = tmp_path / "form.txt"
    path.write_text(FORM, encoding="utf-8")
    filed = read_report(path)
    rows = filed.submission["targets"]["rows"]
    assert [
        (row["name"], row["expected"], row.get("operator", ""), row.get("reason", "")) for row in rows
    ] == [
        ("清淤渠道", "≥9公里", "≥", ""),
        ("验收合格率", "100%", "", ""),
        ("群众满意度", "满意", "", ""),
    ]
    assert filed.submission["project"]["name"] == "河道清淤" and not filed.submission["facts"]
    assert [one["text"] for one in filed.submission["narrative"]["other"]] == ["项目新修渠道9公里。"]
    assert any("模板的填写提示" in note.zh and "100万元" in note.zh for note in filed.notes)


def test_prompts_match_what_they_must():
    for pattern in national_lexicon().prompts:
        assert [one for one in pattern.must if not pattern.compiled.search(one)] == []
        assert [one for one in pattern.must_not if pattern.compiled.search(one)] == []


def test_a_page_that_perfkit_made_is_refused_by_name(tmp_path):
    page = tmp_path / "index.html"
    page.write_text(
        '<html><head><meta name="generator" content="perfkit"></head><body><table><tr><td>部门</td>'
        "<td>自评得分</td></tr><tr><td>青禾县水务局</td><td>95</td></tr></table></body></html>",
        encoding="utf-8",
    )
    with pytest.raises(SubmissionError, match=r"index\.html：是对自评的核查报告"):
        read_report(page)
