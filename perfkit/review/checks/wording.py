"""Checks of groups 5 and 6 on the text alone: words that contradict each other, duties that moved away, misprints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.base.text import Text
from perfkit.review.case import Case
from perfkit.review.finding import DOUBT, NOTE, Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.topics import clause_of

_ONGOING = re.compile(
    r"完成[^，。；（(]{0,14}?\d+[项个件][（(](?:其中)?(?:含|包括)?[^）)]{0,6}(?:长期|持续|继续|在办|未完成|推进中|跨年)[^）)]*[）)]"
)
_CUMULATIVE = re.compile(r"累计[^，,。；]{0,8}(?:月均|日均|平均每)|(?:月均|日均)[^，,。；]{0,6}累计")
_PURPOSE = re.compile(
    r"([\u4e00-\u9fff、]{2,14}?(?:费|费用|经费|项目|资金)?)用于(?:支付)?([\u4e00-\u9fff]{4,20})"
)
_STAFF_PAY = re.compile(
    r"用于(?:支付|发放)?[^，。；]{0,6}(?:在编|在职|退休|行政|事业)(?:人员|干部|职工)?的?[^，。；]{0,6}(?:绩效|工资|津贴|补贴|奖金|福利|慰问)"
)
_TEMPORARY = re.compile(r"临聘人员|临时(?:聘用|用工)人员|外聘人员|编外聘用|直接聘用|购买服务人员")
_MOVED = re.compile(
    r"(?:转隶(?:成立)?了?|划转(?:至|给|到)?|划归|移交(?:给|至)?|成立了?)([\u4e00-\u9fff]{2,4}?)(?:局|委|中心|厅|处)(?![长员])"
)
_FINAL = re.compile(r"公开[^。；]{0,6}?(\d{4})年[^。；]{0,8}决算|公开[^。；]{0,10}(\d{4})年度?部门?预、?决算")
_THIS_YEAR = re.compile(r"过去的?一年|本年度内|当年|年内|今年")
_CANCELLED = re.compile(
    r"(?:新增[^。；]{0,60}(?:已|被)(?:取消|撤销|终止))|(?:该项目|项目)已(?:取消|撤销|终止)"
)
_DOUBLED = re.compile(
    r"的的|了了|地地|在在|和和|是是|部分部分|单位单位|进行进行|([\u4e00-\u9fff]{2})[（(]\1[）)]"
)
_LOOKING_BACK = (
    "budget_execution",
    "performance",
    "results",
    "experience",
    "problems",
    "improvements",
    "actual",
    "annual_work",
)


@check(5, "claim.done_ongoing")
def done_that_goes_on(case: Case) -> Iterator[Finding]:
    """完成……项（含长期推动……项）: what goes on is not done."""
    for sentence, match in case.matches(_ONGOING, *_LOOKING_BACK):
        yield Finding(
            "claim.done_ongoing",
            DOUBT,
            Text(
                f"〔{sentence.section}〕“{match.group()}”：仍在推动的不算完成",
                f"{sentence.section}: {match.group()} counts as done what still goes on",
            ),
            (sentence.place(match.group()),),
            ask=Text("逐项完成情况，未完成的注明进度", "each item with its state"),
        )


@check(6, "text.cumulative_average")
def cumulative_average(case: Case) -> Iterator[Finding]:
    """累计……月均……: a figure is one or the other."""
    hits = list(case.matches(_CUMULATIVE))
    if hits:
        yield Finding(
            "text.cumulative_average",
            NOTE,
            Text(
                f"“{hits[0][1].group()}”：是累计还是平均不明", f"{hits[0][1].group()}: cumulative or average?"
            ),
            tuple(s.place(m.group()) for s, m in hits[:3]),
            ask=Text("该数字的统计口径和期间", "how the figure is counted and over which period"),
        )


@check(5, "money.same_purpose", "money.staff_pay_in_project")
def purposes(case: Case) -> Iterator[Finding]:
    """What money was for, in the department's account of its projects."""
    seen: dict[str, tuple] = {}
    for sentence, match in case.matches(_PURPOSE, "performance"):
        payer, purpose = match.group(1), match.group(2)
        first = seen.setdefault(purpose, (sentence, match, payer))
        if first[2] != payer and first[0].section != sentence.section:
            yield Finding(
                "money.same_purpose",
                DOUBT,
                Text(
                    f"“{first[2]}”和“{payer}”都用于“{purpose}”，是否重复安排",
                    f"{first[2]} and {payer} are both for {purpose}: budgeted twice?",
                ),
                (first[0].place(first[1].group()), sentence.place(match.group())),
                ask=Text("两处各自的人数、金额和支出明细", "people, amounts and ledger of each"),
            )
    rows = (
        {row.name: row for row in case.submission.tasks.rows if row.category == "project"}
        if case.submission.tasks
        else {}
    )
    for sentence, match in case.matches(_STAFF_PAY, "performance", "budget_execution"):
        named = [Place(case.task_section, f"{name} 执行") for name in rows if name in sentence.text]
        yield Finding(
            "money.staff_pay_in_project",
            DOUBT,
            Text(
                f"〔{sentence.section}〕项目资金“{match.group()}”：人员经费应列基本支出",
                f"{sentence.section}: project money {match.group()}; pay of staff belongs to basic expenditure",
            ),
            (sentence.place(match.group()), *named),
            stakes=case.rests_on(("basic_spent", "project_spent")),
            ask=Text("该项目的支出明细和列支依据", "the ledger of the project and why it was charged there"),
        )


@check(5, "staff.other_temporary")
def other_temporary_staff(case: Case) -> Iterator[Finding]:
    """Other off-establishment staff in the text, where the stated rate or count speaks of dispatched staff only."""
    stated = [
        s
        for name in ("off_establishment_rate", "off_establishment_count")
        for s in case.of(name)
        if "劳务派遣" in s.quote and not _TEMPORARY.search(s.quote)
    ]
    hits = list(case.matches(_TEMPORARY, "performance", "budget_execution", "problems", "results", "actual"))
    if stated and hits:
        yield Finding(
            "staff.other_temporary",
            DOUBT,
            Text(
                f"编外人员 {stated[0].printed} 只说劳务派遣，正文另有“{hits[0][1].group()}”，应一并计入",
                f"{stated[0].printed} counts dispatched staff only; the text also has {hits[0][1].group()}, who belong in it",
            ),
            (place_of(stated[0]), *(s.place(m.group()) for s, m in hits[:3])),
            stakes=case.rests_on(("off_establishment_rate", "off_establishment_count")),
            ask=Text(
                "全部编外人员名册（劳务派遣、临聘及其他）",
                "all off-establishment staff: dispatched, temporary and others",
            ),
        )


@check(5, "duty.moved_away")
def duties_moved_away(case: Case) -> Iterator[Finding]:
    """A duty that the text says went to another body, and targets or tasks that still carry it.

    Found only where the department's own list of duties does not name it. What was handed over in the year had
    goals at its beginning: goals alone say nothing.
    """
    duties, done = case.text_of("duties"), set()
    tasks = case.submission.tasks.rows if case.submission.tasks else ()
    for sentence, match in case.matches(_MOVED, *_LOOKING_BACK):
        word = match.group(1)
        kept = [row for row in case.targets if word in row.words] if word not in duties else []
        if word in done or not (kept or any(word in row.name for row in tasks)):
            continue
        done.add(word)
        places = [sentence.place(match.group()), *(row.place for row in kept[:5])]
        cancelled = next(((s, m) for s, m in case.matches(_CANCELLED) if word in s.text), None)
        extra = ("；该项目随后取消", "; the project was then cancelled") if cancelled else ("", "")
        if cancelled:
            places.append(cancelled[0].place(cancelled[1].group()))
        yield Finding(
            "duty.moved_away",
            DOUBT,
            Text(
                f"〔{sentence.section}〕称“{match.group()}”，目标或指标中仍有“{word}”{extra[0]}",
                f"{sentence.section} says {match.group()}; goals or targets still carry {word}{extra[1]}",
            ),
            tuple(places),
            ask=Text(
                f"“{word}”职能划转文件，及仍安排项目、目标的依据",
                f"the papers that moved {word}, and why it still has projects and targets",
            ),
        )


@check(5, "disclosure.year")
def final_accounts_of_the_year(case: Case) -> Iterator[Finding]:
    """A claim to have published the final accounts of the reported year: a doubt where it says within that year."""
    year = str(case.submission.year)
    for sentence, match in case.matches(_FINAL, "budget_execution", "results", "performance"):
        if year in match.groups():
            within = bool(_THIS_YEAR.search(sentence.text))
            yield Finding(
                "disclosure.year",
                DOUBT if within else NOTE,
                Text(
                    f"〔{sentence.section}〕称已“{match.group()}”；{year} 年决算要到次年编成后才公开，当年公开的只能是上年决算",
                    f"{sentence.section} says {match.group()}; the final accounts of {year} are made and published the year after",
                ),
                (sentence.place(match.group()),),
                stakes=case.topic_stakes("disclosure") if within else (),
                ask=Text(
                    "预算、决算公开网页及日期",
                    "the pages on which budget and final accounts were published, with dates",
                ),
            )
            return


_INCOME = re.compile(
    r"(?:预算)?收入(?:数)?(?:为|共)?\d+(?:\.\d+)?[万亿]?元(?:[（(][^）)]*[）)])?[，,]其中(?:基本|项目)支出"
)


@check(6, "text.income_spending")
def income_made_of_spending(case: Case) -> Iterator[Finding]:
    """收入……其中基本支出……: the parts of an income are incomes."""
    for sentence, match in case.matches(_INCOME, "budget_execution"):
        yield Finding(
            "text.income_spending",
            NOTE,
            Text(
                f"〔{sentence.section}〕“{match.group()}”：收入的组成写成了支出",
                f"{sentence.section}: an income is said to be made of spending",
            ),
            (sentence.place(match.group()),),
            ask=Text("收入、支出预算分项表", "income and spending by item"),
        )
        return


@check(6, "text.misprint", "text.cancelled")
def slips(case: Case) -> Iterator[Finding]:
    """Doubled words, a name repeated in brackets; and projects that were set up and then cancelled."""
    hits = [(s, m) for s, m in case.matches(_DOUBLED)]
    if hits:
        yield Finding(
            "text.misprint",
            NOTE,
            Text(
                "正文有重复的字词：" + "、".join(f"“{m.group()}”" for _, m in hits[:6]),
                "doubled words: " + ", ".join(m.group() for _, m in hits[:6]),
            ),
            tuple(s.place(m.group()) for s, m in hits[:6]),
        )
    for sentence, match in case.matches(_CANCELLED, "problems", "improvements", "results"):
        yield Finding(
            "text.cancelled",
            NOTE,
            Text(
                f"〔{sentence.section}〕“{clause_of(sentence.text, match.end() - 3, match.end())}”：安排依据不足",
                f"{sentence.section}: a project was set up and then cancelled",
            ),
            (sentence.place(match.group()),),
            stakes=(),
            ask=Text(
                "该项目的立项依据、预算和取消文件",
                "why the project was set up, its budget and why it was cancelled",
            ),
        )
