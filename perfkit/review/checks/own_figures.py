"""Checks of groups 1 to 3 on the department's own quantities: undone rest, subset above its whole, per head, periods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from perfkit.base.quantities import show_exact, show_rate
from perfkit.base.text import Text
from perfkit.filing.own_words import Figure
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import show_amount, show_gap, slack
from perfkit.review.case import Case, is_full, is_judged
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding, Place, place_of
from perfkit.review.registry import check

_PLANNED = re.compile(r"总任务|任务|计划|目标|应(?!急|用|对)|预计")
_DONE = re.compile(r"办结|完成|联系|实际|已|处理|落实")
_POPULATION = re.compile(
    r"^(?:辖区|全区|全市|全县|全省|本区|本市)(?:内)?.{0,8}(?:单位|企业|户|学校|机构)(?:总)?数$"
)
_MEMBERS = re.compile(r"(?:单位|企业|户|学校|机构)(?:总)?数$")
_PER_HEAD_PAY = re.compile(r"人均.{0,4}(?:工资|薪酬|薪金)|(?:工资|薪酬).{0,4}人均")
_MONTHLY = re.compile(r"每月|月均|月人均|/月")
_USES = re.compile(r"(?:的)?(?:调剂|使用|动用|支用)次数$")
_QUARTERS = ("spent_by_q1", "spent_by_q2", "spent_by_q3", "spent_total")


@check(1, "sum.cumulative")
def cumulative_quarters(case: Case) -> Iterator[Finding]:
    """Cumulative spending by quarter, up to the year's total, never falls."""
    known = [(name, found) for name in _QUARTERS if (found := case.first(name)) is not None]
    for (_, before), (name, after) in pairwise(known):
        gap = before.amount - after.amount
        if gap > slack(before) + slack(after):
            size = show_gap(gap, "money", after.unit)
            yield Finding(
                "sum.cumulative",
                ERROR,
                Text(
                    f"{case.name(name)} {after.printed} 小于前一期累计 {before.printed}，少 {size}",
                    f"{case.name(name, 'en')}, {after.printed}, is below the cumulative {before.printed} before it, by {size}",
                ),
                (place_of(before), place_of(after)),
                size,
                case.rests_on(_QUARTERS),
                Text("各季度末累计支出进度表", "cumulative spending at each quarter's end"),
            )


@check(5, "figure.unfinished")
def unfinished_work(case: Case) -> Iterator[Finding]:
    """The department's own figures of work planned and done, by their names, outside the target table.

    A doubt below four fifths where a row that rests on output, and not on how targets are set, has full marks;
    a note otherwise.
    """
    shown = [row.words for row in case.targets]
    done = [f for f in case.submission.figures if f.kind == "count" and _DONE.search(f.name)]
    full = [
        row
        for row in case.relying_on("output")
        if "measurability" not in row.indicator.relies_on and is_full(row) and is_judged(row)
    ]
    for planned in case.submission.figures:
        cut = _PLANNED.search(planned.name) if planned.kind == "count" else None
        if cut is None or cut.start() < 4 or _in_target(planned, shown):
            continue
        stem, whole = planned.name[: cut.start()], planned.statements[0]
        parts = [
            f
            for f in done
            if f is not planned
            and f.name.startswith(stem)
            and f.statements[0].unit == whole.unit
            and (f.statements[0].period, f.statements[0].scope) == (whole.period, whole.scope)
        ]
        short = [f for f in parts if f.statements[0].amount < whole.amount]
        if not short or not whole.amount:
            continue
        least = min(short, key=lambda f: f.statements[0].amount)
        share = least.statements[0].amount / whole.amount
        size = show_gap(whole.amount - least.statements[0].amount, "count", whole.unit)
        listed = "、".join(
            f"{f.name} {f.statements[0].printed}（{show_rate(f.statements[0].amount / whole.amount)}）"
            for f in short
        )
        yield Finding(
            "figure.unfinished",
            DOUBT if full and share * 5 < 4 else NOTE,
            Text(
                f"{planned.name} {whole.printed}，{listed}，还差 {size}"
                + (f"；{'、'.join('“' + r.indicator.name.zh + '”' for r in full)}自评满分" if full else ""),
                f"{planned.name} {whole.printed}; {listed}: {size} not done"
                + (f"; full marks in {', '.join(r.indicator.name.text.en for r in full)}" if full else ""),
            ),
            (
                place_of(whole),
                *(place_of(f.statements[0]) for f in short),
                *(case.score_place(r) for r in full),
            ),
            size,
            tuple((r.indicator.id, case.beyond_figures(r)) for r in full) if share * 5 < 4 else (),
            Text(
                f"{stem}的年末完成情况，及是否属于交办的重点工作",
                f"where {stem} stood at the year's end, and whether it was an assigned task",
            ),
        )


def _in_target(figure: Figure, shown: list[str]) -> bool:
    quotes = ["".join(s.quote.split()) for s in figure.statements]
    return any(quote and quote in words for quote in quotes for words in shown)


@check(3, "figure.exceeds_whole")
def part_above_population(case: Case) -> Iterator[Finding]:
    """Units or firms served, relieved or checked, above the stated number of all units of the area."""
    wholes = [f for f in case.submission.figures if f.kind == "count" and _POPULATION.search(f.name)]
    for whole in wholes:
        base = whole.statements[0]
        for figure in case.submission.figures:
            if (
                figure is whole
                or figure.kind != "count"
                or not _MEMBERS.search(figure.name)
                or figure in wholes
            ):
                continue
            over = [
                s
                for s in figure.statements
                if s.unit[-1:] == base.unit[-1:] and s.amount - base.amount > slack(s) + slack(base)
            ]
            if over:
                size = show_gap(over[0].amount - base.amount, "count", over[0].unit)
                yield Finding(
                    "figure.exceeds_whole",
                    DOUBT,
                    Text(
                        f"{figure.name} {over[0].printed}，大于{whole.name} {base.printed}，多 {size}",
                        f"{figure.name}, {over[0].printed}, exceeds {whole.name}, {base.printed}, by {size}",
                    ),
                    (*(place_of(s) for s in over), place_of(base)),
                    size,
                    ask=Text(
                        f"{figure.name}与{whole.name}的统计口径",
                        f"how {figure.name} and {whole.name} are counted",
                    ),
                )


@check(3, "figure.similar")
def similar_figures(case: Case) -> Iterator[Finding]:
    """People or cases counted in one unit under names that share a word: one may hold the other, or both count the same.

    Only figures of different passages, so that a list (计划采购打印机, 计划采购复印机) is not taken for one
    thing counted twice; figures already named together are not named again.
    """
    parts = {part for f in case.submission.figures for part in f.sum_of}
    counts = [
        f
        for f in case.submission.figures
        if f.kind == "count"
        and not f.sum_of
        and f.id not in parts
        and f.statements[0].unit[-1:] in "人件宗家户名"
    ]
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in counts:
        unit = figure.statements[0].unit
        for stem in _stems(figure.name):
            groups.setdefault((stem, _ALIKE.get(unit[-1:], unit[-1:])), []).append(figure)
    named: set[str] = set()
    for (stem, _), figures in sorted(groups.items(), key=lambda item: (-len(item[1]), -len(item[0][0]))):
        ids = {f.id for f in figures}
        sections = {s.section for f in figures for s in f.statements[:1]}
        if (
            len(figures) < 2
            or len(figures) > 4
            or len(sections) < 2
            or ids <= named
            or len({f.statements[0].amount for f in figures}) < 2
        ):
            continue
        named |= ids
        listed = "、".join(f"“{f.name}”{f.statements[0].printed}" for f in figures)
        yield Finding(
            "figure.similar",
            NOTE,
            Text(
                f"涉及“{stem}”的几个数字：{listed}；相互是否包含没有说明",
                f"figures on {stem}: {listed}; whether one holds the other is not stated",
            ),
            tuple(place_of(f.statements[0]) for f in figures),
            ask=Text("这些数字的统计口径和期间", "how and for which period these are counted"),
        )


_ALIKE = {"名": "人", "宗": "件"}
_COMMON = re.compile(
    r"人数|件数|宗数|单位数|企业数|户数|家数|次数|数$|任务|处理|完成|计划|实际|总|涉及|办理|年度|辖区|业务|服务|情况"
)


def _stems(name: str) -> set[str]:
    """What a name ends or begins with, at its own borders: four characters, or a whole piece of two or three."""
    pieces = [piece for piece in _COMMON.sub(" ", name).split() if len(piece) >= 2]
    stems = {stem for piece in pieces for stem in ((piece[-4:], piece[:4]) if len(piece) >= 4 else (piece,))}
    return stems | {word for word in ("投诉", "信访") if word in name}


@check(2, "rate.per_head")
def pay_per_head(case: Case) -> Iterator[Finding]:
    """Pay per head and month in a target, against pay and benefits ÷ established staff."""
    pay, staff = case.first("payroll_spent"), case.first("established_staff_count")
    if pay is None or staff is None or not staff.amount:
        return
    for row in case.targets:
        value = row.parsed.actual_number
        if (
            value is None
            or row.parsed.actual_unit.partition("/")[0] not in ("元", "")
            or not _PER_HEAD_PAY.search(row.target.name)
        ):
            continue
        months = 12 if _MONTHLY.search(row.words) else 1
        exact = pay.amount / staff.amount / months
        if Fraction(1, 2) <= value / exact <= 2:
            continue
        per = "每月" if months == 12 else "每年"
        yield Finding(
            "rate.per_head",
            DOUBT,
            Text(
                f"指标“{row.target.name}”为{per}约 {show_exact(value)}元，而工资福利 {pay.printed} ÷ 在编 {staff.printed}，{per}约 {show_amount(Fraction(round(exact)), 'money', '元')}：指标算的是哪些人、多少人没有说",
                f"{row.target.name} is about {show_exact(value)} yuan; pay {pay.printed} ÷ staff {staff.printed} is about {show_amount(Fraction(round(exact)), 'money', '元')}: which people the target counts is not stated",
            ),
            (row.place, place_of(pay), place_of(staff)),
            show_amount(Fraction(round(abs(exact - value))), "money", "元"),
            ask=Text("该指标所算的人员名册和工资总额", "the people counted and their total pay"),
        )


@check(5, "claim.unused_spent")
def unused_but_spent(case: Case) -> Iterator[Finding]:
    """A target of how often a reserve was used, answered 0, against the spending of the task of that name.

    A doubt where the target counts transfers (调剂), which spending may do without.
    """
    tasks = {row.name: row for row in case.submission.tasks.rows} if case.submission.tasks else {}
    for row in case.targets:
        cut = _USES.search(row.target.name)
        task = tasks.get(row.target.name[: cut.start()]) if cut else None
        if cut is None or task is None or row.parsed.actual_number != 0 or not task.spent:
            continue
        spent = show_exact(task.spent) + "元"
        yield Finding(
            "claim.unused_spent",
            DOUBT if "调剂" in cut.group() else ERROR,
            Text(
                f"指标“{row.target.name}”填报 0，而“{task.name}”支出 {spent}（{show_rate(task.spent / task.budget) if task.budget else '—'}）",
                f"{row.target.name} is 0, yet {task.name} spent {spent}",
            ),
            (row.place, Place(case.task_section, f"{task.name} 执行 {spent}", spent)),
            spent,
            ask=Text(f"{task.name}的动用审批单和支出明细", f"approvals and ledger of {task.name}"),
        )


@check(3, "period.incomplete", "period.other_year")
def periods(case: Case) -> Iterator[Finding]:
    """Own figures that end before December without a figure for the year, and figures of other years."""
    year = str(case.submission.year)
    early: list[tuple[str, Statement]] = []
    for figure in case.submission.figures:
        for s in figure.statements[:1]:
            first, _, last = s.period.partition("..")
            if s.period and last[:4] < year:
                yield Finding(
                    "period.other_year",
                    NOTE,
                    Text(
                        f"{figure.name} {s.printed} 是 {last[:4]} 年的数，不是 {year} 年度的",
                        f"{figure.name}, {s.printed}, is of {last[:4]}, not of {year}",
                    ),
                    (place_of(s),),
                    ask=Text(f"{figure.name}的 {year} 年数", f"{figure.name} for {year}"),
                )
        ends = [s for s in figure.statements if s.period and s.period.partition("..")[2][:4] == year]
        if (
            ends
            and all(s.period.partition("..")[2] < f"{year}-12" for s in ends)
            and len(ends) == len(figure.statements)
        ):
            early.append((figure.name, ends[0]))
    if early and not case.submission.as_of:
        names = "、".join(name for name, _ in early[:6])
        yield Finding(
            "period.incomplete",
            NOTE,
            Text(
                f"{len(early)} 个业务数字不到年末（{names}{'等' if len(early) > 6 else ''}），全年完成情况无从得出",
                f"{len(early)} figures end before the year does ({names}{' …' if len(early) > 6 else ''}); the year's result does not follow from them",
            ),
            tuple(place_of(s) for _, s in early[:8]),
            ask=Text("这些数字的全年数", "these figures for the whole year"),
        )


_YEAR_END = re.compile(
    r"截[至止](?P<year>20\d\d)年(?:年)?(?:底|末)|(?P<other>20\d\d)年年初预算(?:数)?(?:为|是)"
)
_COMPARED = re.compile(r"上年|去年|同期|相比|增长|增加|减少|下降|累计")


@check(3, "period.slip")
def year_slips(case: Case) -> Iterator[Finding]:
    """截至……年底 and ……年年初预算 with the year before, in the account of this year's budget and without a comparison."""
    year = case.submission.year
    for sentence, match in case.matches(_YEAR_END, "budget_execution"):
        said = match["year"] or match["other"]
        if (
            int(said) == int(year) - 1
            and not _COMPARED.search(sentence.text)
            and any(
                s.section == sentence.section and "".join(s.quote.split()) in sentence.text
                for group in case.submission.facts.values()
                for s in group
            )
        ):
            yield Finding(
                "period.slip",
                DOUBT,
                Text(
                    f"〔{sentence.section}〕写作“{match.group()}”，本报告为 {year} 年度：年份有误，或数字不是本年的",
                    f"{sentence.section} says {match.group()} in a report on {year}: a wrong year, or figures of another",
                ),
                (sentence.place(match.group()),),
                ask=Text(f"该处数字的 {year} 年末数", f"the figures at the end of {year}"),
            )
