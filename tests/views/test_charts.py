"""Charts: what is drawn, not how its pixels come out; every text inside the paper, none over another."""

from __future__ import annotations

import re
import struct
import warnings
from fractions import Fraction
from pathlib import Path

import numpy
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from reporting import BARE, HOSTILE, changed, longhua, report_on, written

from perfkit.base.quantities import show_number
from perfkit.views.charts import standing_chart
from perfkit.views.charts.lettering import Lettering, face, text_width, wrap

NAMES = ["standing", "progress", "costs", "execution", "targets", "blocks", "lost", "grade"]


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("departments")
    departments = {
        "longhua": longhua(),
        "bare": written(folder / "bare_2021", BARE),
        "hostile": written(folder / "hostile_2021", HOSTILE),
    }
    return {
        (name, lang): report_on(department, lang)
        for name, department in departments.items()
        for lang in ("zh", "en")
    }


def drawn(report):
    return {chart.name: chart for chart in report.charts}


def test_longhua_has_every_chart(reports):
    assert list(drawn(reports["longhua", "zh"])) == NAMES


def test_the_bar_splits_the_self_score_into_its_four_parts(reports):
    data = drawn(reports["longhua", "zh"])["standing"].data
    assert [
        show_number(data["parts"][part]) for part in ("confirmed", "contradicted", "open", "judgement")
    ] == ["9.40", "0.80", "39.43", "45.87"]
    assert sum(data["parts"].values()) == data["self"] == Fraction("95.5")


def test_blocks_add_up_to_the_whole(reports):
    data = drawn(reports["longhua", "zh"])["blocks"].data
    assert list(data) == ["部门决策", "部门管理", "部门绩效"]
    assert [show_number(block["self"]) for block in data.values()] == ["18.00", "18.60", "58.90"]
    assert (
        sum(block["confirmed"] for block in data.values())
        == reports["longhua", "zh"].evaluation.standing.confirmed
    )


def test_secured_open_and_lost_points_sum_to_the_maximum_of_each_row(reports):
    data = drawn(reports["longhua", "zh"])["lost"].data
    assert all(row["secured"] + row["open"] + row["lost"] == row["max"] for row in data.values())
    assert data["management.funds.compliance"] | {"self": None} == {
        "max": 3,
        "secured": 0,
        "open": 2,
        "lost": 1,
        "self": None,
    }
    assert "management.staff.staffing_control_rate" not in data


def test_a_quarter_without_figures_is_missing_and_not_zero(reports):
    chart = drawn(reports["longhua", "zh"])["progress"]
    assert [chart.data[f"q{q}"]["progress"] for q in (1, 2, 3)] == [None, None, None]
    assert chart.data["q4"]["progress"] == Fraction(478711, 488547)
    assert "未载" in chart.title and "97.99%" in chart.title


def test_spending_behind_schedule_is_named(reports):
    chart = drawn(reports["hostile", "zh"])["progress"]
    assert "一、二季度末" in chart.title and chart.data["q3"]["progress"] == Fraction(6, 5)


def test_execution_by_task(reports):
    data = drawn(reports["longhua", "zh"])["execution"].data
    assert len(data) == 7 and data["考核管理"]["rate"] == 1
    assert "社会保险业务管理" in drawn(reports["longhua", "zh"])["execution"].title


def test_running_costs(reports):
    data = drawn(reports["longhua", "zh"])["costs"].data
    assert (
        show_number(data["“三公”经费合计"]["rate"] * 100) == "73.71"
        and show_number(data["日常公用经费"]["rate"] * 100) == "91.14"
    )
    assert data["公务接待费"]["rate"] is None and "因公出国（境）费" not in data
    assert "超过预算" in drawn(reports["hostile", "zh"])["costs"].title


def test_targets(reports):
    data = drawn(reports["longhua", "zh"])["targets"].data
    assert sum(data[""].values()) == 62
    assert data["timeliness"]["unmeasurable"] == 12 and data["quantity"]["unmet"] == 3


def test_only_items_that_move_the_grade_are_said_to(reports):
    data = drawn(reports["longhua", "zh"])["grade"].data
    assert data["performance.effect.benefits.1"] == {
        "gain": 25,
        "total": reports["longhua", "zh"].evaluation.points.high - 25,
        "grade": "中",
    }
    assert sum(item["grade"] != "优" for item in data.values()) == 2


def test_a_changed_figure_changes_the_chart(tmp_path):
    other = report_on(changed(tmp_path / "other_2020", '"4787.11"', '"4000"'))
    assert other.chart("progress").data["q4"]["progress"] == Fraction(400000, 488547)
    assert other.chart("progress").png() != report_on(longhua()).chart("progress").png()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["longhua", "bare", "hostile"])
def test_every_chart_draws_without_a_missing_glyph_and_speaks_to_those_who_cannot_see_it(reports, name, lang):
    for chart in reports[name, lang].charts:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = chart.png()
        data, metadata = chart._repr_mimebundle_()
        assert metadata["image/png"]["alt"] == chart.alt
        assert len(chart.alt) > 20 and chart.title
        assert name != "longhua" or any(character.isdigit() for character in chart.alt)
        assert not re.search(r"\b(None|nan|inf)\b", chart.alt + chart.title)
        assert len(picture) < 90_000
        width, height = struct.unpack(">II", picture[16:24])
        assert (
            width == 1080
            and abs(height / width - metadata["image/png"]["height"] / metadata["image/png"]["width"]) < 0.01
        )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["longhua", "bare", "hostile"])
def test_no_text_is_cut_or_lies_over_another(reports, name, lang):
    for chart in reports[name, lang].charts:
        figure = chart.figure
        renderer = FigureCanvasAgg(figure).get_renderer()
        texts = [text for text in figure.findobj(Lettering) if text.get_text()]
        assert texts
        boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts]
        width, height = figure.bbox.width, figure.bbox.height
        for words, box in boxes:
            assert box.x0 > 0 and box.y0 > -1 and box.x1 < width and box.y1 < height, (
                f"{chart.name}: {words!r} is cut"
            )
        for index, (words, box) in enumerate(boxes):
            for other_words, other in boxes[index + 1 :]:
                apart = (
                    box.x1 <= other.x0 + 1
                    or other.x1 <= box.x0 + 1
                    or box.y1 <= other.y0 + 2
                    or other.y1 <= box.y0 + 2
                )
                assert apart, f"{chart.name}: {words!r} lies over {other_words!r}"


def test_generated_data_is_marked_on_every_chart(reports):
    for lang, mark in (("zh", "合成数据"), ("en", "Synthetic data")):
        for chart in reports["hostile", lang].charts:
            assert any(mark in text.get_text() for text in chart.figure.findobj(Lettering)), chart.name
        for chart in reports["longhua", lang].charts:
            assert not any(mark in text.get_text() for text in chart.figure.findobj(Lettering)), chart.name


def test_hatches_carry_what_colours_say(reports):
    patches = [
        patch for axes in drawn(reports["longhua", "zh"])["standing"].figure.axes for patch in axes.patches
    ]
    kinds = {(patch.get_facecolor(), patch.get_hatch()) for patch in patches}
    assert len({hatch for _, hatch in kinds}) >= 4


def test_the_same_input_gives_the_same_bytes():
    assert standing_chart(longhua().evaluate()).png() == standing_chart(longhua().evaluate()).png()


def test_lines_break_within_their_width():
    text = "社会效益、经济效益、生态效益及可持续影响等（performance of the whole year）"
    lines = wrap(text, 90, 9).split("\n")
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 9) < 90 + 9 for line in lines)
    assert not any(line[0] in "、，。）" for line in lines)
    assert wrap(text, 90, 9, lines=2).endswith("…")


def test_text_stands_where_matplotlib_would_put_it():
    """The cached letters and matplotlib's own cover the same place, within two pixels, for every
    alignment."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    for ha in ("left", "center", "right"):
        for va in ("bottom", "center", "top"):
            boxes = []
            for kind in (Lettering, Text):
                figure = Figure(figsize=(3, 1.5), dpi=150, facecolor="white")
                canvas = FigureCanvasAgg(figure)
                words = kind(
                    0.5,
                    0.5,
                    "国国国国",
                    fontproperties=face(12.0),
                    color="black",
                    ha=ha,
                    va=va,
                    transform=figure.transFigure,
                )
                figure.add_artist(words)
                canvas.draw()
                dark = numpy.argwhere(numpy.asarray(canvas.buffer_rgba())[..., 0] < 128)
                boxes.append((dark.min(axis=0), dark.max(axis=0)))
            (low, high), (other_low, other_high) = boxes
            assert abs(low[1] - other_low[1]) <= 2 and abs(high[1] - other_high[1]) <= 2, (ha, va)
            assert abs(low[0] - other_low[0]) <= 8 and abs(high[0] - other_high[0]) <= 8, (
                ha,
                va,
            )  # line boxes differ by design


def test_text_of_a_value_far_outside_the_picture_is_left_out():
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(3, 1.5), facecolor="white")
    for x in (1e30, -1e30):
        figure.add_artist(
            Lettering(x, 0.5, "国", backing="white", fontproperties=face(12.0), transform=figure.transFigure)
        )
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    assert numpy.asarray(canvas.buffer_rgba()).min() == 255


def test_a_character_the_font_lacks_is_named_and_replaced():
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(2, 1))
    figure.add_artist(
        Lettering(0.1, 0.5, "部\U0001f600门", fontproperties=face(12.0), transform=figure.transFigure)
    )
    with pytest.warns(UserWarning, match="Glyph 128512"):
        FigureCanvasAgg(figure).draw()


def test_vector_output_keeps_its_text(tmp_path):
    figure = standing_chart(longhua().evaluate()).figure
    figure.savefig(tmp_path / "chart.svg")
    assert (tmp_path / "chart.svg").stat().st_size > 10_000


@pytest.mark.parametrize("name", ["standing", "targets"])
def test_the_pictures_of_the_readme_show_what_the_report_shows(reports, name):
    """Each carries the alt text it was drawn with; docs/pictures/README.md says how to draw it again."""
    from PIL import Image

    path = Path(__file__).resolve().parents[2] / "docs" / "pictures" / f"longhua-{name}.png"
    with Image.open(path) as picture:
        assert picture.text["Description"] == drawn(reports["longhua", "zh"])[name].alt
    assert path.stat().st_size < 200_000
