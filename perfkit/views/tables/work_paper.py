"""The official work paper of a re-scored self-evaluation (自评复核底稿): thirteen columns, a sum row, a summary."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.quantities import Points, show_exact, show_number, show_rate
from perfkit.base.text import say
from perfkit.base.wording import show_span
from perfkit.evaluation.results import RowResult
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.names import TARGET_KINDS, block_name
from perfkit.filing.targets.codes import Operator
from perfkit.review.policy import Cut, ReviewedTarget, ReviewPolicy, reviewed
from perfkit.views.said import worded
from perfkit.views.tables.table import Cell, Table, table

_SIGNS = {
    Operator.AT_LEAST: "≥",
    Operator.ABOVE: "＞",
    Operator.EQUAL: "＝",
    Operator.AT_MOST: "≤",
    Operator.BELOW: "＜",
    Operator.BETWEEN: "介于",
}


def work_paper(evaluation: Evaluation, policy: ReviewPolicy, lang: str = "zh") -> Table:
    """Every row of the form with the filer's points and the reviewer's, the deviation and the remark.

    Examples
    --------
    >>> from perfkit import load_department
    >>> from perfkit.review.policy import load_policy
    >>> paper = work_paper(load_department("sz-sif-longhua_2020").evaluate(), load_policy("chengdu-review"))
    >>> len(paper.columns), paper.columns[3].head, paper.columns[12].head
    (13, '指标性质', '备注')
    """
    lines = [
        _execution(row, lang)
        for row in evaluation.rows
        if row.indicator.targets is None and _is_form(evaluation)
    ]
    lines += [_target(row, evaluation, lang) for row in reviewed(evaluation, policy)]
    own = [filed for filed, _, _ in lines]
    filed = None if None in own or not own else sum((one for one in own if one is not None), Fraction(0))
    points = Points.exact(Fraction(0))
    for _, given, _ in lines:
        points = points + given
    total = (
        Cell(say(lang, "合计", "Sum"), strong=True),
        *(Cell(""),) * 5,
        Cell(_weight(sum((weight for _, _, (weight, _) in lines), Fraction(0))), strong=True),
        Cell(""),
        Cell(_number(filed), strong=True),
        Cell(""),
        Cell(show_span(points), strong=True),
        Cell(_deviation(filed, points), strong=True),
        Cell(""),
    )
    submission = evaluation.submission
    name = submission.subject
    note = _summary(name, filed, points, reviewed(evaluation, policy), policy, lang)
    rows = (*(cells for _, _, (_, cells) in lines), total)
    return table(
        "work-paper", lang, rows, note=note, synthetic=submission.synthetic, name=name, year=submission.year
    )


Line = tuple[Fraction | None, Points, tuple[Fraction, tuple[Cell, ...]]]


def _is_form(evaluation: Evaluation) -> bool:
    return any(row.indicator.targets is not None for row in evaluation.rows)


def _execution(row: RowResult, lang: str) -> Line:
    name, measure = row.indicator.name.text.in_(lang), row.criteria[0].outcome.measure
    rate = "" if measure is None or not measure.is_exact else show_rate(measure.low)
    level = row.indicator.level1.text.in_(lang) if row.indicator.level1 else name
    cells = (
        *(Cell(text) for text in (level, "", name, "≥", "100", "%", _weight(row.indicator.max), rate)),
        *(Cell(text) for text in (_number(row.self_score), rate, show_span(row.points))),
        Cell(_deviation(row.self_score, row.points)),
        Cell(""),
    )
    return row.self_score, row.points, (row.indicator.max, cells)


def _target(row: ReviewedTarget, evaluation: Evaluation, lang: str) -> Line:
    target, parsed = row.target, row.parsed
    sign = target.operator or (
        _SIGNS.get(parsed.operator, "") if parsed.sets_value else say(lang, "定性", "words")
    )
    unit = target.unit
    value = (
        target.expected.removeprefix(target.operator).removesuffix(unit).strip() if unit else target.expected
    )
    cells = (
        Cell(block_name(evaluation.submission.form, target.block).in_(lang)),
        Cell(TARGET_KINDS[target.kind].in_(lang)),
        *(Cell(text) for text in (target.name, sign, value, unit, _weight(row.weight), target.actual)),
        *(Cell(text) for text in (_number(row.own), target.actual, show_span(row.points))),
        Cell(_deviation(row.own, row.points)),
        Cell(_remark(row, lang)),
    )
    return row.own, row.points, (row.weight, cells)


def _remark(row: ReviewedTarget, lang: str) -> str:
    parts = [_said(cut, lang) for cut in row.decided]
    parts += [
        say(lang, "拟扣，待复核：", "proposed, for the reviewer: ") + _said(cut, lang) for cut in row.proposed
    ]
    if not parts and row.own is not None and row.points.is_exact and row.points.low != row.own:
        parts = [say(lang, "按计分规则重算", "by the rule of the form")]
    return say(lang, "；", "; ").join([*parts, *row.reasons])


def _said(cut: Cut, lang: str) -> str:
    off = f"（−{show_rate(cut.cut, 0)}）" if cut.cut else ""
    return say(lang, f"第{cut.number}条 {cut.name.zh}{off}", f"{cut.number}: {cut.name.text.en}{off}")


def _number(points: Fraction | None) -> str:
    return "" if points is None else show_number(points)


def _weight(points: Fraction) -> str:
    """A weight as printed, else to two places where it is the kit's own equal share."""
    exact = show_exact(points)
    return show_number(points) if "/" in exact else exact


def _deviation(own: Fraction | None, points: Points) -> str:
    if own is None:
        return ""
    ends = [show_number(points.low - own), show_number(points.high - own)]
    return "～".join(dict.fromkeys(ends))


def _summary(
    name: str,
    own: Fraction | None,
    points: Points,
    rows: tuple[ReviewedTarget, ...],
    policy: ReviewPolicy,
    lang: str,
) -> str:
    """The project, both totals, the deviation and its main reason; then the policy and what it leaves to a
    person."""
    lost: dict[str, Fraction] = {}
    for row in rows:
        for cut in row.decided:
            lost[_said(cut, lang)] = lost.get(_said(cut, lang), Fraction(0)) + cut.cut * row.weight
    main = max(lost, key=lambda reason: lost[reason]) if any(lost.values()) else ""
    waiting = sum(bool(row.proposed) for row in rows)
    main = main or say(lang, "按计分规则重算", "by the rule of the form")
    summary = worded(
        lang,
        "summary_of_review",
        name=name,
        own=_number(own) or "—",
        points=show_span(points),
        deviation=_deviation(own, points) or "—",
        main=main,
    )
    rules = say(lang, f"复核规则：{policy.name.zh}。", f"Policy: {policy.name.text.en}.")
    if waiting:
        rules += worded(lang, "waits_for_reviewer", count=waiting)
    return f"{summary}\n{rules}"
