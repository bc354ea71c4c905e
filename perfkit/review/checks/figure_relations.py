"""Checks of groups 2 and 3 on own figures that their names relate: done and accepted, share, mean, growth, unit cost, plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from perfkit.base.quantities import parse_number, show_exact, show_number, show_rate
from perfkit.base.text import Text
from perfkit.filing.own_words import Figure
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import DIFFERS, compare, show_amount, show_gap, slack
from perfkit.review.case import Case
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding, Place, place_of
from perfkit.review.registry import check

_TAIL = r"(?:总)?(?:件数|宗数|份数|人数|次数|场数|户数|家数|数量|数|量)?$"
_ACCEPTED, _CLOSED = re.compile(r"受理|接收|收到|接到"), re.compile(r"按期办结|按时办结|办结|结案|答复|回复")
_COUNT_TAIL = re.compile(_TAIL)
_STEPS = (re.compile(r"发放|发出"), re.compile(r"回收|收回"), re.compile(r"有效"))
_SHARE = re.compile(r"^(?P<part>.{2,16}?)占(?P<whole>.{2,16}?)(?:总数|总量)?的?(?:比例|比重|比率|率)$")
_MEAN = re.compile(r"^(?P<stem>.{2,12}?)(?P<unit>[场人户家件次项宗])均(?P<what>.{1,8})$")
_GROWTH = re.compile(
    r"^(?P<stem>.{2,20}?)(?:数|量)?(?:比上年|较上年|同比)?增长(?:率|幅度)?$|^(?P<other>.{2,20}?)(?:数|量)?增幅$"
)
_LAST_YEAR = re.compile(r"^(?:上年度?|去年)")
_HUNDREDTH = Fraction(1, 100)


def _first(figure: Figure) -> Statement:
    return figure.statements[0]


def _scope(figure: Figure) -> tuple[str, str]:
    return _first(figure).period, _first(figure).scope


def _named(case: Case, name: str) -> Figure | None:
    """The figure of that name, whatever counting word it ends with."""
    stems = case.once(
        "figure stems", lambda: {_COUNT_TAIL.sub("", f.name): f for f in reversed(case.submission.figures)}
    )
    return stems.get(_COUNT_TAIL.sub("", name))


@check(3, "figure.more_done", "figure.survey")
def steps_of_one_work(case: Case) -> Iterator[Finding]:
    """Cases closed against cases accepted of one name, unit, period and scope (a doubt: some may be of the year
    before); survey forms valid, returned and sent."""
    counts = [f for f in case.submission.figures if f.kind == "count"]
    accepted = {
        (_subject(f, _ACCEPTED), _first(f).unit, _scope(f)): f for f in counts if _ACCEPTED.search(f.name)
    }
    for figure in counts if accepted else ():
        whole = (
            accepted.get((_subject(figure, _CLOSED), _first(figure).unit, _scope(figure)))
            if _CLOSED.search(figure.name)
            else None
        )
        if whole is not None and whole is not figure:
            yield from _exceeds("figure.more_done", DOUBT, figure, whole)
    forms = [f for f in counts if "问卷" in f.name]
    steps = [(number, f) for number, pattern in enumerate(_STEPS) for f in forms if pattern.search(f.name)]
    for (one, earlier), (other, later) in pairwise(steps):
        if one < other and _scope(earlier) == _scope(later):
            yield from _exceeds("figure.survey", ERROR, later, earlier)


def _subject(figure: Figure, verb: re.Pattern) -> str:
    return _COUNT_TAIL.sub("", verb.sub("", figure.name))


def _exceeds(code: str, severity: str, part: Figure, whole: Figure) -> Iterator[Finding]:
    a, b = _first(part), _first(whole)
    if a.amount - b.amount > slack(a) + slack(b):
        size = show_gap(a.amount - b.amount, "count", a.unit)
        yield Finding(
            code,
            severity,
            Text(
                f"{part.name} {a.printed}，大于{whole.name} {b.printed}，多 {size}",
                f"{part.name}, {a.printed}, exceeds {whole.name}, {b.printed}, by {size}",
            ),
            (place_of(a), place_of(b)),
            size,
            ask=Text(
                f"{part.name}与{whole.name}的台账和统计口径",
                f"registers of {part.name} and {whole.name}, and how they are counted",
            ),
        )


@check(2, "rate.share", "rate.mean", "rate.growth")
def figures_made_of_figures(case: Case) -> Iterator[Finding]:
    """Shares, means and growth rates whose parts are printed too, matched by their names alone and, for shares and
    growth, in one unit."""
    for figure in case.submission.figures:
        if figure.rate_of or not any(sign in figure.name for sign in "占均增"):
            continue
        if figure.kind == "rate" and (match := _SHARE.match(figure.name)):
            part, whole = _named(case, match["part"]), _named(case, match["whole"])
            yield from _compared(case, "rate.share", figure, part, whole, Fraction(0), alike=True)
        elif figure.kind == "rate" and (match := _GROWTH.match(figure.name)):
            stem = match["stem"] or match["other"]
            last = next(
                (
                    f
                    for f in case.submission.figures
                    if _LAST_YEAR.match(f.name)
                    and _COUNT_TAIL.sub("", _LAST_YEAR.sub("", f.name)) == _COUNT_TAIL.sub("", stem)
                ),
                None,
            )
            yield from _compared(
                case, "rate.growth", figure, _named(case, stem), last, Fraction(1), alike=True
            )
        elif match := _MEAN.match(figure.name):
            total = next(
                (
                    f
                    for f in case.submission.figures
                    if f is not figure and f.name.startswith(match["stem"]) and f.name.endswith(match["what"])
                ),
                None,
            )
            yield from _compared(
                case,
                "rate.mean",
                figure,
                total,
                _named(case, match["stem"] + match["unit"] + "数"),
                Fraction(0),
                alike=False,
            )


def _compared(
    case: Case,
    code: str,
    figure: Figure,
    part: Figure | None,
    whole: Figure | None,
    less: Fraction,
    *,
    alike: bool,
) -> Iterator[Finding]:
    if part is None or whole is None or part is whole or figure in (part, whole):
        return
    a, b, said = _first(part), _first(whole), _first(figure)
    if not b.amount or (alike and a.unit[-1:] != b.unit[-1:]) or said.scope != a.scope or said.approximate:
        return
    exact = a.amount / b.amount - less
    allowed = said.tolerance + (a.tolerance if slack(a) else Fraction(0)) / b.amount
    if compare(said.amount - exact, max(allowed, said.tolerance)) != DIFFERS:
        return
    is_rate = figure.kind == "rate"
    shown = show_rate(exact) if is_rate else show_number(exact) + said.unit
    size = (
        show_gap(said.amount - exact, "rate" if is_rate else "count", said.unit)
        if is_rate
        else show_number(abs(said.amount - exact)) + said.unit
    )
    sums = f"{part.name} {a.printed} ÷ {whole.name} {b.printed}" + (" − 1" if less else "")
    yield Finding(
        code,
        ERROR,
        Text(
            f"{figure.name}所报为 {said.printed}，按{sums} 应为 {shown}，相差 {size}",
            f"{figure.name} is {said.printed}; {sums} gives {shown}",
        ),
        (place_of(said), place_of(a), place_of(b)),
        size,
        ask=Text(f"{figure.name}的计算过程", f"how {figure.name} was worked out"),
    )


@check(2, "rate.unit_cost")
def unit_costs(case: Case) -> Iterator[Finding]:
    """A target in yuan per unit that bears a task's name, against the task's spending ÷ the quantity in that unit which
    the text gives in the sentence on the task; a doubt beyond a hundredth."""
    projects = [
        row
        for row in (case.submission.tasks.rows if case.submission.tasks else ())
        if row.category == "project" and row.spent
    ]
    for target in case.targets if projects else ():
        unit, _, per = target.parsed.actual_unit.partition("/")
        value = target.parsed.actual_number
        task = (
            next((row for row in projects if target.target.name.startswith(row.name)), None)
            if unit == "元" and per and value
            else None
        )
        if task is None or value is None or target.parsed.actual_high is not None:
            continue
        sentences = [s for s in case.sentences if s.part == "performance" and task.name in s.text]
        done = [
            s
            for f in case.submission.figures
            if f.kind != "money"
            for s in f.statements[:1]
            if s.unit == per
            and s.amount
            and any(s.section == said.section and "".join(s.quote.split()) in said.text for said in sentences)
        ]
        if len(done) != 1 or abs(value - (exact := task.spent / done[0].amount)) <= exact * _HUNDREDTH:
            continue
        size = show_number(abs(value - exact)) + "元"
        yield Finding(
            "rate.unit_cost",
            DOUBT,
            Text(
                f"指标“{target.target.name}”填报 {target.target.actual}，按“{task.name}”支出 {show_exact(task.spent)}元 ÷ {done[0].printed} 应为 {show_number(exact)}元/{per}，相差 {size}",
                f"{target.target.name} is {target.target.actual}; {task.name}, {show_exact(task.spent)} yuan ÷ {done[0].printed}, gives {show_number(exact)} yuan",
            ),
            (
                target.place,
                Place(case.task_section, f"{task.name} 执行 {show_exact(task.spent)}元"),
                place_of(done[0]),
            ),
            size,
            ask=Text(f"“{target.target.name}”的计算过程", f"how {target.target.name} was worked out"),
        )


@check(3, "restated.plan")
def plans_against_targets(case: Case) -> Iterator[Finding]:
    """计划 or 年度任务为 with a target's very name and unit, against the target's expected value."""
    text = case.text_of("performance", "results")
    for row in case.targets:
        parsed, name = row.parsed, "".join(row.target.name.split())
        if (
            parsed.expected_number is None
            or len(name) < 4
            or name not in text
            or parsed.expected_unit in ("%", "元")
            or parsed.expected_high is not None
        ):
            continue
        match = re.search(
            rf"(?:计划|任务为|目标为|目标){re.escape(name)}(\d+(?:\.\d+)?){re.escape(parsed.expected_unit)}(?!以)",
            text,
        )
        if match is None or parse_number(match[1]) == parsed.expected_number:
            continue
        sentence = next(s for s in case.sentences if match.group() in s.text)
        size = show_exact(abs(parse_number(match[1]) - parsed.expected_number)) + parsed.expected_unit
        yield Finding(
            "restated.plan",
            DOUBT,
            Text(
                f"〔{sentence.section}〕“{match.group()}”，指标“{row.target.name}”的目标值为 {row.target.expected}，相差 {size}",
                f"{sentence.section}: {match.group()}; the target of {row.target.name} is {row.target.expected}, {size} apart",
            ),
            (sentence.place(match.group()), row.place),
            size,
            ask=Text(f"“{row.target.name}”的年度计划批复", f"the approved plan for {row.target.name}"),
        )


_OPPOSITE = (("在建", "竣工"), ("在建", "完工"), ("在办", "办结"), ("未完成", "已完成"))


@check(3, "figure.opposite")
def opposite_parts(case: Case) -> Iterator[Finding]:
    """A whole that is said to go on (在建) with a part that is said to be over (已竣工)."""
    for whole in case.submission.figures:
        for part in (case.figures[name] for name in whole.sum_of if name in case.figures):
            a, b = _first(whole), _first(part)
            words = next(
                (
                    (going, over)
                    for going, over in _OPPOSITE
                    if going in whole.name and over in b.quote and going not in b.quote
                ),
                None,
            )
            if words:
                yield Finding(
                    "figure.opposite",
                    NOTE,
                    Text(
                        f"{whole.name} {a.printed}，其中{part.name} {b.printed}：“{words[1]}”的不应列在“{words[0]}”之内",
                        f"{whole.name}, {a.printed}, includes {part.name}, {b.printed}, which is its opposite",
                    ),
                    (place_of(a), place_of(b)),
                    ask=Text(f"{whole.name}的清单和状态", f"the list of {whole.name} with its state"),
                )


_FAMILY = re.compile(r"对?个人(?:与|和)家庭(?:的)?补助")
_HIGH = Fraction(200_000)


@check(2, "rate.per_retired")
def aid_per_retired(case: Case) -> Iterator[Finding]:
    """The task row for aid to individuals and families ÷ retired staff, where that is above 200 000 yuan a year: the
    row may hold other people or items."""
    retired = case.first("retired_staff_count")
    rows = [
        row
        for row in (case.submission.tasks.rows if case.submission.tasks else ())
        if _FAMILY.search(row.name)
    ]
    if retired is None or not retired.amount or len(rows) != 1 or rows[0].spent / retired.amount <= _HIGH:
        return
    each = show_amount(rows[0].spent / retired.amount, "money", "万元")
    yield Finding(
        "rate.per_retired",
        NOTE,
        Text(
            f"“{rows[0].name}”执行 {show_amount(rows[0].spent, 'money', '万元')} ÷ 离退休 {retired.printed}，人均 {each}：发给哪些人、哪些项目没有说明",
            f"{rows[0].name} ÷ {retired.printed} retired is {each} each: who got what is not stated",
        ),
        (
            Place(case.task_section, f"{rows[0].name} 执行 {show_exact(rows[0].spent)}元"),
            place_of(retired),
        ),
        ask=Text(f"“{rows[0].name}”的发放对象和项目明细", f"who was paid from {rows[0].name}, and for what"),
    )
