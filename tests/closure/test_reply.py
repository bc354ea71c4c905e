"""The reply table goes out and comes back: answers into the ledger, faults by sheet and cell, all or
nothing."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from perfkit.base.errors import SubmissionError
from perfkit.closure.ledger import record
from perfkit.closure.reply import Question, take_replies, write_reply_table
from perfkit.filing.follow_up import FollowUp, Item, Step

RAISED = Step(state="raised", by="市财政局", date=date(2021, 5, 1))
QUESTIONS = [
    Question("sum-1", "=合计与分项不符", "请说明差额 2.00 万元"),
    Question("rate-2", "执行率与金额不符", "请提供决算表"),
    Question("goal-3", "满意度没有问卷", "请提供问卷"),
]
LEDGER = FollowUp(items=tuple(Item(id=one.id, history=(RAISED,)) for one in QUESTIONS))


def filled(tmp_path, answers: dict[str, object], lang: str = "zh"):
    """A table as it comes back, with these cells filled in."""
    path = tmp_path / "reply.xlsx"
    write_reply_table(path, "某局 2020 年度核查意见答复表", QUESTIONS, lang)
    book = load_workbook(path)
    for cell, value in answers.items():
        book.active[cell] = value
    book.save(path)
    return path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_answers_come_back_into_the_ledger(tmp_path, lang):
    path = filled(
        tmp_path,
        {"F4": "漏计一笔", "G4": "决算表.pdf；说明", "H4": datetime(2021, 5, 14), "I4": "张"}
        | {"F6": "已补问卷", "H6": "2021-05-15", "I6": "张"},
        lang,
    )
    kept, taken = take_replies(LEDGER, path)
    assert taken == ("sum-1", "goal-3")
    last = kept.item("sum-1").history[-1]
    assert (last.state, last.by, last.date, last.text) == ("answered", "张", date(2021, 5, 14), "漏计一笔")
    assert last.documents == ("决算表.pdf", "说明")
    assert kept.item("rate-2").state == "raised"


def test_a_title_never_becomes_a_formula_and_bytes_are_steady(tmp_path):
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in (first, second):
        write_reply_table(path, "=1+1", QUESTIONS)
    sheet = load_workbook(first).active
    assert sheet["C4"].data_type == "s" and sheet["A1"].data_type == "s"
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("cells", "place", "words"),
    [
        ({"F4": "答", "I4": "张"}, "答复!H4", "没有日期"),
        ({"F4": "答", "H4": "五月", "I4": "张"}, "答复!H4", "2021-05-14"),
        ({"F4": "答", "H4": "2021-05-14"}, "答复!I4", "没有答复人"),
        (
            {
                "B5": "sum-1",
                "F4": "答",
                "H4": "2021-05-14",
                "I4": "张",
                "F5": "又答",
                "H5": "2021-05-14",
                "I5": "张",
            },
            "答复!B5",
            "已在 答复!B4",
        ),
        ({"B4": "none", "F4": "答", "H4": "2021-05-14", "I4": "张"}, "答复!B4", "没有编号 none"),
        ({"F4": "答", "H4": "2021-04-01", "I4": "张"}, "答复!H4", "早于"),
    ],
)
def test_a_fault_is_named_by_sheet_and_cell_and_nothing_is_recorded(tmp_path, cells, place, words):
    with pytest.raises(SubmissionError) as caught:
        take_replies(LEDGER, filled(tmp_path, cells))
    fault = caught.value.faults[0]
    assert fault.path == place and words in fault.message.zh


def test_every_fault_of_a_table_is_named_in_one_round(tmp_path):
    cells = {"F4": "答", "B5": "none", "F5": "答", "H5": "2021/5/14", "I5": "张"}
    with pytest.raises(SubmissionError) as caught:
        take_replies(LEDGER, filled(tmp_path, cells))
    assert [fault.path for fault in caught.value.faults] == ["答复!H4", "答复!I4", "答复!B5"]


@pytest.mark.parametrize("day", ["2021/5/14", "2021.5.14", "2021年5月14日"])
def test_a_date_may_be_written_as_people_write_it(tmp_path, day):
    kept, (name,) = take_replies(LEDGER, filled(tmp_path, {"F4": "答", "H4": day, "I4": "张"}))
    assert kept.item(name).history[-1].date == date(2021, 5, 14)


def test_what_somebody_changed_meanwhile_is_a_conflict(tmp_path):
    path = filled(tmp_path, {"F4": "答", "H4": "2021-05-14", "I4": "张"})
    now = record(LEDGER, "sum-1", Step(state="withdrawn", by="李", date=date(2021, 5, 2)))
    with pytest.raises(SubmissionError) as caught:
        take_replies(now, path)
    assert "李" in caught.value.faults[0].message.zh


def test_another_workbook_is_refused(tmp_path):
    path = filled(tmp_path, {"B3": "别的"})
    with pytest.raises(SubmissionError, match="不是答复表的表头"):
        take_replies(LEDGER, path)
    book = load_workbook(path)
    book.active.title = "别的"
    book.save(path)
    with pytest.raises(SubmissionError, match="没有工作表"):
        take_replies(LEDGER, path)
