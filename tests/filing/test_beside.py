"""Facts that only other filings print: last year's, and those of the department's projects."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from perfkit.batch.plan import plan_units
from perfkit.evaluation.department import load_department
from perfkit.filing.beside import Beside, on_time
from perfkit.filing.fact_book import FactBook
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import load_submission


def filed(folder: Path, year: int, **more) -> Path:
    made = {"synthetic": True, "department": {"id": "jia", "name": "虚构局"}, "year": year, **more}
    folder.mkdir(parents=True)
    (folder / "submission.yaml").write_text(yaml.safe_dump(made, allow_unicode=True), encoding="utf-8")
    return folder


def fact(value: str, unit: str = "万元") -> list[dict]:
    return [{"value": value, "unit": unit, "section": "一"}]


def project(name: str, *targets: tuple[str, str]) -> dict:
    rows = [
        {"block": "output", "kind": "timeliness", "name": "完成时间", "expected": wanted, "actual": got}
        for wanted, got in targets
    ]
    return {"project": {"name": name}, "targets": {"section": "二", "rows": rows}}


def book(folder: Path) -> FactBook:
    submission = load_submission(folder)
    return FactBook(submission, (), Beside(folder, submission))


def test_last_year_is_read_from_its_own_filing(tmp_path):
    filed(tmp_path / "jia_2019", 2019, facts={"three_public_spent": fact("8.5")})
    found = book(filed(tmp_path / "jia_2020", 2020)).find("three_public_spent_last_year")
    assert (found.state, found.span.low) == ("given", Fraction(85_000))
    assert found.statements[0].section == "2019 年度自评材料 一"


def test_the_newest_version_of_last_year_counts(tmp_path):
    filed(tmp_path / "jia_2019", 2019, facts={"three_public_spent": fact("8.5")})
    filed(tmp_path / "jia_2019_v2", 2019, facts={"three_public_spent": fact("8.4")})
    assert book(filed(tmp_path / "jia_2020", 2020)).find("three_public_spent_last_year").span.low == 84_000


def test_what_the_filing_prints_itself_wins(tmp_path):
    filed(tmp_path / "jia_2019", 2019, facts={"three_public_spent": fact("8.5")})
    folder = filed(tmp_path / "jia_2020", 2020, facts={"three_public_spent_last_year": fact("9")})
    assert book(folder).find("three_public_spent_last_year").span.low == 90_000


@pytest.mark.parametrize(
    "other",
    [
        {"department": {"id": "yi", "name": "虚构二局"}},
        {"synthetic": False},
        {"as_of": "q3"},
        {"year": 2018},
        {"project": {"name": "某项目"}},
    ],
)
def test_a_filing_of_another_matter_is_no_last_year(tmp_path, other):
    filed(tmp_path / "jia_2019", **{"year": 2019, "facts": {"three_public_spent": fact("8.5")}, **other})
    assert book(filed(tmp_path / "jia_2020", 2020)).find("three_public_spent_last_year").state == "missing"


def test_a_broken_filing_beside_costs_nothing(tmp_path):
    (filed(tmp_path / "jia_2019", 2019) / "submission.yaml").write_text("a: [", encoding="utf-8")
    assert book(filed(tmp_path / "jia_2020", 2020)).find("three_public_spent_last_year").state == "missing"


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([("≤10月", "9月")], True),
        ([("12月31日前", "11月30日完成")], True),
        ([("100%", "90%")], False),
        ([("100%", "100%"), ("100%", "80%")], False),
        ([("及时", "及时")], None),
        ([], None),
    ],
)
def test_on_time_is_what_the_targets_of_time_say(targets, expected):
    made = {"department": {"id": "jia", "name": "虚构局"}, "year": 2020, **project("甲", *targets)}
    assert on_time(Submission.model_validate(made)) is expected


def test_projects_tell_how_many_were_finished_in_time(tmp_path):
    folder = filed(tmp_path / "jia_2020", 2020)
    for name, targets in {
        "甲": [("100%", "100%")],
        "乙": [("100%", "90%")],
        "丙": [("及时", "及时")],
    }.items():
        filed(folder / "projects" / name, 2020, **project(name, *targets))
    facts = book(folder)
    assert facts.find("projects_planned_count").span.low == 3
    finished = facts.find("projects_finished_count")
    assert (finished.state, finished.span.low, finished.span.high) == ("missing", 1, 2)


def test_a_row_of_the_table_gets_its_figures_from_the_projects(tmp_path):
    folder = filed(tmp_path / "jia_2020", 2020, self_evaluation={"rubric": "sz-2020"})
    for name in ("甲", "乙", "丙", "丁"):
        filed(folder / "projects" / name, 2020, **project(name, ("100%", "100%" if name != "丁" else "60%")))
    rows = {row.indicator.id: row for row in load_department(folder).evaluate().rows}
    assert rows["performance.efficiency.project_timeliness"].points.low == Fraction(9, 2)


def test_a_batch_makes_a_report_again_when_a_filing_beside_it_changes(tmp_path):
    folder = filed(tmp_path / "jia_2020", 2020)
    keys = []
    for value in ("8.5", "8.6"):
        earlier = tmp_path / "jia_2019" / "submission.yaml"
        if not earlier.exists():
            filed(tmp_path / "jia_2019", 2019, facts={"three_public_spent": fact(value)})
        else:
            earlier.write_text(earlier.read_text("utf-8").replace("8.5", value), encoding="utf-8")
        units = plan_units(
            [folder], notebook=Path("none"), formats=["json"], rubric="", lang="zh", settings={}
        )
        keys.append(next(iter(units)).key)
    assert keys[0] != keys[1]


def test_a_second_filing_has_the_same_year_before(tmp_path):
    filed(tmp_path / "jia_2019", 2019, facts={"three_public_spent": fact("8.5")})
    second = filed(tmp_path / "jia_2020_v2", 2020, version=2)
    assert book(second).find("three_public_spent_last_year").span.low == 85_000
