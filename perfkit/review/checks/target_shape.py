"""Checks of group 6: direction and shape of targets, weights, units, and the rubric's own misprints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from perfkit.base.quantities import show_exact
from perfkit.base.text import Text
from perfkit.filing.filed_tables import Target
from perfkit.filing.targets.codes import Flag, Operator
from perfkit.review.case import Case, sure
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding, Place, place_of
from perfkit.review.registry import check

# Rates, and counts of what nobody wants: 处理投诉数量 and 拆除违规广告数量 are work, of which more is better.
_BAD = re.compile(
    r"(?:差错|错误|故障|事故|失误)(?:率|次数|起数|件数)|投诉率|违规率|违法率|逾期率|超期率|超支率|死亡率|流失率|辞职率|空置率|闲置率|不合格率|发案率|漏损率"
)
_CHANGED = re.compile(r"下降|降低|减少|缩减|压减|增长|提高|提升|上升")
_SAVED = re.compile(r"节约|节省|降低|压减|收入|收益|追缴|追回|增收")
_COST = re.compile(r"(?:费用?|支出|成本|金额|单价)(?:数|额)?$")
_PRAISED = re.compile(r"超额|超计划|超出目标|优于|达标|已达成|圆满|好于")
_GOOD = re.compile(
    r"满意|(?<!不)合格率|覆盖率|(?<!未)完成率|(?<!不)及时率|达标率|办结率|回复率|参保率|知晓率|利用率|使用率|准确率|到位率"
)
# A plan can be more than fulfilled; a share of a whole cannot exceed it.
_MAY_EXCEED = re.compile(
    r"完成率|执行率|增长|增幅|增速|任务|计划|目标|产量|产值|收入|达成率|实现率|比例|提高|提升|倍|同比"
)
_POINTS = re.compile(r"[（(](\d+(?:\.\d+)?)\s*分[）)]")
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2})[（(]\1[）)]")


@check(
    6,
    "target.direction",
    "target.money_as_output",
    "target.over_one",
    "target.mixed",
    "target.name_asks_number",
)
def target_shapes(case: Case) -> Iterator[Finding]:
    """What the target table gets wrong in form, whatever was achieved."""
    nameless = []
    for row in case.targets:
        parsed, target = row.parsed, row.target
        asked = Text(
            f"“{target.name}”的口径、目标值和实际值", f"how {target.name} is defined, its target and result"
        )
        up, down = (
            parsed.operator in (Operator.AT_LEAST, Operator.ABOVE),
            parsed.operator in (Operator.AT_MOST, Operator.BELOW),
        )
        written = re.search(r"[≥≤<>＜＞]|不低于|不少于|以上|不超过|不高于|以下|以内", target.expected)
        if (
            written
            and not _CHANGED.search(target.expected)
            and (
                up
                and (
                    _BAD.search(target.name)
                    or target.kind == "cost"
                    and parsed.expected_unit.startswith("元")
                    and not _SAVED.search(target.name + target.expected)
                )
                or down
                and _GOOD.search(target.name)
                and not _BAD.search(target.name)
                and parsed.expected_unit == "%"
            )
        ):
            yield Finding(
                "target.direction",
                DOUBT,
                Text(
                    f"指标“{target.name}”的目标写作“{target.expected}”，方向可能写反",
                    f"{target.name}: the target {target.expected} may point the wrong way",
                ),
                (row.place,),
                ask=asked,
            )
        if parsed.met is False and _PRAISED.search(target.actual):
            yield Finding(
                "target.direction",
                ERROR,
                Text(
                    f"指标“{target.name}”预期 {target.expected}，实际 {target.actual}：没有达成，却当作达成来报",
                    f"{target.name}: {target.expected} expected, {target.actual} reached; it was missed and is reported as met",
                ),
                (row.place,),
                ask=asked,
            )
        if Flag.MONEY_AS_OUTPUT in parsed.flags:
            yield Finding(
                "target.money_as_output",
                DOUBT,
                Text(
                    f"数量指标“{target.name}”填的是支出金额（{target.actual}），花钱不是产出",
                    f"{target.name}, an output, is an amount of money ({target.actual}); spending is not an output",
                ),
                (row.place,),
                ask=asked,
            )
        if Flag.OVER_100_PERCENT in parsed.flags:
            severity = (
                NOTE
                if _MAY_EXCEED.search(target.name) and not re.search("按期|按时|及时|合格|准确", target.name)
                else DOUBT
            )
            yield Finding(
                "target.over_one",
                severity,
                Text(
                    f"指标“{target.name}”实际值 {target.actual} 超过 100%",
                    f"{target.name}: {target.actual} is above 100 %",
                ),
                (row.place,),
                ask=asked,
            )
        no_money = (
            _COST.search(target.name)
            and target.kind not in ("cost", "quantity")
            and not _COST.search(target.expected)
            and not parsed.sets_value
        )
        if Flag.RATE_STATED_AS_COUNT in parsed.flags or Flag.NAME_ASKS_SEVERAL in parsed.flags or no_money:
            yield Finding(
                "target.mixed",
                NOTE,
                Text(
                    f"指标“{target.name}”的名称与目标值“{target.expected}”、实际值“{target.actual}”不是同一个量，或一个指标包含几件事",
                    f"{target.name}: name, {target.expected} and {target.actual} are not one quantity, or one target asks about several things",
                ),
                (row.place,),
                ask=asked,
            )
        if Flag.NAME_ASKS_NUMBER in parsed.flags:
            nameless.append(row)
    if nameless:
        listed = "、".join(f"“{row.target.name}”" for row in nameless[:10])
        yield Finding(
            "target.name_asks_number",
            NOTE,
            Text(
                f"{len(nameless)} 个指标名称上要一个数，目标值却没有数：{listed}",
                f"{len(nameless)} targets whose name asks for a number set none: {listed}",
            ),
            tuple(row.place for row in nameless[:8]),
            ask=Text("这些指标的目标值和实际值", "values for these targets"),
        )


def _left_over(case: Case) -> bool:
    """True where the form prints no maxima and its weights leave the execution rate no whole share of the points.

    Forms give the execution rate 10 or 20 points, now and then another multiple of five.
    """
    if case.submission.form.blocks:
        return False
    rows = [row.indicator for row in case.evaluation.rows]
    scored = [row for row in rows if row.targets is None]
    return len(scored) < len(rows) and any(row.max % 5 for row in scored)


@check(6, "sum.weights")
def weights(case: Case) -> Iterator[Finding]:
    """Weights that the department filed: the points of their row where the rubric scores by them, else 100.

    Forms that give the execution rate 10 points leave 90 for the targets, so that 90 fits as well. A form of no
    known scoring table is held against its own print (`sum.block_weights`).
    """
    policies: list[tuple[Text, Callable[[Target], bool], tuple[Fraction, ...]]] = [
        (row.indicator.name.text, policy.takes, (row.indicator.max,))
        for row in case.evaluation.rows
        if (policy := row.indicator.targets) is not None and policy.weights == "filed"
    ]
    usual = [(Text("绩效指标", "targets"), lambda target: True, (Fraction(100), Fraction(90)))]
    if policies and _left_over(case):
        whole = tuple(Fraction(number) for number in (100, 90, 80))
        policies = [(Text("绩效指标", "targets"), lambda target: True, whole)]
    for name, takes, wanted in policies or (usual if case.evaluation.rows else []):
        rows = [t for t in case.targets if takes(t.target)]
        if not rows or any(t.target.weight is None for t in rows):
            continue
        total = sum((sure(t.target.weight) for t in rows), Fraction(0))
        if total in wanted:
            continue
        gap = show_exact(min(abs(total - points) for points in wanted))
        yield Finding(
            "sum.weights",
            ERROR if policies else DOUBT,
            Text(
                f"“{name.zh}”{len(rows)} 个指标的权重之和为 {show_exact(total)}，应为 {'或'.join(show_exact(points) for points in wanted)}，相差 {gap}",
                f"{name.en}: the weights of {len(rows)} targets sum to {show_exact(total)}, not {' or '.join(show_exact(points) for points in wanted)}",
            ),
            tuple(Place(t.section, t.target.name, show_exact(sure(t.target.weight))) for t in rows)[:10],
            gap + "分",
            ask=Text("权重分配表", "the table of weights"),
        )


@check(6, "rubric.misprint")
def rubric_misprints(case: Case) -> Iterator[Finding]:
    """Points printed in a clause beyond the row's own, and words doubled in brackets."""
    for row in case.rubric.indicators:
        section = f"评分表 {row.name.zh}"
        for printed in _POINTS.findall(row.standard):
            if Fraction(printed) > row.max:
                gap = show_exact(Fraction(printed) - row.max)
                yield Finding(
                    "rubric.misprint",
                    NOTE,
                    Text(
                        f"“{row.name.zh}”条文印“{printed}分”，本行分值 {show_exact(row.max)} 分，多 {gap} 分；按本行分值计算",
                        f"{row.name.text.en}: a clause prints {printed} points in a row of {show_exact(row.max)}; the row's points are used",
                    ),
                    (
                        Place(section, f"（{printed}分）", printed),
                        Place(section, "分值", show_exact(row.max)),
                    ),
                    gap + "分",
                    ask=Text("评分表的正式文本", "the official text of the scoring table"),
                )
        for match in _DOUBLED.finditer(row.standard):
            yield Finding(
                "rubric.misprint",
                NOTE,
                Text(
                    f"“{row.name.zh}”条文印“{match.group()}”，用词重复",
                    f"{row.name.text.en}: {match.group()} doubles a word",
                ),
                (Place(section, match.group()),),
            )


@check(6, "unit.mixed", "three_public.items")
def units_and_items(case: Case) -> Iterator[Finding]:
    """Units that change within one passage; three-public items that the report does not mention."""
    for name in case.stated:
        if name in case.catalogue and name.endswith("_spent"):
            spent, budget = case.first(name), case.first(name.removesuffix("_spent") + "_budget")
            if (
                spent
                and budget
                and spent.section == budget.section
                and spent.unit != budget.unit
                and (spent.amount or budget.amount)
            ):
                yield Finding(
                    "unit.mixed",
                    NOTE,
                    Text(
                        f"{case.name(name)}印 {spent.printed}，预算印 {budget.printed}，单位不一",
                        f"{case.name(name, 'en')} is in {spent.unit}, its budget in {budget.unit}",
                    ),
                    (place_of(budget), place_of(spent)),
                )
    items = ("abroad", "reception", "vehicle_purchase", "vehicle_running")
    filed = case.submission.facts
    known = [item for item in items if f"{item}_budget" in filed or f"{item}_spent" in filed]
    absent = [item for item in items if item not in known]
    if known and absent and not any(f"three_public_{side}" in filed for side in ("budget", "spent")):
        names, names_en = (
            "、".join(case.name(f"{item}_spent").removesuffix("支出数") for item in absent),
            ", ".join(case.name(f"{item}_spent", "en") for item in absent),
        )
        yield Finding(
            "three_public.items",
            DOUBT,
            Text(
                f"“三公”经费只列了 {len(known)} 项，没有提到{names}，合计数也没有印",
                f"three-public funds: {len(known)} of 4 items are listed; {names_en} and the total are not",
            ),
            tuple(
                place_of(case.submission.facts[f"{item}_spent"][0])
                for item in known
                if filed.get(f"{item}_spent")
            ),
            stakes=case.rests_on(("three_public_spent", "three_public_budget")),
            ask=Text(
                f"“三公”经费决算表（含{names}，没有的注明为 0）",
                f"the three-public accounts, with {names_en} (0 where there was none)",
            ),
        )
