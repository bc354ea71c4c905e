"""The Word report: order, official look, the two official tables, pictures, both languages, and what hostile
text does."""

from __future__ import annotations

import io
import re
import zipfile
from fractions import Fraction

import docx
import nbformat
import pytest
from docx.oxml.ns import qn
from reporting import HOSTILE, longhua, written

from perfkit.base.paths import notebooks_root
from perfkit.base.quantities import show_number
from perfkit.pages.sequence import ALL, BODY, BRIEF, NONE, SHOWN, STANDARD
from perfkit.publish import docx as word
from perfkit.publish import write
from perfkit.publish.docx_body import paragraph
from perfkit.publish.docx_styles import BODY_FACE, HEAD_FACE, KAI_FACE, TITLE_FACE
from perfkit.publish.grid import Grid
from perfkit.publish.pieces import pictures, pieces, report_of
from perfkit.views.narrative import Heading, Prose

SECTIONS = ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、"]
FILES = (("submission.yaml", "0" * 64),)


@pytest.fixture(scope="module")
def report():
    department = longhua()
    return report_of(department.evaluate(), "zh", files=FILES)


@pytest.fixture(scope="module")
def content(report):
    return word.document_bytes(report)


@pytest.fixture(scope="module")
def document(content):
    return docx.Document(io.BytesIO(content))


def texts(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def table_with(document, words: str):
    return next(
        table
        for table in document.tables
        if words in "".join(cell.text for row in table.rows[:2] for cell in row.cells)
    )


def test_the_sections_stand_in_the_order_of_the_design(document):
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [head[:2] for head in heads[:8]] == SECTIONS
    assert [head[:3] for head in heads[8:]] == [f"附件{number}" for number in range(1, 8)]
    annexes = [p.text for p in document.paragraphs if p.style.name == "Annex"]
    assert [annex[:3] for annex in annexes] == ["附表1", "附表2"]


def test_the_pieces_are_those_of_the_notebook_in_its_order():
    notebook = nbformat.read(notebooks_root() / "01_department.ipynb", nbformat.NO_CONVERT)
    shown = [
        name
        for cell in notebook.cells
        for name in re.findall(r"^report\.show\(\"([\w:]+)\"\)$", cell.source, re.MULTILINE)
    ]
    assert [name for name in shown if name not in BRIEF or name in BODY] == [*BODY, *SHOWN[ALL]]
    assert [name for name in shown if name in BRIEF] == list(BRIEF)


@pytest.mark.parametrize(("annexes", "last"), [(NONE, ""), (STANDARD, "附件5"), (ALL, "附件7")])
def test_annexes_are_those_asked_for(report, annexes, last):
    heads = [
        part.text[:3]
        for piece in pieces(report.showing(annexes))
        if isinstance(piece, Prose)
        for part in piece.parts
        if isinstance(part, Heading) and part.text.startswith("附件")
    ]
    assert (heads[-1] if heads else "") == last
    names = {piece.name for piece in pieces(report.showing(annexes)) if isinstance(piece, Grid)}
    assert {"by-block", "reconciliation", "materials", "signature"} <= names
    assert ("scoring" in names, "facts" in names) == (annexes != NONE, annexes == ALL)


def test_brief_is_the_conclusion_and_the_problems(report):
    short = pieces(report.showing(ALL, True))
    assert [piece.name for piece in short if isinstance(piece, Grid)] == ["by-block"]
    assert report.problems[0].name.zh in str(short[-1])


def test_the_answer_stands_on_the_first_page_with_its_numbers(document, report):
    lead = texts(document)[:8]
    assert any("自评 95.50 分（优）" in text and "9.40 分有数据支持" in text for text in lead)
    assert any(f"核查发现 {len(report.findings)} 项" in text for text in texts(document)[:20])


def test_official_type_page_and_spacing(document):
    faces = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Title", "Normal", "Heading 1", "Heading 2")
    }
    assert faces == {"Title": TITLE_FACE, "Normal": BODY_FACE, "Heading 1": HEAD_FACE, "Heading 2": KAI_FACE}
    body = document.styles["Body Text"]
    assert (body.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 26)
    assert round(body.paragraph_format.first_line_indent.pt) == 32
    for section in document.sections:
        sides = [
            round(side.mm)
            for side in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        ]
        assert sides == [37, 35, 28, 26]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert "Theme=" not in document.styles.element.xml  # a theme's font would win over the one named
    fonts = next(
        rel.target_part.blob.decode()
        for rel in document.part.rels.values()
        if rel.reltype.endswith("/fontTable")
    )
    assert fonts.count("<w:altName") == 4


def test_pages_are_numbered_and_headed(document):
    for section in document.sections:
        assert " PAGE " in section.footer._element.xml
        assert "龙华分局 2020 年度" in section.header.paragraphs[0].text


def test_every_picture_has_its_alternative_text_and_room(document, report):
    drawn = list(pictures(report).values())
    shapes = document.element.body.findall(".//" + qn("wp:docPr"))
    assert [shape.get("descr") for shape in shapes] == [
        picture.alt for picture in sorted(drawn, key=lambda p: [s.get("name") for s in shapes].index(p.name))
    ]
    assert len(shapes) == len(drawn) >= 7 and len({shape.get("id") for shape in shapes}) == len(shapes)
    spacing = document.styles["Picture"].element.pPr.find(qn("w:spacing"))
    assert spacing.get(qn("w:lineRule")) == "auto"  # exact spacing would cut a picture to one line


def test_every_head_row_repeats(document):
    without = [
        table
        for table in document.tables
        if not table._tbl.findall(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}")
    ]
    assert len(without) == 1 and "预算年度" in without[0].rows[0].cells[2].text  # one line, nothing to repeat
    scoring = table_with(document, "指标说明")
    assert len(scoring._tbl.findall(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}")) == 2


def test_the_official_scoring_table_has_its_layout_and_every_number(document, report):
    table = table_with(document, "指标说明")
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["评价指标"] * 4 + ["指标说明", "评分标准", "自评分数", "核查分数"]
    assert rows[1][:4] == ["一级指标", "二级指标", "三级指标", "分值"]
    body = rows[2:-2]
    assert len(body) == 21 and len({id(row.cells[0]._tc) for row in table.rows[2:23]}) >= 3
    evaluation = report.evaluation
    assert [row[2] for row in body] == [row.indicator.name.zh for row in evaluation.rows]
    for printed, row in zip(body, evaluation.rows, strict=True):
        assert Fraction(printed[3]) == row.indicator.max and Fraction(printed[6]) == row.self_score
        assert printed[7].split("～")[0] == show_number(row.points.low)
        assert printed[5].replace("\n", "") == row.indicator.standard.strip().replace("\n", "")
    assert rows[-2][6:] == ["95.50", "9.40～96.90"] and rows[-1][6] == "优"


def test_the_official_target_table_holds_what_was_filed(document, report):
    filed = report.evaluation.submission
    targets = table_with(document, "年度绩效指标完成情况")
    body = [[cell.text for cell in row.cells] for row in targets.rows[1:]]
    printed = {(row[3], row[4], row[5]) for row in body}
    assert {(t.name, t.expected or "—", t.actual or "—") for t in filed.targets.rows} <= printed
    assert len(body) == 62 + len(filed.targets.none_filed)
    tasks = table_with(document, "年度主要任务完成情况")
    assert tasks.rows[0].cells[3].text == tasks.rows[0].cells[4].text == "预算数（元）"
    assert [cell.text for cell in tasks.rows[2].cells][1:5] == [
        "在职人员经费",
        "完成 99.34%",
        "17754638.01",
        "17754638.01",
    ]
    assert [cell.text for cell in tasks.rows[-1].cells][3:] == [
        "40397755.95",
        "40397755.95",
        "39871189.07",
        "39871189.07",
    ]
    goal = table_with(document, "目标实际完成情况")
    assert (
        filed.overall_goal.expected.strip()
        in goal.rows[1].cells[1].text.replace("\n", "") + goal.rows[1].cells[1].text
    )


def test_every_finding_is_there_with_its_number(document, report):
    everything = "\n".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    ) + "\n".join(texts(document))
    assert all(finding.message.zh.split("\n")[0] in everything for finding in report.findings)


def test_no_clock_and_the_same_bytes(content, report):
    assert word.document_bytes(report) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        assert "created" not in core and "modified>" not in core and "python-docx" not in core
        assert "docProps/thumbnail.jpeg" not in archive.namelist()


def test_english_has_the_same_shape_and_keeps_chinese_names(report, document):
    english = docx.Document(
        io.BytesIO(word.document_bytes(report_of(report.evaluation, "en", report.findings, FILES)))
    )
    assert len(english.tables) == len(document.tables) and len(english.inline_shapes) == len(
        document.inline_shapes
    )
    heads = [p.text for p in english.paragraphs if p.style.name == "Heading 1"]
    assert [head[:2] for head in heads[:8]] == [f"{n}." for n in range(1, 9)]
    assert [head[:8] for head in heads[8:]] == [f"Annex {n}." for n in range(1, 8)]
    assert "Scoring table (评分表)" in " ".join(p.text for p in english.paragraphs if p.style.name == "Annex")
    assert english.styles["Body Text"].paragraph_format.line_spacing.pt == 17
    assert "深圳市社会保险基金管理局龙华分局" in "\n".join(texts(english)[:4])


def test_hostile_text_is_printed_and_synthetic_is_marked(tmp_path):
    odd = HOSTILE.replace("甲 & 乙", '"=1+1 <w:p/> ]]> &amp; 乙"').replace("偏慢。", "偏慢。\\x0b\\u0007")
    evaluation = written(tmp_path / "hostile", odd).evaluate()
    document = docx.Document(io.BytesIO(word.document_bytes(report_of(evaluation, "zh"))))
    assert any("本报告依据合成数据生成" in text for text in texts(document)[:5])
    assert "合成数据" in document.sections[0].header.paragraphs[0].text
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert "=1+1 <w:p/> ]]> &amp; 乙" in cells
    assert any("<b>执行</b> & 进度 {x} 偏慢。" in text for text in texts(document))


def test_a_written_file_replaces_the_old_one_whole(tmp_path, report):
    target = tmp_path / "new" / "report.docx"
    write(report, target)
    assert docx.Document(str(target)).paragraphs and [p.name for p in target.parent.iterdir()] == [
        "report.docx"
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_word_and_no_range_is_wider_than_its_column(lang):
    """Letters of a wide typeface are 0.6 of their height; a cell has 7 points beside them."""
    document = docx.Document(io.BytesIO(word.document_bytes(report_of(longhua().evaluate(), lang))))
    cut, size = [], {"zh": 9, "en": 8}[lang]
    for table in document.tables:
        letter = 0.6 if len(table.columns) < 8 else 0.5  # the form of eight columns has room for Times only
        head = {cell.text for cell in table.rows[0].cells}
        if not head & {"核算区间", "Possible", "核查分数", "Reviewed", "用以核定", "Settles"}:
            continue
        for row in table.rows:
            for cell in {id(cell._tc): cell for cell in row.cells}.values():
                for piece in re.findall(r"[\d.]+～[\d.]+|[A-Za-z]+", cell.text):
                    wide = (len(piece) + ("～" in piece) * 0.6) * letter * size + 7
                    if cell._tc.grid_span == 1 and wide > cell.width.pt and len(piece) < 20:
                        cut.append((piece, cell.width.pt))
    assert cut == []


def test_a_range_of_points_stays_on_its_line_and_one_of_dates_may_part_between_them():
    found = paragraph("13.90～17.90 分，2021-03-01～2021-04-07", "BodyText", "zh").replace("\u2060", "|")
    assert "13.90|～|17.90 分，2021|-|03|-|01～2021|-|04|-|07" in found
