"""Letters: official format, the numbers of the report, a reply table with every question."""

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from perfkit.cli import main
from perfkit.closure.letter import KINDS, questions, write_letter
from perfkit.pages.report import open_report


@pytest.fixture(scope="module")
def report():
    return open_report("sz-sif-longhua_2020")


@pytest.fixture(scope="module", params=list(KINDS))
def written(request, report, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    return request.param, write_letter(report, folder, request.param)


def test_the_format_is_that_of_an_official_document(written):
    document = docx.Document(str(written[1][0]))
    body, section = document.styles["Body Text"], document.sections[0]
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert (body.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 30)
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    heads = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [head.text[:2] for head in heads] == ["一、", "二、"][: len(heads)] and heads
    faces = [
        document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in ("Heading 1", "Heading 2")
    ]
    assert faces == ["黑体", "楷体_GB2312"]


def test_it_names_what_the_report_names(written, report):
    kind, (letter, _) = written
    document = docx.Document(str(letter))
    text = "\n".join(p.text for p in document.paragraphs)
    assert KINDS[kind].zh in text and "第六部分" not in text and "附件" not in text
    if kind == "request":
        cells = [row.cells[1].text for row in document.tables[0].rows[1:]]
        assert cells == [line.what.zh for line in report.materials]
    else:
        assert all(problem.name.zh in text for problem in report.problems)


def test_the_reply_table_has_a_line_for_each_question(written, report):
    sheet = load_workbook(written[1][1]).worksheets[0]
    ids = [sheet.cell(row, 2).value for row in range(4, sheet.max_row + 1)]
    assert ids == [question.id for question in questions(report)] and len(set(ids)) == len(ids)


def test_the_addressee_is_flush_left_and_the_seal_stands_at_the_right_with_what_is_before_it(written):
    document = docx.Document(str(written[1][0]))
    shapes = {p.style.name: (p.style.paragraph_format, p) for p in document.paragraphs}
    assert not shapes["Address"][0].first_line_indent and shapes["Seal"][0].alignment == 2
    enclosed = next(p for p in document.paragraphs if p.text.startswith("附："))
    assert enclosed.paragraph_format.keep_with_next


def test_every_row_of_the_reply_table_is_as_high_as_its_text(written):
    sheet = load_workbook(written[1][1]).worksheets[0]
    for row in range(4, sheet.max_row + 1):
        characters = max(len(sheet.cell(row, column).value) for column in (3, 4))
        assert sheet.row_dimensions[row].height >= 15 * (characters * 2 // 80)


def test_the_same_report_gives_the_same_bytes(written, report, tmp_path):
    again = write_letter(report, tmp_path, written[0])
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in written[1]]


def test_the_command_writes_both_files_in_english_too(tmp_path, capsys):
    code = main(
        [
            "letter",
            "data/departments/sz-sif-longhua_2020",
            "-o",
            str(tmp_path),
            "--kind",
            "notice",
            "--lang",
            "en",
        ]
    )
    assert code == 0 and "Notice to correct" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notice-reply.xlsx", "notice.docx"]
