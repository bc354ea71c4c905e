"""Section 1: department, year, rubric, the answer in one line, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from perfkit.base.quantities import show_exact, show_number
from perfkit.base.text import Text, say
from perfkit.base.wording import counted, listed, named, show_points
from perfkit.evaluation.scoring import EVALUATOR, EVIDENCE, FACTS
from perfkit.evaluation.summary import is_shown, row_stakes, status_counts, undecided_vetoes, waiting_counts
from perfkit.evaluation.tree import COMPUTED, JUDGED, OPEN, Evaluation
from perfkit.evaluation.weighted_targets import ours
from perfkit.filing.names import filing_kind
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose

_AS_OF = {
    "q1": Text("截至一季度末", "by the end of the first quarter"),
    "q2": Text("截至二季度末", "by the end of the second quarter"),
    "q3": Text("截至三季度末", "by the end of the third quarter"),
}


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
        moment = _AS_OF[submission.as_of]
        used += say(
            lang,
            f"本报告为绩效运行监控，数据{moment.zh}。",
            f" This is a mid-year monitoring report; figures stand as {moment.en}.",
        )
    used += _weights_words(evaluation, lang)
    if evaluation.judgements:
        who = [judged.evaluator.name or judged.evaluator.id for judged in evaluation.judgements]
        used += say(
            lang,
            f"已采用{listed(who, lang)}出具的评价意见。",
            f" Judgements by {listed(who, lang)} are taken into account.",
        )
    else:
        used += say(lang, "目前没有评价人出具的评价意见在案。", " No evaluator's judgements are on file.")
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


def opening(evaluation: Evaluation, findings: Sequence[Finding], lang: str) -> Prose:
    """The section's heading and the answer."""
    heading = Heading(say(lang, "一、核查结论", "1. Conclusion"), 2, "conclusion")
    return Prose((heading, Paragraph(answer(evaluation, findings, lang), "answer")), lang)


def conclusion(evaluation: Evaluation, findings: Sequence[Finding], lang: str) -> Prose:
    """How the self-score divides, what is decided, and the worst findings."""
    parts: list = [Paragraph(_decided(evaluation, lang))]
    biggest = sorted(
        (stake for stake in row_stakes(evaluation) if stake.open), key=lambda stake: -stake.open
    )[:3]
    if biggest:
        names = [
            say(
                lang,
                f"{named(stake.row.indicator.name.text, lang)}（{show_points(stake.open, lang)}）",
                f"{named(stake.row.indicator.name.text, lang)}, {show_points(stake.open, lang)}",
            )
            for stake in biggest
        ]
        parts.append(
            Paragraph(
                say(
                    lang,
                    f"最高与最低可得相差最大的指标依次是{listed(names, lang)}。",
                    f"The rows with most points between their least and their most are {'; '.join(names)}.",
                )
            )
        )
    over = [row for row in evaluation.rows if is_shown(row.standing.stated.contradicted)]
    for row in over:
        name = named(row.indicator.name.text, lang)
        parts.append(
            Paragraph(
                say(
                    lang,
                    f"{name}自评 {show_number(row.self_score)} 分，按评分标准和所载数据最高只能得 {show_number(row.points.high)} 分，多计 {show_number(row.standing.stated.contradicted)} 分。",
                    f"{name}: {show_number(row.self_score)} points are claimed, the standard and the printed figures allow at most {show_number(row.points.high)}; {show_number(row.standing.stated.contradicted)} too many.",
                )
            )
        )
    parts.extend(_findings(findings, lang))
    return Prose(tuple(parts), lang)


def _decided(evaluation: Evaluation, lang: str) -> str:
    counts, waits, rows = status_counts(evaluation), waiting_counts(evaluation), len(evaluation.rows)
    undecided, vetoes = sum(waits.values()), undecided_vetoes(evaluation)
    zh = f"评分表共 {rows} 个指标，由规则和所载数据即可核定的 {counts[COMPUTED]} 个"
    en = f"Of the {rows} rows of the table, rule and printed figures decide {counts[COMPUTED]}"
    if counts[JUDGED]:
        zh += f"，评价人已评定的 {counts[JUDGED]} 个"
        en += f", evaluators have decided {counts[JUDGED]}"
    zh += f"，尚未确定的 {counts[OPEN]} 个。"
    en += f", and {counts[OPEN]} are open."
    if undecided:
        veto_zh = f"；另有否决条款 {vetoes} 个尚未认定" if vetoes else ""
        veto_en = f"; besides, {counted(vetoes, Text('个', 'veto'), 'en')} not decided" if vetoes else ""
        zh += f"尚未确定的评分点共 {undecided} 个：缺少数据的 {waits[FACTS]} 个，须先提供佐证材料的 {waits[EVIDENCE]} 个，由评价人评定的 {waits[EVALUATOR]} 个{veto_zh}。部门在文字中的自述不作为佐证。"
        en += f" {undecided} criteria are undecided: {waits[FACTS]} lack figures, {waits[EVIDENCE]} need evidence first, {waits[EVALUATOR]} are for an evaluator{veto_en}. What the department merely asserts is not taken as evidence."
    return say(lang, zh, en)


def _findings(findings: Sequence[Finding], lang: str) -> list:
    if not findings:
        return [
            Paragraph(
                say(
                    lang,
                    "本次核查没有发现相互矛盾或需要说明的内容。",
                    "The review found nothing that contradicts itself or needs an answer.",
                )
            )
        ]
    count = {
        severity: sum(finding.severity == severity for finding in findings)
        for severity in (ERROR, DOUBT, NOTE)
    }
    text = say(
        lang,
        f"核查发现 {len(findings)} 项：前后矛盾或与评分标准不符的 {count[ERROR]} 项，需要部门说明的 {count[DOUBT]} 项，提示 {count[NOTE]} 项，详见第四部分。",
        f"The review made {len(findings)} findings: {count[ERROR]} where two things cannot both be true, {count[DOUBT]} that need an answer, {count[NOTE]} notes; see section 4.",
    )
    worst = _one_of_a_kind(findings)[:6]
    if not worst:
        return [Paragraph(text)]
    lead = say(
        lang, "其中最需要部门答复的是（每类取一项）：", "Most in need of an answer (one of each kind):"
    )
    return [
        Paragraph(f"{text}{lead}" if lang != "en" else f"{text} {lead}"),
        Items(
            tuple(
                f"{finding.message.in_(lang)}{say(lang, f'（发现 {number}）', f' (finding {number})')}"
                for number, finding in worst
            )
        ),
    ]


def _one_of_a_kind(findings: Sequence[Finding]) -> list[tuple[int, Finding]]:
    """The worst finding of every kind with its number, notes left out."""
    kinds: dict[str, tuple[int, Finding]] = {}
    for number, finding in enumerate(findings, start=1):
        if finding.severity != NOTE:
            kinds.setdefault(finding.code, (number, finding))
    return list(kinds.values())
