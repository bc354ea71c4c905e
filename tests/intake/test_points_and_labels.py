"""Points of groups beside those of rows, labels with points of their own, titles that run into their text:
all content is invented."""

from __future__ import annotations

import pytest
from test_assignment import merged
from test_label_rows import draft_of, stated
from test_listed_values import TITLE

from perfkit.intake import read_report
from perfkit.intake.blocks import Paragraph, key
from perfkit.intake.family import national_lexicon
from perfkit.intake.figure_text import plain
from perfkit.intake.stated_points import pattern_of, points_in_text


def block_patterns():
    lexicon = national_lexicon()
    return [pattern_of(one, lexicon) for one in lexicon.conclusion.blocks]


def rows_of(draft, *parts):
    return [tuple(row.get(part, "") for part in parts) for row in draft.submission["targets"]["rows"]]


def test_points_that_reach_over_rows_are_those_of_their_group(tmp_path):
    table = merged(
        [
            ["一级指标", "权重", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
            ["产出指标", "60", "数量指标", "清淤渠道", "≥9公里", "9公里", "35", "35"],
            ["^", "^", "质量指标", "验收合格率", "100%", "100%", "25", "25"],
            ["效益指标", "30", "社会效益指标", "受益户数", "≥80户", "95户", "30", "30"],
            ["满意度指标", "10", "满意度指标", "村民满意度", "≥90%", "93%", "10", "10"],
        ]
    )
    found = rows_of(draft_of(tmp_path, TITLE, table), "name", "weight")
    assert found == [("清淤渠道", "35"), ("验收合格率", "25"), ("受益户数", "30"), ("村民满意度", "10")]


def test_kinds_without_the_word_and_a_formula_behind_the_label_of_execution(tmp_path):
    lines = [
        "2023年度项目支出绩效自评表",
        "指标名称\t类型\t目标值\t分值\t完成值\t得分\t扣分说明",
        "预算执行（10分）：执行率×10\t\t\t\t\t9.2",
        "（一）产出指标",
        "义诊场次\t数量\t≥12场\t30\t13场\t30",
        "建档完整率\t质量\t100%\t20\t100%\t20",
        "（二）满意度指标",
        "群众满意度\t满意度\t≥90%\t30\t88%\t29",
        "医护满意度\t满意度\t≥90%\t10\t91%\t10",
    ]
    path = tmp_path / "kinds.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    draft = read_report(path)
    assert rows_of(draft, "block", "kind", "name", "expected", "actual", "weight") == [
        ("output", "quantity", "义诊场次", "≥12场", "13场", "30"),
        ("output", "quality", "建档完整率", "100%", "100%", "20"),
        ("satisfaction", "satisfaction", "群众满意度", "≥90%", "88%", "30"),
        ("satisfaction", "satisfaction", "医护满意度", "≥90%", "91%", "10"),
    ]
    execution = draft.submission["form"]["blocks"]["execution"]
    assert execution == {"name": "预算执行", "max": "10", "score": "9.2"}


def test_rows_of_a_label_with_points_of_its_own_are_no_part_of_another_block(tmp_path):
    table = merged(
        [
            ["指标类别", "指标名称", "分值", "自评分", "年度目标", "实际完成"],
            ["投入（20分）", "资金到位率", "20", "20", "100%", "100%"],
            ["产出（70分）", "新建水窖", "70", "70", "≥30口", "31口"],
            ["满意度（10分）", "农户满意度", "10", "10", "≥90%", "95%"],
        ]
    )
    draft = draft_of(tmp_path, TITLE, table)
    assert [name for (name,) in rows_of(draft, "name")] == ["资金到位率", "新建水窖", "农户满意度"]
    assert draft.submission["form"]["blocks"] == {"satisfaction": {"name": "满意度", "max": "10"}}
    assert any("产出" in said.zh and "70" in said.zh for said in draft.notes)


@pytest.mark.parametrize("stop", ["。", "。 "])
def test_a_title_that_runs_into_its_text_says_what_it_is_about(tmp_path, stop):
    paragraphs = [
        Paragraph(text, f"第{number}段")
        for number, text in enumerate(
            (
                "2023年度部门整体支出绩效自评报告",
                f"一、预算收支{stop}2023年年初预算300万元，全年支出288万元。",
                f"二、“三公”经费{stop}年初预算9万元，实际支出6万元。",
            ),
            start=1,
        )
    ]
    assert stated(draft_of(tmp_path, *paragraphs)) == {
        "budget_initial": ["300万元"],
        "spent_total": ["288万元"],
        "three_public_budget": ["9万元"],
        "three_public_spent": ["6万元"],
    }


def test_points_in_sentences_match_what_they_must():
    lexicon = national_lexicon()
    for part, shown in (("execution", key), ("blocks", lambda text: plain(text).text), ("maxima", key)):
        for pattern in getattr(lexicon.conclusion, part):
            compiled = pattern_of(pattern, lexicon)
            assert [one for one in pattern.must if not compiled.search(shown(one))] == []
            assert [one for one in pattern.must_not if compiled.search(shown(one))] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("其中预算执行（20分）得18.92分，产出指标（40分）得38.5分。", "预算执行 20 18.92|产出指标 40 38.5"),
        ("投入满分20分，自评19分；过程满分30分，自评29.5分。", "投入 20 19|过程 30 29.5"),
        ("其中决策10分、产出30分，分别得9分、28.5分。", "决策 10 9|产出 30 28.5"),
        ("其中：决策得18分、产出指标得分29分。", "决策  18|产出指标  29"),
        ("产出指标得48分（满分50分），效益指标得29分（满分30分）。", "产出指标 50 48|效益指标 30 29"),
        ("决策、过程、产出三项分别得9分、10分。", ""),
    ],
)
def test_points_by_block_in_a_sentence(sentence, expected):
    found = points_in_text(sentence, block_patterns())
    assert "|".join(" ".join(one[:3]) for one in found) == expected


def test_no_pattern_of_points_tries_a_long_text_without_end():
    text = "推进各项重点工作落实见效，加强预算绩效管理和资金使用监督、提升服务水平及群众满意度；" * 100
    assert list(points_in_text(text, block_patterns())) == []
