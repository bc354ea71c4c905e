"""Forms as other places word them, with content of our own: heads, order of columns, merged heads, funds,
outlines."""

from __future__ import annotations

import pytest

from perfkit.intake.blocks import Cell, Document, Paragraph, Table, grid, number_places
from perfkit.intake.draft import assemble
from perfkit.intake.family import national_lexicon
from perfkit.intake.filings import filings_in

TARGET = ("block", "kind", "name", "expected", "actual", "weight", "self_score")


def read(tmp_path, *blocks):
    """The drafts of a synthetic document."""
    source = tmp_path / "filing.txt"
    source.write_text("synthetic", encoding="utf-8")
    document = number_places(Document("filing.txt", "docx", list(blocks)))
    return [assemble(part, source) for part in filings_in(document, national_lexicon())]


def targets(draft):
    return [tuple(row.get(part, "") for part in TARGET) for row in draft.submission["targets"]["rows"]]


def facts(draft):
    return {
        name: [one["value"] + one["unit"] for one in found]
        for name, found in draft.submission["facts"].items()
    }


def test_parts_of_a_value_before_the_weight_and_points_before_the_actual_value(tmp_path):
    head = ["指标名称", "计量单位", "指标性质", "指标值", "指标权重（分）", "全年完成值", "指标得分（分）"]
    rows = [
        ["一级指标", "二级指标", *head],
        ["产出指标", "数量指标", "巡河次数", "次", "≥", "52", "40", "50", "38.5"],
    ]
    rows += [
        ["效益指标", "社会效益指标", "群众投诉", "件", "≤", "3", "50", "2", "50"],
        ["评价总分", "", "", "", "", "", "100", "", "88.5"],
    ]
    (draft,) = read(
        tmp_path,
        Paragraph("2023年度项目绩效自评表"),
        grid([["项目名称", "河道巡查", "实施单位", "青溪县水利站"]]),
        grid(rows),
    )
    assert targets(draft) == [
        ("output", "quantity", "巡河次数", "≥52次", "50", "40", "38.5"),
        ("benefit", "social", "群众投诉", "≤3件", "2", "50", "50"),
    ]
    assert draft.submission["self_evaluation"]["total"] == "88.5"
    assert draft.submission["self_evaluation"]["rubric"] == ""
    assert draft.submission["form"]["kind"] == "project"
    assert draft.submission["department"]["name"] == "青溪县水利站"


def test_a_label_that_spans_all_rows_is_no_column_of_names(tmp_path):
    label = Cell("绩效指标（90分）", 0, 1)
    texts = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "质量指标", "道路验收合格率", "100%", "100%", "60", "60"],
        ["满意度指标", "服务对象满意度指标", "村民满意度", "≥90%", "92%", "30", "30"],
    ]
    rows = [[label, *(Cell(text, n, n + 1) for n, text in enumerate(row, start=1))] for row in texts]
    (draft,) = read(tmp_path, Paragraph("2022年度项目支出绩效自评表"), Table(rows))
    assert [row[2] for row in targets(draft)] == ["道路验收合格率", "村民满意度"]
    assert draft.submission["form"]["blocks"]["targets"]["max"] == "90"


def test_several_funds_with_the_unit_in_the_label_and_points_for_execution(tmp_path):
    rows = [
        ["预算资金（万元）（20分）", "", "年初预算数", "调整后预算数", "预算执行数", "预算执行率", "得分"],
        ["", "年度资金总额", "120.00", "150.00", "147.00", "98.00%", "19.6"],
        ["", "其中：中央补助", "100.00", "100.00", "100.00", "100.00%", "—"],
        ["", "县级配套", "20.00", "50.00", "47.00", "94.00%", "—"],
    ]
    (draft,) = read(
        tmp_path,
        Paragraph("2022年度项目支出绩效自评表"),
        grid([["项目名称", "村卫生室改造", "主管部门", "青溪县卫生局"]]),
        grid(rows),
    )
    assert facts(draft) == {
        "budget_initial": ["120.00万元"],
        "budget_total": ["150.00万元"],
        "spent_total": ["147.00万元"],
        "execution_rate": ["98.00%"],
    }
    assert {"中央补助预算执行数", "县级配套预算执行数"} <= {
        one["name"] for one in draft.submission["figures"]
    }
    assert draft.submission["form"]["blocks"]["execution"] == {
        "name": "预算资金",
        "max": "20",
        "score": "19.6",
    }
    assert draft.submission["department"]["name"] == "青溪县卫生局"


def test_money_without_a_printed_unit_is_asked_not_taken(tmp_path):
    rows = [["项目资金", "全年预算数", "全年执行数", "执行率"], ["年度资金总额", "320", "296", "92.5%"]]
    (draft,) = read(
        tmp_path, Paragraph("2022年度项目支出绩效自评表"), grid([["项目名称", "路灯更换"]]), grid(rows)
    )
    assert "budget_total" not in draft.submission["facts"]
    assert any("320" in one.zh and "单位" in one.zh for one in draft.unread)


def test_a_unit_that_stands_alone_below_its_label_is_that_of_the_amounts(tmp_path):
    head = ["", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    values = ["年度资金总额", "80.00", "76.00", "10", "95%", "9.5"]
    top = Paragraph("项目支出绩效自评表（2022年度）"), grid([["项目名称", "堤段加固"]])
    for rows in (
        [["资金情况", *head], ["（万元）", *values]],  # beside the row of values
        [["资金情况", *[""] * 6], ["（万元）", *[""] * 6], ["", *head], ["", *values]],  # above the heads
    ):
        [draft] = read(tmp_path, *top, grid(rows))
        assert facts(draft)["budget_total"] == ["80.00万元"] and facts(draft)["spent_total"] == ["76.00万元"]
    both = [["资金情况", *head], ["（万元）", *values], ["（元）", "其他资金", "5.00", "5.00", "", "", ""]]
    [draft] = read(tmp_path, *top, grid(both))
    assert "budget_total" not in facts(draft)  # two units: nobody says which


def test_rows_of_a_table_of_no_rubric_here_stay_as_printed(tmp_path):
    rows = [
        ["一级指标", "二级指标", "三级指标", "分值", "评分标准", "自评得分", "扣分原因"],
        ["部门投入（30分）", "预算", "预算编得细不细", "30", "细的得满分", "28", "两项没有细化"],
        ["部门产出（70分）", "履职", "年度任务办结率", "70", "按比例计分", "66.5", ""],
        ["合计", "", "", "100", "", "94.5", ""],
    ]
    (draft,) = read(
        tmp_path,
        Paragraph("2022年度部门整体支出绩效自评表"),
        Paragraph("部门名称：青溪县档案馆"),
        grid(rows),
        Paragraph("自评等级：优"),
    )
    own = draft.submission["self_evaluation"]
    assert own["rubric"] == "" and own["scores"] == {}
    assert [(row["name"], row["max"], row["score"]) for row in own["rows"]] == [
        ("预算编得细不细", "30", "28"),
        ("年度任务办结率", "70", "66.5"),
    ]
    assert (own["total"], own["grade"]) == ("94.5", "优")
    assert draft.submission["form"]["blocks"]["部门投入"]["max"] == "30"


def test_a_report_in_parts_and_decimals_keeps_every_passage(tmp_path):
    lines = [
        "青溪县图书馆2022年度部门整体支出绩效自评报告",
        "第一部分 单位情况",
        "1.1 人员",
        "核定编制20人，年末在职18人。",
        "第二部分 钱怎么用的",
        "2.1 收支",
        "全年预算数200.00万元，全年执行数190.00万元，预算执行率95.00%。",
        "第三部分 自评",
        "自评得分93.00分，等级为优。",
    ]
    (draft,) = read(tmp_path, *map(Paragraph, lines))
    assert draft.submission["department"]["name"] == "青溪县图书馆" and draft.submission["year"] == 2022
    assert facts(draft)["establishment_count"] == ["20人"]
    assert facts(draft)["spent_total"] == ["190.00万元"]
    own = draft.submission["self_evaluation"]
    assert (own["total"], own["grade"]) == ("93.00", "优")
    kept = "".join(one["text"] for found in draft.submission["narrative"].values() for one in found)
    assert all(line in kept for line in (lines[3], lines[6], lines[8]))


def test_two_projects_in_one_document_are_two_drafts(tmp_path):
    head = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    blocks = []
    for project, target in (("甲桥维修", "维修桥梁"), ("乙路绿化", "栽树棵数")):
        blocks += [
            Paragraph("2022年度项目支出绩效自评表"),
            grid([["项目名称", project, "实施单位", "青溪县公路站"]]),
            grid([head, ["产出指标", "数量指标", target, "≥1", "1", "90", "90"]]),
        ]
    drafts = read(tmp_path, *blocks)
    assert [draft.submission["project"]["name"] for draft in drafts] == ["甲桥维修", "乙路绿化"]
    assert [targets(draft)[0][2] for draft in drafts] == ["维修桥梁", "栽树棵数"]
    assert len({draft.submission["department"]["id"] for draft in drafts}) == 2


def test_a_column_that_nobody_understands_is_named(tmp_path):
    head = ["一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "得分", "群众评议系数"]
    (draft,) = read(
        tmp_path,
        Paragraph("2022年度项目支出绩效自评表"),
        grid([head, ["产出指标", "数量指标", "课程数", "20门", "18门", "90", "81", "0.9"]]),
    )
    assert any("群众评议系数" in one.zh for one in draft.unread)


@pytest.mark.parametrize("kind", ["total", "grade", "parts"])
def test_patterns_of_the_conclusion_and_of_heads_match_their_examples(kind):
    from perfkit.intake.figure_text import plain

    words = national_lexicon()
    for pattern in [words.tables.parts] if kind == "parts" else getattr(words.conclusion, kind):
        for sentence in pattern.must:
            assert pattern.compiled.search(plain(sentence).text), sentence
        for sentence in pattern.must_not:
            assert not pattern.compiled.search(plain(sentence).text), sentence
