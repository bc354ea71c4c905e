"""The pages beside the report: one department's years, its projects, and many departments for those who
decide."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from perfkit.base.errors import SubmissionError
from perfkit.base.paths import data_root
from perfkit.cli import main
from perfkit.closure.committee import open_committee
from perfkit.closure.frame import candidates
from perfkit.closure.page import show_page
from perfkit.closure.position import CAUSES
from perfkit.closure.projects import open_projects
from perfkit.closure.years import open_years
from perfkit.demo import write_cohort
from perfkit.filing.folders import find_departments

EXAMPLES = data_root() / "examples"


@pytest.fixture(scope="module")
def cohort(tmp_path_factory) -> Path:
    """Six departments with contradictions raised, two years of one of them."""
    made = tmp_path_factory.mktemp("cohort")
    write_cohort(made, 6, 3, level=3)
    raised = [
        "--raise",
        "--by",
        "市财政局",
        "--date",
        "2021-05-01",
        "--due",
        "2021-05-15",
        "--severity",
        "error",
    ]
    assert main(["follow", str(made), *raised]) == 0
    return made


# A department's years
def test_years_lay_figures_points_targets_and_problems_side_by_side():
    page = open_years(str(EXAMPLES))
    assert page.years == (2019, 2020, 2021)
    # 18.6 → 17.9 → 19.4: nothing is known of 2018, the second year is full, the third lost a fifth for each
    # percent.
    spans = [row.points for row in page.rows["input.staff.three_public_change_rate"]]
    assert (spans[0].low, spans[0].high) == (0, 8)
    assert (spans[1].low, spans[2].low) == (8, Fraction(8, 5))
    assert [str(one.span.low) for one in page.facts["three_public_spent"]] == ["186000", "179000", "194000"]
    assert page.targets["苗木成活率"] == ("≥95% → 97%", "≥95% → 96%", "≥95% → 95.5%")


def test_targets_below_last_years_result_and_repeated_problems_are_found():
    codes = [finding.code for finding in open_years(str(EXAMPLES)).against_last_year]
    assert codes.count("last_year.target_lower") == 3 and codes.count("last_year.problem_again") == 1


def test_the_newest_version_of_a_year_counts(tmp_path):
    for year in (2020, 2021):
        shutil.copytree(EXAMPLES / f"xugou_{year}", tmp_path / f"xugou_{year}")
    second = Path(shutil.copytree(EXAMPLES / "xugou_2020", tmp_path / "xugou_2020_v2")) / "submission.yaml"
    text = (
        second.read_text("utf-8")
        .replace('value: "17.9"', 'value: "17.5"')
        .replace('year: "2020"', 'year: "2020"\nversion: 2')
    )
    second.write_text(text, encoding="utf-8")
    page = open_years(str(tmp_path))
    assert page.years == (2020, 2021)
    assert page.evaluations[0].book.find("three_public_spent").span.low == 175_000
    # The year after rests on the newest version too: 19.4 against 17.5 is 10.86 % more.
    assert page.evaluations[1].book.find("three_public_spent_last_year").span.low == 175_000


@pytest.mark.parametrize("names", [("xugou_2019",), ("xugou_2019", "sz-sif-longhua_2020")])
def test_years_of_one_year_or_of_two_departments_are_refused(tmp_path, names):
    for name in names:
        source = EXAMPLES / name if (EXAMPLES / name).is_dir() else data_root() / "departments" / name
        shutil.copytree(source, tmp_path / name)
    with pytest.raises(SubmissionError):
        open_years(str(tmp_path))


# Its projects
def test_projects_are_counted_summed_and_held_against_the_department():
    page = open_projects(EXAMPLES / "xugou_2021")
    record = page.to_record()
    assert (record["count"], record["budget"], record["spent"]) == (4, "6600000", "6410000")
    assert record["mean"] == "99.69" and record["bands"]["90～100"] == 4
    assert [line["name"] for line in record["projects"] if line["contradictions"]] == ["苗木补植"]
    assert "660 万元 | — | 660 万元 | 0 万元" in str(page.sums_table())


def test_a_sum_that_differs_from_the_departments_own_is_shown(tmp_path):
    folder = Path(shutil.copytree(EXAMPLES / "xugou_2021", tmp_path / "xugou_2021"))
    shutil.rmtree(folder / "projects" / "ymfz")
    assert "641 万元 | — | 607 万元 | 34 万元" in str(open_projects(folder).sums_table())


def test_a_project_that_cannot_be_read_is_said_and_the_others_counted(tmp_path, capsys):
    folder = Path(shutil.copytree(EXAMPLES / "xugou_2021", tmp_path / "xugou_2021"))
    (folder / "projects" / "ymfz" / "submission.yaml").write_text("a: [", encoding="utf-8")
    assert main(["projects", str(folder), "--json"]) == 1
    record = json.loads(capsys.readouterr().out)
    assert record["count"] == 3 and len(record["not_read"]) == 1


def test_a_department_without_projects_is_told_where_to_put_them(capsys):
    assert main(["projects", str(EXAMPLES / "xugou_2020")]) == 1
    assert "projects/" in capsys.readouterr().err


# Many departments
def test_the_committee_sees_states_days_and_causes(cohort):
    page = open_committee(cohort, "2021-06-01")
    raised = sum(len(one.matters) for one in page.positions)
    assert raised and sum(one.count("overdue") for one in page.positions) == raised
    assert {one.latest for one in page.positions if one.matters} == {17}
    assert sum(found.total() for found in page.by_problem.values()) == raised
    assert "" not in page.by_problem
    for one in page.positions:
        assert sum(points for _, points in one.gap) <= one.self_score


def test_without_a_day_nothing_is_overdue(cohort):
    assert not any(one.count("overdue") for one in open_committee(cohort).positions)


def test_matters_that_return_in_another_year_are_listed():
    repeated = open_committee(EXAMPLES).repeated
    assert any(years == (2019, 2020, 2021) for _, years in repeated.values())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", ["years", "committee"])
def test_a_page_is_written_as_html_word_and_json(command, lang, tmp_path, capsys):
    assert main([command, str(EXAMPLES), "--lang", lang, "-o", str(tmp_path)]) == 0
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".html", ".json"]
    page = (tmp_path / f"{command}.html").read_text("utf-8")
    assert ("合成数据" if lang == "zh" else "ynthetic") in page and "Traceback" not in page
    assert json.loads((tmp_path / f"{command}.json").read_text("utf-8"))["synthetic"] is True


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_tell_the_same_in_words_as_in_numbers(cohort, lang):
    page = open_committee(cohort, "2021-06-01", lang=lang)
    shown = show_page(page)
    assert str(sum(len(one.matters) for one in page.positions)) in shown
    assert page.to_record()["today"] == str(date(2021, 6, 1))
    assert set(page.gap) == set(CAUSES)
    assert set(page.charts) == {"states", "causes"}


def test_the_accounts_count_of_projects_is_held_against_their_filings(tmp_path):
    folder = Path(shutil.copytree(EXAMPLES / "xugou_2021", tmp_path / "xugou_2021"))
    accounts = folder / "accounts" / "submission.yaml"
    accounts.parent.mkdir()
    accounts.write_text(
        "synthetic: true\n"
        "department: {id: xugou, name: 虚构市园林绿化中心}\n"
        'year: "2021"\n'
        "form: {kind: accounts}\n"
        "narrative:\n"
        '  other: [{section: 四, text: "组织对3个项目开展绩效自评，项目自评平均得分98.2分。"}]\n'
        'facts: {project_spent: [{value: "650", unit: 万元, section: 三}]}\n',
        encoding="utf-8",
    )
    shown = str(open_projects(folder).sums_table())
    assert "641 万元 | 650 万元 | 641 万元" in shown and "— | 3个 | 4 | -1" in shown
    assert main(["review", str(folder), "--json"]) == 0


def test_accounts_beside_a_filing_are_held_against_it(tmp_path, capsys):
    test_the_accounts_count_of_projects_is_held_against_their_filings(tmp_path)
    capsys.readouterr()
    assert main(["review", str(tmp_path / "xugou_2021"), "--json"]) == 0
    codes = [one["code"] for one in json.loads(capsys.readouterr().out)["findings"]]
    assert {"accounts.differs", "accounts.projects"} <= set(codes)


def test_department_wide_filings_are_no_projects(capsys):
    assert main(["projects", str(EXAMPLES)]) == 1
    assert "不是项目支出自评" in capsys.readouterr().err


def test_an_older_version_is_said_and_is_no_failure(tmp_path, capsys):
    shutil.copytree(EXAMPLES / "xugou_2020", tmp_path / "in" / "xugou_2020")
    second = (
        Path(shutil.copytree(EXAMPLES / "xugou_2020", tmp_path / "in" / "xugou_2020_v2")) / "submission.yaml"
    )
    text = second.read_text("utf-8").replace('year: "2020"', 'year: "2020"\nversion: 2')
    second.write_text(text, encoding="utf-8")
    assert main(["compare", str(tmp_path / "in"), "-o", str(tmp_path / "out")]) == 0
    assert "以第 2 版为准" in capsys.readouterr().out


def test_only_the_newest_version_of_a_year_is_counted_and_drawn(tmp_path):
    shutil.copytree(EXAMPLES / "xugou_2020", tmp_path / "xugou_2020")
    second = Path(shutil.copytree(EXAMPLES / "xugou_2020", tmp_path / "xugou_2020_v2")) / "submission.yaml"
    text = second.read_text("utf-8").replace('year: "2020"', 'year: "2020"\nversion: 2')
    second.write_text(text, encoding="utf-8")
    assert [one.version for one in open_committee(tmp_path).positions] == [2]
    frame, faults = candidates(find_departments([tmp_path]))
    assert [one.key for one in frame] == ["xugou_2020_v2"] and not faults


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_a_project_that_is_no_file_is_said(tmp_path, capsys, make):
    folder = Path(shutil.copytree(EXAMPLES / "xugou_2021", tmp_path / "xugou_2021"))
    broken = folder / "projects" / "ymfz" / "submission.yaml"
    broken.unlink()
    make(broken)
    assert main(["projects", str(folder)]) == 1
    assert "ymfz" in capsys.readouterr().out
    assert main(["check", str(folder)]) == 1
    assert "ymfz" in capsys.readouterr().err


def test_accounts_that_cannot_be_read_are_found_by_check(tmp_path, capsys):
    folder = Path(shutil.copytree(EXAMPLES / "xugou_2021", tmp_path / "xugou_2021"))
    (folder / "accounts").mkdir()
    (folder / "accounts" / "submission.yaml").write_text("", encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    assert "accounts/submission.yaml" in capsys.readouterr().err


def test_a_folder_whose_name_is_no_text_leaves_no_half_page(tmp_path):
    folder = Path(shutil.copytree(EXAMPLES / "xugou_2021", tmp_path / "xugou_2021"))
    os.rename(folder / "projects" / "ymfz", os.fsencode(folder / "projects") + b"/\xff\xfe")
    assert main(["projects", str(folder), "-o", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").iterdir())) == 3
