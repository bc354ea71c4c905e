"""What if a figure, a judgement or a reading were different: a new evaluation, and what moved.

A supposition is never stored: it lives in the evaluation that it gives, under an evaluator named `what-if`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date

from perfkit.base.errors import FactError, PerfkitError
from perfkit.base.quantities import parse_number
from perfkit.base.text import Text, say
from perfkit.base.yaml_source import Source
from perfkit.evaluation.awards import refusal
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.judgements import EstablishedFact, Evaluator, Judgement, Judgements
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import check_statement
from perfkit.outlook.changes import FACT, MODIFIER, POINTS, READING, Change
from perfkit.outlook.supposed import SetAside, WhatIf

WHAT_IF = "what-if"


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
    """The judgements that loading would take under the suppositions, and those that it would refuse, with
    why."""
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
            raise FactError(f"{kind.zh} {fault.zh}", f"{kind.en} {fault.en}")
    return EstablishedFact(
        fact=change.name, value=change.figure, unit=change.unit, document="假设", date=date(year, 12, 31)
    )


def _check_reading(change: Change, evaluation: Evaluation) -> None:
    known = evaluation.rubric.readings.get(change.name)
    if known is None:
        raise _unknown("口径", "reading", change.name, evaluation.rubric.readings)
    if change.value not in known.options:
        raise FactError(
            f"口径 {change.name} 没有选项 {change.value}；可用：{'、'.join(known.options)}",
            f"reading {change.name} has no option {change.value}; one of {', '.join(known.options)}",
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
    return FactError(f"没有{zh} {name}{hint_zh}", f"no {en} {name}{hint_en}")
