"""Units that are printed wrong: amounts that a text and a table give 10,000 times apart. All is invented."""

from __future__ import annotations

import pytest

from perfkit.intake.blocks import Document, Paragraph, grid, key, number_places
from perfkit.intake.captions import unit_above
from perfkit.intake.draft import assemble
from perfkit.intake.numbers import UNIT_STATED


def read(tmp_path, *blocks):
    path = tmp_path / "filing.docx"
    path.write_bytes(b"")
    return assemble(number_places(Document(path.name, "docx", list(blocks))), path)


def facts(draft):
    found = draft.submission["facts"].items()
    return {name: [one["value"] + one["unit"] for one in several] for name, several in found}


def slips(tmp_path, *texts, head="万元", amounts=("2,740,000.00", "2,653,800.00")):
    table = grid(
        [
            ["项目名称", "塘坝清淤", ""],
            [f"资金（{head}）", "全年预算数", "全年执行数"],
            ["年度资金总额", *amounts],
            ["三级指标", "年度指标值", "实际完成值"],
        ]
    )
    title = Paragraph("2023年度项目支出绩效自评表")
    draft = read(tmp_path, title, table, Paragraph("一、资金情况"), *map(Paragraph, texts))
    return [note.zh for note in draft.notes if "相差一万倍" in note.zh]


@pytest.mark.parametrize(
    "text",
    [
        "县财政拨付塘坝清淤经费274.00万元。",
        "说明：本项目全年预算274.00万元，实际支出265.38万元。",
        "注：合同价274万元，已结清。",
        "清淤工程决算265.38万元，经审计无误。",
        "全年拨款2,740,000.00元。",
    ],
)
def test_an_amount_of_the_text_under_any_label_shows_a_unit_that_is_misprinted(tmp_path, text):
    found = slips(tmp_path, text)
    assert found and all("2740000.00万元" in one or "2653800.00万元" in one for one in found)


def test_amounts_in_ten_thousands_under_a_head_of_yuan(tmp_path):
    assert slips(tmp_path, "经费274.00万元。", head="元", amounts=("274.00", "265.38"))


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("每人补助274元。", ("274.00", "265.38")),  # not an amount of the table
        ("全市投入5亿元。", ("5.00", "4.80")),  # one digit is met by chance
        ("经费274.00万元，其中种苗0.027万元。", ("274.00", "265.38")),
        ("全省产值274亿元，本项目274.00万元。", ("274.00", "265.38")),
        ("经费2,740.00万元。", ("2,740,000.00", "2,653,800.00")),  # a thousand times is another matter
        ("情况正常。", ("0.00", "0.00")),
    ],
)
def test_amounts_that_do_not_show_a_misprinted_unit(tmp_path, text, amounts):
    assert not slips(tmp_path, text, amounts=amounts)


def test_a_budget_behind_the_word_note_is_read(tmp_path):
    for lead in ("说明：", "注：", "备注：", ""):
        text = Paragraph(f"{lead}本项目全年预算数38.00万元，全年执行数36.10万元。")
        table = grid([["项目名称", "塘坝清淤"], ["实施单位", "临河县水利站"]])
        found = facts(
            read(tmp_path, Paragraph("2023年度项目支出绩效自评表"), table, Paragraph("一、资金"), text)
        )
        assert (found["budget_total"], found["spent_total"]) == (["38.00万元"], ["36.10万元"])


@pytest.mark.parametrize(
    ("text", "unit"),
    [("单位：元江县水务局　　金额单位：万元", "万元"), ("单位：元江县水务局", ""), ("单位:元公开03表", "元")],
)
def test_a_unit_of_money_is_no_beginning_of_a_name(text, unit):
    found = UNIT_STATED.search(key(text))
    assert (found[1] if found else "") == unit
    assert unit_above(text) == (unit if "公开" not in text else "")
