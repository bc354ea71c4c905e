"""The masthead: title, what was filed and held against what, marks of synthetic and unconfirmed data."""

from __future__ import annotations

from perfkit.base.quantities import show_exact
from perfkit.base.text import Text, say
from perfkit.base.wording import listed
from perfkit.evaluation.tree import Evaluation
from perfkit.evaluation.weighted_targets import ours
from perfkit.filing.midyear import moment_name
from perfkit.filing.names import filing_kind
from perfkit.views.narrative.prose import Heading, Paragraph, Prose, said
from perfkit.views.said import worded


def report_title(evaluation: Evaluation, lang: str) -> str:
    """The report's title: department or project, year, what it is."""
    submission = evaluation.submission
    name, kind = submission.subject, filing_kind(submission)
    if lang == "en":
        own = submission.named.en
        known = name if own == name else f"{own} ({name})"
        return f"{known}: review of the {submission.year} self-evaluation of its {kind.en}"
    return f"{name} {submission.year} 年度{kind.zh}自评核查报告"


def masthead(evaluation: Evaluation, lang: str) -> Prose:
    """Title, what was reviewed and against what."""
    submission, rubric = evaluation.submission, evaluation.rubric
    year, kind = submission.year, filing_kind(submission)
    lines = [submission.subject, worded(lang, "title_of_report", year=year, kind=kind)]
    if lang == "en" and submission.named.en != submission.subject:
        lines.insert(0, submission.named.en)
    parts: list = [Heading("\n".join(lines), 1, "report")]
    if submission.synthetic:
        parts.append(said(lang, "synthetic_report", style="synthetic"))
    if submission.unconfirmed:
        parts.append(said(lang, "draft_report", style="synthetic"))
    filed = submission.title or say(lang, f"{kind.zh}自评报告", "self-evaluation report")
    used = worded(lang, "reviewed", department=submission.department.name, filed=filed)
    if evaluation.is_scored:
        used += worded(
            lang,
            "scored_by",
            rubric=rubric.name.text,
            id=rubric.id,
            version=rubric.version,
            rubric_zh=rubric.name.zh,
        )
    used += _project_words(evaluation, lang)
    if submission.as_of:
        moment = moment_name(submission.as_of)
        used += worded(lang, "mid_year", moment=moment)
    used += _weights_words(evaluation, lang)
    parts.append(Paragraph(used, "lead"))
    return Prose(tuple(parts), lang)


def _project_words(evaluation: Evaluation, lang: str) -> str:
    """Who is responsible for a project and who carries it out, as its form names them."""
    project = evaluation.submission.project
    if project is None:
        return ""
    named = [
        (Text("项目编码", "Code"), project.code),
        (Text("主管部门", "Authority"), project.authority),
        (Text("实施单位", "Carried out by"), project.unit),
    ]
    said = [f"{what.in_(lang)}{say(lang, '：', ': ')}{value}" for what, value in named if value]
    return say(lang, "；".join(said) + "。", " " + "; ".join(said) + ".") if said else ""


def _weights_words(evaluation: Evaluation, lang: str) -> str:
    """Whose weights the targets carry, and whether the total was rescaled because some do not apply."""
    words = ""
    if rows := ours(evaluation.rubric, evaluation.submission):
        names = listed([f"“{row.name.zh}”" if lang == "zh" else row.name.text.en for row in rows], lang)
        words += worded(lang, "weights_not_filed", names=names)
    if evaluation.scale != 1:
        words += worded(lang, "scaled", max=show_exact(evaluation.rubric.max))
    return words
