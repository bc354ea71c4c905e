"""Where values stand: a target at the cell of its name, unit, year and points of blocks as printed.
All is invented."""

from __future__ import annotations

import pytest

from perfkit.intake.blocks import Document, Paragraph, Place, Table, grid, number_places
from perfkit.intake.checking_entries import entries_of
from perfkit.intake.draft import assemble
from perfkit.intake.sources import Sources

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


@pytest.fixture
def cited(tmp_path):
    """The places that a filing keeps of what has none of its own, by path."""
    path = tmp_path / "filing.docx"
    path.write_bytes(b"")

    def found(*blocks, sheet: str = ""):
        for block in blocks if sheet else ():
            for at, row in enumerate(block.rows, start=1):
                for column, cell in enumerate(row):
                    cell.place = Place(sheet=sheet, cell=f"{'ABCDEFG'[column]}{at}")
        draft = assemble(number_places(Document(path.name, "docx", list(blocks))), path)
        return draft.submission["source"]["places"], draft

    return found


def test_unit_year_and_project_stand_at_their_labels_or_in_the_title(cited):
    form = grid(
        [
            ["项目名称", "护岸修复", "主管部门", "澄湖县水利局"],
            ["实施单位", "澄湖县河道管理所", "项目金额", "12万元"],
        ]
    )
    places, _ = cited(Paragraph("2023年度项目支出绩效自评表"), form)
    assert {path: places[path] for path in ("year", "project.name", "project.authority", "project.unit")} == {
        "year": "第1段",
        "project.name": "表1第1行第2列",
        "project.authority": "表1第1行第4列",
        "project.unit": "表1第2行第2列",
    }
    assert places["department.name"] == "表1第2行第2列"


def test_a_year_beside_its_label_in_a_sheet(cited):
    rows = [["项目支出绩效自评表", "", "", ""], ["项目名称", "护岸修复", "预算年度", "2023"], *[[""] * 4]]
    places, _ = cited(grid([*rows, ["实施单位", "澄湖县河道管理所", "", ""]]), sheet="自评")
    assert (places["year"], places["department.name"]) == ("“自评”D2", "“自评”B4")


def test_points_of_blocks_and_of_execution(cited):
    rows = [
        ["产出指标（50分）", "数量指标", "修复护岸", "≥9处", "9处", "50", "48"],
        ["效益指标（40分）", "社会效益", "受益村庄", "≥4个", "4个", "40", "40"],
        ["预算执行", "预算执行", "预算执行", "100%", "97%", "10", "9.7"],
        ["总分", "", "", "", "", "100", "97.7"],
    ]
    places, draft = cited(Paragraph("2023年度项目支出绩效自评表"), table(*rows))
    assert {path: place for path, place in places.items() if path.startswith("form.")} == {
        "form.blocks.execution.max": "表1第5行第6列",
        "form.blocks.execution.score": "表1第5行第7列",
        "form.blocks.output.max": "表1第3行第1列",
        "form.blocks.benefit.max": "表1第4行第1列",
    }
    entries = {one.path: one.section for one in entries_of(draft.submission, set(), draft.printed)}
    assert entries["form.blocks.benefit.max"] == "表1第4行第1列"
    assert (entries["self_evaluation.total"], entries["year"]) == ("表1第6行第7列", "第1段")


def test_points_told_in_sentences_stand_in_their_paragraphs(cited):
    texts = [
        "澄湖县水利局2023年度部门整体支出绩效自评报告",
        "一、自评结论",
        "各项工作按计划推进，未发生安全事故。",
        "预算执行10分，自评9.8分；产出60分，自评58分；效益30分，自评30分。",
        "本单位自评总得分97.8分，评价等级为优。",
    ]
    places, draft = cited(*map(Paragraph, texts))
    wanted = ["form.blocks.output.max", "form.blocks.output.score", "form.blocks.execution.score"]
    assert [places[path] for path in wanted] == ["第4段"] * 3
    assert (places["self_evaluation.total"], places["self_evaluation.grade"]) == ("第5段", "第5段")
    there = Sources(number_places(Document("", "docx", list(map(Paragraph, texts)))))
    assert there.find(places["self_evaluation.grade"], "", "优").text == texts[4]


def test_tasks_and_the_overall_goal_stand_in_their_cells(cited):
    rows = [
        ["任务名称", "预算数（万元）", "执行数（万元）"],
        ["堤防维修", "200.00", "190.00"],
        ["河道保洁", "120.00", "118.00"],
        ["合计", "320.00", "308.00"],
    ]
    goal = [["年度总体目标", "堤防完好，河道清洁，群众满意。"], ["实际完成情况", "均已完成。"]]
    title = Paragraph("澄湖县水利局2023年度部门整体支出绩效自评报告")
    places, draft = cited(title, Paragraph("一、年度任务"), grid(rows), grid(goal))
    assert [one["place"] for one in draft.submission["tasks"]["rows"]] == ["表1第2行第1列", "表1第3行第1列"]
    entries = {one.path: one for one in entries_of(draft.submission, set(), draft.printed)}
    assert entries["tasks.rows.1"].quote == "河道保洁 | 120.00 | 118.00"
    assert places.get("overall_goal") == entries["overall_goal"].section == "表2第1行第2列"


def test_facts_of_a_text_stand_in_their_paragraphs_and_passages_in_all_of_theirs(cited):
    texts = [
        "澄湖县水利局2023年度部门整体支出绩效自评报告",
        "一、预算执行情况",
        "全年预算1,200.00万元支出1,150.00万元，执行率95.83%。",
        "“三公”经费预算9.00万元，支出8.10万元。",
        "二、存在的问题",
        "个别项目进度偏慢。",
    ]
    _, draft = cited(*map(Paragraph, texts))
    facts = draft.submission["facts"]
    wanted = {"budget_total": "第3段", "execution_rate": "第3段", "three_public_spent": "第4段"}
    assert {fact: facts[fact][0]["place"] for fact in wanted} == wanted
    assert {statements[0]["section"] for statements in facts.values()} == {"一"}
    assert facts["execution_rate"][0]["quote"] == "全年预算1,200.00万元支出1,150.00万元，执行率95.83%"
    narrative = draft.submission["narrative"]
    assert narrative["budget_execution"][0]["place"] == "第3段—第4段"
    assert narrative["problems"][0]["place"] == "第6段"


def test_sums_of_tasks_and_the_grade_stand_in_their_own_cells(cited):
    rows = [
        ["任务名称", "预算数（万元）", "执行数（万元）", "执行率"],
        ["基本支出", "200.00", "190.00", "95%"],
        ["河道保洁", "120.00", "118.00", "98.33%"],
        ["合计", "320.00", "308.00", "96.25%"],
    ]
    scores = [
        ["一级指标", "二级指标", "三级指标", "分值", "自评得分", "等级"],
        ["投入", "目标设定", "目标合理性", "40", "39", ""],
        ["过程", "预算执行", "预算完成率", "60", "58", ""],
        ["总分", "", "", "100", "97", "优"],
    ]
    title = Paragraph("澄湖县水利局2023年度部门整体支出绩效自评报告")
    places, draft = cited(title, grid(rows), Paragraph("整体支出绩效自评表"), grid(scores))
    facts = {fact: [one["section"] for one in stated] for fact, stated in draft.submission["facts"].items()}
    assert facts["basic_budget"] == ["表1第2行第1列"]
    assert facts["spent_total"] == ["表1第4行第3列"]
    assert places["self_evaluation.total"] == "表2第4行第5列"
    assert places["self_evaluation.grade"] == "表2第4行第6列"
    own = draft.submission["self_evaluation"]["rows"]
    assert [row["place"] for row in own] == ["表2第2行第3列", "表2第3行第3列"]


def test_a_draft_of_pages_keeps_the_boxes_of_its_places(cited):
    texts = ["澄湖县水利局2023年度部门整体支出绩效自评报告", "一、人员情况", "年末在职40人。"]
    blocks = [
        Paragraph(text, page=2, place=Place(box=(70.4, at * 20.0, 500.0, at * 20 + 12.0)))
        for at, text in enumerate(texts)
    ]
    _, draft = cited(*blocks)
    stated = draft.submission["facts"]["established_staff_count"][0]
    assert (stated["section"], stated["place"]) == ("一", "第2页第3段")
    assert draft.submission["source"]["boxes"]["第2页第3段"] == "70 40 500 52"
