"""The bar of the index page: whole, made for its size, in the charts' colours."""

from fractions import Fraction
from itertools import pairwise

from perfkit.batch.index import PARTS, bar_of
from perfkit.publish.html import template
from perfkit.views.charts.canvas import CONFIRMED, CONTRADICTED, EVIDENCE, JUDGEMENT


def _summary(*parts: str, most: str = "100.00") -> dict:
    own = sum(map(Fraction, parts))
    return {"self": str(float(own)), "max": most, "standing": dict(zip(PARTS, parts, strict=True))}


def test_the_bar_is_whole_and_shows_every_part():
    bar = bar_of(_summary("9.40", "0.01", "39.43", "45.87"), width=120)
    assert [part for part, _, _ in bar] == [*PARTS, "unclaimed"]
    assert all(width >= 2.9 for _, _, width in bar), "a hundredth of a point can be seen"
    assert abs(sum(width for _, _, width in bar) - 120) < 0.5
    for (_, left, width), (_, following, _) in pairwise(bar):
        assert abs(left + width - following) < 0.2


def test_nothing_filed_draws_nothing_and_full_marks_leave_nothing_over():
    assert bar_of({"self": None, "max": "100.00"}) == []
    assert bar_of(_summary("60.00", "0.00", "0.00", "40.00")) == [
        ("confirmed", 0.0, 72.0),
        ("judgement", 72.0, 48.0),
    ]


def test_the_page_draws_bars_in_the_colours_of_the_charts_and_crops_nothing():
    page = template("index.html").render(
        lang="zh-CN",
        say=lambda zh, en: zh,
        font="",
        rows=[],
        parts=PARTS,
        failed=0,
        stopped="",
        grades=[],
        years=[],
        first=200,
        here=0,
    )
    assert "object-fit" not in page
    for part, colour in zip(PARTS, (CONFIRMED, CONTRADICTED, EVIDENCE, JUDGEMENT), strict=True):
        assert f".{part} {{ fill: {colour};" in page
