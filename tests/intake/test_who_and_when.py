"""Who carries a project out, labels above their values, words of time between a thing and its spending. All
is invented."""

from __future__ import annotations

import pytest

from perfkit.intake.blocks import Document, Paragraph, grid, number_places
from perfkit.intake.draft import assemble
from perfkit.intake.family import national_lexicon
from perfkit.intake.figures import FigureReader
from perfkit.intake.filings import filings_in

TITLE = "河口县2023年度村卫生室补助专项资金绩效自评报告"


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "filing.docx"
    path.write_bytes(b"")

    def drafts(*blocks):
        document = number_places(Document(path.name, "docx", list(blocks)))
        return [assemble(part, path) for part in filings_in(document, national_lexicon())]

    return drafts


def report(read, *texts):
    lines = [TITLE, "一、项目概况", *texts, "二、自评结论", "自评得分95分。"]
    return read(*map(Paragraph, lines))[0]


@pytest.mark.parametrize(
    "told",
    ["项目由河口县卫生健康局组织实施。", "该项目由河口县卫生健康局负责实施，补助村卫生室36所。"],
)
def test_the_body_that_carries_a_project_out_goes_before_the_place_of_the_title(read, told):
    draft = report(read, told)
    assert draft.submission["department"]["name"] == "河口县卫生健康局"
    assert draft.submission["project"]["name"] == "村卫生室补助专项资金"


@pytest.mark.parametrize(
    "told",
    [
        "补助村卫生室36所。",
        "项目由河口县卫生健康局组织实施。培训由河口县教育局组织实施。",
        "项目由各乡镇卫生院组织实施。",
    ],
)
def test_a_place_that_answers_for_a_body_is_asked(read, told):
    draft = report(read, told)
    assert draft.submission["department"]["name"] == "河口县"
    assert any("没有写明由哪个单位" in note.zh for note in draft.notes)


def test_what_was_spent_of_a_fund_and_its_rate(read):
    facts = report(read, "共安排资金92.00万元；支出资金87.40万元，执行率95%。").submission["facts"]
    assert [facts[fact][0]["value"] for fact in ("budget_total", "spent_total", "execution_rate")] == [
        "92.00",
        "87.40",
        "95",
    ]


def labels_above(project, unit):
    heads = ["项目名称", "主管部门", "实施单位", "项目负责人"]
    return grid([heads, [project, "河口县交通运输局", unit, "某人"]])


def test_labels_above_their_values(read):
    targets = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分"],
        ["产出指标", "数量指标", "养护里程", "≥60公里", "61公里", "50"],
    ]
    title = Paragraph("2023年度项目支出绩效自评表")
    (draft,) = read(title, labels_above("村道养护", "河口县公路站"), grid(targets))
    assert draft.submission["project"] == {
        "name": "村道养护",
        "authority": "河口县交通运输局",
        "unit": "河口县公路站",
    }
    several = [title, labels_above("村道养护", "河口县公路站"), grid(targets)]
    several += [title, labels_above("危桥改造", "河口县桥梁站"), grid(targets)]
    assert [one.submission["project"]["name"] for one in read(*several)] == ["村道养护", "危桥改造"]


def test_a_list_under_labels_names_nobody(read):
    table = labels_above("村道养护", "河口县公路站")
    table.rows += labels_above("危桥改造", "河口县桥梁站").rows[1:]
    title = Paragraph("河口县交通运输局2023年度部门整体支出绩效自评报告")
    for draft in read(title, Paragraph("一、部门概况"), Paragraph("在职35人。"), table):
        assert "project" not in draft.submission


def test_a_form_that_nobody_knows_is_not_called_one_that_is(read):
    rows = [
        ["考核内容", "标准", "分值", "得分"],
        ["档案整齐", "好", "60", "55"],
        ["上报及时", "快", "40", "38"],
    ]
    (draft,) = read(Paragraph("2023年度档案工作自评考核表"), grid(rows))
    assert draft.form.family is None
    assert "部门整体" not in draft.submission["self_evaluation"]["section"]


def test_a_report_on_how_the_evaluation_went_is_a_text(read):
    lines = ["关于2023年度部门整体支出绩效自评情况的报告", "一、基本情况", "年末在职19人。"]
    assert read(*map(Paragraph, lines))[0].form.family.id == "department-report"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("“三公”经费全年支出4.20万元。", "three_public_spent"),
        ("公务接待费当年支出4.20万元。", "reception_spent"),
        ("“三公”经费2023年预算4.20万元。", "three_public_budget"),
        ("“三公”经费2022年预算4.20万元。", ""),
        ("公务接待费上年支出4.20万元。", ""),
    ],
)
def test_the_year_between_a_thing_and_its_spending(text, fact):
    found = FigureReader(national_lexicon(), 2023).read("一", text)
    assert [(one.fact, one.statement["value"]) for one in found] == ([(fact, "4.20")] if fact else [])
