"""Tables of web pages: laid out as browsers do, and rows whose spans leave their columns open are asked."""

from __future__ import annotations

import pytest

from perfkit.intake.draft import read_report
from perfkit.intake.open_file import open_document

HEAD = "<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值<td>完成值<td>分值<td>得分</tr>"
FIRST = "<tr><td rowspan={down}>产出指标<td>数量指标<td>植树株数<td>≥800株<td>812株<td>20<td>20</tr>"
SECOND = "<tr><td>质量指标<td>成活率<td>≥90%<td>93%<td>30<td>30</tr>"
THIRD = "<tr><td>效益指标<td>生态效益指标<td>新增绿地<td>≥3公顷<td>3.2公顷<td>30<td>28</tr>"
LAST = "<tr><td>满意度指标<td>服务对象满意度指标<td>居民满意度<td>≥90%<td>92%<td>10<td>10</tr>"


def drafted(body, tmp_path):
    path = tmp_path / "a.html"
    page = f"<html><body><p>2023年度项目支出绩效自评表</p><table>{HEAD}{body}</table></body></html>"
    path.write_text(page, encoding="utf-8")
    return read_report(path)


def targets(draft):
    return [
        (t["block"], t["name"], t["expected"], t["actual"], t.get("weight"), t.get("self_score"))
        for t in draft.submission["targets"]["rows"]
    ]


ROWS = [
    ("output", "植树株数", "≥800株", "812株", "20", "20"),
    ("output", "成活率", "≥90%", "93%", "30", "30"),
    ("benefit", "新增绿地", "≥3公顷", "3.2公顷", "30", "28"),
    ("satisfaction", "居民满意度", "≥90%", "92%", "10", "10"),
]
CROSSED = FIRST.replace("<td>20</tr>", "<td rowspan=2>20</tr>").format(down=1)


@pytest.mark.parametrize(
    ("body", "left_out"),
    [
        (FIRST.format(down=2) + SECOND + THIRD + LAST, ()),
        (FIRST.format(down=3) + SECOND + THIRD + LAST, (2,)),  # 产出指标 pushes 效益指标 to the right
        (FIRST.format(down=1) + SECOND + THIRD + LAST, (1,)),  # 质量指标 stands under 一级指标
        (FIRST.format(down=99) + SECOND + f"<tbody>{THIRD}{LAST}</tbody>", ()),  # ends with its group
        (FIRST.format(down=0) + SECOND + f"<tbody>{THIRD}{LAST}</tbody>", ()),  # 0: to the end of the group
        (FIRST.format(down=2) + SECOND + THIRD.replace("<td>28", "<td colspan=9>28") + LAST, ()),
        (
            CROSSED + f"<tr><td>产出指标{SECOND[4:]}".replace("<td>30</tr>", "<td colspan=2>30</tr>"),
            (1, 2, 3),
        ),
    ],
)
def test_spans_of_a_page(body, left_out, tmp_path):
    """A row under the wrong heads gives no value: it is left out and named."""
    draft = drafted(body, tmp_path)
    assert targets(draft) == [row for at, row in enumerate(ROWS) if at not in left_out]
    notes = "".join(note.zh for note in draft.notes)
    printed = [row for at, row in enumerate(ROWS) if at in left_out and row[1] in body]
    assert all(row[1] in notes for row in printed)


def test_feet_and_heads_stand_where_a_browser_shows_them(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<html><table><tfoot><tr><td>末<td>尾</tfoot><tbody><tr><td>甲<td>乙</tbody>"
        "<thead><tr><td>头<td>目</thead></table></html>",
        encoding="utf-8",
    )
    table = open_document(path).blocks[0]
    assert [[cell.text for cell in row] for row in table.rows] == [["头", "目"], ["甲", "乙"], ["末", "尾"]]


def test_a_gap_before_a_cell_that_reaches_down_stays_empty(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        "<html><table><tr><td>甲<td>乙<td rowspan=2>丙<tr><td>丁</table></html>", encoding="utf-8"
    )
    table = open_document(path).blocks[0]
    assert [[cell.text for cell in row] for row in table.rows] == [["甲", "乙", "丙"], ["丁", "", "丙"]]
