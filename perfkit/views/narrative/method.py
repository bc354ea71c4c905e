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


def method(evaluation: Evaluation, entries: Sequence[Entry], lang: str, *, annex: bool = True) -> Prose:
    """Section 2: the rubric and its readings, what was examined by whom and when, and what was not."""
    heading = headed(lang, "二、核查依据和方法", "2. Basis and method", 2, "method")
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
    zh = f"核查以{rubric.name.zh}（{rubric.id}，第 {rubric.version} 版）为依据。"
    en = f"Rubric used: {rubric.name.text.en} ({rubric.name.zh}; {rubric.id}, version {rubric.version})."
    if readings:
        zh += f"其中 {len(readings)} 处条文可有不同理解，换一种口径会改变得分的有 {len(moving)} 处"
        zh += "，所用口径及理由见附件5。" if annex else "。"
        en += (
            f" {len(readings)} clauses can be read in more than one way; for {len(moving)} another reading"
            " moves points." + (" The readings used, and why, are in annex 5." if annex else "")
        )
    return say(lang, zh, en)


def _examined(evaluation: Evaluation, lang: str) -> str:
    submission = evaluation.submission
    tasks = len(submission.tasks.rows) if submission.tasks else 0
    targets = len(submission.targets.rows) if submission.targets else 0
    figures = sum(map(len, submission.facts.values())) + sum(len(f.statements) for f in submission.figures)
    zh = f"核查了自评材料正文、任务 {tasks} 项、绩效指标 {targets} 项和所载数据 {figures} 处，逐项复算得分和比率，前后对照同一数据，对照评分标准和绩效目标。"
    en = (
        f"Examined: the text, {tasks} tasks, {targets} performance indicators and {figures} figures. Points"
        " and rates were worked out again; figures were compared with each other, with the scoring standard"
        " and with the indicators."
    )
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
        zh += f"{who}（{when or '日期未载'}）查看佐证材料 {documents} 份，出具评价意见 {points} 条。"
        en += f" {who} ({when or 'no date'}) saw {documents} documents and gave {points} judgements."
    if not evaluation.judgements:
        zh += "尚无评价人出具意见。"
        en += " No evaluator has given a judgement yet."
    return say(lang, zh, en)


def _decided(evaluation: Evaluation, lang: str) -> str:
    counts, waits = status_counts(evaluation), waiting_counts(evaluation)
    zh = f"评分表共 {len(evaluation.rows)} 个指标，由规则和所载数据即可核定的 {counts[COMPUTED]} 个"
    en = (
        f"Of the {len(evaluation.rows)} rows of the table, rule and printed figures decide {counts[COMPUTED]}"
    )
    if counts[JUDGED]:
        zh += f"，评价人已评定的 {counts[JUDGED]} 个"
        en += f", evaluators have decided {counts[JUDGED]}"
    zh, en = f"{zh}，尚未确定的 {counts[OPEN]} 个。", f"{en}, and {counts[OPEN]} are open."
    if sum(waits.values()):
        vetoes = undecided_vetoes(evaluation)
        zh += (
            f"尚未确定的评分点中，缺少数据的 {waits[FACTS]} 个，须先提供佐证材料的 {waits[EVIDENCE]} 个，由评价人评定的 {waits[EVALUATOR]} 个"
            + (f"；另有否决条款 {vetoes} 个尚未认定。" if vetoes else "。")
        )
        en += (
            f" Of the undecided criteria {waits[FACTS]} lack figures, {waits[EVIDENCE]} need evidence first, "
            f"{waits[EVALUATOR]} are for an evaluator"
            + (f"; besides, {counted(vetoes, Text('个', 'veto'), 'en')} not decided." if vetoes else ".")
        )
    return say(lang, zh, en)


def _not_examined(entries: Sequence[Entry], lang: str) -> str:
    wanted = [entry for entry in entries if entry.required]
    unseen = sum(entry.state != SEEN for entry in wanted)
    zh = "本报告只依据报送的材料和在案的评价意见，不涉及现场情况和其他原件。"
    en = (
        "This report rests on what was filed and on the judgements on file; no site and no other original was"
        " seen. "
    )
    if wanted:
        zh += f"须有佐证材料的评分点 {len(wanted)} 个，其中 {unseen} 个未见材料，未予核实；"
        en += (
            f"{unseen} of the {len(wanted)} criteria that need documents have none on file and were not"
            " verified; what the department says itself is not evidence."
        )
    else:
        en += "What the department says itself is not evidence."
    return say(lang, f"{zh}部门自述不作为佐证。", en)
