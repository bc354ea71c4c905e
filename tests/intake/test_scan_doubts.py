"""What a bad scan leaves open: no value is taken from a cell, a level or a head that could not be read."""

from __future__ import annotations

import numpy as np
import pytest
from test_label_rows import draft_of

from perfkit.intake import scan_grid
from perfkit.intake.blocks import ILLEGIBLE, Cell, Paragraph, Table, grid
from perfkit.intake.scan_widths import Widths
from perfkit.intake.scan_words import Word, ends_between, several_values

HEAD = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "分值", "得分"]
ROWS = [
    ["产出指标", "数量指标", "修缮校舍", "≥", "6", "栋", "6", "30", "30"],
    ["效益指标", "社会效益指标", "受益学生", "≥", "900", "人", "940", "30", "29"],
    ["满意度指标", "服务对象满意度指标", "家长满意度", "≥", "90", "%", "93", "10", "10"],
]
TITLE = Paragraph("2023年度项目支出绩效自评表")
UNIT = ["实施单位", "柳堤镇中心学校", "主管部门", "柳堤县教育局"]


def drafted(tmp_path, rows, *above):
    return draft_of(tmp_path, TITLE, *above, grid([HEAD, *rows]))


def targets(draft):
    rows = draft.submission.get("targets", {}).get("rows", [])
    return [(t["name"], t["expected"], t["actual"], t.get("weight"), t.get("self_score")) for t in rows]


WHOLE = [
    ("修缮校舍", "≥6栋", "6", "30", "30"),
    ("受益学生", "≥900人", "940", "30", "29"),
    ("家长满意度", "≥90%", "93", "10", "10"),
]


@pytest.mark.parametrize(
    ("at", "text", "read"),
    [
        (3, ILLEGIBLE, ("受益学生", "", "940", "30", "29")),  # a value without its sign is another one
        (3, "P", ("受益学生", "", "940", "30", "29")),
        (5, ILLEGIBLE, ("受益学生", "", "940", "30", "29")),
        (4, ILLEGIBLE, ("受益学生", "", "940", "30", "29")),
        (6, ILLEGIBLE, ("受益学生", "≥900人", "", "30", "29")),
        (7, ILLEGIBLE, ("受益学生", "≥900人", "940", None, "29")),
        (8, ILLEGIBLE, ("受益学生", "≥900人", "940", "30", None)),
    ],
)
def test_a_part_that_could_not_be_read_is_open_and_named(at, text, read, tmp_path):
    rows = [list(row) for row in ROWS]
    rows[1][at] = text
    draft = drafted(tmp_path, rows)
    assert targets(draft) == [WHOLE[0], read, WHOLE[2]]
    told = "".join(one.name.zh for one in draft.not_found)
    assert "指标“受益学生”的" in told and "识别不清" in told


@pytest.mark.parametrize("at", [1, 2])
def test_a_row_without_its_kind_or_name_is_not_that_of_the_row_above(at, tmp_path):
    rows = [list(row) for row in ROWS]
    rows[1][at] = ILLEGIBLE
    draft = drafted(tmp_path, rows)
    assert targets(draft) == [WHOLE[0], WHOLE[2]]
    assert any("没有读" in note.zh and "940" in note.zh for note in draft.notes)


def test_a_block_that_could_not_be_read_is_that_of_the_kind_or_none(tmp_path):
    rows = [list(row) for row in ROWS]
    rows[1][0] = ILLEGIBLE
    kept = drafted(tmp_path, rows).submission["targets"]["rows"]
    assert [(row["block"], row["kind"]) for row in kept][1] == ("benefit", "social")
    rows[1][1] = "成本指标"  # of the output, or a block of its own
    assert targets(drafted(tmp_path, rows)) == [WHOLE[0], WHOLE[2]]


def test_a_name_over_several_rows_of_a_picture_is_nobodys(tmp_path):
    table = grid([HEAD, *ROWS])
    name = Cell("修缮校舍受益学生", 2.0, 3.0, confidence=0.99)
    table.rows[1][2] = table.rows[2][2] = name
    assert targets(draft_of(tmp_path, TITLE, table)) == WHOLE[2:]


def test_what_stands_below_a_head_that_could_not_be_read_is_open(tmp_path):
    head = [ILLEGIBLE if text == "得分" else text for text in HEAD]
    draft = draft_of(tmp_path, TITLE, grid([head, *ROWS]))
    assert [row[-1] for row in targets(draft)] == [None, None, None]
    assert sum("得分（识别不清" in one.name.zh for one in draft.not_found) == 3


def test_no_money_is_taken_from_below_a_head_of_targets_that_could_not_be_read(tmp_path):
    head = ["一级指标", ILLEGIBLE, ILLEGIBLE, ILLEGIBLE, "指标值", ILLEGIBLE, ILLEGIBLE, "分值", "得分"]
    funds = [
        ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率"],
        ["年度资金总额", "80.00", "90.00", "81.00", "90.00%"],
    ]
    draft = draft_of(tmp_path, TITLE, grid(funds), grid([head, *ROWS]))
    told = {fact: [one["value"] for one in found] for fact, found in draft.submission["facts"].items()}
    assert told == {
        "budget_initial": ["80.00"],
        "budget_total": ["90.00"],
        "spent_total": ["81.00"],
        "execution_rate": ["90.00"],
    }


def test_the_authority_is_not_the_unit_whose_name_could_not_be_read(tmp_path):
    named = drafted(tmp_path, ROWS, grid([UNIT]))
    assert named.submission["department"]["name"] == "柳堤镇中心学校"
    lost = drafted(tmp_path, ROWS, grid([[UNIT[0], ILLEGIBLE, *UNIT[2:]]]))
    assert "name" not in lost.submission["department"]
    assert any(one.path == "department.name" for one in lost.not_found)


def test_names_of_a_scoring_table_are_not_its_first_level(tmp_path):
    rows = [
        ["一级指标", ILLEGIBLE, ILLEGIBLE, "分值", "得分"],
        ["投入", "目标", "目标合理", "5", "5"],
        ["过程", "执行", "预算执行", "10", "9"],
    ]
    draft = draft_of(tmp_path, TITLE, grid(rows))
    assert not draft.submission.get("self_evaluation", {}).get("rows")
    assert "targets" not in draft.submission


def word(text, left, top, right, bottom=None, score=0.99):
    return Word(text, score, left, top, right, top + 30 if bottom is None else bottom)


def test_a_word_wider_than_its_letters_is_not_certain():
    """≥ before a number, or 人 behind it, was printed and not read."""
    shown = [
        "实际完成值",
        "产出",
        "36座",
        "合格率",
        "12",
        "95.5%",
        "分值",
        "7栋",
        "效益指标",
        "100%",
        "9",
        "3.25公里",
    ]
    letters = {".": 8, "%": 24}
    wide = [10 + sum(letters.get(sign, 16 if sign.isascii() else 28) for sign in text) for text in shown]
    page = [word(text, 50, 40 * n, 50 + w) for n, (text, w) in enumerate(zip(shown, wide, strict=True))]
    widths = Widths(page)
    assert [widths.checked(one).score for one in page] == [0.99] * len(page)
    assert widths.checked(word("99%", 50, 0, 50 + 10 + 72)).score < 0.88  # 99% takes 56
    assert widths.checked(word("2748", 50, 0, 50 + 10 + 92)).score < 0.88
    assert widths.checked(word("满意度", 50, 0, 50 + 10 + 84)).score == 0.99
    assert Widths(page[:3]).checked(word("99%", 50, 0, 500)).score == 0.99  # too few to know


def test_entries_of_two_rows_in_one_cell():
    cell = (0.0, 0.0, 300.0, 100.0)
    two = [[word("修缮校舍", 5, 5, 120)], [word("受益学生", 5, 55, 120)]]
    assert ends_between(two, cell) == [(20, 70)]
    wrapped = [[word("服务对象满意度指", 5, 5, 260)], [word("标", 5, 55, 35)]]
    assert ends_between(wrapped, cell) == []
    points = [[word("产出指标", 5, 5, 120)], [word("（50分）", 5, 55, 110)]]
    assert ends_between(points, cell) == []
    assert several_values("≥40个≤5件") and not several_values("2023年12\n月底前")


def page_of_rules():
    """Two columns of two rows, 200 dots to the inch."""
    image = np.full((900, 1000, 3), 255, np.uint8)
    for y in (100, 200, 300):
        image[y : y + 3, 100:900] = 0
    for x in (100, 500, 898):
        image[100:303, x : x + 3] = 0
    return image


def cells(image):
    return [len(table) for table in scan_grid.ruled_tables(image)]


def test_letters_below_each_other_and_folds_are_no_rules():
    image = page_of_rules()
    assert cells(image) == [4]
    for y in range(112, 190, 3):  # upright strokes with others beside them, as of two lines of text
        image[y : y + 2, 250:253] = 0
        image[y : y + 2, 243:246] = image[y : y + 2, 257:260] = 0
    image[:, 700:703] = 0  # a fold over the whole page
    assert cells(image) == [4]


def test_print_that_no_word_covers_is_seen_and_a_stamp_is_not():
    image = page_of_rules()
    box = (101.0, 101.0, 501.0, 201.0)
    image[130:150, 120:200] = 60
    words = [(118.0, 128.0, 202.0, 152.0)]
    assert not scan_grid.left_over(image, box, words)
    image[160:175, 300:340] = (215, 40, 50)  # red
    assert not scan_grid.left_over(image, box, words)
    assert scan_grid.stamped(image, (295.0, 158.0, 345.0, 178.0))
    assert not scan_grid.stamped(image, words[0])
    image[160:175, 220:240] = 150  # faint, and print all the same
    assert scan_grid.left_over(image, box, words)


def test_a_stroke_for_nothing_is_known_by_its_shape():
    image = page_of_rules()
    image[150:153, 280:310] = 30
    assert scan_grid.is_dash(image, (101.0, 101.0, 501.0, 201.0))
    image[135:165, 293:297] = 30
    assert not scan_grid.is_dash(image, (101.0, 101.0, 501.0, 201.0))


def test_a_place_without_a_cell_is_open_where_a_picture_lost_one():
    from perfkit.intake.cell_grid import Part, table_of

    boxes = [(0, 0, 50, 20), (50, 0, 100, 20), (0, 20, 50, 40)]
    found = [(tuple(map(float, box)), Cell(str(n), box[0], box[2])) for n, box in enumerate(boxes)]
    table = table_of([Part(found, 1, gap=ILLEGIBLE)])
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["0", "1"], ["2", ILLEGIBLE]]
