"""A filing about a project is named, titled and printed as one; a department's stays as it was."""

from __future__ import annotations

import pytest

from perfkit import load_department
from perfkit.evaluation.record import to_record
from perfkit.evaluation.tree import evaluate
from perfkit.filing.submission import Submission
from perfkit.publish.forms import targets_form
from perfkit.rubric.files import load_rubric
from perfkit.views.narrative import masthead, report_title

PROJECT = {
    "department": {"id": "unit", "name": "虚构单位"},
    "project": {"name": "灌区维修", "code": "P-01", "authority": "虚构主管部门", "unit": "虚构实施单位"},
    "year": 2022,
    "form": {"kind": "project"},
    "self_evaluation": {"rubric": "national-2020"},
}


@pytest.fixture
def project():
    return evaluate(Submission.model_validate(PROJECT), load_rubric("national-2020"))


def test_titles(project):
    assert report_title(project, "zh") == "灌区维修 2022 年度项目支出绩效自评核查报告"
    assert (
        report_title(project, "en")
        == "灌区维修: review of the 2022 self-evaluation of its project expenditure"
    )
    longhua = load_department("sz-sif-longhua_2020").evaluate()
    assert report_title(longhua, "zh").endswith("2020 年度部门整体绩效自评核查报告")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "主管部门：虚构主管部门；实施单位：虚构实施单位"), ("en", "Carried out by: 虚构实施单位")],
)
def test_the_head_names_authority_and_unit(project, lang, said):
    text = " ".join(part.text for part in masthead(project, lang).parts)
    assert said in text and "虚构单位" in text and "整体" not in text


def test_the_form_is_the_project_s(project):
    head = targets_form(project.submission, "zh")[0]
    cells = [cell.text for row in head.body for cell in row]
    assert "项目支出绩效自评表" in head.caption
    assert cells[:6] == [
        "项目名称",
        "灌区维修（P-01）",
        "主管部门",
        "虚构主管部门",
        "实施单位",
        "虚构实施单位",
    ]


def test_the_record_names_the_project(project):
    assert to_record(project)["project"]["code"] == "P-01"
    assert "project" not in to_record(load_department("sz-sif-longhua_2020").evaluate())
