"""Tables of targets whose cells stand one below another: read where heads and points leave no doubt."""

from __future__ import annotations

from test_label_rows import TITLE, draft_of

from perfkit.intake.blocks import Paragraph

HEADS = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分"
CELLS = "产出指标 数量指标 新建水窖 ≥30口 32口 60 60 质量指标 验收合格率 100% 98% 40 39 总分 99"


def test_rows_of_lines_with_levels_that_were_merged(tmp_path):
    lines = [TITLE, *map(Paragraph, f"{HEADS} {CELLS}".split())]
    targets = draft_of(tmp_path, *lines).submission["targets"]["rows"]
    parts = ("kind", "name", "expected", "actual", "weight", "self_score")
    assert [tuple(target[part] for part in parts) for target in targets] == [
        ("quantity", "新建水窖", "≥30口", "32口", "60", "60"),
        ("quality", "验收合格率", "100%", "98%", "40", "39"),
    ]
    assert [target["place"] for target in targets] == ["第9段", "第16段"]


def test_a_blank_cell_leaves_all_rows_open_and_is_said(tmp_path):
    for lost in ("32口 ", "98% ", " 39"):
        lines = [TITLE, *map(Paragraph, f"{HEADS} {CELLS.replace(lost, '', 1)}".split())]
        draft = draft_of(tmp_path, *lines)
        assert "targets" not in draft.submission
        assert any("逐行排列" in told.zh for told in draft.notes)
