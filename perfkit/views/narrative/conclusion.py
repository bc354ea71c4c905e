"""The masthead and section 1: what was filed and scored, and the answer in one line."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.base.quantities import show_exact, show_number
from perfkit.base.text import Text, say
from perfkit.base.wording import listed
from perfkit.evaluation.tree import Evaluation
from perfkit.evaluation.weighted_targets import ours
from perfkit.filing.midyear import moment_name
from perfkit.filing.names import filing_kind
from perfkit.review.finding import Finding
from perfkit.views.narrative.prose import Heading, Paragraph, Prose


def report_title(evaluation: Evaluation, lang: str) -> str:
    """The report's title: department or project, year, what it is."""
    submission = evaluation.submission
    name, kind = submission.subject, filing_kind(submission)
    if lang == "en":
        own = submission.department.name_en if submission.project is None else ""
        known = f"{own} ({name})" if own else name
        return f"{known}: review of the {submission.year} self-evaluation of its {kind.en}"
    return f"{name} {submission.year} 年度{kind.zh}自评核查报告"


def masthead(evaluation: Evaluation, lang: str) -> Prose:
    """Title, what was reviewed and against what."""
    submission, rubric = evaluation.submission, evaluation.rubric
    name, year, kind = submission.department, submission.year, filing_kind(submission)
    lines = [
        submission.subject,
        say(
            lang,
            f"{year} 年度{kind.zh}自评核查报告",
            f"Review of the {year} self-evaluation of its {kind.en}",
        ),
    ]
    if lang == "en" and name.name_en and submission.project is None:
        lines.insert(0, name.name_en)
    parts: list = [Heading("\n".join(lines), 1, "report")]
    if submission.synthetic:
        parts.append(
            Paragraph(
                say(
                    lang,
                    "本报告依据合成数据生成，不涉及任何真实部门。",
                    "This report is made from synthetic data and concerns no real department.",
                ),
                "synthetic",
            )
        )
    if submission.unconfirmed:
        parts.append(
            Paragraph(
                say(
                    lang,
                    "本报告依据自动读入、尚未逐项核对的草稿生成，数据以原件为准。",
                    "This report is made from a draft that was read by machine and not yet confirmed; the original document prevails.",
                ),
                "synthetic",
            )
        )
    filed = submission.title or say(lang, f"{kind.zh}自评报告", "self-evaluation report")
    used = say(
        lang,
        f"核查对象：{submission.department.name}报送的《{filed}》。评分依据：{rubric.name.zh}（{rubric.id}，第 {rubric.version} 版）。",
        f"Reviewed: 《{filed}》, filed by {submission.department.name}. Scored by: {rubric.name.text.en} ({rubric.name.zh}; {rubric.id}, version {rubric.version}).",
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
            f" No weights of targets were filed: in {names} they were divided equally for this review and are not the department's own.",
        )
    if evaluation.scale != 1:
        words += say(
            lang,
            f"不适用的指标不计分，其余按比例折算为满分 {show_exact(evaluation.rubric.max)} 分。",
            f" Targets that do not apply are left out and the rest is scaled to {show_exact(evaluation.rubric.max)} points.",
        )
    return words


def answer(evaluation: Evaluation, findings: Sequence[Finding], lang: str) -> str:
    """The answer in one line.

    Examples
    --------
    >>> from perfkit import load_department
    >>> print(answer(load_department("sz-sif-longhua_2020").evaluate(), (), "zh"))
    自评 95.50 分（优），其中 9.40 分有数据支持，0.80 分与数据不符，39.43 分待佐证或补充数据，45.87 分待评价人评定；可能区间 9.40～96.90 分（差～优），核查发现 0 项。
    """
    standing, points, grades = evaluation.standing.stated, evaluation.points, evaluation.grades
    low, high = show_number(points.low), show_number(points.high)
    names = [
        grade and say(lang, grade.name, grade.name_en)
        for grade in (evaluation.own_grade, grades["low"], grades["high"])
    ]
    if lang == "en":
        reach = names[1] if names[1] == names[2] else f"{names[1]} to {names[2]}"
        span = (
            f"the score is {low} ({reach})"
            if points.is_exact
            else f"the score lies between {low} and {high} ({reach})"
        )
        found = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}."
        if evaluation.self_score is None:
            missing = len(evaluation.unscored)
            own = (
                f"The self-score lacks {missing} rows and has no total or grade"
                if missing
                else "No self-score was filed under this rubric"
            )
            return f"{own}; {span}; {found}"
        parts = [
            f"{show_number(standing.confirmed)} confirmed by figures",
            f"{show_number(standing.contradicted)} contradicted",
            f"{show_number(standing.open)} waiting for evidence or data",
            f"{show_number(standing.judgement)} waiting for an evaluator",
        ]
        return (
            f"Claimed {show_number(evaluation.self_score)} ({names[0]}): {', '.join(parts)}; {span}; {found}"
        )
    reach = names[1] if names[1] == names[2] else f"{names[1]}～{names[2]}"
    span = f"核算得分 {low} 分（{reach}）" if points.is_exact else f"可能区间 {low}～{high} 分（{reach}）"
    found = f"核查发现 {len(findings)} 项。"
    if evaluation.self_score is None:
        missing = len(evaluation.unscored)
        own = f"自评有 {missing} 行没有打分，不计总分和等级" if missing else "自评材料没有按本评分表自评打分"
        return f"{own}；{span}，{found}"
    parts = [
        f"{show_number(standing.confirmed)} 分有数据支持",
        f"{show_number(standing.contradicted)} 分与数据不符",
        f"{show_number(standing.open)} 分待佐证或补充数据",
        f"{show_number(standing.judgement)} 分待评价人评定",
    ]
    return f"自评 {show_number(evaluation.self_score)} 分（{names[0]}），其中 {'，'.join(parts)}；{span}，{found}"


def opening(evaluation: Evaluation, lang: str) -> Prose:
    """The section's heading, what was filed and scored, and what the points still open mean."""
    heading = Heading(say(lang, "一、核查结论", "1. Conclusion"), 2, "conclusion")
    return Prose(
        (heading, Paragraph(_standing(evaluation, lang), "answer"), Paragraph(_range(evaluation, lang))), lang
    )


def _standing(evaluation: Evaluation, lang: str) -> str:
    """What was claimed and how it divides."""
    own, standing = evaluation.self_score, evaluation.standing.stated
    if own is None:
        missing = len(evaluation.unscored)
        return say(
            lang,
            f"自评有 {missing} 行没有打分，不计总分和等级。"
            if missing
            else "自评材料没有按本评分表自评打分。",
            f"The self-score lacks {missing} rows and has no total or grade."
            if missing
            else "No self-score was filed under this rubric.",
        )
    grade, parts = (
        evaluation.own_grade,
        [
            Text(
                f"{show_number(standing.confirmed)} 分有数据支持",
                f"{show_number(standing.confirmed)} confirmed by figures",
            ),
            Text(
                f"{show_number(standing.contradicted)} 分与数据不符",
                f"{show_number(standing.contradicted)} contradicted",
            ),
            Text(
                f"{show_number(standing.open)} 分待佐证或补充数据",
                f"{show_number(standing.open)} waiting for evidence or data",
            ),
            Text(
                f"{show_number(standing.judgement)} 分待评价人评定",
                f"{show_number(standing.judgement)} waiting for an evaluator",
            ),
        ],
    )
    name = (
        say(lang, f"（{grade.name}）", f" ({grade.name_en})") if grade and evaluation.rubric.is_graded else ""
    )
    return say(
        lang,
        f"部门自评 {show_number(own)} 分{name}。经核查，{'，'.join(part.zh for part in parts)}。",
        f"The department claims {show_number(own)}{name}: {', '.join(part.en for part in parts)}.",
    )


def _range(evaluation: Evaluation, lang: str) -> str:
    """What the ends of the range are, and that neither is a score."""
    points, grades, graded = evaluation.points, evaluation.grades, evaluation.rubric.is_graded
    low, high = show_number(points.low), show_number(points.high)
    ends = [
        say(lang, f"（{grades[end].name}）", f" ({grades[end].name_en})") if graded else ""
        for end in ("low", "high")
    ]
    if points.is_exact:
        return say(lang, f"核算得分 {low} 分{ends[0]}。", f"The score is {low}{ends[0]}.")
    settled = graded and grades["low"] == grades["high"]
    zh = (
        f"未定分值全部不予认定时总分为 {low} 分{ends[0]}，全部认定时为 {high} 分{ends[1]}；"
        "两数只说明尚有多少分未定，不是核查得分"
    )
    en = (
        f"If nothing that is open is granted the total is {low}{ends[0]}, if all of it is, {high}{ends[1]}; "
        "the two say how much is still open and are no score"
    )
    if settled:
        zh, en = f"{zh}。无论如何认定，等级不变", f"{en}. The grade is the same either way"
    elif graded:
        zh, en = f"{zh}。取得材料和评定意见之前不定等级", f"{en}. No grade is given before they are settled"
    return say(lang, f"{zh}。", f"{en}.")
