"""Points that running text states: blocks and their parts, headings above their points."""

from __future__ import annotations

from test_label_rows import draft_of

from perfkit.intake.blocks import Paragraph

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
