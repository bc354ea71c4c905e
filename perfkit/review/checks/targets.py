"""Checks of group 5: targets, what they can tell, and the marks that rest on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_exact, show_rate
from perfkit.base.text import Text
from perfkit.evaluation.target_rows import NO_VALUE
from perfkit.filing.targets.codes import Flag, Guess, Reason
from perfkit.review.arithmetic import show_amount
from perfkit.review.case import Case, Row, is_full, is_judged, is_nearly_full, sure
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding, Place
from perfkit.review.registry import check

_NEARLY = Fraction(9, 10)
_SPECIFIC = re.compile(
    r"(?:具体的?|细化|量化|可衡量|明确)[^，。；]{0,12}(?:指标值|目标值|产出指标|绩效指标)|指标(?:值)?(?:均|都)?(?:已)?(?:细化|量化|可衡量)"
)
_DECORATION = re.compile(r"[\s（(].*?[）)]|\s")
_MOST_PLACES = 9
_HANDED_DOWN = re.compile(r"重点(?:工作|任务)|交办|督办|下达")
_BAD_THING = re.compile(
    r"超|违|逾期|投诉|事故|差错|错误|延误|拖欠|闲置|故障|败诉|舆情|流失|浪费|挪用|挤占|重复|不|无|未"
)
_NEARLY_SPENT = Fraction(9, 10)
_UNSPENT = Fraction(4, 5)


def _denied(row: Row) -> bool:
    """A target answered with no, where no is not the good answer (是否超支)."""
    parsed = row.parsed
    asked = row.target.name + row.target.expected
    return parsed.met is None and parsed.claim == "no" and not _BAD_THING.search(asked)


def _bare(actual: str) -> str:
    """A result without the word 实际 that the sentence has already."""
    return re.sub(r"^实际(?:完成|支付|达到)?\s*", "", actual)


def _places(rows: list[Row]) -> tuple[Place, ...]:
    return tuple(row.place for row in rows[:_MOST_PLACES])


def stakes_of(case: Case, *kinds: str) -> tuple[tuple[str, Fraction], ...]:
    """Rows with full marks that rest on these kinds, with what they claim beyond the figures."""
    if ("stakes", *kinds) not in case.shared:
        rows = [row for row in case.relying_on(*kinds) if is_nearly_full(row) and is_judged(row)]
        case.shared["stakes", *kinds] = tuple(
            (row.indicator.id, case.beyond_figures(row)) for row in rows if case.beyond_figures(row)
        )
    return case.shared["stakes", *kinds]


@check(5, "target.unmet")
def unmet_targets(case: Case) -> Iterator[Finding]:
    """Targets that their own figures, or the department's own answer, show as missed, beside full marks in the rows
    that rest on them.

    An error where less than nine tenths was reached and a row that rests on it has full marks; a doubt
    where it was nearly reached; a note where the department took points off. The row for key work handed
    down from above rests only on targets that speak of such work.
    """
    for row in case.targets:
        parsed = row.parsed
        if parsed.met is not False and not _denied(row):
            continue
        full = [
            r
            for r in case.relying_on(row.target.block)
            if is_full(r)
            and is_judged(r)
            and ("key_work" not in r.indicator.topics or _HANDED_DOWN.search(row.target.name))
        ]
        share = None if parsed.expected_unit == "名次" else parsed.achievement
        reached = f"，达成 {show_rate(share)}" if share is not None else ""
        missing, size = "", ""
        if (
            parsed.expected_number is not None
            and parsed.actual_number is not None
            and parsed.expected_unit == parsed.actual_unit
        ):
            size = show_exact(abs(parsed.expected_number - parsed.actual_number)) + (
                "个百分点" if parsed.expected_unit == "%" else parsed.expected_unit
            )
            missing = f"，差 {size}"
        names = "、".join(f"“{r.indicator.name.zh}”{show_exact(sure(r.self_score))} 分" for r in full)
        names_en = ", ".join(f"{r.indicator.name.text.en} {show_exact(sure(r.self_score))}" for r in full)
        yield Finding(
            "target.unmet",
            NOTE if not full else DOUBT if share is not None and share >= _NEARLY else ERROR,
            Text(
                f"指标“{row.target.name}”未达成：预期 {row.target.expected}，实际 {_bare(row.target.actual)}{missing}{reached}"
                + (f"；而{names}为满分" if full else ""),
                f"the target {row.target.name} was missed: {row.target.expected} expected, {row.target.actual} reached"
                + (f"; yet full marks in {names_en}" if full else ""),
            ),
            (row.place, *(case.score_place(r) for r in full)),
            size,
            tuple((r.indicator.id, points) for r in full if (points := case.beyond_figures(r))),
            Text(
                f"“{row.target.name}”未达成的原因和完成情况的原始记录",
                f"why {row.target.name} was missed, with the records",
            ),
        )


@check(5, "target.not_measurable", "target.only_measured_fail")
def measurability(case: Case) -> Iterator[Finding]:
    """The share of targets that no figure can confirm, beside the self-score for measurability.

    An error where more than half cannot be measured and no row that rests on it gave up a point.
    """
    rows = case.targets
    vague = [row for row in rows if row.parsed.reason in NO_VALUE]
    if not rows or not vague:
        return
    share = Fraction(len(vague), len(rows))
    relying = [row for row in case.relying_on("measurability") if row.self_score]
    specific = next(
        (
            s
            for s in case.sentences
            if s.part in ("budget_preparation", "budget_execution", "experience", "results", "performance")
            and _SPECIFIC.search(s.text)
        ),
        None,
    )
    many = share > Fraction(1, 3) and bool(relying)
    severity = (
        NOTE if not many else ERROR if share > Fraction(1, 2) and all(is_full(r) for r in relying) else DOUBT
    )
    kinds = {
        "quantity": "数量",
        "quality": "质量",
        "timeliness": "时效",
        "cost": "成本",
        "economic": "经济",
        "social": "社会",
        "ecological": "生态",
        "sustainable": "可持续",
        "satisfaction": "满意度",
    }
    counted = "，".join(
        f"{zh} {sum(r.target.kind == kind for r in vague)}/{sum(r.target.kind == kind for r in rows)}"
        for kind, zh in kinds.items()
        if any(r.target.kind == kind for r in vague)
    )
    yield Finding(
        "target.not_measurable",
        severity,
        Text(
            f"{len(rows)} 个指标中有 {len(vague)} 个的预期值没有可衡量的数（{show_rate(share)}）：{counted}"
            + (
                "；"
                + "、".join(
                    f"“{r.indicator.name.zh}”自评 {show_exact(sure(r.self_score))}／{show_exact(r.indicator.max)}"
                    for r in relying
                )
                if relying
                else ""
            ),
            f"{len(vague)} of {len(rows)} targets ({show_rate(share)}) set no value that a figure could confirm"
            + (
                "; "
                + ", ".join(
                    f"{r.indicator.name.text.en}: {show_exact(sure(r.self_score))} of {show_exact(r.indicator.max)}"
                    for r in relying
                )
                if relying
                else ""
            ),
        ),
        (
            *((specific.place(),) if specific else ()),
            *(case.score_place(r) for r in relying),
            *_places(vague),
        ),
        f"{len(vague)}/{len(rows)}",
        stakes_of(case, "measurability") if many else (),
        Text("这些指标的目标值、测算依据和实际完成值", "values, grounds and results for these targets"),
    )
    failed = [row for row in rows if row.parsed.met is False]
    claimed = [row for row in vague if row.parsed.claim == "yes"]
    if failed and len(claimed) >= 5 and not any(row.parsed.claim == "no" for row in vague):
        yield Finding(
            "target.only_measured_fail",
            NOTE,
            Text(
                f"预期值没有可衡量的数的 {len(vague)} 个指标没有一个报未达成；没有达成的 {len(failed)} 个全在能衡量的指标里",
                f"none of the {len(vague)} targets without a value is reported as missed; all {len(failed)} that were missed can be measured",
            ),
            _places(failed),
            ask=Text("不能衡量的指标的考核记录", "records behind the targets that cannot be measured"),
        )


@check(5, "target.block_unmeasured")
def unmeasured_block(case: Case) -> Iterator[Finding]:
    """Full marks in a row that rests on one block of targets, where no target of the block holds a figure."""
    for row in case.evaluation.rows:
        blocks = [kind for kind in row.indicator.relies_on if kind in ("benefit", "satisfaction", "output")]
        if len(row.indicator.relies_on) != 1 or not blocks or not is_full(row) or not is_judged(row):
            continue
        block = [t for t in case.targets if t.target.block == blocks[0]]
        if not block or any(t.parsed.measurable for t in block):
            continue
        name = row.indicator.name.text
        yield Finding(
            "target.block_unmeasured",
            DOUBT,
            Text(
                f"“{name.zh}”自评满分 {show_exact(sure(row.self_score))} 分，所依据的 {len(block)} 个指标都只填“{block[0].target.actual}”一类的话，没有比率、样本和方法；数据只能确认 {show_exact(row.standing.confirmed)} 分",
                f"{name.en}: full marks, {show_exact(sure(row.self_score))}; the {len(block)} targets behind it say {block[0].target.actual} and the like, without rate, sample or method; figures confirm {show_exact(row.standing.confirmed)}",
            ),
            (case.score_place(row), *_places(block)),
            show_exact(case.beyond_figures(row)) + "分",
            ((row.indicator.id, case.beyond_figures(row)),),
            Text(
                "满意度调查的问卷、样本和统计结果"
                if blocks[0] == "satisfaction"
                else "这些指标的实际完成值和依据",
                "survey form, sample and results"
                if blocks[0] == "satisfaction"
                else "results of these targets with their grounds",
            ),
        )


@check(
    5,
    "target.no_result",
    "target.other_question",
    "target.cost_not_spent",
    "target.approximate",
    "target.always_met",
)
def answers(case: Case) -> Iterator[Finding]:
    """Targets whose result is missing, answers something else, or says nothing about what was achieved."""
    unstated: list[Row] = []
    for row in case.targets:
        parsed, target = row.parsed, row.target
        asked = Text(f"“{target.name}”的完成情况及原始记录", f"the result of {target.name} with its records")
        stakes = stakes_of(case, target.block)
        if parsed.reason is Reason.NOT_REPORTED:
            yield Finding(
                "target.no_result",
                DOUBT,
                Text(
                    f"指标“{target.name}”预期“{target.expected}”，没有填实际完成值",
                    f"{target.name}: {target.expected} expected, no result filed",
                ),
                (row.place,),
                stakes=stakes,
                ask=asked,
            )
        elif parsed.answers_question is False and not _several(parsed):
            narrowed = Flag.BASE_RESTRICTED in parsed.flags
            zh = "只就已开展的部分作答，换了分母" if narrowed else "没有回答所问"
            en = (
                "answers only for the part that was carried out"
                if narrowed
                else "does not answer what was asked"
            )
            yield Finding(
                "target.other_question",
                DOUBT,
                Text(
                    f"指标“{target.name}”问“{target.expected}”，填“{target.actual}”，{zh}",
                    f"{target.name}: asked {target.expected}, answered {target.actual}: it {en}",
                ),
                (row.place,),
                stakes=stakes,
                ask=asked,
            )
        if (
            Flag.COST_REWARDS_NOT_SPENDING in parsed.flags
            and parsed.expected_number
            and parsed.actual_number is not None
        ):
            if parsed.actual_unit == parsed.expected_unit:  # 90 beside 90万元: nobody knows of what
                yield from _not_spent(case, row)
        elif Flag.COST_REWARDS_NOT_SPENDING in parsed.flags and target.actual:
            unstated.append(row)
        if Guess.APPROXIMATE in parsed.guesses and parsed.met and target.kind == "cost":
            yield Finding(
                "target.approximate",
                NOTE,
                Text(
                    f"指标“{target.name}”的实际值“{target.actual}”是约数，没有数量和总额，不能核对",
                    f"{target.name}: {target.actual} is approximate and cannot be checked without numbers and totals",
                ),
                (row.place,),
                ask=asked,
            )
        if parsed.reason is Reason.AS_NEEDED:
            yield Finding(
                "target.always_met",
                NOTE,
                Text(
                    f"指标“{target.name}”预期“{target.expected}”，实际“{target.actual}”，没有目标值，任何结果都算达成",
                    f"{target.name}: {target.expected} expected, {target.actual} reached; it is met whatever happens",
                ),
                (row.place,),
                ask=Text(f"“{target.name}”的年度计划数", f"the year's plan for {target.name}"),
            )
    yield from _limits_without_figures(unstated)


def _several(parsed) -> bool:
    """Two things asked at once: said as such (target.mixed), not as an answer to another question."""
    return Flag.NAME_ASKS_SEVERAL in parsed.flags


def _not_spent(case: Case, row: Row) -> Iterator[Finding]:
    """A note from four fifths of the budget to nine tenths, a doubt below; above, most of it was spent."""
    parsed, target = row.parsed, row.target
    share = sure(parsed.actual_number) / sure(parsed.expected_number)
    if share > _NEARLY_SPENT:
        return
    of_rate = parsed.expected_unit == "%"
    gap = sure(parsed.expected_number) - sure(parsed.actual_number)
    size = (
        show_exact(gap) + "个百分点"
        if of_rate
        else show_amount(gap, "money")
        if parsed.expected_unit == "元"
        else show_exact(gap)
    )
    left = f"，少付 {size}" if parsed.expected_unit == "元" else ""
    base = "，且没有列明分子、分母" if of_rate else ""
    yield Finding(
        "target.cost_not_spent",
        DOUBT if share <= _UNSPENT else NOTE,
        Text(
            f"指标“{target.name}”以预算为上限，实际为其 {show_rate(share)}{left}；未支出不等于节约{base}",
            f"{target.name} takes the budget as its limit; {show_rate(share)} of it was used; money not spent is not money saved",
        ),
        (row.place,),
        size,
        stakes_of(case, target.block) if share <= _UNSPENT else (),
        Text(
            f"“{target.name}”的预算数、支付明细和完成的工作量",
            f"budget, payments and work done for {target.name}",
        ),
    )


def _limits_without_figures(rows: list[Row]) -> Iterator[Finding]:
    if rows:
        names, names_en = (
            "、".join(f"“{row.target.name}”" for row in rows),
            ", ".join(row.target.name for row in rows),
        )
        yield Finding(
            "target.cost_not_spent",
            NOTE,
            Text(
                f"{len(rows)} 个成本指标以预算为上限（{rows[0].target.expected}），没有列明预算数和支付数，不能核对：{names}",
                f"{len(rows)} cost targets take the budget as their limit ({rows[0].target.expected}) without printing budget or payment: {names_en}",
            ),
            _places(rows),
            ask=Text(
                f"{names}的预算数、支付明细和完成的工作量", f"budget, payments and work done for {names_en}"
            ),
        )


@check(5, "target.counted_twice")
def counted_twice(case: Case) -> Iterator[Finding]:
    """Targets with the same question and answer under one name or two."""
    seen: dict[str, list[tuple[str, Row]]] = {}
    for row in case.targets:
        name = _DECORATION.sub("", row.target.name)
        values = "".join(f"{row.target.expected}→{row.target.actual}".split())
        long_question = len("".join(row.target.expected.split())) >= 8
        for other_name, other in seen.get(values, ()):
            alike = name == other_name or (
                min(len(name), len(other_name)) >= 4
                and (name.endswith(other_name) or other_name.endswith(name))
            )
            if alike or (long_question and name[:4] == other_name[:4]):
                yield Finding(
                    "target.counted_twice",
                    DOUBT,
                    Text(
                        f"指标“{row.target.name}”与“{other.target.name}”预期、实际都相同，同一结果计了两次",
                        f"{row.target.name} and {other.target.name} have the same expected and actual value: one result is counted twice",
                    ),
                    (other.place, row.place),
                    stakes=stakes_of(case, row.target.block),
                    ask=Text("两个指标的区别和各自的统计口径", "how the two targets differ"),
                )
                break
        seen.setdefault(values, []).append((name, row))
