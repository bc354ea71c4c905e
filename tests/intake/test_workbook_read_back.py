"""An invented department's own workbook, filled in and read back: the same filing, still marked synthetic."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from perfkit import Submission, load_submission
from perfkit.base.paths import data_root
from perfkit.cli import main
from perfkit.demo import write_cohort
from perfkit.intake.workbook import read_workbook, write_template
from perfkit.intake.workbook import sheets as S

RUBRICS = sorted(path.stem for path in (data_root() / "rubrics").glob("*.yaml"))


@pytest.mark.parametrize("rubric", RUBRICS)
def test_it_comes_back_as_it_was(rubric, tmp_path):
    for folder in write_cohort(tmp_path / "made", 4, 3, rubric=rubric):
        filed = load_submission(folder)
        content, _, faults = read_workbook(
            write_template(filed.self_evaluation.rubric, tmp_path / "filled.xlsx", filed)
        )
        assert faults == []
        assert Submission.model_validate(content) == filed
        assert filed.synthetic


@pytest.fixture
def basics(tmp_path):
    """The workbook of an invented department, with one value of its first sheet changed by the test."""
    filed = load_submission(write_cohort(tmp_path / "made", 1, 3)[0])
    path = write_template("sz-2020", tmp_path / "filled.xlsx", filed)

    def written(key: str, value: str):
        book = load_workbook(path)
        row = next(n for n, (name, _, _) in enumerate(S.BASIC_ROWS, S.FIRST_ROW) if name == key)
        book[S.BASICS.name].cell(row, 3, value)
        book.save(path)
        return path

    return written


def test_a_mark_that_is_neither_yes_nor_blank_is_a_fault(basics, tmp_path, capsys):
    assert main(["read", str(basics("synthetic", "也许")), "-o", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "也许" in said and f"{S.BASICS.name}!C" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["是", "否"])
def test_a_title_may_be_yes_or_no(name, basics):
    content, _, faults = read_workbook(basics("title", name))
    assert faults == []
    assert content["title"] == name
