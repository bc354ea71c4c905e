"""Annex 7: where everything comes from, so that anybody can make the same report again."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.base.text import Text, say
from perfkit.base.wording import listed
from perfkit.evaluation.tree import Evaluation
from perfkit.views.narrative.prose import Prose, headed, said


def provenance(evaluation: Evaluation, files: Sequence[tuple[str, str]], version: str, lang: str) -> Prose:
    """Rubric, version and what was cut from the source; `files` are listed in the table that follows."""
    submission, rubric = evaluation.submission, evaluation.rubric
    parts: list = [
        headed(lang, "附件7　资料来源和版本", "Annex 7. Sources and versions", 2, "annex-provenance")
    ]
    made = (
        Text(f"根据下列 {len(files)} 个文件生成", f" from the {len(files)} files below")
        if files
        else Text("生成", "")
    )
    table = (
        Text(
            f"评分表：{rubric.name.zh}，编号 {rubric.id}，第 {rubric.version} 版。{rubric.source.zh.rstrip('。')}。",
            f"Rubric: {rubric.name.text.en} ({rubric.name.zh}), id {rubric.id}, version {rubric.version}."
            f" {rubric.source.text.en.rstrip('.')}. ",
        )
        if evaluation.is_scored
        else Text("", "")
    )
    parts.append(
        said(
            lang,
            f"{table.zh}本报告由 perfkit {version} {made.zh}；不使用当前时间，相同的文件生成相同的报告。",
            f"{table.en}Made by perfkit {version}{made.en}; no clock is read, and the same files give the"
            " same report.",
        )
    )
    if submission.source.redacted:
        cut = listed(submission.source.redacted, lang)
        parts.append(
            said(
                lang,
                f"原文中的{cut}已删去。",
                f"Cut from the source: {cut}.",
            )
        )
    for judged in evaluation.judgements:
        who = judged.evaluator.name or judged.evaluator.id
        number, seen = len(judged.judgements), len(judged.evidence)
        # A public copy names its evaluators 评价人甲, 评价人乙 already.
        who = (
            who if who.startswith(("评价人", "Evaluator ")) else say(lang, f"评价人{who}", f"Evaluator {who}")
        )
        parts.append(
            said(
                lang,
                f"{who}：评价意见 {number} 条，佐证材料 {seen} 份。",
                f"{who}: {number} judgements, {seen} documents seen.",
            )
        )
    return Prose(tuple(parts), lang)
