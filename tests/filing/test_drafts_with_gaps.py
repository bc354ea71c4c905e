"""A draft of a document that prints no unit or no year: what is there is read, and what to add is said."""

from __future__ import annotations

import pytest

from perfkit.base.errors import SubmissionError
from perfkit.filing.submission_file import load_submission

DRAFT = "synthetic: true\nunconfirmed: true\ndepartment: {id: unit-1}\nyear: 2022\n"


def test_a_draft_without_its_unit_is_read_and_says_what_to_write(tmp_path):
    (tmp_path / "submission.yaml").write_text(DRAFT, encoding="utf-8")
    filed = load_submission(tmp_path)
    assert filed.department.name == "（未填单位）"
    assert [one.zh for one in filed.open_points] == [
        "依据自动读入、尚未逐项核对的草稿，数据以原件为准",
        "草稿没有单位名称，请在 submission.yaml 的 department 下写 name: 单位全称",
    ]


def test_a_draft_without_a_year_says_what_to_write_beside_every_other_fault(tmp_path):
    (tmp_path / "submission.yaml").write_text(DRAFT.replace("year: 2022", "titel: 报告"), encoding="utf-8")
    with pytest.raises(SubmissionError) as refused:
        load_submission(tmp_path)
    told = str(refused.value)
    assert "year: 2022" in told and "titel" in told


def test_a_submission_that_is_no_draft_needs_both(tmp_path):
    (tmp_path / "submission.yaml").write_text(DRAFT.replace("unconfirmed: true\n", ""), encoding="utf-8")
    with pytest.raises(SubmissionError) as refused:
        load_submission(tmp_path)
    assert "缺少必填项" in str(refused.value)
