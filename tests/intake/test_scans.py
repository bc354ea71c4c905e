"""Pages that are pictures: read with the extra, marked as such, never guessed."""

from __future__ import annotations

import os

import pytest

from perfkit.base.errors import SubmissionError
from perfkit.intake import scan_file
from perfkit.intake.blocks import Paragraph, Table, distinct
from perfkit.intake.open_file import open_document

ROWS = [
    ["项目名称", "河道清淤", "", ""],
    ["一级指标", "三级指标", "实际完成值", "得分"],
    ["产出指标", "清淤长度", "12.50", "10"],
    ["", "验收合格率", "96.50%", "9.65"],
]
TITLE = "2023年度项目支出绩效自评表"


def scan(path):
    """A picture of a ruled table, a little turned."""
    from PIL import Image, ImageDraw, ImageFont

    from perfkit.base.paths import fonts_root

    font = ImageFont.truetype(str(fonts_root() / "NotoSansSC-Regular.ttf"), 34)
    picture = Image.new("RGB", (1500, 700), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((400, 40), "2023年度项目支出绩效自评表", fill="black", font=font)
    for y in range(4):
        draw.line((100, 150 + 90 * y, 1400, 150 + 90 * y), fill="black", width=3)
    for x in (100, 500, 1000, 1400):
        draw.line((x, 150, x, 420), fill="black", width=3)
    for row, texts in enumerate(
        (("三级指标", "指标值", "得分"), ("清淤长度", "≥12.5公里", "10"), ("验收合格率", "96.50%", "9.65"))
    ):
        for x, text in zip((120, 520, 1020), texts, strict=True):
            draw.text((x, 168 + 90 * row), text, fill="black", font=font)
    picture.rotate(0.7, fillcolor="white").save(path, dpi=(200, 200))
    return path


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.png", "a.pdf"])
def test_a_scan_gives_the_cells_and_says_that_it_is_one(name, tmp_path):
    if not scan_file.available():
        if os.environ.get("PERFKIT_REQUIRE_OCR"):
            pytest.fail("the extra ocr is not installed")
        pytest.skip("the extra ocr is not installed")
    document = open_document(scan(tmp_path / name))
    table = next(block for block in document.blocks if isinstance(block, Table))
    rows = [[cell.text for cell in distinct(row)] for row in table.rows]
    assert rows[2] == ["验收合格率", "96.50%", "9.65"]
    assert [row[-1] for row in rows] == ["得分", "10", "9.65"]
    assert any(isinstance(block, Paragraph) and "绩效自评表" in block.text for block in document.blocks)
    assert any("识别" in note.zh for note in document.notes)


def test_a_sign_that_is_not_certain_is_asked_and_never_a_value(tmp_path, monkeypatch):
    if not scan_file.available():
        pytest.skip("the extra ocr is not installed")
    words = scan_file._words

    def unsure(image):
        return [w._replace(score=0.4) if w.text == "9.65" else w for w in words(image)]

    monkeypatch.setattr(scan_file, "_words", unsure)
    document = open_document(scan(tmp_path / "a.png"))
    shown = [
        cell.text for block in document.blocks if isinstance(block, Table) for r in block.rows for cell in r
    ]
    assert "9.65" not in shown and scan_file.ILLEGIBLE in shown
    assert any("9.65" in note.zh for note in document.notes)


def test_a_cell_that_a_stroke_cuts_in_two_is_asked(tmp_path):
    """A line through a number makes two cells of one: neither half is a value."""
    if not scan_file.available():
        pytest.skip("the extra ocr is not installed")
    from PIL import Image, ImageDraw

    path = scan(tmp_path / "a.png")
    picture = Image.open(path)
    ImageDraw.Draw(picture).line((570, 233, 570, 419), fill="black", width=3)
    picture.save(path, dpi=(200, 200))
    document = open_document(path)
    shown = {
        cell.text for block in document.blocks if isinstance(block, Table) for r in block.rows for cell in r
    }
    assert not shown & {"≥12.5公里", "2.5公里", "96", "50%", "6.50%", ".50%", "96.", "≥1", "≥12"}
    assert any("没有采用" in note.zh for note in document.notes)


def test_a_scan_without_the_extra_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr(scan_file, "available", lambda: False)
    with pytest.raises(SubmissionError, match=r"\.\[ocr\]"):
        open_document(scan(tmp_path / "a.png"))
