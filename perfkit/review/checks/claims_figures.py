"""Checks of group 5: what the text says against the figures of the same report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_exact, show_rate
from perfkit.base.text import Text
from perfkit.review.arithmetic import show_amount
from perfkit.review.case import Case
from perfkit.review.finding import DOUBT, ERROR, Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.topics import topics

_SHORT = re.compile(
    r"(?:经费|资金|预算)(?:方面)?(?:数|安排|保障)?(?:仍|还)?(?:存在|有)?(?:着|的)?(?:严重|较大|一定|明显)?(?:的)?(?:不足|缺口|短缺)"
)
_PAY_ROW = re.compile(r"人员(?:经费|支出)|工资|在职")
_NO_CHANGE = re.compile(
    r"(?:年度|年初)?预算(?:数)?(?:未|没有)(?:作|做|进行)?(?:过)?(?:任何)?(?:调整|变动|追加)|(?:全年|年中|年度)?零(?:追加|调整)|(?:没有|未)(?:进行|发生)?(?:过)?(?:任何)?(?:预算|资金)?(?:追加|预算调整)"
)
_NO_TRANSFER = re.compile(
    r"(?:没有|未|无)(?:进行|发生|出现)?(?:过)?(?:任何)?(?:项目|预算|资金)?(?:之间)?(?:的)?(?:资金|预算)?调[剂整]|零调[剂整]|互不调剂"
)
# 未经报批不得调整 is a rule, 上年没有调整 another year.
_NOT_SAID = re.compile(r"上年|去年|下一?年|确保|力争|争取|努力|如|若|未经|不得|原则上")
_MAINLY = re.compile(r"支出主要(?:包括|用于|为)|主要(?:包括|用于)")
_FEW_POSTS = re.compile(
    r"编制(?:数|人数)?(?:较|偏|过)?少|编制(?:严重|仍|还)?不足|(?:增加|增编|补充)(?:人员)?编制(?:数)?"
)
_UNDONE = re.compile(
    r"开展(?:得)?较少|停滞|未实际开展|(?:未|没有)(?:能)?(?:按时|按期|按计划)?开展|未全部完成"
)
_FROZEN = re.compile(r"指标(?:的)?冻结|(?:冻结|收回|压减|核减)(?:了)?.{0,6}(?:指标|预算|经费)")
_ITEMS = {"reception": "公务接待费", "abroad": "因公出国", "vehicle_purchase": "公务用车购置"}
_BACK = ("budget_execution", "performance", "results", "problems", "improvements", "actual")


@check(5, "claim.shortage")
def shortage_beside_a_balance(case: Case) -> Iterator[Finding]:
    """A shortage claimed of running costs, pay or the whole budget, against budget less spending of the same.

    No more than a fiftieth left over denies nothing: what was moved in to make up for a shortage is hardly ever
    spent to the last yuan. That funds cannot be adjusted is no claim that they were not.
    """
    seen = set()
    for sentence, match in case.matches(_SHORT, *_BACK):
        if not topics()["funds_short"].admission(sentence.text):
            continue
        before = sentence.text[max(0, match.start() - 4) : match.start()]
        words = before[-2:] + match.group()
        left = whole = Fraction(0)
        kind = "running" if before.endswith("公用") else "pay" if before.endswith(("人员", "工资")) else ""
        if not kind or kind in seen:
            continue
        if kind == "running":
            budget, spent = case.first("daily_running_budget"), case.first("daily_running_spent")
            if budget is None or spent is None or budget.amount - spent.amount <= budget.amount / 50:
                continue
            left, whole, places = (
                budget.amount - spent.amount,
                budget.amount,
                [place_of(budget), place_of(spent)],
            )
            places += [place_of(s) for s in case.of("daily_running_balance")[:1]]
        else:
            rows = [
                row
                for row in (case.submission.tasks.rows if case.submission.tasks else ())
                if row.category == "basic" and _PAY_ROW.search(row.name)
            ]
            left, whole = (
                sum((row.budget - row.spent for row in rows), Fraction(0)),
                sum((row.budget for row in rows), Fraction(0)),
            )
            if left * 50 <= whole:
                continue
            places = [
                Place(
                    case.task_section,
                    f"{row.name} 预算 {show_exact(row.budget)}元，执行 {show_exact(row.spent)}元，{row.completion_quote}".rstrip(
                        "，"
                    ),
                )
                for row in rows
            ]
        seen.add(kind)
        zh_more, en_more = _growth(case, places)
        size = show_amount(left, "money")
        yield Finding(
            "claim.shortage",
            DOUBT,
            Text(
                f"〔{sentence.section}〕称“{words}”，仍有结余 {size}（占预算 {show_rate(left / whole)}）{zh_more}",
                f"{sentence.section} calls funds short ({words}), yet {size} ({show_rate(left / whole)} of the budget) was left over{en_more}",
            ),
            (sentence.place(words), *places),
            size,
            case.topic_stakes("funds_short"),
            Text("该项经费的预算、支出和结余明细", "budget, spending and balance of these funds"),
        )


def _growth(case: Case, places: list[Place]) -> tuple[str, str]:
    added, staff = case.first("staff_added_count"), case.first("established_staff_count")
    if added is None or staff is None or not 0 < added.amount < staff.amount:
        return "", ""
    before = staff.amount - added.amount
    places.append(place_of(added))
    share = show_rate(added.amount / before)
    return (
        f"；人员由编预算时的 {show_exact(before)} 人增加 {show_exact(added.amount)} 人（{share}），资金仍未用完",
        f"; staff grew from {show_exact(before)} by {show_exact(added.amount)} ({share}) and the money was still not used up",
    )


@check(5, "claim.no_adjustment")
def no_adjustment(case: Case) -> Iterator[Finding]:
    """没有调整, 无法调整 against funds added or transferred: of the budget against both, of projects against transfers."""
    added, moved = case.first("budget_added"), case.first("budget_transferred")
    for pattern, facts in ((_NO_CHANGE, (added, moved)), (_NO_TRANSFER, (moved,))):
        figures = [s for s in facts if s is not None and s.amount]
        found = next(
            (
                (s, m)
                for s, m in case.matches(pattern, "budget_preparation", "experience", *_BACK)
                if not _NOT_SAID.search(s.text[max(0, m.start() - 12) : m.start()])
            ),
            None,
        )
        if not figures or found is None:
            continue
        sentence, match = found
        initial = case.first("budget_initial")
        share = (
            f"（占年初预算 {show_rate(abs(figures[0].amount) / initial.amount)}）"
            if initial is not None and initial.amount
            else ""
        )
        share_en = (
            f" ({show_rate(abs(figures[0].amount) / initial.amount)} of the initial budget)"
            if share and initial is not None
            else ""
        )
        yield Finding(
            "claim.no_adjustment",
            ERROR,
            Text(
                f"〔{sentence.section}〕称“{match.group()}”，报告另列 {figures[0].printed}{share}",
                f"{sentence.section} says {match.group()}; the report has {figures[0].printed}{share_en}",
            ),
            (sentence.place(match.group()), *(place_of(s) for s in figures)),
            figures[0].printed,
            case.topic_stakes("budget_adjustment"),
            Text("年中追加、调剂的批复文件和金额", "approvals and amounts of funds added and transferred"),
        )
        return


@check(5, "claim.zero_spent")
def spent_on_nothing(case: Case) -> Iterator[Finding]:
    """Three-public items whose spending is stated as 0, named among what money was mainly spent on."""
    for item, words in _ITEMS.items():
        spent = case.first(f"{item}_spent")
        if spent is None or spent.amount:
            continue
        for sentence in case.sentences:
            start = _MAINLY.search(sentence.text)
            if start and words in sentence.text[start.end() :]:
                yield Finding(
                    "claim.zero_spent",
                    ERROR,
                    Text(
                        f"{case.name(f'{item}_spent')}为 {spent.printed}，〔{sentence.section}〕却把“{words}”列为主要支出",
                        f"{case.name(f'{item}_spent', 'en')} is {spent.printed}, yet {sentence.section} lists it among the main spending",
                    ),
                    (place_of(spent), sentence.place(words)),
                    stakes=case.rests_on((f"{item}_spent",)),
                    ask=Text(f"{words}的支出明细账", f"the ledger of {item.replace('_', ' ')}"),
                )
                break


@check(5, "claim.posts")
def vacant_posts(case: Case) -> Iterator[Finding]:
    """编制少, 增加编制 against approved posts above established staff."""
    posts, staff = case.first("establishment_count"), case.first("established_staff_count")
    if posts is None or staff is None or posts.amount <= staff.amount:
        return
    found = [
        (s, m)
        for s, m in case.matches(_FEW_POSTS, "problems", "improvements", "next_steps")
        if not re.search("不增加|未增加", s.text)
    ]
    if found:
        vacant = show_exact(posts.amount - staff.amount)
        yield Finding(
            "claim.posts",
            DOUBT,
            Text(
                f"〔{'、'.join(dict.fromkeys(s.section for s, _ in found))}〕称“{found[0][1].group()}”，而编制 {posts.printed}、在编 {staff.printed}，空编 {vacant} 名",
                f"posts are called too few ({found[0][1].group()}), yet of {posts.printed} only {staff.printed} are filled: {vacant} vacant",
            ),
            (*(s.place(m.group()) for s, m in found[:3]), place_of(posts), place_of(staff)),
            vacant + "名",
            case.topic_stakes("staff_shortage"),
            Text(
                "编制批复、空编原因和招录计划", "approval of posts, why they are vacant, plans to fill them"
            ),
        )


@check(5, "claim.undone_spent")
def undone_but_spent(case: Case) -> Iterator[Finding]:
    """Work that the text calls little or stopped, beside nine tenths or more spent in every project of the task table."""
    rows = [
        row
        for row in (case.submission.tasks.rows if case.submission.tasks else ())
        if row.category == "project" and row.budget
    ]
    found = [
        (s, m)
        for s, m in case.matches(_UNDONE, "problems", "improvements", "budget_execution", "results")
        if topics()["project_delay"].admission(s.text) or topics()["targets_unmet"].admission(s.text)
    ]
    if not rows or not found or any(row.spent * 10 < row.budget * 9 for row in rows):
        return
    least = min(row.spent / row.budget for row in rows)
    yield Finding(
        "claim.undone_spent",
        DOUBT,
        Text(
            f"〔{'、'.join(dict.fromkeys(s.section for s, _ in found[:4]))}〕称“{found[0][1].group()}”，而各项目执行率最低也有 {show_rate(least)}：未开展工作的资金去向没有说明",
            f"the text says that work was {found[0][1].group()}, yet every project spent {show_rate(least)} or more: on what",
        ),
        (
            *(s.place(m.group()) for s, m in found[:4]),
            *(
                Place(
                    case.task_section,
                    f"{row.name} 预算 {show_exact(row.budget)}元，执行 {show_exact(row.spent)}元",
                    show_rate(row.spent / row.budget),
                )
                for row in rows
            ),
        ),
        stakes=case.topic_stakes("project_delay"),
        ask=Text("各项目支出明细与对应的工作量", "the ledger of each project beside the work done"),
    )


@check(5, "claim.frozen")
def frozen_budget(case: Case) -> Iterator[Finding]:
    """A balance explained by frozen or recovered funds, where only the budget before that is printed."""
    budget = case.first("daily_running_budget")
    if budget is None or "daily_running_adjusted_budget" in case.stated:
        return
    for sentence, match in case.matches(_FROZEN, "budget_execution"):
        if "公用" in sentence.text or "结余" in sentence.text:
            yield Finding(
                "claim.frozen",
                DOUBT,
                Text(
                    f"〔{sentence.section}〕称结余因“{match.group()}”，则 {budget.printed} 不是调整后的预算数，控制率的分母不对",
                    f"{sentence.section} explains the balance by {match.group()}; then {budget.printed} is not the adjusted budget that the control rate divides by",
                ),
                (sentence.place(match.group()), place_of(budget)),
                stakes=case.rests_on(("daily_running_budget",)),
                ask=Text(
                    "指标冻结（收回）文件和调整后的日常公用经费预算数",
                    "the papers that froze the funds and the adjusted budget",
                ),
            )
            return
