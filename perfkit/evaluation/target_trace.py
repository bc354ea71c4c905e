"""The formula behind the points of a weighted target."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.quantities import show_exact, show_number, show_rate
from perfkit.base.text import say
from perfkit.evaluation.outcome import Outcome
from perfkit.evaluation.shown import show_points
from perfkit.rubric.kinds import TargetScore


def target_trace(criterion: TargetScore, outcome: Outcome, lang: str) -> str:
    """Both values of a target, and how they come to its points."""
    target = criterion.target
    sides = say(
        lang,
        f"预期“{target.expected}”，实际“{target.actual or '未填'}”",
        f"expected “{target.expected}”, actual “{target.actual or 'none'}”",
    )
    if outcome.not_applicable:
        return say(lang, f"{sides}；不适用，不计分", f"{sides}; does not apply")
    if outcome.measure is not None and outcome.points.is_exact:
        return f"{sides}{say(lang, '；', '; ')}{_target_step(criterion, outcome, outcome.measure.low, lang)}"
    if outcome.points.is_exact:
        return f"{sides} → {show_points(outcome.points, lang)}"
    steps = "；".join(
        f"{cut.name.text.in_(lang)} {show_rate(cut.low, 0)}～{show_rate(cut.high, 0)}"
        for cut in criterion.qualitative
    )
    return say(
        lang,
        f"{sides}；数字不能判定，由评价人在 0～{show_number(criterion.max)} 分之内评定（{steps}）",
        f"{sides}; no figure decides; for an evaluator, 0 to {show_number(criterion.max)} ({steps})",
    )


def _target_step(criterion: TargetScore, outcome: Outcome, reached: Fraction, lang: str) -> str:
    """How the share of its weight came about: in proportion, falling evenly to nothing, or all or nothing."""
    weight, points = show_number(criterion.max), show_points(outcome.points, lang)
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
    en = (
        f"{times} times the target, falling from full to 0 at {ends} times: {show_rate(share)} × weight "
        f"{weight} = {points}"
    )
    return say(lang, zh, en)
