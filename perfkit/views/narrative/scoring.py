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
from perfkit.views.said import worded


def scoring(evaluation: Evaluation, lang: str) -> Prose:
    """The section's heading and one sentence a block."""
    heading = headed(lang, "annex-scoring", 2)
    if not evaluation.is_scored:
        why = sentence(why_unscored(evaluation.submission).in_(lang))
        rest = say(lang, "附件4、附件5因此从略。", " Annexes 4 and 5 are therefore left out.")
        return Prose((heading, Paragraph(why + rest)), lang)
    sentences = []
    for block in block_summaries(evaluation):
        own = "—" if block.self_score is None else show_number(block.self_score)
        standing = block.standing.stated
        words = worded(
            lang,
            "block_scored",
            block=block.name,
            max=show_number(block.max),
            own=own,
            confirmed=show_number(standing.confirmed),
            block_zh=block.name.zh,
        )
        if is_shown(standing.contradicted):
            words += worded(lang, "block_contradicted", contradicted=show_number(standing.contradicted))
        sentences.append(worded(lang, "block_possible", words=words, points=show_span(block.points)))
    texts = [Paragraph(say(lang, "", " ").join(sentences))]
    if evaluation.submission.self_evaluation.rubric != evaluation.rubric.id:
        texts.append(
            said(
                lang,
                "other_rubric",
                rubric=evaluation.submission.self_evaluation.rubric,
                id=evaluation.rubric.id,
            )
        )
    return Prose((heading, *texts), lang)


def evidence(entries: Iterable[Entry], lang: str) -> Prose:
    """The heading of the evidence register and its sum in one sentence."""
    heading = headed(lang, "annex-evidence", 2)
    states = Counter(entry.state for entry in entries)
    words = worded(
        lang, "evidence_states", seen=states[SEEN], claimed=states[CLAIMED], nothing=states[NOTHING]
    )
    return Prose((heading, Paragraph(words)), lang)
