"""Points that running text states: blocks and their parts, headings above their points, the most of all."""

from __future__ import annotations

from time import process_time

import pytest
from test_label_rows import draft_of

from perfkit.intake.blocks import Paragraph
from perfkit.intake.family import national_lexicon
from perfkit.intake.figure_text import plain

TITLE = Paragraph("青禾县水务局2023年度部门整体支出绩效自评报告")


def test_parts_of_a_block_in_a_sentence_are_no_blocks(tmp_path):
    lines = [
        "（一）投入指标20分，自评19分。其中：预算编制10分，得9分；目标设定10分，得10分。",
        "（二）产出指标40分，自评38分。",
        "（三）效果指标40分，自评39分（档案不全扣1分）。",
    ]
    own = draft_of(tmp_path, TITLE, *map(Paragraph, lines)).submission
    blocks = {name: (one["max"], one["score"]) for name, one in own["form"]["blocks"].items()}
    assert blocks == {"投入指标": ("20", "19"), "output": ("40", "38"), "benefit": ("40", "39")}
    rows = own["self_evaluation"]["rows"]
    assert [(row["name"], row["max"], row["score"]) for row in rows] == [
        ("投入指标", "20", "19"),
        ("产出指标", "40", "38"),
        ("效果指标", "40", "39"),
    ]
    # one paragraph of three was lost: no table of rows is made of the rest
    assert "rows" not in draft_of(tmp_path, TITLE, *map(Paragraph, lines[:2])).submission["self_evaluation"]


def test_points_below_headings_that_give_the_most_of_them(tmp_path):
    lines = [
        "（一）投入方面（20分）",
        "目标与职责相符。自评得20分。",
        "（二）产出与效益（80分）",
        "1.产业。种植4,200亩。",
        "因进度慢扣2分，自评得78分。",
        "（三）综合得分",
        "综合以上，自评得分98分。",
    ]
    own = draft_of(tmp_path, TITLE, *map(Paragraph, lines)).submission
    blocks = {name: (one["max"], one["score"]) for name, one in own["form"]["blocks"].items()}
    assert blocks == {"投入": ("20", "20"), "产出与效益": ("80", "78")}
    assert own["self_evaluation"]["total"] == "98"
    lines[4] = "因进度慢扣2分。"
    blocks = draft_of(tmp_path, TITLE, *map(Paragraph, lines)).submission["form"]["blocks"]
    assert blocks == {"产出与效益": {"name": "产出与效益", "max": "80"}}  # printed all the same


@pytest.mark.parametrize(
    ("sentence", "total"),
    [
        ("自评总分100分，其中投入20分、产出50分、效益30分，合计得分93.4分。", "93.4"),
        ("自评总分100分，其中投入得分20分，产出得分45分，效益得分30分，最终得分95分。", "95"),
        ("本次自评满分100分，实际得分92.5分，等级为优。", "92.5"),
        ("应得100分，实得94分，得分率94%。", "94"),
        ("本项目自评总分100分，因进度滞后扣3分，自评得分97分。", "97"),
        ("自评总分（满分100分）为91.2分。", "91.2"),
        ("满分100分，扣3.5分，得96.5分。", "96.5"),
        ("自评得分100分，等级为优。", "100"),
        ("自评总分93.4分，其中投入20分，得18分。", "93.4"),
        # Which of the two is the filer's is not said; points of one block are no total.
        ("综合得分100分，自评得分97分。", None),
        ("自评总分120分，合计得分98分。", None),
        ("产出指标满分50分，自评得分48分，得分率96%。", None),
        ("效益指标应得30分，实得28分。", None),
    ],
)
def test_the_most_points_of_all_are_not_the_filers_total(tmp_path, sentence, total):
    draft = draft_of(tmp_path, TITLE, Paragraph("一、自评结论"), Paragraph(sentence))
    assert draft.submission["self_evaluation"].get("total") == total
    asked = any("几种说法" in one.zh for one in draft.asked)
    assert asked is (total is None and "100分，自评" in sentence or "120" in sentence)


@pytest.mark.parametrize(
    ("sentence", "points"),
    [
        ("自评总分100分，其中预算执行10分、产出60分、效益30分，合计得分93.4分。", ("10", None)),
        ("预算执行率满分10分，自评得分9.6分，得分率96%。", ("10", "9.6")),
        ("其中预算执行应得20分，实得18.5分。", ("20", "18.5")),
        ("其中预算执行得分9.6分。", (None, "9.6")),
    ],
)
def test_points_for_execution_beside_the_most_of_them(tmp_path, sentence, points):
    own = draft_of(tmp_path, TITLE, Paragraph("一、自评结论"), Paragraph(sentence)).submission
    execution = own["form"]["blocks"]["execution"]
    assert (execution.get("max"), execution.get("score")) == points


def test_a_sentence_that_gives_most_and_own_by_many_words(tmp_path):
    sentence = "产出指标应得50分，实得48分；效益指标总分40分，得分39分；预算执行满分10分，得分9.5分。"
    own = draft_of(tmp_path, TITLE, Paragraph("一、自评结论"), Paragraph(sentence)).submission
    blocks = {name: (one["max"], one["score"]) for name, one in own["form"]["blocks"].items()}
    assert blocks == {"execution": ("10", "9.5"), "output": ("50", "48"), "benefit": ("40", "39")}
    assert "total" not in own["self_evaluation"]


def test_the_patterns_of_totals_match_what_they_must():
    words = national_lexicon().conclusion
    for pattern in (*words.whole, words.of_a_block):
        compiled = pattern.compiled
        assert [one for one in pattern.must if not compiled.search(plain(one).text)] == []
        assert [one for one in pattern.must_not if compiled.search(plain(one).text)] == []


def test_no_pattern_of_totals_tries_a_long_text_without_end():
    text = "自评总分100分，其中本项目整体支出绩效评价指标得分情况综合" * 200
    began = process_time()
    assert not any(one.compiled.search(text) for one in national_lexicon().conclusion.whole)
    assert process_time() - began < 2
