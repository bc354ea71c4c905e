"""What if a figure, a judgement or a reading were different: a new evaluation, and what moved.

A supposition is never stored: it lives in the evaluation that it gives, under an evaluator named `what-if`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape

from perfkit.base.errors import FactError, PerfkitError
from perfkit.base.quantities import Points, parse_number, show_number
from perfkit.base.text import Text, say
from perfkit.base.wording import show_span
from perfkit.base.yaml_source import Source
from perfkit.evaluation.awards import refusal
from perfkit.evaluation.trace import trace
from perfkit.evaluation.tree import CriterionResult, Evaluation, RowResult, evaluate
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.judgements import EstablishedFact, Evaluator, Judgement, Judgements
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import check_statement
from perfkit.outlook.changes import FACT, MODIFIER, POINTS, READING, Change, show_change
from perfkit.outlook.levers import criterion_name

WHAT_IF = "what-if"


@dataclass(frozen=True, slots=True)
class Move:
    """A criterion that the suppositions moved, before and after."""

    row: RowResult
    before: CriterionResult
    after: CriterionResult


@dataclass(frozen=True, slots=True)
class SetAside:
    """A judgement on file that the clause cannot give under the suppositions, and why."""

    evaluator: str
    judgement: Judgement
    why: Text


@dataclass(frozen=True)
class WhatIf:
    """An evaluation under suppositions beside the one without them.

    Attributes
    ----------
    before, after : Evaluation
    changes : the suppositions
    lang : str   of its display
    set_aside : judgements on file that loading would refuse under the suppositions; they do not count in `after`

    Examples
    --------
    >>> from perfkit import load_department
    >>> from perfkit.outlook.changes import change_fact
    >>> longhua = load_department("sz-sif-longhua_2020").evaluate()
    >>> supposed = what_if(longhua, [change_fact("satisfaction_rate", "94.99", "%")])
    >>> str(supposed.gain.low), [move.after.criterion.id for move in supposed.moves]
    ('3', ['performance.equity.satisfaction.1'])
    """

    before: Evaluation
    after: Evaluation
    changes: tuple[Change, ...]
    lang: str = "zh"
    set_aside: tuple[SetAside, ...] = ()

    @property
    def gain(self) -> Points:
        """How far both ends of the total moved: least and most points, after less before."""
        return Points(
            self.after.points.low - self.before.points.low, self.after.points.high - self.before.points.high
        )

    @property
    def moves(self) -> tuple[Move, ...]:
        """The criteria whose points, status or formula moved, in the order of the table."""
        found = []
        for row in self.after.rows:
            for result in row.criteria:
                old = self.before.by_criterion.get(result.criterion.id)
                if old is not None and (old.points, old.status, old.outcome.measure) != (
                    result.points,
                    result.status,
                    result.outcome.measure,
                ):
                    found.append(Move(row, old, result))
        return tuple(found)

    @property
    def moved_rows(self) -> tuple[tuple[RowResult, RowResult], ...]:
        """The rows whose points moved, before and after."""
        return tuple(
            (old, new)
            for old, new in zip(self.before.rows, self.after.rows, strict=True)
            if old.points != new.points
        )

    @property
    def grade_moves(self) -> bool:
        """True where a grade at either end of the total is another one now."""
        return any(self.before.grades[end] != self.after.grades[end] for end in ("low", "high"))

    def show(self, lang: str = "") -> str:
        """The suppositions, the total before and after, and every criterion that moved with its formula."""
        lang = lang or self.lang
        lines = [
            say(lang, "假设：", "suppose: ") + show_change(change, self.before, lang)
            for change in self.changes
        ]
        lines.append(self.headline(lang))
        for move in self.moves:
            name = criterion_name(move.after.criterion, move.row.indicator).in_(lang)
            lines.append(
                f"  {name}  {show_span(move.before.points)} → {show_span(move.after.points)}  {trace(move.after, lang)}"
            )
        lines += self._set_aside(lang)
        if not self.moves and not self.moved_rows:
            lines.append(say(lang, "  没有评分点变动", "  no criterion moves"))
        return "\n".join(lines)

    def _set_aside(self, lang: str) -> list[str]:
        return [
            say(
                lang,
                f"不再采用 {one.evaluator} 的评价意见：{one.why.zh}",
                f"the judgement of {one.evaluator} is set aside: {one.why.en}",
            )
            for one in self.set_aside
        ]

    def headline(self, lang: str = "") -> str:
        """The total and its grades, before and after, in one line."""
        lang = lang or self.lang
        before = _total(self.before, lang)
        return f"{before} → {_total(self.after, lang)}" if self.changes else before

    def __repr__(self) -> str:
        return self.show()

    def moves_html(self) -> str:
        """The suppositions and what they moved, as HTML."""
        lang = self.lang
        supposed = "".join(
            f"<li>{escape(show_change(change, self.before, lang))}</li>" for change in self.changes
        )
        supposed += "".join(f"<li>{escape(line)}</li>" for line in self._set_aside(lang))
        heads = say(lang, "评分点|原|现|依据", "criterion|before|after|why").split("|")
        rows = "".join(
            f"<tr><td style='text-align:left'>{escape(criterion_name(m.after.criterion, m.row.indicator).in_(lang))}</td>"
            f"<td>{show_span(m.before.points)}</td><td><b>{show_span(m.after.points)}</b></td>"
            f"<td style='text-align:left'>{escape(trace(m.after, lang))}</td></tr>"
            for m in self.moves
        )
        if not self.changes:
            return f"<p>{say(lang, '还没有假设。', 'Nothing is supposed yet.')}</p>"
        if not rows:
            return f"<ul>{supposed}</ul><p>{say(lang, '没有评分点变动。', 'No criterion moves.')}</p>"
        return f"<ul>{supposed}</ul><table><thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead><tbody>{rows}</tbody></table>"

    def _repr_html_(self) -> str:
        return f"<div lang='{self.lang}'><p><b>{escape(self.headline())}</b></p>{self.moves_html()}</div>"


def what_if(evaluation: Evaluation, changes: Iterable[Change], *, lang: str = "zh") -> WhatIf:
    """Evaluate again under suppositions.

    Parameters
    ----------
    evaluation : Evaluation   as it stands
    changes : suppositions, all at once; the last one on a name wins

    Returns
    -------
    WhatIf

    Raises
    ------
    FactError   an unknown name, a figure the fact cannot have, points that the clause cannot give under the
                (supposed) figures, or for a criterion that they decide.
    """
    changes = tuple({(change.kind, change.name): change for change in changes}.values())
    choices = dict(evaluation.choices)
    for change in changes:
        if change.kind == READING:
            _check_reading(change, evaluation)
            choices[change.name] = str(change.value)
    submission, others, facts = _supposed_facts(evaluation, [c for c in changes if c.kind == FACT])
    judged = [change for change in changes if change.kind in (POINTS, MODIFIER)]
    named = {change.name for change in judged}
    others = tuple(
        one.model_copy(update={"judgements": tuple(j for j in one.judgements if j.criterion not in named)})
        for one in others
    )
    supposed = Judgements(evaluator=Evaluator(id=WHAT_IF), facts=facts)
    unjudged = [one.model_copy(update={"judgements": ()}) for one in others]
    bare = evaluate(submission, evaluation.rubric, (*unjudged, supposed), readings=choices)
    for change in judged:
        _check_judged(change, bare)
    others, set_aside = _still_possible(others, bare)
    day = date(submission.year, 12, 31)
    awards = tuple(
        Judgement(
            criterion=c.name,
            reason=say(lang, "假设", "supposed"),
            date=day,
            points=c.points if c.kind == POINTS else None,
            triggered=None if c.kind == POINTS else bool(c.value),
        )
        for c in judged
    )
    files = (*others, supposed.model_copy(update={"judgements": awards})) if facts or awards else others
    after = evaluate(submission, evaluation.rubric, files, readings=choices)
    return WhatIf(evaluation, after, changes, lang, set_aside)


def _supposed_facts(
    evaluation: Evaluation, changes: list[Change]
) -> tuple[Submission, tuple[Judgements, ...], tuple[EstablishedFact, ...]]:
    """Submission and judgements without what they say of the supposed facts, and these as established."""
    facts = tuple(_established(change, evaluation.submission.year) for change in changes)
    names = {change.name for change in changes}
    kept = {name: said for name, said in evaluation.submission.facts.items() if name not in names}
    others = tuple(
        one.model_copy(update={"facts": tuple(f for f in one.facts if f.fact not in names)})
        for one in evaluation.judgements
    )
    return evaluation.submission.model_copy(update={"facts": kept}), others, facts


def _still_possible(
    files: tuple[Judgements, ...], bare: Evaluation
) -> tuple[tuple[Judgements, ...], tuple[SetAside, ...]]:
    """The judgements that loading would take under the suppositions, and those that it would refuse, with why."""
    kept, aside = [], []
    for one in files:
        fits = []
        for judgement in one.judgements:
            result, why = bare.by_criterion.get(judgement.criterion), None
            if result is not None and (awarded := judgement.awarded(result.criterion.max)) is not None:
                why = refusal(result.criterion, result.outcome, awarded)
            if why is None:
                fits.append(judgement)
            else:
                aside.append(SetAside(one.evaluator.id, judgement, why))
        kept.append(one.model_copy(update={"judgements": tuple(fits)}))
    return tuple(kept), tuple(aside)


def _established(change: Change, year: int) -> EstablishedFact:
    kind = fact_catalogue().get(change.name)
    if kind is None:
        raise _unknown("事实", "fact", change.name, fact_catalogue())
    if (kind.kind == "flag") != isinstance(change.value, bool):
        raise FactError(
            Text(f"{kind.zh} 应为是或否", f"{kind.en} should be true or false")
            if kind.kind == "flag"
            else Text(f"{kind.zh} 应为数字", f"{kind.en} should be a number")
        )
    if kind.kind != "flag":
        parse_number(str(change.value))
        checked = Source(WHAT_IF)
        check_statement(checked, (), kind, {"value": change.value, "unit": change.unit})
        if checked.faults:
            fault = checked.faults[0].message
            raise FactError(Text(f"{kind.zh} {fault.zh}", f"{kind.en} {fault.en}"))
    return EstablishedFact(
        fact=change.name, value=change.figure, unit=change.unit, document="假设", date=date(year, 12, 31)
    )


def _check_reading(change: Change, evaluation: Evaluation) -> None:
    known = evaluation.rubric.readings.get(change.name)
    if known is None:
        raise _unknown("口径", "reading", change.name, evaluation.rubric.readings)
    if change.value not in known.options:
        raise FactError(
            Text(
                f"口径 {change.name} 没有选项 {change.value}；可用：{'、'.join(known.options)}",
                f"reading {change.name} has no option {change.value}; one of {', '.join(known.options)}",
            )
        )


def _check_judged(change: Change, evaluation: Evaluation) -> None:
    if change.kind == MODIFIER:
        modifiers = {m.id: m for row in evaluation.rows for m in row.modifiers}
        if change.name not in modifiers:
            raise _unknown("否决或豁免", "veto or exemption", change.name, modifiers)
        return
    result = evaluation.by_criterion.get(change.name)
    if result is None:
        raise _unknown("评分点", "criterion", change.name, evaluation.by_criterion)
    refused = refusal(result.criterion, result.outcome, change.points)
    if refused is not None:
        raise FactError(refused)


def _unknown(zh: str, en: str, name: str, known: Iterable[str]) -> PerfkitError:
    near = difflib.get_close_matches(name, list(known), 3, 0.5)
    hint_zh, hint_en = (
        (f"；是否指 {'、'.join(near)}", f"; did you mean {', '.join(near)}") if near else ("", "")
    )
    return FactError(Text(f"没有{zh} {name}{hint_zh}", f"no {en} {name}{hint_en}"))


def _total(evaluation: Evaluation, lang: str) -> str:
    low, high = evaluation.grades["low"], evaluation.grades["high"]
    names = say(lang, low.name, low.name_en), say(lang, high.name, high.name_en)
    if evaluation.points.is_exact:
        return f"{show_number(evaluation.points.low)} {names[0]}"
    span = f"{show_number(evaluation.points.low)}～{show_number(evaluation.points.high)}"
    return f"{span} {names[0]}" if names[0] == names[1] else f"{span} {names[0]}～{names[1]}"
