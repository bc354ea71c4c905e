"""Section 2, basis and method: the rubric, what was examined by whom and when, and what was not."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.base.english import sentence
from perfkit.base.text import Text, say
from perfkit.base.wording import counted
from perfkit.evaluation.outcome import EVALUATOR, EVIDENCE, FACTS
from perfkit.evaluation.results import COMPUTED, JUDGED, OPEN
from perfkit.evaluation.summary import status_counts, undecided_vetoes, waiting_counts
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.judgements import EstablishedFact, Evidence, Judgement
from perfkit.outlook.evidence import SEEN, Entry
from perfkit.outlook.reading_effects import by_reading
from perfkit.review.unscored import why_unscored
from perfkit.views.narrative.prose import Paragraph, Prose, headed
from perfkit.views.said import worded


def method(evaluation: Evaluation, entries: Sequence[Entry], lang: str, *, annex: bool = True) -> Prose:
    """Section 2: the rubric and its readings, what was examined by whom and when, and what was not."""
    heading = headed(lang, "method", 2)
    texts = [_basis(evaluation, lang, annex), _examined(evaluation, lang)]
    if evaluation.is_scored:
        texts.append(_decided(evaluation, lang))
    texts.append(_not_examined(entries, lang))
    return Prose((heading, *(Paragraph(text) for text in texts)), lang)


def _basis(evaluation: Evaluation, lang: str, annex: bool) -> str:
    rubric = evaluation.rubric
    if not evaluation.is_scored:
        return sentence(why_unscored(evaluation.submission).in_(lang))
    outcomes = by_reading(evaluation)
    readings = dict.fromkeys(outcome.reading for outcome in outcomes)
    moving = [name for name in readings if any(o.rows for o in outcomes if o.reading == name)]
    words = worded(
        lang, "basis", rubric=rubric.name.text, id=rubric.id, version=rubric.version, rubric_zh=rubric.name.zh
    )
    if readings:
        words += worded(lang, "unclear_clauses", count=len(readings), moving=len(moving))
        words += worded(lang, "readings_in_annex") if annex else say(lang, "。", "")
    return words


def _examined(evaluation: Evaluation, lang: str) -> str:
    submission = evaluation.submission
    tasks = len(submission.tasks.rows) if submission.tasks else 0
    targets = len(submission.targets.rows) if submission.targets else 0
    figures = sum(map(len, submission.facts.values())) + sum(len(f.statements) for f in submission.figures)
    words = worded(lang, "examined", tasks=tasks, targets=targets, figures=figures)
    for judged in evaluation.judgements:
        who = judged.evaluator.name or judged.evaluator.id
        dated: list[Judgement | Evidence | EstablishedFact] = [
            *judged.judgements,
            *judged.evidence,
            *judged.facts,
        ]
        days = sorted({item.date for item in dated})
        when = (
            "" if not days else f"{days[0].isoformat()}" + (f"～{days[-1].isoformat()}" if days[1:] else "")
        )
        documents, points = len(judged.evidence) + len(judged.facts), len(judged.judgements)
        when = when or say(lang, "日期未载", "no date")
        words += worded(lang, "who_examined", who=who, when=when, documents=documents, points=points)
    if not evaluation.judgements:
        words += say(lang, "尚无评价人出具意见。", " No evaluator has given a judgement yet.")
    return words


def _decided(evaluation: Evaluation, lang: str) -> str:
    counts, waits = status_counts(evaluation), waiting_counts(evaluation)
    words = worded(lang, "decided_by_rule", rows=len(evaluation.rows), count=counts[COMPUTED])
    if counts[JUDGED]:
        words += worded(lang, "decided_by_judgement", count=counts[JUDGED])
    words += say(lang, f"，尚未确定的 {counts[OPEN]} 个。", f", and {counts[OPEN]} are open.")
    if sum(waits.values()):
        vetoes = undecided_vetoes(evaluation)
        words += worded(
            lang, "undecided", facts=waits[FACTS], evidence=waits[EVIDENCE], evaluator=waits[EVALUATOR]
        )
        if vetoes:
            number = counted(vetoes, Text("个", "veto"), lang)
            words += say(lang, f"；另有否决条款 {number}尚未认定", f"; besides, {number} not decided")
        words += say(lang, "。", ".")
    return words


def _not_examined(entries: Sequence[Entry], lang: str) -> str:
    wanted = [entry for entry in entries if entry.required]
    unseen = sum(entry.state != SEEN for entry in wanted)
    words = worded(lang, "filed_alone")
    if not wanted:
        return words + say(lang, "部门自述不作为佐证。", "What the department says itself is not evidence.")
    return words + worded(lang, "without_documents", wanted=len(wanted), unseen=unseen)
