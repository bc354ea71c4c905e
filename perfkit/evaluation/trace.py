"""The formula behind a criterion's points, with its numbers in it, as a person would write it down."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.quantities import Interval, show_exact, show_number, show_rate
from perfkit.base.text import say
from perfkit.evaluation.scoring import Outcome
from perfkit.evaluation.tree import CriterionResult
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.fact_book import MISSING, Found
from perfkit.rubric.kinds import (
    Allowance,
    Bands,
    Checklist,
    Completion,
    Criterion,
    Deduction,
    Judged,
    Limit,
    Progress,
    ProgressMean,
    Proportional,
    TargetScore,
    Tiers,
)


def trace(result: CriterionResult, lang: str = "zh") -> str:
    """The formula of one criterion with its numbers, then the judgement where there is one.

    Parameters
    ----------
    result : CriterionResult
    lang : str   "zh" or "en"

    Examples
    --------
    >>> from perfkit import load_department
    >>> longhua = load_department("sz-sif-longhua_2020").evaluate()
    >>> print(trace(longhua.by_criterion["management.funds.procurement_execution.1"]))
    实际采购金额合计数 19.85万元 ÷ 采购计划金额合计数 21.31万元 = 93.15%；× 1 = 0.93 分
    """
    parts = [_formula(result.criterion, result.outcome, lang)]
    for award in result.awards:
        judgement = award.judgement
        awarded = judgement.awarded(result.criterion.max)
        if awarded is not None:
            points = show_exact(awarded)
            parts.append(
                say(
                    lang,
                    f"{award.evaluator} 评 {points} 分：{judgement.reason}",
                    f"{award.evaluator} awards {points}: {judgement.reason}",
                )
            )
    return say(lang, "；", "; ").join(part for part in parts if part)


def show_fact(found: Found, lang: str = "zh") -> str:
    """A fact with its name and value: as printed where it is printed once, in its base unit otherwise.

    A missing fact is named as missing; a disputed one shows both ends.
    """
    kind = fact_catalogue()[found.fact]
    name = kind.name.in_(lang)
    if found.state == MISSING and found.span.low == 0:
        return say(lang, f"{name}（缺）", f"{name} (missing)")
    if not found.derived_from and found.statements:
        values = list(dict.fromkeys(statement.printed for statement in found.statements))
        return f"{name} {'／'.join(values)}"
    value = _value(found.span, kind.kind)
    if found.state == MISSING:
        return say(lang, f"{name} 至少 {value}", f"{name} at least {value}")
    return f"{name} {value}"


def _value(span: Interval, kind: str) -> str:
    low, high = _one(span.low, kind), None if span.high is None else _one(span.high, kind)
    return low if high is None or span.is_exact else f"{low}～{high}"


def _one(value: Fraction, kind: str) -> str:
    if kind == "money":
        return f"{show_exact(value / 10000)}万元"
    return show_rate(value) if kind == "rate" else show_exact(value)


def _points(points: Interval, lang: str) -> str:
    low, high = show_number(points.low), show_number(points.high)
    text = low if points.is_exact else f"{low}～{high}"
    return say(lang, f"{text} 分", f"{text} points")


def _formula(criterion: Criterion, outcome: Outcome, lang: str) -> str:
    if isinstance(criterion, Checklist | Judged | Tiers):
        return _by_judgement(criterion, outcome, lang)
    if isinstance(criterion, TargetScore):
        return _target(criterion, outcome, lang)
    if isinstance(criterion, Deduction):
        return _deduction(criterion, outcome, lang)
    if outcome.parts:
        return (
            _mean(criterion, outcome, lang)
            if isinstance(criterion, ProgressMean)
            else _sum(criterion, outcome, lang)
        )
    if outcome.measure is None:
        return say(
            lang, "预算（计划）与支出（完成）均为 0，按口径计 ", "nothing planned and nothing done: "
        ) + _points(outcome.points, lang)
    step = _step(criterion, outcome, lang)
    return say(lang, "；", "; ").join(part for part in (_measured(criterion, outcome, lang), step) if part)


def _measured(criterion: Criterion, outcome: Outcome, lang: str) -> str:
    if outcome.printed is not None:
        return say(
            lang,
            f"报告所载{show_fact(outcome.printed, lang)}（分子分母未载）",
            f"printed {show_fact(outcome.printed, lang)} (its parts are not)",
        )
    shown = [show_fact(found, lang) for found in outcome.found]
    formula = getattr(criterion, "formula", None)
    if formula is None:
        return "；".join(shown)
    tops = [text for name, text in zip(formula.arguments, shown, strict=True) if name in formula.rising]
    bottoms = [
        text for name, text in zip(formula.arguments, shown, strict=True) if name not in formula.rising
    ]
    if formula.name == "off_establishment_rate":
        bottoms = [*tops, *bottoms]
    top, bottom = " + ".join(tops), " + ".join(bottoms)
    top, bottom = (f"({top})" if len(tops) > 1 else top), (f"({bottom})" if len(bottoms) > 1 else bottom)
    measure = outcome.measure
    if measure.high is None and measure.low == 0 or outcome.missing and measure.low == 0:
        return f"{top} ÷ {bottom}"
    if measure.is_exact:
        return f"{top} ÷ {bottom} = {show_rate(measure.low)}"
    if measure.high is None:
        return f"{top} ÷ {bottom} ≥ {show_rate(measure.low)}"
    return f"{top} ÷ {bottom} = {show_rate(measure.low)}～{show_rate(measure.high)}"


def _step(criterion: Criterion, outcome: Outcome, lang: str) -> str:
    points = _points(outcome.points, lang)
    if outcome.measure is None or not outcome.measure.is_exact:
        if outcome.points.is_exact and outcome.measure is not None and outcome.measure.low > 0:
            return say(lang, f"无论缺项为多少，均为 {points}", f"whatever the missing figure is: {points}")
        return points
    value = outcome.measure.low
    if isinstance(criterion, Proportional):
        if value > 1:
            return say(lang, f"超过计划，{points}", f"more than planned: {points}")
        return f"× {show_exact(criterion.max)} = {points}"
    if isinstance(criterion, Completion):
        return f"× {show_exact(criterion.max)} = {points}"
    if isinstance(criterion, Bands):
        band = next(band for band in criterion.scale if band.holds(value))
        return f"{band.words().replace('x', show_rate(value))} → {points}"
    if isinstance(criterion, Limit):
        words, holds = criterion.band.words().replace("x", show_rate(value)), criterion.band.holds(value)
        return (
            f"{words} → {points}"
            if holds
            else say(lang, f"不满足 {words} → {points}", f"not {words} → {points}")
        )
    if isinstance(criterion, Progress):
        capped = (
            say(lang, "，以 1 为限", ", at most 1") if criterion.capped and value > criterion.schedule else ""
        )
        return f"÷ {show_rate(criterion.schedule, 0)} × {show_exact(criterion.max)}{capped} = {points}"
    if isinstance(criterion, Allowance):
        return _allowance(criterion, value, points, lang)
    return points


def _allowance(criterion: Allowance, value: Fraction, points: str, lang: str) -> str:
    if value <= criterion.free:
        return f"≤ {show_rate(criterion.free, 0)} → {points}"
    over = (value - criterion.free) * 100
    counted = show_exact(Fraction(int(over))) if criterion.step == "whole" else show_number(over)
    zh = (
        f"超出 {show_rate(criterion.free, 0)} 计 {counted} 个百分点 × {show_exact(criterion.each)} → {points}"
    )
    return say(
        lang,
        zh,
        f"{counted} points above {show_rate(criterion.free, 0)} × {show_exact(criterion.each)} → {points}",
    )


def _deduction(criterion: Deduction, outcome: Outcome, lang: str) -> str:
    if outcome.measure is None:
        each, full = show_exact(criterion.each), show_exact(criterion.max)
        return say(
            lang,
            f"{full} 分，每发现一项扣 {each} 分；项数待认定",
            f"{full} less {each} for each finding; their number is not established",
        )
    return f"{show_exact(criterion.max)} − {show_exact(criterion.each)} × {show_fact(outcome.found[0], lang)} = {_points(outcome.points, lang)}"


def _by_judgement(criterion: Criterion, outcome: Outcome, lang: str) -> str:
    low, high = show_exact(outcome.points.low), show_exact(outcome.points.high)
    text = say(lang, f"由评价人在 {low}～{high} 分之内评定", f"for an evaluator, {low} to {high} points")
    wanted = getattr(criterion, "precondition", None)
    if wanted is None:
        return text
    shown = show_fact(outcome.found[0], lang)
    if wanted.at_least is None:
        return f"{shown}；{text}" if lang == "zh" else f"{shown}; {text}"
    asked = show_exact(wanted.at_least)
    return say(lang, f"至少 {asked} 个，{shown}；{text}", f"at least {asked} asked; {shown}; {text}")


def _target(criterion: TargetScore, outcome: Outcome, lang: str) -> str:
    target = criterion.target
    sides = say(
        lang,
        f"预期“{target.expected}”，实际“{target.actual or '未填'}”",
        f"expected “{target.expected}”, actual “{target.actual or 'none'}”",
    )
    if outcome.not_applicable:
        return say(lang, f"{sides}；不适用，不计分", f"{sides}; does not apply")
    if outcome.measure is not None and outcome.points.is_exact:
        return f"{sides}{say(lang, '；', '; ')}{_target_step(criterion, outcome, lang)}"
    if outcome.points.is_exact:
        return f"{sides} → {_points(outcome.points, lang)}"
    steps = "；".join(
        f"{cut.name.text.in_(lang)} {show_rate(cut.low, 0)}～{show_rate(cut.high, 0)}"
        for cut in criterion.qualitative
    )
    return say(
        lang,
        f"{sides}；数字不能判定，由评价人在 0～{show_number(criterion.max)} 分之内评定（{steps}）",
        f"{sides}; no figure decides; for an evaluator, 0 to {show_number(criterion.max)} ({steps})",
    )


def _target_step(criterion: TargetScore, outcome: Outcome, lang: str) -> str:
    """How the share of its weight came about: in proportion, falling evenly to nothing, or all or nothing."""
    reached, weight, points = outcome.measure.low, show_number(criterion.max), _points(outcome.points, lang)
    share = outcome.points.low / criterion.max if criterion.max else Fraction(0)
    if reached >= 1 or abs(share - reached) * criterion.max < Fraction(1, 100):
        capped = say(lang, "，以权重为限", ", at most the weight") if reached > 1 else ""
        zh = f"完成 {show_rate(reached)} × 权重 {weight}{capped} = {points}"
        return say(lang, zh, f"{show_rate(reached)} × weight {weight}{capped} = {points}")
    if not share and reached < 0:
        return say(lang, f"实际值为负，{points}", f"a negative actual value: {points}")
    if not share and "linear_to_zero" not in criterion.operators.values():
        return say(lang, f"未达到，{points}", f"not met: {points}")
    times = show_number(1 / reached) if reached else "—"
    ends = show_exact(criterion.zero_at)
    zh = f"实际为目标的 {times} 倍，超过目标后到 {ends} 倍由满分降为 0：{show_rate(share)} × 权重 {weight} = {points}"
    en = f"{times} times the target, falling from full to 0 at {ends} times: {show_rate(share)} × weight {weight} = {points}"
    return say(lang, zh, en)


def _mean(criterion: ProgressMean, outcome: Outcome, lang: str) -> str:
    shares = [part.points for part in outcome.parts]
    inside = " + ".join(
        show_rate(share.low) if share.is_exact else f"[{show_rate(share.low)}～{show_rate(share.high)}]"
        for share in shares
    )
    return f"({inside}) ÷ {len(shares)} × {show_exact(criterion.max)} = {_points(outcome.points, lang)}"


def _sum(criterion: Criterion, outcome: Outcome, lang: str) -> str:
    return (
        " + ".join(_points(part.points, lang) for part in outcome.parts)
        + f" = {_points(outcome.points, lang)}"
    )
