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
    lines = [
        submission.subject,
        say(
            lang,
            f"{year} 年度{kind.zh}自评核查报告",
            f"Review of the {year} self-evaluation of its {kind.en}",
        ),
    ]
    if lang == "en" and submission.named.en != submission.subject:
        lines.insert(0, submission.named.en)
    parts: list = [Heading("\n".join(lines), 1, "report")]
    if submission.synthetic:
        parts.append(
            said(
                lang,
                "本报告依据合成数据生成，不涉及任何真实部门。",
                "This report is made from synthetic data and concerns no real department.",
                "synthetic",
            )
        )
    if submission.unconfirmed:
        parts.append(
            said(
                lang,
                "本报告依据自动读入、尚未逐项核对的草稿生成，数据以原件为准。",
                "This report is made from a draft that was read by machine and not yet confirmed; the"
                " original document prevails.",
                "synthetic",
            )
        )
    filed = submission.title or say(lang, f"{kind.zh}自评报告", "self-evaluation report")
    used = say(
        lang,
        f"核查对象：{submission.department.name}报送的《{filed}》。",
        f"Reviewed: 《{filed}》, filed by {submission.department.name}.",
    )
    if evaluation.is_scored:
        used += say(
            lang,
            f"评分依据：{rubric.name.zh}（{rubric.id}，第 {rubric.version} 版）。",
            f" Scored by: {rubric.name.text.en} ({rubric.name.zh}; {rubric.id}, version {rubric.version}).",
        )
    used += _project_words(evaluation, lang)
    if submission.as_of:
        moment = moment_name(submission.as_of)
        used += say(
            lang,
            f"本报告为绩效运行监控，数据截至{moment.zh}末。",
            f" This is a mid-year monitoring report; figures stand as by the end of {moment.en}.",
        )
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
        words += say(
            lang,
            f"自评材料没有填报指标权重，{names}的权重是核查时在本项内平均分配的，不是部门所定。",
            f" No weights of indicators were filed: in {names} they were divided equally for this review and"
            " are not the department's own.",
        )
    if evaluation.scale != 1:
        words += say(
            lang,
            f"不适用的指标不计分，其余按比例折算为满分 {show_exact(evaluation.rubric.max)} 分。",
            " Indicators that do not apply are left out and the rest is scaled to"
            f" {show_exact(evaluation.rubric.max)} points.",
        )
    return words
