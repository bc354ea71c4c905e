"""Many departments side by side: ranks never hide an overlap, what cannot be read is named, files are
whole."""

from __future__ import annotations

import csv
from fractions import Fraction

import pytest

from perfkit.base.errors import PerfkitError
from perfkit.cli import main
from perfkit.cohort.loading import load_cohort
from perfkit.cohort.spread import quantile
from perfkit.demo import write_cohort
from perfkit.pages.comparison import Comparison, open_comparison
from perfkit.views.charts.cohort import ranking_chart, trend_chart
from perfkit.views.charts.cohort_rows import claims_chart, heat_chart, spread_chart


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("cohort") / "demo"
    write_cohort(out, 8, 5, level=2)
    write_cohort(out, 3, 5, level=2, year=2021, force=True)
    return out


@pytest.fixture(scope="module")
def cohort(folder):
    return load_cohort([folder])


def test_a_rank_is_the_range_that_the_intervals_leave(cohort):
    for place in cohort.ranking:
        above = sum(other.points.low > place.member.points.high for other in cohort.members)
        below = sum(other.points.high < place.member.points.low for other in cohort.members)
        assert (place.best, place.worst) == (above + 1, len(cohort.members) - below)
        assert place.overlaps == place.worst - place.best


def test_the_ranking_does_not_depend_on_the_order_of_reading(cohort, folder):
    folders = sorted(folder.iterdir(), reverse=True)
    assert [place.member.key for place in load_cohort(folders).ranking] == [
        place.member.key for place in cohort.ranking
    ]


def test_tidy_rows_hold_every_department_and_indicator_exactly(cohort):
    rows = list(cohort.tidy())
    assert len(rows) == len(cohort.members) * len(cohort.rubric.indicators)
    member = cohort.members[0]
    mine = [row for row in rows if (row["department"], row["year"]) == (member.department, member.year)]
    assert sum(Fraction(row["low_exact"]) for row in mine) == member.points.low
    assert all(row["synthetic"] is True for row in rows)


def test_several_years_of_a_department_are_a_trend(cohort):
    assert len(cohort.trends) == 3
    assert all([member.year for member in group] == [2020, 2021] for group in cohort.trends.values())
    assert trend_chart(cohort).data.keys() == cohort.trends.keys()


def test_quantiles_are_exact():
    assert quantile([Fraction(n) for n in (1, 2, 3, 10)], Fraction(1, 4)) == Fraction(7, 4)
    assert quantile([], Fraction(1, 2)) == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("draw", [ranking_chart, heat_chart, spread_chart, trend_chart])
def test_every_chart_has_title_alt_data_and_no_missing_glyph(cohort, draw, lang, recwarn):
    chart = draw(cohort, lang)
    assert chart.title and chart.alt.startswith(chart.title) and chart.data
    assert chart.png()[1:4] == b"PNG"
    assert not [warning for warning in recwarn if "lyph" in str(warning.message)]


def test_the_heat_map_shows_what_is_settled(cohort):
    chart = heat_chart(cohort)
    first = cohort.ranking[0].member
    for row in first.rows:
        assert chart.data[row.indicator][0] == row.points.low / row.max


def test_beyond_what_fits_only_the_ends_are_named(cohort):
    many = type(cohort)(cohort.rubric, tuple(m for m in cohort.members for _ in range(100)), ())
    heights = [ranking_chart(many).figure.get_size_inches()[1], heat_chart(many).figure.get_size_inches()[1]]
    assert max(heights) < 11  # a page of A4


def test_overclaims_name_who_and_how_much(folder, tmp_path):
    out = tmp_path / "inflated"
    write_cohort(out, 6, 11, inflate=True)
    cohort = load_cohort([out])
    chart = claims_chart(cohort)
    assert chart is not None
    for indicator, points, who in cohort.overclaims:
        assert (
            points
            == sum(row.overclaim for member in who for row in member.rows if row.indicator == indicator)
            == chart.data[indicator]
        )


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(folder, tmp_path, capsys):
    bad = tmp_path / "bad_2020"
    bad.mkdir()
    (bad / "submission.yaml").write_text("year: x\n", encoding="utf-8")
    cohort = load_cohort([folder, bad])
    assert [name for name, _, _ in cohort.problems] == ["bad_2020"]
    assert "bad_2020" in str(Comparison(cohort).problems())
    with pytest.raises(PerfkitError):
        load_cohort([bad])


def test_the_command_writes_page_tables_and_exits_0(folder, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["compare", str(folder), "-o", str(out)]) == 0
    assert {path.name for path in out.iterdir()} == {
        "comparison.csv",
        "comparison.parquet",
        "comparison.ipynb",
        "comparison.html",
    }
    with (out / "comparison.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == 11 * 21
    page = (out / "comparison.html").read_text(encoding="utf-8")
    assert "合成数据" in page and "http" not in page.replace("http://www.w3.org", "")


def test_the_bundled_data_can_be_opened_as_it_is():
    comparison = open_comparison(lang="en")
    assert len(comparison.cohort.members) == 1 and "1 department-year (2020)" in str(comparison.opening())


@pytest.mark.parametrize(("lang", "way"), [("zh", "可把 root 设为"), ("en", "Set root to")])
def test_one_department_is_told_what_to_choose_and_gets_no_chart_of_differences(lang, way):
    alone = open_comparison(lang=lang)
    assert way in str(alone.opening()) and alone.chart("heat") is alone.chart("spread") is None
