"""Findings cite the cell or the paragraph, and quote no half of a number. All is invented."""

from __future__ import annotations

import pytest
from small_filings import filing, target

from perfkit.review import review
from perfkit.review.finding import shortened
from perfkit.review.unscored import load_filing


@pytest.fixture
def places(tmp_path):
    """The places of the findings of one code."""

    def found(code, *args, **kwargs):
        department, _ = load_filing(filing(tmp_path / "a", *args, **kwargs))
        findings = [one for one in review(department.evaluate()) if one.code == code]
        return [place for one in findings for place in one.places], findings

    return found


def test_a_finding_on_a_target_cites_its_cell(places):
    row = target(actual="90人次", weight="10", self_score="12", place="表1第4行第3列")
    (place,), (one,) = places("points.above_weight", row)
    assert (place.section, place.at, place.cited) == ("绩效指标", "表1第4行第3列", "绩效指标 表1第4行第3列")
    assert "〔绩效指标 表1第4行第3列〕" in one.show()
    assert one.to_record()["places"][0]["place"] == "表1第4行第3列"


def test_a_finding_on_figures_cites_their_paragraphs(places):
    stated = {"unit": "人", "section": "三"}
    facts = {
        "established_staff_count": [
            {"value": "55", "quote": "在编55人", "place": "第6段", **stated},
            {"value": "53", "quote": "在编53人", "place": "第9段", **stated},
        ]
    }
    found, _ = places("restated.differs", facts=facts)
    assert [place.cited for place in found] == ["三 第6段", "三 第9段"]


def test_a_finding_on_a_sentence_cites_its_passage(places):
    text = "日常公用经费预算210.00万元，决算数223.50万元，控制在预算以内。"
    narrative = {"results": [{"section": "三", "text": text, "place": "第12段—第13段"}]}
    found, _ = places("claim.comparison", narrative=narrative)
    assert {place.cited for place in found} == {"三 第12段—第13段"}


def test_no_quote_begins_or_ends_within_a_number():
    text = "支出1,234.56万元" + "，其中" * 40
    assert shortened(text, 4, 8).startswith("1,234.56")
    assert "预算12,345.60乙" in shortened(f"{'甲' * 60}，预算12,345.60{'乙' * 70}", 64, 66) + "乙"
