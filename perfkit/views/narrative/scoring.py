"""Annexes 1 and 4 in words: how the rows divide, and what evidence there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from perfkit.base.english import sentence
from perfkit.base.quantities import show_number
from perfkit.base.text import say
from perfkit.base.wording import show_span
from perfkit.evaluation.summary import block_summaries, is_shown
from perfkit.evaluation.tree import Evaluation
from perfkit.outlook.evidence import CLAIMED, NOTHING, SEEN, Entry
from perfkit.review.unscored import why_unscored
from perfkit.views.narrative.prose import Paragraph, Prose, headed, said


def scoring(evaluation: Evaluation, lang: str) -> Prose:
    """The section's heading and one sentence a block."""
    heading = headed(lang, "附件1　评分情况", "Annex 1. Scores", 2, "annex-scoring")
    if not evaluation.is_scored:
        why = sentence(why_unscored(evaluation.submission).in_(lang))
        rest = say(lang, "附件4、附件5因此从略。", " Annexes 4 and 5 are therefore left out.")
        return Prose((heading, Paragraph(why + rest)), lang)
    sentences = []
    for block in block_summaries(evaluation):
        own = "—" if block.self_score is None else show_number(block.self_score)
        standing = block.standing.stated
        zh = (
            f"{block.name.zh}满分 {show_number(block.max)} 分，自评 {own} 分，其中有数据支持"
            f" {show_number(standing.confirmed)} 分"
        )
        en = (
            f"{block.name.en} ({block.name.zh}): {own} claimed of {show_number(block.max)},"
            f" {show_number(standing.confirmed)} confirmed"
        )
        if is_shown(standing.contradicted):
            zh += f"、与数据不符 {show_number(standing.contradicted)} 分"
            en += f", {show_number(standing.contradicted)} contradicted"
        sentences.append(
            say(
                lang,
                f"{zh}，可能得分 {show_span(block.points)} 分。",
                f"{en}; possible {show_span(block.points)}.",
            )
        )
    texts = [Paragraph(say(lang, "", " ").join(sentences))]
    if evaluation.submission.self_evaluation.rubric != evaluation.rubric.id:
        texts.append(
            said(
                lang,
                f"部门按 {evaluation.submission.self_evaluation.rubric} 自评，本报告按"
                f" {evaluation.rubric.id} 核算，两者的分数不能逐项对比。",
                f"The department scored itself under {evaluation.submission.self_evaluation.rubric}; this"
                f" report applies {evaluation.rubric.id}, so rows cannot be compared one by one.",
            )
        )
    return Prose((heading, *texts), lang)


def evidence(entries: Iterable[Entry], lang: str) -> Prose:
    """The heading of the evidence register and its sum in one sentence."""
    heading = headed(lang, "附件4　佐证材料", "Annex 4. Evidence", 2, "annex-evidence")
    states = Counter(entry.state for entry in entries)
    zh = f"规则和所载数据没有定分的评分点中，已见佐证的 {states[SEEN]} 个，只有部门自述的 {states[CLAIMED]} 个，材料没有提到的 {states[NOTHING]} 个。"
    en = (
        f"Of the criteria that rule and printed figures do not decide, {states[SEEN]} have evidence on file,"
        f" {states[CLAIMED]} rest on the department's word only, {states[NOTHING]} are not mentioned."
    )
    return Prose((heading, said(lang, zh, en)), lang)
