"""Headings that are numbered in styles of their own, and lists that are none. All is invented."""

from __future__ import annotations

import pytest

from perfkit.intake.blocks import Document, Paragraph, number_places
from perfkit.intake.draft import assemble

TITLE = "澄湖县水利局2023年度部门整体支出绩效自评报告"
HEADS = ("部门概况", "预算执行情况", "存在的问题")
TEXTS = ("内设6个股室，编制42名。", "全年预算数1200.00万元，执行数1150.00万元。", "个别项目进度偏慢。")
PARTS = ("duties", "budget_execution", "problems")
STYLES = {
    "dun": ["1、", "2、", "3、"],
    "point": ["1．", "2．", "3．"],
    "brackets": ["(1)", "(2)", "(3)"],
    "blank": ["1 ", "2 ", "3 "],
    "section sign": ["§1 ", "§2 ", "§3 "],
    "stems": ["甲、", "乙、", "丙、"],
    "roman": ["Ⅰ. ", "Ⅱ. ", "Ⅲ. "],
    "roman letters": ["I. ", "II. ", "III. "],
    "letters": ["A. ", "B. ", "C. "],
    "circled": ["①", "②", "③"],
    "chapters": ["第一章 ", "第二章 ", "第三章 "],
}


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "filing.docx"
    path.write_bytes(b"")

    def found(*texts):
        blocks = list(map(Paragraph, (TITLE, *texts)))
        return assemble(number_places(Document(path.name, "docx", blocks)), path)

    return found


def told(draft):
    narrative = draft.submission["narrative"]
    return [(part, one["section"], one["text"]) for part, found in narrative.items() for one in found]


@pytest.mark.parametrize("style", STYLES)
def test_a_report_is_divided_by_any_usual_number(style, read):
    lines = [one for n, label in enumerate(STYLES[style]) for one in (label + HEADS[n], TEXTS[n])]
    draft = read(*lines)
    assert [(part, text) for part, _, text in told(draft)] == list(zip(PARTS, TEXTS, strict=True))
    assert draft.submission["facts"]["budget_total"][0]["value"] == "1200.00"
    assert draft.rest == []


def test_headings_in_brackets_may_have_their_text_beside_them(read):
    lines = [one for n in (0, 1) for one in (f"【{HEADS[n]}】", TEXTS[n])]
    draft = read(*lines, f"【{HEADS[2]}】{TEXTS[2]}")
    assert [(part, text) for part, _, text in told(draft)] == list(zip(PARTS, TEXTS, strict=True))


def test_sections_of_chapters_and_decimals_keep_what_stands_above_them(read):
    below = ["机构情况", "内设6个股室。", "人员情况", "编制42名。"]
    chapters = read("第一章 部门概况", f"第一节 {below[0]}", below[1], f"第二节 {below[2]}", below[3])
    assert told(chapters) == [("duties", "第一章第一节", below[1]), ("duties", "第一章第二节", below[3])]
    lines = ["1 部门概况", f"1.1 {below[0]}", below[1], f"1.2 {below[2]}", below[3], "2 存在的问题", TEXTS[2]]
    decimals = read(*lines)
    assert told(decimals) == [
        ("duties", "1.1", below[1]),
        ("duties", "1.2", below[3]),
        ("problems", "2", TEXTS[2]),
    ]
    assert decimals.rest == []


@pytest.mark.parametrize("labels", [("（1）", "（2）"), ("1.", "2."), ("1、", "2、"), ("①", "②")])
def test_a_heading_without_a_stop_does_not_run_into_its_text(labels, read):
    one, two = labels
    heads = (f"{one}收支情况", TEXTS[1], f"{two}“三公”经费情况", "“三公”经费预算9.00万元，支出8.10万元。")
    draft = read("一、部门概况", TEXTS[0], "二、预算执行情况", *heads)
    texts = [text for part, _, text in told(draft) if part == "budget_execution"]
    assert texts == [heads[1], heads[3]]
    facts = draft.submission["facts"]
    assert [facts[fact][0]["value"] for fact in ("budget_total", "three_public_spent")] == ["1200.00", "8.10"]


def test_items_of_a_list_are_no_headings(read):
    lines = [
        "1.完成河道清淤9公里。",
        "2.加固堤防4处。",
        "三、存在的问题",
        "1.预算执行进度慢",
        "2.台账不够完整",
    ]
    draft = read("一、部门概况", TEXTS[0], "二、主要履职绩效", *lines)
    assert told(draft)[1:] == [
        ("results", "二1", "完成河道清淤9公里。"),
        ("results", "二2", "加固堤防4处。"),
        ("problems", "三1", "预算执行进度慢"),
        ("problems", "三2", "台账不够完整"),
    ]


def test_what_stands_below_problems_stays_theirs(read):
    lines = ["1.预算执行方面", "个别项目进度偏慢。", "2.绩效目标方面", "个别指标偏低。"]
    draft = read("一、部门概况", TEXTS[0], "二、存在的问题", *lines)
    assert told(draft)[1:] == [("problems", "二1", lines[1]), ("problems", "二2", lines[3])]


def test_text_below_an_unknown_heading_is_kept_and_noted(read):
    draft = read("1、部门概况", TEXTS[0], "2、杂记", "接待参观12批次。", "3、存在的问题", TEXTS[2])
    assert ("other", "2", "接待参观12批次。") in told(draft)
    assert any(note.zh.startswith("2 的文字不在标准提纲的标题下") for note in draft.notes)
