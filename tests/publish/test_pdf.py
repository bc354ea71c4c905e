"""The PDF report: embedded Chinese type, tags, bookmarks, no clock, and no markup in anybody's words."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from printed import fonts_of, right_of, text_of_pages
from reporting import HOSTILE, longhua, written

from perfkit.base.errors import PerfkitError
from perfkit.publish import pdf, write
from perfkit.publish.pieces import pictures, report_of


@pytest.fixture(scope="module")
def report():
    return report_of(longhua().evaluate(), "zh", files=(("submission.yaml", "0123456789abcdef" * 4),))


@pytest.fixture(scope="module")
def content(report):
    return pdf.document_bytes(report)


@pytest.fixture(scope="module")
def pages(content):
    with pdfplumber.open(io.BytesIO(content)) as opened:
        yield opened


def flat(text: str) -> str:
    return "".join(text.split())


def all_text(content: bytes) -> str:
    return flat("".join(text_of_pages(content)))


def test_the_first_page_gives_the_conclusion(content, report):
    first = flat(text_of_pages(content)[0])
    assert flat("自评 95.50 分（优）。经核查，9.40 分有数据支持，0.80 分与数据不符") in first
    assert flat(f"核查发现 {len(report.findings)} 项") in first
    assert flat("不是核查得分") in first and flat("一级指标得分情况") in first


def test_bookmarks_name_every_section_in_order(pages):
    marks = [(level, title) for level, title, *_ in pages.doc.get_outlines()]
    top = [title for level, title in marks if level == 1]
    assert [title[:2] for title in top[:8]] == [f"{numeral}、" for numeral in "一二三四五六七八"]
    assert [title[:3] for title in top[8:]] == [*(f"附件{n}" for n in range(1, 8)), "附表1", "附表2"]
    assert any(level == 2 and title.startswith("（一）矛盾") for level, title in marks)


def test_it_is_tagged_with_language_and_title(pages, report):
    catalog = pages.doc.catalog
    assert "StructTreeRoot" in catalog and bool(catalog["MarkInfo"]["Marked"])
    assert bytes(catalog["Lang"]).decode() == "zh-CN"
    metadata = catalog["Metadata"].resolve().get_data().decode()
    assert "pdfuaid" in metadata and report.title in metadata


def test_every_picture_has_alternative_text(content, report):
    found = content.count(b"/S/Figure") + content.count(b"/S /Figure")
    tree = _figures(content)
    alts = {picture.alt for picture in pictures(report).values()}
    assert alts <= set(tree), f"{len(tree)} figures, {found} in the open"


def _figures(content: bytes) -> list[str]:
    """Alternative texts of the structure tree."""
    from pdfminer.pdftypes import PDFObjRef, resolve1

    with pdfplumber.open(io.BytesIO(content)) as opened:
        texts, seen, queue = [], set(), [opened.doc.catalog["StructTreeRoot"]]
        while queue:
            item = queue.pop()
            if isinstance(item, PDFObjRef):
                if item.objid in seen:
                    continue
                seen.add(item.objid)
            item = resolve1(item)
            if isinstance(item, list):
                queue.extend(item)
            elif isinstance(item, dict):
                if "Alt" in item:
                    raw = resolve1(item["Alt"])
                    texts.append(
                        raw.decode("utf-16") if raw[:2] in (b"\xfe\xff", b"\xff\xfe") else raw.decode("utf-8")
                    )
                queue.append(item.get("K", []))
        return texts


def test_only_the_bundled_fonts_are_used_and_embedded(content):
    names = fonts_of(content)
    assert names and all(name.startswith("NotoSansSC-") for name in names)


def test_no_clock_and_the_same_bytes(content, report, pages):
    assert pdf.document_bytes(report) == content
    assert not {"CreationDate", "ModDate"} & set(pages.doc.info[0] if pages.doc.info else ())


def test_scores_targets_and_findings_are_printed(content, report):
    text = all_text(content)
    for row in report.evaluation.rows:
        assert flat(row.indicator.name.zh) in text
    assert flat("17754638.01") in text and flat("因受疫情影响，只有 1 宗市外案件调查") in text
    assert sum(flat(finding.message.zh)[:12] in text for finding in report.findings) >= 0.9 * len(
        report.findings
    )


def test_the_long_goal_is_not_cut_at_the_foot_of_a_page(content, report):
    # The column of what was reached begins at 40 % of the text's width.
    right = flat("".join(right_of(content, 252)))
    for passage in report.evaluation.submission.overall_goal.actual:
        assert flat(passage.text)[-8:] in right, passage.section


def test_english(report):
    content = pdf.document_bytes(report_of(report.evaluation, "en", report.findings))
    first = text_of_pages(content)[0]
    with pdfplumber.open(io.BytesIO(content)) as opened:
        assert bytes(opened.doc.catalog["Lang"]).decode().startswith("en")
    assert "claims 95.50 (excellent)" in first and "龙华分局" in first


def test_hostile_text_is_words_and_synthetic_is_marked(tmp_path):
    odd = HOSTILE.replace("甲 & 乙", "'#eval(\"1\") $x$ *粗* `c` \\\\ @ref <a> // 乙'")
    content = pdf.document_bytes(report_of(written(tmp_path / "hostile", odd).evaluate(), "zh"))
    texts = [flat(text) for text in text_of_pages(content)]
    assert "合成数据，不是真实部门" in texts[0] and "合成数据" in texts[-1]
    assert flat('#eval("1")$x$*粗*`c`') in all_text(content)


def test_a_character_without_a_glyph_is_a_mark_and_never_a_box(tmp_path):
    odd = HOSTILE.replace("甲 & 乙", "甲😀乙")
    assert "甲〓乙" in all_text(
        pdf.document_bytes(report_of(written(tmp_path / "rare", odd).evaluate(), "zh"))
    )


def test_a_warning_of_typst_stops_it(monkeypatch, report, tmp_path):
    monkeypatch.setattr(pdf, "FONTS", ("No Such Font", "Noto Sans SC"))
    with pytest.raises(PerfkitError, match="no such font"):
        write(report, tmp_path / "a.pdf")
    monkeypatch.setattr(pdf, "TEMPLATE", tmp_path / "bad.typ")
    pdf.TEMPLATE.write_text('#import "nowhere.typ"', encoding="utf-8")
    with pytest.raises(PerfkitError, match="not found"):
        write(report, tmp_path / "a.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.typ"]
