"""Tables of targets whose cells stand one below another: read where heads and points leave no doubt."""

from __future__ import annotations

import pytest
from test_label_rows import TITLE, draft_of

from perfkit.base.errors import SubmissionError
from perfkit.intake.blocks import Paragraph
from perfkit.intake.draft import read_report

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
    assert [target["place"] for target in targets] == ["第11段", "第17段"]


def test_a_blank_cell_leaves_all_rows_open_and_is_said(tmp_path):
    for lost in ("32口 ", "98% ", " 39"):
        lines = [TITLE, *map(Paragraph, f"{HEADS} {CELLS.replace(lost, '', 1)}".split())]
        draft = draft_of(tmp_path, *lines)
        assert "targets" not in draft.submission
        assert any("逐行排列" in told.zh for told in draft.notes)


def test_tabbed_text_whose_merged_cells_left_too_many_or_too_few_blanks(tmp_path):
    lines = [
        "青禾县水务局2023年度项目支出绩效自评表",
        "项目名称\t清淤",
        "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分",
        "\t\t年度资金总额\t80.00\t90.00\t81.00\t10\t90.00%\t9",
        "绩效指标\t实际完成值\t分值\t得分\t偏差原因",
        "一级指标\t二级指标\t三级指标\t指标值\t\t\t\t",
        "产出指标\t数量指标\t清淤长度\t≥9公里\t9.2公里\t50\t50\t",
        "效益指标\t社会效益指标\t受益户数\t≥300户\t280户\t40\t36\t外出多",
        "总分\t100\t95\t",
    ]
    path = tmp_path / "表.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    own = read_report(path).submission
    told = {fact: [one["value"] for one in found] for fact, found in own["facts"].items()}
    assert told == {
        "budget_initial": ["80.00"],
        "budget_total": ["90.00"],
        "spent_total": ["81.00"],
        "execution_rate": ["90.00"],
    }
    assert [(row["actual"], row["weight"], row["self_score"]) for row in own["targets"]["rows"]] == [
        ("9.2公里", "50", "50"),
        ("280户", "40", "36"),
    ]
    assert own["self_evaluation"]["total"] == "95"
    assert own["form"]["blocks"]["execution"]["score"] == "9"


def test_rows_of_a_text_that_lost_their_merged_cells_stand_under_their_heads_or_are_named(tmp_path):
    """Blanks are put back where points and name fit; where they do not, nothing is taken for a value."""
    lines = [
        "青禾县水务局2023年度项目支出绩效自评表",
        "一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t完成值\t分值\t得分",
        "产出指标\t数量指标\t清淤长度\t≥\t9\t公里\t\t30\t",
        "整治断面\t≥\t4\t处\t5\t20\t20",
        "预算执行率\t10\t94.61%\t9.46",
        "效益指标\t社会效益指标\t受益户数\t≥\t300\t户\t280\t40\t36",
    ]
    path = tmp_path / "表.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    rows = read_report(path).submission["targets"]["rows"]
    parts = ("kind", "name", "expected", "actual", "weight", "self_score")
    assert [tuple(row.get(part) for part in parts) for row in rows] == [
        ("quantity", "清淤长度", "≥9公里", "", "30", None),
        ("quantity", "整治断面", "≥4处", "5", "20", "20"),
        ("social", "受益户数", "≥300户", "280", "40", "36"),
    ]


def test_heads_of_unequal_length_in_a_text_do_no_harm(tmp_path):
    path = tmp_path / "表.txt"
    rows = ["一级指标\t三级指标\t指标值\t完成值\t得分\t备查号", "名称\t目标", "产出指标\t清淤\t9\t8\t5\t甲"]
    path.write_text("\n".join(["青禾县水务局2023年度项目支出绩效自评表", *rows]), encoding="utf-8")
    assert read_report(path).submission["year"] == 2023


def test_the_name_below_the_label_of_the_authority_is_not_the_unit(tmp_path):
    lines = ["项目支出绩效自评表", "（2023年度）", "主管部门", "青禾县水务局", "实施单位", "河道所"]
    draft = draft_of(tmp_path, *map(Paragraph, [*lines, *HEADS.split(), *CELLS.split()]))
    assert draft.submission["department"].get("name") != "青禾县水务局"


def test_traditional_characters_are_said_with_what_to_do(tmp_path):
    path = tmp_path / "表.txt"
    path.write_bytes("2023年度項目支出績效自評表\n項目單位\t青禾縣水務局\n資金總額\t80萬元\n".encode("big5"))
    with pytest.raises(SubmissionError, match="繁体字.*简体"):
        read_report(path)
