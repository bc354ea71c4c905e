"""Annex 7: where everything comes from, so that anybody can make the same report again."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.base.text import say
from perfkit.base.wording import listed
from perfkit.evaluation.tree import Evaluation
from perfkit.views.narrative.prose import Prose, headed, said
from perfkit.views.said import worded


def provenance(evaluation: Evaluation, files: Sequence[tuple[str, str]], version: str, lang: str) -> Prose:
    """Rubric, version and what was cut from the source; `files` are listed in the table that follows."""
    submission, rubric = evaluation.submission, evaluation.rubric
    parts: list = [headed(lang, "annex-provenance", 2)]
    made = say(lang, "生成", "")
    if files:
        made = say(lang, f"根据下列 {len(files)} 个文件生成", f" from the {len(files)} files below")
    table = ""
    if evaluation.is_scored:
        table = worded(
            lang,
            "rubric_used",
            rubric=rubric.name.text,
            id=rubric.id,
            version=rubric.version,
            source=rubric.source.text.in_(lang).rstrip("。."),
            rubric_zh=rubric.name.zh,
        )
    parts.append(said(lang, "made_by", table=table, version=version, made=made))
    if submission.source.redacted:
        cut = listed(submission.source.redacted, lang)
        parts.append(said(lang, "cut_from_source", cut=cut))
    for judged in evaluation.judgements:
        who = judged.evaluator.name or judged.evaluator.id
        number, seen = len(judged.judgements), len(judged.evidence)
        # A public copy names its evaluators 评价人甲, 评价人乙 already.
        who = (
            who if who.startswith(("评价人", "Evaluator ")) else say(lang, f"评价人{who}", f"Evaluator {who}")
        )
        parts.append(said(lang, "evaluator_gave", evaluator=who, judgements=number, documents=seen))
    return Prose(tuple(parts), lang)
