"""Rates whose figures, or whose second print, stand elsewhere; each fault with near misses beside it."""

from __future__ import annotations

import pytest
import yaml
from small_filings import target

from perfkit.review import NOTE, review
from perfkit.review.unscored import load_filing

YEAR = "全年支出480万元，支出率96.00%。"


@pytest.fixture
def told(tmp_path):
    """Codes above a note of a text in chapters."""

    def found(**chapters):
        passages = [{"section": section, "text": text} for section, text in chapters.items()]
        data = {"department": {"id": "somewhere", "name": "某县某局"}, "year": 2023}
        data |= {"form": {"kind": "department"}, "narrative": {"results": passages}}
        (tmp_path / "submission.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        department, _ = load_filing(tmp_path)
        return {f.code: f.severity for f in review(department.evaluate()) if f.severity != NOTE}

    return found


@pytest.mark.parametrize(
    ("other", "wrong"),
    [
        ("部分项目推进慢，全年支出率只有94.00%。", True),
        ("部分项目推进慢，全年支出率只有96.00%。", False),
        ("上半年支出率只有44.00%。", False),
        ("防汛项目支出率94.00%。", False),
        ("下一步目标是全年支出率达到98.00%。", False),
        ("2022年全年支出率94.00%。", False),
    ],
)
def test_one_rate_of_the_year_in_two_chapters(told, other, wrong):
    assert ("restated.rate" in told(二=YEAR, 四=other)) is wrong


def test_rates_of_the_items_of_a_list_are_several(told):
    assert "restated.rate" not in told(
        **{"三（一）": "河道设施完好率96%。", "三（二）": "河道设施完好率94%。"}
    )
    assert "restated.rate" in told(**{"三（一）": "河道设施完好率96%。", "四": "河道设施完好率94%。"})


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("全年支出468万元。支出较上年的450万元增长6.00%。", True),
        ("全年支出468万元。支出较上年的450万元增长4.00%。", False),
        ("全年收入468万元。支出较上年的450万元增长6.00%。", False),
        ("巡河36次，同比去年的32次增长15.50%。", True),
        ("巡河36次，同比去年的32次增长12.50%。", False),
    ],
)
def test_growth_from_an_amount_that_stands_elsewhere(told, text, wrong):
    assert ("rate.text_change" in told(二=text)) is wrong


@pytest.mark.parametrize(
    ("actual", "note", "wrong"),
    [
        ("12.5%", "上年漏水240处，本年216处", True),
        ("10%", "上年漏水240处，本年216处", False),
        ("12.5%", "主要是管网改造", False),
    ],
)
def test_a_rate_of_change_against_the_note_of_its_row(codes, actual, note, wrong):
    row = target("漏水处数下降率", "≥8%", actual)
    table = [
        {
            "place": "表1",
            "rows": ["指标 | 目标值 | 完成值 | 说明", f"漏水处数下降率 | ≥8% | {actual} | {note}"],
        }
    ]
    assert ("rate.of_note" in codes(row, printed=table)) is wrong


def test_a_share_against_the_note_of_its_row(codes):
    rows = ["指标 | 目标值 | 完成值 | 说明", "住户满意率 | ≥90% | 95% | 问卷200份，满意186份"]
    row = target("住户满意率", "≥90%", "95%")
    assert "rate.of_note" in codes(row, printed=[{"place": "表1", "rows": rows}])
    right = [rows[0], rows[1].replace("186", "190")]
    assert "rate.of_note" not in codes(row, printed=[{"place": "表1", "rows": right}])


def test_what_is_left_is_a_share_of_a_budget_of_the_sentence_before(told):
    text = "全年支出480.00万元，结转结余19.40万元，结转结余率3.90%。"
    assert "rate.text" not in told(二="全年预算497.44万元。" + text)
    assert "rate.text" in told(二=text)


@pytest.mark.parametrize(("way", "wrong"), [("增加", True), ("减少", False)])
def test_a_change_on_the_budget_of_its_clause(told, way, wrong):
    text = f"会议费支出预算3.20万元，决算2.70万元，完成预算的84.38%，决算数较预算数{way}0.50万元。"
    assert ("rate.text_direction" in told(六=text)) is wrong


def test_funds_said_to_be_none_beside_a_table(codes):
    rows = ["项目 | 决算数", "政府性基金预算财政拨款收入 | {}", "其他收入 | 12"]
    for amount, wrong in (("36.00", True), ("0.00", False)):
        table = [{"place": "表1", "unit": "万元", "rows": [row.format(amount) for row in rows]}]
        found = codes(text="本部门无政府性基金决算收支，已公开空表。", printed=table)
        assert ("claim.none_said" in found) is wrong


def test_an_amount_that_another_table_prints_is_of_that_table(codes):
    def of(value, section, quote):
        return {"value": value, "unit": "万元", "section": section, "quote": quote, "unconfirmed": True}

    said = [of("614.8", "总表 表1第2行第2列", "水利支出 614.8"), of("611.0", "五（二）", "水利支出611.0万元")]
    item = {"id": "water", "name": "水利支出", "kind": "money", "statements": said}
    tables = [
        {"place": f"表{n}", "rows": ["科目 | 决算数", f"水利支出 | {v}"]}
        for n, v in ((1, "614.8"), (2, "611.0"))
    ]
    assert "restated.differs" in codes(figures=[item], printed=tables[:1])
    assert "restated.differs" not in codes(figures=[item], printed=tables)


def test_a_block_that_the_text_tells_is_no_row(codes):
    rows = [{"name": "履职", "max": "60", "score": "58"}, {"name": "管理", "max": "40", "score": "39"}]
    rows += [{"name": f"事项{n}", "level1": "履职", "max": "30", "score": "29"} for n in "甲乙"]
    rows += [{"name": f"制度{n}", "level1": "管理", "max": "20", "score": "19.5"} for n in "甲乙"]
    assert not codes(own={"rows": rows, "total": "97"})


def test_a_column_of_completion_against_target_and_result(codes):
    row = target("补植株数", "60株", "57株")
    head = "指标 | 目标值 | 完成值 | 完成率"
    for rate, wrong in (("98%", True), ("95%", False), ("95.0%", False)):
        table = [{"place": "表1", "rows": [head, f"补植株数 | 60株 | 57株 | {rate}"]}]
        assert ("rate.of_note" in codes(row, printed=table)) is wrong


def test_an_amount_under_the_name_of_its_row(codes):
    rows = ["序号 | 事项 | 预算 | 支出", "1 | 苗圃补植 | 120 | 118", "2 | 林道养护 | 30 | 30"]
    table = [{"place": "表1", "unit": "万元", "rows": rows}]
    for said, wrong in (("苗圃补植项目预算125万元", True), ("苗圃补植项目预算120万元", False)):
        assert ("restated.table" in codes(text=said + "。", printed=table)) is wrong
    assert "restated.table" not in codes(text="上半年苗圃补植项目支出60万元。", printed=table)
