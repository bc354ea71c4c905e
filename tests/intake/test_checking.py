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


def test_all_that_a_confirmation_confirms_is_shown_and_can_be_corrected(tmp_path):
    """A target's row as printed, its levels, points and reason; points of blocks, the authority and the
    goal: nothing leaves the draft's mark behind without having been seen."""
    report, folder = tmp_path / "report.html", tmp_path / "unit_2022"
    report.write_text(FORM, encoding="utf-8")
    page = open_reading(report, folder)
    entries = {entry.path: entry for entry in page.checking.entries}
    assert (
        entries["targets.rows.0"].quote
        == "产出指标（50分） | 数量指标 | 加固堤段 | ≥3处 | 2处 | 20 | 13.5 | 汛期停工"
    )
    named = {path: entries[path].value for path in entries if path.startswith(("form", "project", "overall"))}
    assert named["project.authority"] == "青溪县水务局" and named["project.unit"] == "青溪县河道管理所"
    assert named["form.blocks.output.max"] == "50" and named["form.blocks.execution.score"] == "9.5"
    assert named["overall_goal"] == "完成堤段加固。 → 加固两处。"
    panel = page.panel()
    panel._items.value = "targets.rows.0"
    shown = {field.description: field.value for field in panel._others.children}
    assert (shown["分值"], shown["自评得分"], shown["二级指标"]) == ("20", "13.5", "quantity")
    assert shown["偏差原因"] == "汛期停工" and "汛期停工" in panel._shown.value
    fields = {field.description: field for field in panel._others.children}
    fields["分值"].value, fields["二级指标"].value, fields["偏差原因"].value = "25", "质量指标", ""
    panel._enter()
    filed = load_submission(folder).targets.rows[0]
    assert (filed.weight, filed.kind, filed.reason, filed.unconfirmed) == (25, "quality", "", False)
    panel._items.value = "targets.rows.0"
    panel._value.value, fields["二级指标"].value = "3处", "别的"
    panel._enter()
    assert 'role="alert"' in panel._message.value  # and neither of the two is taken
    assert load_submission(folder).targets.rows[0].actual == "2处"
    page.enter(correct="form.blocks.output.max = 40; project.authority = 水务局", reject="project.unit")
    filed = load_submission(folder)
    assert (filed.form.blocks["output"].max, filed.project.authority, filed.project.unit) == (
        40,
        "水务局",
        "",
    )
    waiting = [entry.path for entry in page.checking.waiting if entry.path != "overall_goal"]
    page.enter(confirm=",".join(waiting))
    assert load_submission(folder).unconfirmed
    page.enter(confirm="overall_goal")
    assert not load_submission(folder).unconfirmed


ROWS = """项目名称|堤段加固
主管部门|青溪县水务局|实施单位|青溪县河道管理所
项目资金（万元）|全年预算数|全年执行数|分值|执行率|得分
年度资金总额|80.00|76.00|10|95%|9.5
年度总体目标|预期目标|实际完成情况
年度总体目标|完成堤段加固。|加固两处。
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因
产出指标（50分）|数量指标|加固堤段|≥3处|2处|20|13.5|汛期停工
产出指标（50分）|质量指标|验收合格率|100%|100%|30|30|
总分|||||100|93.5|"""
FORM = "<meta charset=utf-8><p>项目支出绩效自评表</p><p>（2022年度）</p><table>" + "".join(
    "<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in ROWS.splitlines()
)
