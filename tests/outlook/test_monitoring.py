"""A year that is not over: what is missing by nature, what is at risk, and what can still be reached."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfkit import FactError, evaluate, load_department, load_rubric
from perfkit.demo import generate
from perfkit.evaluation.target_rows import TargetRow
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.filed_tables import Target
from perfkit.filing.midyear import still_possible
from perfkit.filing.targets import parse_target
from perfkit.outlook.changes import change_fact
from perfkit.outlook.monitoring import cut, monitor, watch_target
from perfkit.outlook.what_if import what_if
from perfkit.views.narrative.monitoring import monitoring_prose, monitoring_table


@pytest.fixture(scope="module")
def longhua():
    return load_department("sz-sif-longhua_2020")


@pytest.fixture(scope="module")
def half(longhua):
    """Longhua as of the second quarter, with both quarters reported."""
    base = evaluate(cut(longhua.submission, "q2"), longhua.rubric)
    return what_if(
        base, [change_fact("spent_by_q1", "1000", "万元"), change_fact("spent_by_q2", "2500", "万元")]
    ).after


def test_figures_of_later_quarters_are_missing_by_nature(half):
    states = {
        fact: half.book.find(fact).state
        for fact in ("budget_total", "spent_by_q2", "spent_by_q3", "spent_total", "established_staff_count")
    }
    assert states == {
        "budget_total": "given",
        "spent_by_q2": "given",
        "spent_by_q3": "missing",
        "spent_total": "missing",
        "established_staff_count": "missing",
    }
    points = {
        name.rpartition(".")[2]: half.by_criterion[
            f"performance.efficiency.budget_execution_rate.{name}"
        ].points
        for name in "12345"
    }
    assert points["1"].low == points["1"].high == Fraction(1000) / Fraction("4885.47") * 4
    budget = Fraction("4885.47")
    assert points["2"].is_exact
    # What was spent by June is a floor for what follows.
    assert (points["3"].low, points["3"].high) == (2500 / budget / Fraction(3, 4), 1)
    assert (points["4"].low, points["4"].high) == (2500 / budget, 1)


def test_what_was_spent_so_far_bounds_what_the_year_will_show(longhua):
    filed = cut(longhua.submission, "q3")
    filed = filed.model_copy(
        update={
            "facts": {
                **filed.facts,
                "spent_total": longhua.submission.facts["spent_total"],
                "established_staff_count": longhua.submission.facts["established_staff_count"],
            }
        }
    )
    book = evaluate(filed, longhua.rubric).book
    assert book.find("spent_total").state == "missing" and book.find("spent_total").span.low == 47871100
    assert (
        book.find("established_staff_count").span.high is None
        and book.find("established_staff_count").span.low == 0
    )


def test_progress_is_held_against_the_calendar(half):
    one, two = monitor(half).progress
    assert (one.quarter, one.schedule, one.rate) == (
        "q1",
        Fraction(1, 4),
        Fraction(1000) / Fraction("4885.47"),
    )
    assert one.behind == Fraction("4885.47") * 10000 / 4 - 10_000_000 and two.behind < 0


def test_a_whole_year_is_not_monitored(longhua):
    assert monitor(longhua.evaluate()) is None
    with pytest.raises(FactError, match="q1、q2、q3"):
        cut(longhua.submission, "q4")


@pytest.mark.parametrize(
    ("expected", "actual", "state"),
    [
        ("≥100 宗", "100 宗", "done"),
        ("≥100 宗", "50 宗", "on_track"),
        ("≥100 宗", "49.99 宗", "at_risk"),
        ("≤100 次", "50 次", "on_track"),
        ("≤100 次", "50.01 次", "at_risk"),
        ("≤100 次", "100 次", "at_risk"),
        ("≤100 次", "101 次", "broken"),
        ("≤5 次", "0 次", "on_track"),
        ("≥95%", "96%", "on_track"),
        ("≥95%", "94%", "at_risk"),
        ("5 个工作日内", "4 个工作日", "on_track"),
        ("5 个工作日内", "6 个工作日", "at_risk"),
        ("6月底前完成", "5月完成", "done"),
        ("6月底前完成", "7月完成", "broken"),
        ("≥100 宗", "", "unknown"),
        ("是否及时", "及时", "unknown"),
    ],
)
def test_a_target_is_watched_on_both_sides_of_half_the_year(expected, actual, state):
    target = Target(block="output", kind="quantity", name="办理案件", expected=expected, actual=actual)
    row = TargetRow(1, target, parse_target(expected, actual, name=target.name, kind=target.kind), "")
    assert watch_target(row, Fraction(1, 2)).state == state


@settings(max_examples=60, deadline=None)
@given(goal=st.integers(1, 500), now=st.integers(0, 600), more=st.integers(0, 600), up=st.booleans())
def test_the_year_s_end_lies_inside_what_was_possible(goal, now, more, up):
    """Whatever is added until December, the points stay in the range that June gave."""
    table = load_rubric("national-2020")
    sign = "≥" if up else "≤"
    base = load_department("sz-sif-longhua_2020").submission

    def filed(actual, as_of):
        row = Target(
            block="output",
            kind="quantity",
            name="办理案件数",
            expected=f"{sign}{goal} 宗",
            actual=f"{actual} 宗",
        )
        targets = base.targets.model_copy(update={"rows": (row,)})
        return (
            evaluate(base.model_copy(update={"targets": targets, "as_of": as_of}), table)
            .by_criterion["output.targets.achievement.1"]
            .points
        )

    june, december = filed(now, "q2"), filed(now + more, "")
    assert december.is_exact and june.contains(december.low)


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("rubric", ["sz-2020", "national-2020"])
def test_each_quarter_s_range_holds_the_next(rubric, number):
    """The less of the year is over the wider the range, and the year's own result lies in all of them."""
    made, table = generate(number, rubric=rubric), load_rubric(rubric)
    filed = made.model()
    whole = evaluate(filed, table).points
    ranges = [evaluate(cut(filed, quarter), table).points for quarter in ("q1", "q2", "q3")] + [whole]
    for wide, narrow in pairwise(ranges):
        assert wide.low <= narrow.low <= narrow.high <= wide.high


def test_a_deadline_kept_stays_kept():
    kept = parse_target("6月底前完成", "5月完成")
    assert still_possible(kept, Fraction(4), Fraction(4)).is_exact
    rate = parse_target("≥95%", "99%")
    assert (
        still_possible(rate, Fraction(4), Fraction(4)).low,
        still_possible(rate, Fraction(4), Fraction(4)).high,
    ) == (0, 4)


def test_every_fact_says_when_it_is_settled():
    catalogue = fact_catalogue()
    assert all(catalogue[f"spent_by_q{n}"].settled == f"q{n}" for n in (1, 2, 3))
    assert not [fact for fact, kind in catalogue.items() if kind.grows and kind.settled != "year"]
    assert all(
        catalogue[kind.rate_of[0]].settled != "year"
        for fact, kind in catalogue.items()
        if kind.settled != "year" and kind.rate_of
    )


def test_the_report_says_it_in_both_languages(half):
    found = monitor(half)
    zh, en = str(monitoring_prose(found)), str(monitoring_prose(found, "en"))
    assert (
        "截至二季度末" in zh
        and "比序时少 221.37 万元" in zh
        and "不落后于序时" in zh
        and "全年还能得到的总分" in zh
    )
    assert "2.2137 million yuan behind" in en and "first quarter" in en
    table = monitoring_table(found)
    assert len(table.rows) == 62 and "无法判断" in repr(table)


def test_rows_that_are_lost_for_the_year_are_named(half):
    late = what_if(half, [change_fact("spent_by_q1", "0", "万元")]).after
    rows = {row.indicator.id: row for row in monitor(late).out_of_reach}
    lost = rows["performance.efficiency.budget_execution_rate"]
    assert lost.points.high <= lost.indicator.max - 1 and "已确定失去" in str(monitoring_prose(monitor(late)))


def test_the_same_notebook_reports_a_running_year(longhua, tmp_path):
    """01_department with a submission as of the third quarter: the monitoring section is there, and only
    there."""
    import papermill
    import yaml

    from perfkit.base.paths import data_root, notebooks_root

    source = data_root() / "departments" / "sz-sif-longhua_2020" / "submission.yaml"
    filed = yaml.safe_load(source.read_text(encoding="utf-8"))
    keep = cut(longhua.submission, "q3").facts
    filed["as_of"] = "q3"
    filed["facts"] = {name: statements for name, statements in filed["facts"].items() if name in keep}
    filed["facts"]["spent_by_q3"] = [
        {"value": "3000", "unit": "万元", "section": "监控表", "quote": "前三季度累计支出 3000 万元"}
    ]
    filed["self_evaluation"]["scores"] = {}
    for key in ("total", "grade"):
        filed["self_evaluation"].pop(key)
    filed.pop("tasks")
    filed["figures"] = []
    folder = tmp_path / "sz-sif-longhua_2020"
    folder.mkdir()
    (folder / "submission.yaml").write_text(yaml.safe_dump(filed, allow_unicode=True), encoding="utf-8")
    done = papermill.execute_notebook(
        notebooks_root() / "01_department.ipynb",
        tmp_path / "out.ipynb",
        {"root": str(tmp_path)},
        kernel_name="python3",
        language="python",
        progress_bar=False,
        cwd=tmp_path,
    )
    shown = "".join(
        output.get("data", {}).get("text/html", "")
        for cell in done.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )
    assert (
        "运行监控（截至三季度末）" in shown
        and "进度 61.41%，序时进度 75%" in shown
        and "全年还能得到的总分" in shown
    )
    assert "绩效指标运行情况（全年已过 75%）" in shown
