"""The same form in every format gives the same cells; a file is what it holds, not what it is called."""

from __future__ import annotations

import os
import subprocess
import zipfile
from datetime import date

import pytest
from docx import Document as WordDocument
from openpyxl import Workbook
from processor_time import within_processor_seconds

from perfkit.base.errors import SubmissionError
from perfkit.intake import office_file
from perfkit.intake.blocks import Document, Table
from perfkit.intake.cell_grid import Part, goes_on, table_of
from perfkit.intake.draft import read_report
from perfkit.intake.number_formats import printed
from perfkit.intake.open_file import open_document
from perfkit.intake.text_file import decoded
from perfkit.intake.workbook import is_budget_table, is_template

ROWS = [
    ["项目名称", "河道清淤", "", ""],
    ["一级指标", "三级指标", "实际完成值", "得分"],
    ["产出指标", "清淤长度", "12.50", "10"],
    ["", "验收合格率", "96.50%", "9.65"],
]
TITLE = "2023年度项目支出绩效自评表"


def workbook(path):
    book = Workbook()
    sheet = book.active
    sheet.title = "自评表"
    sheet.append([TITLE])
    sheet.append(["单位：青禾市水利局"])
    for row in ROWS:
        sheet.append([text or None for text in row])
    sheet["C5"], sheet["C5"].number_format = 12.5, "0.00"
    sheet["C6"], sheet["C6"].number_format = 0.965, "0.00%"
    sheet["D5"], sheet["D6"] = 10, 9.65
    for area in ("A1:D1", "A2:D2", "B3:D3", "A5:A6"):
        sheet.merge_cells(area)
    hidden = book.create_sheet("底稿")
    hidden.append(["不公开"])
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


def cells(document: Document) -> list:
    found: list = []
    for block in document.blocks:
        if isinstance(block, Table):
            found.extend([cell.text.replace("\n", "") for cell in row] for row in block.rows)
        else:
            found.append(block.text)
    return found


SAME = [
    TITLE,
    "单位：青禾市水利局",
    ["项目名称", "河道清淤", "河道清淤", "河道清淤"],
    ["一级指标", "三级指标", "实际完成值", "得分"],
    ["产出指标", "清淤长度", "12.50", "10"],
    ["产出指标", "验收合格率", "96.50%", "9.65"],
]


def converted(path, kind, tmp_path):
    if office_file.converter() is None:
        if os.environ.get("PERFKIT_REQUIRE_OFFICE"):
            pytest.fail("LibreOffice is not on this machine")
        pytest.skip("LibreOffice is not on this machine")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office_file.converter(), profile, "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / kind), str(path)], check=True, timeout=120, capture_output=True
    )
    return tmp_path / kind / f"{path.stem}.{kind}"


def test_a_workbook_reads_as_its_cells_show_it(tmp_path):
    document = open_document(workbook(tmp_path / "自评.xlsx"))
    assert cells(document) == SAME
    rate = next(
        c for b in document.blocks if isinstance(b, Table) for row in b.rows for c in row if "%" in c.text
    )
    assert str(rate.place) == "“自评表”C6"
    assert any("底稿" in note.zh for note in document.notes)


@pytest.mark.slow
def test_a_title_over_heads_of_its_own_begins_another_table_of_the_sheet(tmp_path):
    book = Workbook()
    for row in (
        *ROWS[:2],
        ["效益指标（30分）"],
        ["", "受益户数", "960户", "9.65"],
        ["分乡镇情况"],
        ["乡镇", "村数（个）", "长度（公里）"],
        ["河口乡", "7", "8.2"],
    ):
        book.active.append([text or None for text in row])
    book.save(tmp_path / "两张表.xlsx")
    first, title, second = open_document(tmp_path / "两张表.xlsx").blocks
    assert isinstance(first, Table) and len(first.rows) == 4
    assert title.text == "分乡镇情况"
    assert [[cell.text for cell in row] for row in second.rows] == [
        ["乡镇", "村数（个）", "长度（公里）"],
        ["河口乡", "7", "8.2"],
    ]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_and_open_workbooks_give_the_same_cells(kind, tmp_path):
    assert cells(open_document(converted(workbook(tmp_path / "自评.xlsx"), kind, tmp_path))) == SAME


def page(rows) -> str:
    body = "".join("<tr>" + "".join(f"<td{a}>{t}</td>" for t, a in row) + "</tr>" for row in rows)
    return (
        f"<html><head><title>x</title></head><body><ul><li><a href='/'>首页</a></li><li>政务公开</li></ul>"
        f"<table><tr><td><a href='/a'>导航</a></td><td><p>{TITLE}</p><p>&nbsp;&nbsp;单位：青禾市水利局</p>"
        f"<table border=1>{body}</table><p style='display:none'>草稿</p></td></tr></table></body></html>"
    )


def html_rows():
    return [
        [("项目名称", ""), ("<span style='color:red'>河道</span>清淤", " colspan=3")],
        [(text, "") for text in ROWS[1]],
        [("产出指标", " rowspan=2"), *[(text, "") for text in ROWS[2][1:]]],
        [(text, "") for text in ROWS[3][1:]],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_web_page_without_its_layout(encoding, tmp_path):
    path = tmp_path / "公开.html"
    path.write_bytes(page(html_rows()).encode(encoding))
    document = open_document(path)
    assert cells(document) == SAME
    assert any("政务公开" in note.zh for note in document.notes)


def test_a_web_page_called_xls_and_a_mail_page_are_read_by_what_they_hold(tmp_path):
    path = tmp_path / "导出.xls"
    path.write_text(page(html_rows()), encoding="utf-8")
    document = open_document(path)
    assert cells(document) == SAME
    assert ".xls" in document.notes[0].zh and ".html" in document.notes[0].zh
    mail = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    (tmp_path / "a.doc").write_text(mail + page(html_rows()), encoding="utf-8")
    assert cells(open_document(tmp_path / "a.doc")) == SAME


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_encodings_of_a_text(encoding):
    text = "2023年度部门整体支出绩效自评报告\n一、部门概况\n预算执行率\t96.50%\n"
    assert decoded(text.encode(encoding), "a.txt").lstrip("\ufeff") == text


def test_big5_is_told_from_gb18030():
    text = "績效自評報告：本單位預算執行情況良好，各項指標均已完成。"
    assert decoded(text.encode("big5"), "a.txt") == text


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.965, "0.00%", "96.50%"),
        (0.9650000001, "0.0%", "96.5%"),
        (400000, "0.00", "400000.00"),
        (1234567.891, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234,567.89"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (-5, "#,##0.00_);[Red]\\(#,##0.00\\)", "(5.00)"),
        (123456, '0!.0,"万元"', "12.3万元"),
        (0.125, "0.00", "0.13"),
        (0.005, "0.00", "0.01"),
        (2 / 3, "General", "0.666666667"),
        (date(2022, 12, 31), 'yyyy"年"m"月"d"日"', "2022年12月31日"),
        (0, "0;-0;;@", ""),
    ],
)
def test_numbers_as_a_cell_shows_them(value, number_format, shown):
    assert printed(value, number_format) == shown


def test_a_table_over_pages_is_one_and_a_row_cut_in_two_is_one():
    from perfkit.intake.blocks import Cell

    def part(rows, page):
        placed = []
        for number, row in enumerate(rows):
            for at, text in enumerate(row):
                box = (50.0 + 100 * at, 100.0 + 20 * number, 150.0 + 100 * at, 120.0 + 20 * number)
                placed.append((box, Cell(text, box[0], box[2])))
        return Part(placed, page)

    first = part([["指标", "说明", "得分"], ["清淤长度", "按合同约定组织实施并", "10"]], 1)
    second = part([["指标", "说明", "得分"], ["", "完成验收", ""], ["合格率", "抽检", "5"]], 2)
    assert goes_on(first, second)
    rows = [[cell.text for cell in row] for row in table_of([first, second]).rows]
    assert rows == [
        ["指标", "说明", "得分"],
        ["清淤长度", "按合同约定组织实施并\n完成验收", "10"],
        ["合格率", "抽检", "5"],
    ]
    assert not goes_on(first, part([["甲", "乙", "丙", "丁", "戊"]], 2))


def hostile_workbook(path, sheet: str):
    good = path.with_name("good.xlsx")
    workbook(good)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for part in source.namelist():
            content = source.read(part)
            made.writestr(part, sheet.encode() if part == "xl/worksheets/sheet1.xml" else content)
    return path


SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.mark.parametrize(
    "sheet",
    [
        f"<worksheet {SPACE}><sheetData/><mergeCells><mergeCell "
        'ref="A1:XFD1048576"/></mergeCells></worksheet>',
        f'<!DOCTYPE a [<!ENTITY b "c">]><worksheet {SPACE}><sheetData/></worksheet>',
        f"<worksheet {SPACE}><sheetData>{'<row><c/></row>' * 300_000}</sheetData></worksheet>",
        f"<worksheet {SPACE}><sheetData><row r='x'",
    ],
    ids=["merged over everything", "entities", "rows without end", "torn"],
)
def test_hostile_workbooks_are_refused_soon(sheet, tmp_path):
    path = hostile_workbook(tmp_path / "bad.xlsx", sheet)
    with within_processor_seconds(10), pytest.raises(SubmissionError, match=r"bad\.xlsx"):
        open_document(path)


def test_an_old_word_file_without_libreoffice_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(office_file, "converter", lambda: None)
    path = tmp_path / "自评.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\x00" * 600)
    with pytest.raises(SubmissionError, match=r"LibreOffice.*\.docx"):
        open_document(path)


@pytest.mark.slow
def test_an_old_word_file_through_libreoffice(tmp_path):
    from docx import Document as Word

    word = Word()
    word.add_paragraph(TITLE)
    made = word.add_table(2, 2, style="Table Grid")
    for cell, text in zip((c for row in made.rows for c in row.cells), "甲乙丙丁", strict=True):
        cell.text = text
    word.add_paragraph("填报日期：2024年3月1日")
    word.save(str(tmp_path / "a.docx"))
    document = open_document(converted(tmp_path / "a.docx", "doc", tmp_path))
    assert cells(document) == [TITLE, ["甲", "乙"], ["丙", "丁"], "填报日期：2024年3月1日"]


@pytest.mark.parametrize(("made", "called"), [("xlsx", "docx"), ("xlsx", "pdf"), ("docx", "xlsx")])
def test_a_sound_file_under_the_suffix_of_another_kind_is_read_and_the_suffix_is_said(made, called, tmp_path):
    path = tmp_path / f"a.{called}"
    if made == "xlsx":
        workbook(tmp_path / "sound.xlsx").rename(path)
    else:
        word = WordDocument()
        word.add_paragraph(TITLE)
        table = word.add_table(len(ROWS), 4)
        for row, texts in zip(table.rows, ROWS, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        word.save(tmp_path / "sound.docx")
        (tmp_path / "sound.docx").rename(path)
    draft = read_report(path)
    assert draft.submission["project"]["name"] == "河道清淤"
    assert any(f"内容是 .{made}" in one.zh for one in draft.notes)
    assert not is_template(path) and not is_budget_table(path)
