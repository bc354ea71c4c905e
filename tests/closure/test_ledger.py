"""The ledger: histories only grow, people one after the other lose nothing, what cannot follow is refused."""

from __future__ import annotations

import multiprocessing
from datetime import date

import pytest

from perfkit.base.errors import SubmissionError
from perfkit.base.text import Text
from perfkit.closure.ledger import change, record, renew
from perfkit.filing.follow_up import (
    FILE,
    FollowUp,
    Item,
    Step,
    as_yaml,
    counts,
    load_follow_up,
    read_follow_up,
)

MAY, GONE = date(2021, 5, 1), Text("更正后的材料中不再成立", "it no longer holds in the corrected filing")


def step(state: str, day: int = 1, **more) -> Step:
    return Step(state=state, by=more.pop("by", "市财政局"), date=date(2021, 5, day), **more)


def with_items(*names: str) -> FollowUp:
    return FollowUp(
        items=tuple(Item(id=name, title=f"事项{name}", history=(step("raised"),)) for name in names)
    )


def test_what_is_written_is_what_is_read(tmp_path):
    kept = with_items("a", "b")
    kept = record(
        kept, "a", step("answered", 3, text='已补交："合同": {见附件}', documents=("合同.pdf", "a, b"))
    )
    change(tmp_path, lambda before: kept)
    assert load_follow_up(tmp_path) == kept
    assert (tmp_path / FILE).read_text(encoding="utf-8") == as_yaml(kept)


def test_a_folder_without_a_file_has_nothing_to_follow(tmp_path):
    assert load_follow_up(tmp_path) == FollowUp()


@pytest.mark.parametrize(
    ("first", "then"),
    [("closed", "answered"), ("withdrawn", "accepted"), ("corrected", "answered"), ("raised", "accepted")],
)
def test_a_step_that_cannot_follow_is_refused(first, then):
    kept = with_items("a")
    if first != "raised":
        kept = record(kept, "a", step(first, 2))
    with pytest.raises(SubmissionError, match="不能改为"):
        record(kept, "a", step(then, 3))


def test_a_step_before_the_last_one_and_an_unknown_matter_are_refused():
    kept = record(with_items("a"), "a", step("answered", 9))
    with pytest.raises(SubmissionError, match="早于"):
        record(kept, "a", step("closed", 8))
    with pytest.raises(SubmissionError, match="没有编号 x"):
        record(kept, "x", step("closed", 9))


def test_a_conflict_names_who_was_there_before():
    kept = record(with_items("a"), "a", step("answered", 4, by="李"))
    with pytest.raises(SubmissionError, match="已由 李 于 2021-05-04 改为“已答复”"):
        record(kept, "a", step("withdrawn", 5), seen="raised")


def test_overdue_is_counted_from_a_given_date():
    item = Item(id="a", history=(step("raised", due=date(2021, 5, 15)),))
    assert item.days_overdue(date(2021, 5, 15)) == 0
    assert item.days_overdue(date(2021, 5, 18)) == 3
    assert item.shown_state("zh", date(2021, 5, 18)) == "逾期未复（3 天）"
    assert item.shown_state("en") == "raised"
    kept = FollowUp(items=(item,))
    assert counts([kept], date(2021, 5, 18))["overdue"] == 1
    assert counts([record(kept, "a", step("answered", 16))], date(2021, 5, 18))["overdue"] == 0


def found(*names: str) -> list[Item]:
    return [
        Item.model_construct(id=one, title=f"事项{one}", problem="", severity="", history=()) for one in names
    ]


def test_a_rerun_closes_what_no_longer_holds_keeps_the_rest_and_tells_what_is_new():
    kept = with_items("a", "b", "c")
    kept = record(kept, "c", step("withdrawn", 2, text="核查有误"))
    after, told = renew(kept, found("b", "c", "d"), step("raised", 9), GONE)
    assert told == {"new": ("d",), "kept": ("b", "c"), "closed": ("a",), "again": ()}
    assert [after.item(name).state for name in "abcd"] == ["closed", "raised", "withdrawn", "raised"]
    assert after.item("a").history[-1].text == GONE.zh
    again, told = renew(after, found("a", "b"), step("raised", 20), GONE)
    assert told["again"] == ("a",) and again.item("a").state == "raised" and len(again.item("a").history) == 3
    assert again.item("d").state == "closed"


def test_an_edit_that_would_forget_a_step_writes_nothing(tmp_path):
    change(tmp_path, lambda before: with_items("a"))
    with pytest.raises(AssertionError):
        change(tmp_path, lambda before: FollowUp())
    assert load_follow_up(tmp_path).item("a") is not None


def test_faults_are_named_with_their_line(tmp_path):
    (tmp_path / FILE).write_text(
        "items:\n  - id: a\n    history:\n      - {state: closed, by: 甲, date: 2021-05-02}\n"
        "      - {state: answered, by: 甲, date: 2021-05-01}\n  - id: a\n    history: [{state: gone, "
        "by: 甲, date: 2021-05-01}]\n",
        encoding="utf-8",
    )
    _, source = read_follow_up(tmp_path)
    assert any(fault.line == 7 for fault in source.faults)
    (tmp_path / FILE).write_text(
        "items:\n  - id: a\n    history:\n      - {state: closed, by: 甲, date: 2021-05-02}\n"
        "      - {state: answered, by: 甲, date: 2021-05-01}\n",
        encoding="utf-8",
    )
    with pytest.raises(SubmissionError) as caught:
        load_follow_up(tmp_path)
    assert caught.value.faults[0].line == 5 and "不能接在" in caught.value.faults[0].message.zh


def _append(job) -> None:
    folder, name = job
    change(
        folder,
        lambda kept: kept.model_copy(
            update={"items": (*kept.items, Item(id=name, history=(step("raised"),)))}
        ),
    )


def test_several_people_at_once_lose_nothing(tmp_path):
    names = [f"n{number}" for number in range(24)]
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        pool.map(_append, [(tmp_path, name) for name in names], chunksize=1)
    assert sorted(item.id for item in load_follow_up(tmp_path).items) == sorted(names)


@pytest.mark.parametrize("by", ["甲\nstate: closed", "甲\x1b[31m", "甲\u200b"])
def test_a_name_that_cannot_be_printed_is_refused(by):
    with pytest.raises(ValueError, match="不可打印"):
        Step(state="raised", by=by, date=MAY)


def test_a_history_begins_with_what_was_raised(tmp_path):
    (tmp_path / FILE).write_text(
        "items:\n  - id: a\n    history:\n      - {state: closed, by: 局, date: 2021-05-01}\n",
        encoding="utf-8",
    )
    with pytest.raises(SubmissionError, match="第一步"):
        load_follow_up(tmp_path)


def test_a_file_that_says_nothing_is_a_fault(tmp_path):
    (tmp_path / FILE).write_text("null\n", encoding="utf-8")
    with pytest.raises(SubmissionError, match="没有内容"):
        load_follow_up(tmp_path)
