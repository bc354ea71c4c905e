"""The formula behind a criterion's points, with its numbers in it, as a person would write it down."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from perfkit.base.quantities import Points, show_exact, show_number, show_rate
from perfkit.base.text import Text, say
from perfkit.evaluation.outcome import Outcome
from perfkit.evaluation.results import CriterionResult
from perfkit.evaluation.shown import show_fact, show_points
from perfkit.evaluation.target_trace import target_trace
from perfkit.filing.fact_book import DISPUTED, MISSING
from perfkit.rubric import kinds, ratio_kinds
from perfkit.rubric.criterion import Criterion
from perfkit.rubric.ratios import Terms


def trace(result: CriterionResult, lang: str = "zh") -> str:
    """The formula of one criterion with its numbers, then the judgement where there is one.

    Parameters
    ----------
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


def _formula(criterion: Criterion, outcome: Outcome, lang: str) -> str:
    if isinstance(criterion, kinds.Checklist | kinds.Judged | kinds.Tiers):
        return _by_judgement(criterion, outcome, lang)
    if isinstance(criterion, kinds.TargetScore):
        return target_trace(criterion, outcome, lang)
    if isinstance(criterion, kinds.TargetsMissing):
        zh = f"这一部分没有填报指标或所填权重不足，{show_points(outcome.points, lang)}都可能"
        en = (
            f"no indicator is filed here, or the weights fall short: {show_points(outcome.points, lang)} "
            "possible"
        )
        return say(lang, zh, en)
    if isinstance(criterion, kinds.Counted):
        return _deduction(criterion, outcome, lang)
    if isinstance(criterion, kinds.Cases):
        shown = [show_fact(found, lang) for found in outcome.found]
        return say(lang, "，", ", ").join(shown) + f" → {show_points(outcome.points, lang)}"
    if isinstance(criterion, kinds.BetterOf):
        shown = [_formula(*pair, lang) for pair in zip(criterion.parts, outcome.parts, strict=True)]
        best = say(
            lang,
            f"取较高者：{show_points(outcome.points, lang)}",
            f"the better: {show_points(outcome.points, lang)}",
        )
        return say(lang, "；", "; ").join([*shown, best])
    if outcome.parts:
        return (
            _mean(criterion, outcome, lang)
            if isinstance(criterion, ratio_kinds.ProgressMean)
            else _sum(outcome, lang)
        )
    if outcome.measure is None:
        return say(
            lang, "预算（计划）与支出（完成）均为 0，按口径计 ", "nothing planned and nothing done: "
        ) + show_points(outcome.points, lang)
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
    names = dict(zip(formula.arguments, shown, strict=True))
    top, bottom = _terms(formula.part, names), _terms(formula.whole, names)
    measure = outcome.measure
    if measure is None:
        return f"{top} ÷ {bottom}"
    unbounded = measure.high is None and (
        not measure.low or not any(f.state == MISSING for f in outcome.found)
    )
    if unbounded or outcome.missing and measure.low == 0:
        return f"{top} ÷ {bottom}"
    if measure.is_exact:
        return f"{top} ÷ {bottom} = {show_rate(measure.low)}"
    if measure.high is None:
        return f"{top} ÷ {bottom} ≥ {show_rate(measure.low)}"
    return f"{top} ÷ {bottom} = {show_rate(measure.low)}～{show_rate(measure.high)}"


def _terms(terms: Terms, shown: Mapping[str, str]) -> str:
    """A sum or difference of facts, in brackets where it has several."""
    parts = [f" {'+' if sign > 0 else '−'} {shown[fact]}" for sign, fact in terms]
    text = "".join(parts).removeprefix(" + ").strip()
    return f"({text})" if len(terms) > 1 else text


def _step(criterion: Criterion, outcome: Outcome, lang: str) -> str:
    points = show_points(outcome.points, lang)
    if outcome.measure is None or not outcome.measure.is_exact:
        if not outcome.points.is_exact or outcome.measure is None or not outcome.measure.low:
            return points
        if any(found.state == MISSING for found in outcome.found):
            return say(lang, f"无论缺项为多少，均为 {points}", f"whatever the missing figure is: {points}")
        if any(found.state == DISPUTED for found in outcome.found):
            return say(
                lang, f"无论以哪一处为准，均为 {points}", f"whichever of the printed figures holds: {points}"
            )
        return say(
            lang,
            f"计划（预算）为 0 而有实际数，{points}",
            f"nothing was planned, yet something done: {points}",
        )
    value = outcome.measure.low
    if isinstance(criterion, ratio_kinds.Proportional):
        if value > 1:
            return say(lang, f"超过计划，{points}", f"more than planned: {points}")
        return f"× {show_exact(criterion.max)} = {points}"
    if isinstance(criterion, ratio_kinds.Completion):
        return f"× {show_exact(criterion.max)} = {points}"
    if isinstance(criterion, ratio_kinds.Bands):
        band = next(band for band in criterion.scale if band.holds(value))
        return f"{band.words().replace('x', show_rate(value))} → {points}"
    if isinstance(criterion, ratio_kinds.Limit):
        words, holds = criterion.band.words().replace("x", show_rate(value)), criterion.band.holds(value)
        return (
            f"{words} → {points}"
            if holds
            else say(lang, f"不满足 {words} → {points}", f"not {words} → {points}")
        )
    if isinstance(criterion, ratio_kinds.Progress):
        capped = (
            say(lang, "，以 1 为限", ", at most 1") if criterion.capped and value > criterion.schedule else ""
        )
        return f"÷ {show_rate(criterion.schedule, 0)} × {show_exact(criterion.max)}{capped} = {points}"
    if isinstance(criterion, ratio_kinds.Allowance):
        return _allowance(criterion, value, points, lang)
    if isinstance(criterion, ratio_kinds.Steps):
        return _steps(criterion, value, points, lang)
    if isinstance(criterion, ratio_kinds.Linear):
        ends = f"{show_rate(criterion.full_at)}～{show_rate(criterion.zero_at)}"
        return say(lang, f"{ends} 之间由满分降为 0 → {points}", f"from full to 0 over {ends} → {points}")
    if isinstance(criterion, ratio_kinds.InProportion) and points != show_points(
        Points.exact(criterion.max), lang
    ):
        least, most = criterion.at_least, criterion.at_most
        if least is not None:
            over = f"÷ {show_rate(least)}"
        else:
            standard = show_rate(most or Fraction(0))
            over = say(lang, f"，{standard} ÷ 该比率", f", {standard} ÷ that rate")
        return f"{over} × {show_exact(criterion.max)} = {points}"
    return points


def _steps(criterion: ratio_kinds.Steps, value: Fraction, points: str, lang: str) -> str:
    beyond = (value - criterion.standard if criterion.side == "above" else criterion.standard - value) * 100
    if beyond <= 0:
        return points
    standard, per, each = (
        show_rate(criterion.standard),
        show_exact(criterion.per * 100),
        show_exact(criterion.each),
    )
    how = {
        "whole": Text("每满", "each full"),
        "started": Text("每", "each started"),
        "pro_rata": Text("按比例每", "pro rata each"),
    }
    word = how[criterion.count].in_(lang)
    side = say(lang, "高于" if criterion.side == "above" else "低于", criterion.side)
    return say(
        lang,
        f"{side} {standard} 计 {show_number(beyond)} 个百分点，{word} {per} 个扣 {each} 分 → {points}",
        f"{show_number(beyond)} points {side} {standard}, {each} off for {word} {per} → {points}",
    )


def _allowance(criterion: ratio_kinds.Allowance, value: Fraction, points: str, lang: str) -> str:
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


def _deduction(criterion: kinds.Counted, outcome: Outcome, lang: str) -> str:
    if outcome.measure is None:
        each, full = show_exact(criterion.each), show_exact(criterion.max)
        if isinstance(criterion, kinds.Addition):
            zh = f"每项 {each} 分，至多 {full} 分；项数待认定"
            return say(lang, zh, f"{each} for each, at most {full}; their number is not established")
        return say(
            lang,
            f"{full} 分，每发现一项扣 {each} 分；项数待认定",
            f"{full} less {each} for each finding; their number is not established",
        )
    if isinstance(criterion, kinds.Addition):
        return (
            f"{show_exact(criterion.each)} × {show_fact(outcome.found[0], lang)} = "
            f"{show_points(outcome.points, lang)}"
        )
    return (
        f"{show_exact(criterion.max)} − {show_exact(criterion.each)} × "
        f"{show_fact(outcome.found[0], lang)} = {show_points(outcome.points, lang)}"
    )


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


def _mean(criterion: ratio_kinds.ProgressMean, outcome: Outcome, lang: str) -> str:
    shares = [part.points for part in outcome.parts]
    inside = " + ".join(
        show_rate(share.low) if share.is_exact else f"[{show_rate(share.low)}～{show_rate(share.high)}]"
        for share in shares
    )
    return f"({inside}) ÷ {len(shares)} × {show_exact(criterion.max)} = {show_points(outcome.points, lang)}"


def _sum(outcome: Outcome, lang: str) -> str:
    return (
        " + ".join(show_points(part.points, lang) for part in outcome.parts)
        + f" = {show_points(outcome.points, lang)}"
    )
