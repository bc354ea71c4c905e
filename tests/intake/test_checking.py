"""Going through a draft: what is confirmed, corrected or taken out is kept, and nothing else changes."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from intake_layouts.content import SEED
from intake_layouts.two_projects import two_projects

from perfkit import load_submission
from perfkit.base.errors import PerfkitError, SubmissionError
from perfkit.intake import read_filings, write_draft, write_drafts
from perfkit.intake.checking import open_checking
from perfkit.pages.reading import open_reading


def test_a_confirmed_value_stays_confirmed_when_the_report_is_opened_again(tmp_path):
    folder = tmp_path / "unit_2020"
    page = open_reading(SEED, folder)
    before = len(page.checking.waiting)
    page.enter(
        confirm="facts.budget_total.0, targets.rows.2，tasks.rows.1, "
        "self_evaluation.scores.decision.targets.clarity"
    )
    again = open_reading(SEED, folder)
    assert len(again.checking.waiting) == before - 4
    filed = load_submission(folder)
    assert not filed.facts["budget_total"][0].unconfirmed and filed.facts["budget_total"][1].unconfirmed
    assert not filed.targets.rows[2].unconfirmed and filed.unconfirmed


def test_corrections_and_what_is_taken_out(tmp_path):
    folder = tmp_path / "unit_2020"
    page = open_reading(SEED, folder)
    page.enter(
        correct="facts.budget_total.0 = 4885.48; targets.rows.9.actual=合格率 100%；tasks.rows.0.spent=1",
        reject="facts.budget_total.1, targets.rows.0, targets.rows.1",
    )
    filed = load_submission(folder)
    assert [(one.value, one.unconfirmed) for one in filed.facts["budget_total"]] == [("4885.48", False)]
    assert len(filed.targets.rows) == 60
    assert filed.targets.rows[7].name == "零星修缮" and filed.targets.rows[7].actual == "合格率 100%"
    assert filed.tasks.rows[0].spent == 1


def test_a_fact_without_statements_is_missing_again():
    page = open_reading(SEED)
    page.enter(reject="facts.budget_initial.0")
    assert "budget_initial" not in page.checking.submission["facts"]


def test_marks_of_tasks_move_up_with_their_rows():
    checking, _ = open_checking(SEED)
    checking.confirm(["tasks.rows.0", "tasks.rows.2"])
    checking.reject("tasks.rows.1")
    assert checking.checked == {"tasks.rows.0", "tasks.rows.1"}
    assert [task["name"] for task in checking.submission["tasks"]["rows"]][:2] == [
        "在职人员经费",
        "机构公用经费",
    ]


def test_once_all_is_checked_it_is_no_draft_and_is_not_overwritten(tmp_path):
    folder = tmp_path / "unit_2020"
    page = open_reading(SEED, folder)
    page.enter(confirm="all")
    assert page.checking.waiting == []
    assert not load_submission(folder).unconfirmed
    with pytest.raises(SubmissionError, match="不予覆盖"):
        write_draft(page.draft, folder)


@pytest.mark.parametrize(
    "decision",
    [
        {"confirm": "facts.nothing.0"},
        {"correct": "facts.budget_total.0 = 很多"},
        {"correct": "facts.budget_total.0"},
        {"correct": "tasks.rows.0 = 5"},
        {"reject": "targets.rows.99"},
    ],
)
def test_a_decision_that_cannot_be_meant_is_refused_and_nothing_is_kept(decision, tmp_path):
    folder = tmp_path / "unit_2020"
    page = open_reading(SEED, folder)
    before = (folder / "submission.yaml").read_bytes()
    with pytest.raises(PerfkitError):
        page.enter(**decision)
    assert (folder / "submission.yaml").read_bytes() == before


def test_a_folder_with_another_document_is_not_taken_up(tmp_path):
    folder = tmp_path / "unit_2020"
    open_reading(SEED, folder)
    other = tmp_path / "other.txt"
    other.write_text(SEED.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(SubmissionError, match="另一份"):
        open_reading(other, folder)


def test_of_several_filings_in_one_file_that_of_the_named_folder_is_checked(tmp_path):
    """`read` makes a folder of each; the same folders are opened, and nothing is opened by guess."""
    book, out = tmp_path / "two.xlsx", tmp_path / "out"
    two_projects(book)
    with pytest.raises(SubmissionError, match="2 份材料.*旧桥加固.*河岸绿化"):
        open_reading(book)
    first, second = write_drafts(read_filings(book), out)
    with pytest.raises(SubmissionError, match=re.escape(str(second))):
        open_reading(book, out)  # the folder of both
    page = open_reading(book, second)
    assert page.checking.submission["project"]["name"] == "河岸绿化"
    page.enter(confirm="facts.budget_total.0")
    assert not load_submission(second).facts["budget_total"][0].unconfirmed
    assert open_reading(book, first).checking.submission["project"]["name"] == "旧桥加固"
    renamed = first.rename(out / "bridge_2022")
    assert open_reading(book, renamed).checking.submission["project"]["name"] == "旧桥加固"
    elsewhere = tmp_path / "new" / second.name  # no draft there yet
    assert open_reading(book, elsewhere).checking.submission["project"]["name"] == "河岸绿化"
    assert load_submission(elsewhere).project.name == "河岸绿化"


def test_the_id_that_the_folder_gives_is_kept_when_values_are_checked(tmp_path):
    folder = tmp_path / "unit_2020"
    open_reading(SEED, folder).enter(confirm="year")
    assert load_submission(folder).department.id == "unit"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_in_both_languages(lang):
    page = open_reading(lang=lang)
    for shown in (page.opening(), page.values_table(), page.missing_table(), page.notes()):
        assert shown._repr_html_()
    kinds = Counter(entry.path.partition(".")[0] for entry in page.checking.entries)
    assert (kinds["facts"], kinds["tasks"], kinds["targets"], kinds["self_evaluation"]) == (49, 7, 62, 2 + 21)
    assert len(page.values_table().rows) == len(page.checking.entries)


def test_the_panel_confirms_corrects_and_takes_out(tmp_path):
    page = open_reading(SEED, tmp_path / "unit_2020")
    panel = page.panel()
    panel._items.value = "facts.budget_total.0"
    first = panel.entry.path
    panel._try(lambda: panel._noted(panel._confirm))
    assert first not in {entry.path for entry in page.checking.waiting} and panel.entry.path != first
    panel._items.value = second = "facts.budget_total.1"
    panel._value.value = "12.5"
    panel._try(lambda: panel._noted(panel._correct))
    assert next(entry.value for entry in page.checking.entries if entry.path == second).startswith("12.5")
    panel._items.value = "facts.budget_initial.0"
    panel._value.value = "十二"
    panel._try(lambda: panel._noted(panel._correct))
    assert 'role="alert"' in panel._message.value
