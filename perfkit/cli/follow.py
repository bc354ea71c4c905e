"""`perfkit follow`: where every matter stands, what was answered, what is closed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from perfkit.base.errors import PerfkitError, SubmissionError
from perfkit.base.text import Text, say, tell
from perfkit.closure.ledger import change, matters, record, renew
from perfkit.closure.reply import Question, take_replies, write_reply_table
from perfkit.filing.folders import find_departments
from perfkit.filing.follow_up import OVERDUE, STATES, FollowUp, Step, counts, load_follow_up
from perfkit.review import review
from perfkit.review.finding import SEVERITIES
from perfkit.review.unscored import load_filing

_GONE = Text("更正后的材料中不再成立", "it no longer holds in the corrected filing")


def run(options: argparse.Namespace) -> int:
    """List the matters of every folder, after the change that was asked for, if any."""
    folders, code, shown = find_departments(options.paths), 0, []
    asked = [name for name in ("raise_", "set", "reply", "table") if getattr(options, name)]
    if len(asked) > 1 or (options.reply or options.set or options.table) and len(folders) > 1:
        raise SubmissionError(
            "一次只做一件事；登记答复、改状态和出答复表一次只对一个文件夹",
            "one thing at a time; replies, states and tables go to one folder at a time",
        )
    if options.due and not (options.raise_ or options.set):
        raise SubmissionError(
            "--due 与 --raise 或 --set ID=raised 同用", "--due goes with --raise or --set ID=raised"
        )
    for folder in folders:
        try:
            shown.append((folder, _change(folder, options)))
        except PerfkitError as error:
            print(f"{folder.name}: {error.show(options.lang)}", file=sys.stderr)
            code = 1
    for folder, kept in shown:
        _show(folder, kept, options)
    if len(shown) > 1:
        _sum(shown, options)
    return code


def _change(folder: Path, options: argparse.Namespace) -> FollowUp:
    if options.raise_:
        return _raise(folder, options)
    if options.reply:
        return _record(folder, options)
    if options.set:
        name, _, state = options.set.partition("=")
        step = _step(options, state, due=options.due)
        return change(folder, lambda kept: record(kept, name, step))
    if options.table:
        _write_table(folder, options)
    return load_follow_up(folder)


def _record(folder: Path, options: argparse.Namespace) -> FollowUp:
    before = load_follow_up(folder)
    kept = change(folder, lambda now: take_replies(now, options.reply)[0])
    number = sum(len(item.history) for item in kept.items) - sum(len(item.history) for item in before.items)
    tell(options.lang, f"{folder.name}：登记答复 {number} 项", f"{folder.name}: {number} answers recorded")
    return kept


def _step(options: argparse.Namespace, state: str, **more) -> Step:
    if not options.by or options.date is None:
        raise SubmissionError("请用 --by 和 --date 写明谁、何时", "say who and when with --by and --date")
    try:
        given = {"by": options.by, "date": options.date, "text": options.text}
        return Step.model_validate({**given, "state": state, "documents": tuple(options.document), **more})
    except ValueError:
        if options.due and options.due < options.date:
            late = Text(
                f"期限 {options.due} 早于 {options.date}",
                f"the term {options.due} lies before {options.date}",
            )
            raise SubmissionError(late) from None
        raise SubmissionError(
            f"没有状态 {state!r}；可用 raised、answered、accepted、corrected、withdrawn、closed",
            f"no state {state!r}; one of raised, answered, accepted, corrected, withdrawn, closed",
        ) from None


def _raise(folder: Path, options: argparse.Namespace) -> FollowUp:
    department = load_filing(folder, options.rubric)[0]
    wanted = SEVERITIES[: SEVERITIES.index(options.severity) + 1]
    found = matters(one for one in review(department.evaluate()) if one.severity in wanted)
    step = _step(options, "raised", due=options.due)
    told: dict[str, tuple[str, ...]] = {}

    def edit(kept: FollowUp) -> FollowUp:
        kept = kept.model_copy(update={"synthetic": department.submission.synthetic})
        renewed, news = renew(kept, found, step, _GONE)
        told.update(news)
        return renewed

    kept = change(folder, edit)
    numbers = [len(told[key]) for key in ("new", "again", "kept", "closed")]
    zh = "新提出 {} 项，再次提出 {} 项，仍在 {} 项，不再成立而办结 {} 项"
    en = "{} new, {} raised again, {} remain, {} closed since they no longer hold"
    print(f"{folder.name}: {say(options.lang, zh, en).format(*numbers)}")
    return kept


def _write_table(folder: Path, options: argparse.Namespace) -> None:
    department = load_filing(folder, options.rubric)[0]
    asks = {finding.id: finding.ask.in_(options.lang) for finding in review(department.evaluate())}
    questions = [
        Question(item.id, item.title, asks.get(item.id, ""), item.state, item.history[-1].due)
        for item in load_follow_up(folder).items
        if item.is_open
    ]
    filed = department.submission
    title = say(
        options.lang,
        f"{filed.department.name} {filed.year} 年度自评核查答复表",
        f"{filed.department.named.en} {filed.year}: reply table",
    )
    write_reply_table(options.table, title, questions, options.lang)
    print(say(options.lang, "已写入 ", "written: ") + str(options.table))


def _show(folder: Path, kept: FollowUp, options: argparse.Namespace) -> None:
    lang = options.lang
    still = sum(item.is_open for item in kept.items)
    if not kept.items:
        tell(
            lang,
            f"{folder.name}：尚未提出事项；用 --raise 把核查发现列为待办事项",
            f"{folder.name}: no matter has been raised yet; --raise enters the findings as matters",
        )
        return
    tell(
        lang,
        f"{folder.name}：{len(kept.items)} 项，未结 {still} 项",
        f"{folder.name}: {len(kept.items)} matters, {still} open",
    )
    for item in kept.items:
        if options.open and not item.is_open:
            continue
        last = item.history[-1]
        print(f"  {item.id}  {item.shown_state(lang, options.today)}  {last.date} {last.by}  {item.title}")


def _sum(shown: list[tuple[Path, FollowUp]], options: argparse.Namespace) -> None:
    found = counts((kept for _, kept in shown), options.today)
    words = {**STATES, "overdue": OVERDUE}
    listed = [f"{words[key].in_(options.lang)} {count}" for key, count in found.items() if count]
    told = say(options.lang, "，", ", ").join(listed) or say(options.lang, "没有事项", "no matters")
    print(say(options.lang, "合计：", "in all: ") + told)
