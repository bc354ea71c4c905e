"""Where a target stands: at the cell of its name. All is invented."""

from __future__ import annotations

import pytest

from perfkit.intake.blocks import Document, Paragraph, Table, grid, number_places
from perfkit.intake.draft import assemble

HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


@pytest.fixture
def places(tmp_path):
    path = tmp_path / "filing.docx"
    path.write_bytes(b"")

    def found(table: Table):
        blocks = [Paragraph("2023年度项目支出绩效自评表"), table]
        draft = assemble(number_places(Document(path.name, "docx", blocks)), path)
        return [(one["name"], one["place"]) for one in draft.submission["targets"]["rows"]]

    return found


def table(*rows):
    """Rows of one grid; ^ is the cell above, reaching down."""
    made = grid([["项目名称", "护岸修复", *[""] * 5], HEADS, *rows])
    for above, row in zip(made.rows, made.rows[1:], strict=False):
        for at, cell in enumerate(row):
            row[at] = above[at] if cell.text == "^" else cell
    return made


def test_the_cell_of_the_name_and_not_the_first_of_the_row(places):
    rows = [
        ["产出指标", "数量指标", "修复护岸（10分）", "≥9处", "9处", "10", "10"],
        ["^", "^", "清理淤积", "≥4处", "4处", "10", "10"],
        ["^", "质量指标", "验收合格率", "100%", "100%", "20", "20"],
        ["满意度指标", "满意度指标", "满意度指标", "≥90%", "95%", "10", "10"],
    ]
    assert places(table(*rows)) == [
        ("修复护岸", "表1第3行第3列"),
        ("清理淤积", "表1第4行第3列"),
        ("验收合格率", "表1第5行第3列"),
        ("满意度指标", "表1第6行第3列"),
    ]


def test_a_name_before_its_levels(places):
    heads = ["三级指标", "二级指标", "一级指标", "年度指标值", "实际完成值", "分值", "得分"]
    rows = [["修复护岸", "数量指标", "产出指标", "≥9处", "9处", "10", "10"]]
    made = grid([["项目名称", "护岸修复", *[""] * 5], heads, *rows])
    assert places(made) == [("修复护岸", "表1第3行第1列")]


def test_a_name_that_reaches_down_is_placed_in_the_row_of_its_values(places):
    rows = [
        ["产出指标", "数量指标", "修复护岸", "≥9处", "9处", "10", "10"],
        ["^", "^", "^", "≥4公里", "4公里", "10", "10"],
    ]
    assert [place[:5] for _, place in places(table(*rows))] == ["表1第3行", "表1第4行"]
