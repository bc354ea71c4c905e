"""Section 1, the conclusion, and the one-page version: what was filed and scored, what decides the grade,
what is disputed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from perfkit.base.english import lowered, sentence
from perfkit.base.numerals import in_numerals
from perfkit.base.quantities import show_number
from perfkit.base.text import Text, say
from perfkit.base.wording import counted, listed, named
from perfkit.evaluation.summary import is_shown, row_stakes
from perfkit.evaluation.tree import Evaluation
from perfkit.review.english import in_english
from perfkit.review.finding import SEVERITIES, SEVERITY_NAMES, Finding
from perfkit.review.problems import Problem
from perfkit.review.unscored import why_unscored
from perfkit.views.narrative.prose import Items, Paragraph, Prose, headed, said
from perfkit.views.said import worded
from perfkit.views.wording import show_grade, show_reach


def answer(evaluation: Evaluation, findings: Sequence[Finding], lang: str) -> str:
    """The answer in one line.

    Examples
    --------
    >>> from perfkit import load_department
    >>> print(answer(load_department("sz-sif-longhua_2020").evaluate(), (), "zh"))
    自评 95.50 分（优），其中 9.40 分有数据支持，0.80 分与数据不符，39.43 分待佐证或补充数据，45.87 分待评价人评定；可能区间 9.40～96.90 分（差～优），核查发现 0 项。
    """
    low, high = show_number(evaluation.points.low), show_number(evaluation.points.high)
    reach = show_reach(evaluation, lang)
    named_reach = say(lang, f"（{reach}）", f" ({reach})") if reach else ""
    found = counted(len(findings), Text("项", "finding"), lang)
    if not evaluation.is_scored:
        own = _not_claimed(evaluation, lang)
        return say(lang, f"{own}；核查发现 {found}。", f"{own}; {found}.")
    if evaluation.points.is_exact:
        span = say(lang, f"核算得分 {low} 分{named_reach}", f"the score is {low}{named_reach}")
    else:
        span = worded(lang, "possible_span", low=low, high=high, grades=named_reach)
    own, parts = _claimed(evaluation, lang)
    own = _not_claimed(evaluation, lang) or say(lang, f"自评 {own}，其中 {parts}", f"Claimed {own}: {parts}")
    return say(lang, f"{own}；{span}，核查发现 {found}。", f"{own}; {span}; {found}.")


def boxes(
    evaluation: Evaluation, findings: Sequence[Finding], found: Sequence[Problem], lang: str
) -> tuple[tuple[str, str, str], ...]:
    """The values to see first on a screen: label, value, and the class of its mark.

    Examples
    --------
    >>> from perfkit import load_department
    >>> boxes(load_department("sz-sif-longhua_2020").evaluate(), (), (), "zh")[:2]
    (('自评（优）', '95.50', ''), ('有数据支持', '9.40', 'computed'))
    """
    counts = Counter(each.severity for each in findings)
    values = [
        (Text("发现矛盾", "errors found"), str(counts["error"]), "contradicted"),
        (Text("发现存疑", "doubts found"), str(counts["doubt"]), "open"),
        (Text("归为问题", "grouped into problems"), str(len(found)), ""),
    ]
    if evaluation.self_score is not None:
        grade = Text(_own_grade(evaluation, "zh"), _own_grade(evaluation, "en"))
        own = (Text(f"自评{grade.zh}", f"claimed{grade.en}"), show_number(evaluation.self_score), "")
        parts = ((what, show_number(points), mark) for points, what, mark in _parts(evaluation))
        values = [own, *parts, *values]
    return tuple((label.in_(lang).capitalize(), value, mark) for label, value, mark in values)


def _own_grade(evaluation: Evaluation, lang: str) -> str:
    name = show_grade(evaluation.own_grade, lang) if evaluation.own_grade else ""
    return name and say(lang, f"（{name}）", f" ({name})")


def _parts(evaluation: Evaluation) -> tuple[tuple[Fraction, Text, str], ...]:
    """The four parts that a self-score divides into."""
    standing = evaluation.standing.stated
    return (
        (standing.confirmed, Text("有数据支持", "confirmed by figures"), "computed"),
        (standing.contradicted, Text("与数据不符", "contradicted"), "contradicted"),
        (standing.open, Text("待佐证或补充数据", "waiting for evidence or data"), "open"),
        (standing.judgement, Text("待评价人评定", "waiting for an evaluator"), "open"),
    )


def _not_claimed(evaluation: Evaluation, lang: str) -> str:
    """Why there is no self-score; empty where there is one."""
    if evaluation.self_score is not None:
        return ""
    if not evaluation.is_scored:
        why, filed = sentence(why_unscored(evaluation.submission).in_(lang)), _printed(evaluation, lang)
        return f"{filed}{why}".rstrip("。.")
    missing = len(evaluation.unscored)
    if not missing:
        return say(lang, "自评材料没有按本评分表自评打分", "No self-score was filed under this rubric")
    return worded(lang, "rows_not_scored", missing=missing)


def _printed(evaluation: Evaluation, lang: str) -> str:
    """The total and the grade that the form prints, as a sentence; empty where it prints no total."""
    filed = evaluation.submission.self_evaluation
    if filed.total is None:
        return ""
    total = show_number(filed.total)
    grade = say(lang, f"（{filed.grade}）", f" ({in_english(filed.grade)})") if filed.grade else ""
    return say(lang, f"自评总分载为 {total} 分{grade}。", f"The form prints a total of {total}{grade}. ")


def _claimed(evaluation: Evaluation, lang: str) -> tuple[str, str]:
    """The self-score with its grade, and the four parts that it divides into; both empty without one."""
    if evaluation.self_score is None:
        return "", ""
    own, printed = show_number(evaluation.self_score), evaluation.submission.self_evaluation.total
    own += say(lang, " 分", "")
    name, parts = _own_grade(evaluation, lang), _parts(evaluation)
    words = say(
        lang,
        "，".join(f"{show_number(points)} 分{what.zh}" for points, what, _ in parts),
        ", ".join(f"{show_number(points)} {what.en}" for points, what, _ in parts),
    )
    other = ""
    if printed is not None and show_number(printed) != show_number(evaluation.self_score):
        total = show_number(printed)
        other = worded(lang, "sum_of_rows", total=total)
    return own + name + other, words


def opening(evaluation: Evaluation, lang: str) -> Prose:
    """The section's heading, what was filed and scored, and what the points still open mean."""
    heading = headed(lang, "conclusion", 2)
    said = Paragraph(_standing(evaluation, lang), "answer")
    if not evaluation.is_scored:
        return Prose((heading, said), lang)
    return Prose((heading, said, Paragraph(_range(evaluation, lang))), lang)


def _standing(evaluation: Evaluation, lang: str) -> str:
    """What was claimed and how it divides."""
    own, parts = _claimed(evaluation, lang)
    if none := _not_claimed(evaluation, lang):
        return say(lang, f"{none}。", f"{none}.")
    by = Text("项目", "The project") if evaluation.submission.project else Text("部门", "The department")
    return say(lang, f"{by.zh}自评 {own}。经核查，{parts}。", f"{by.en} claims {own}: {parts}.")


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
    words = worded(lang, "range_ends", low=low, low_grade=ends[0], high=high, high_grade=ends[1])
    if settled:
        words += say(lang, "。无论如何认定，等级不变", ". The grade is the same either way")
    elif graded:
        words += say(lang, "，评定后再定等级", ". The grade follows once they are settled")
    return words + say(lang, "。", ".")


def deciding(
    evaluation: Evaluation,
    found: Sequence[Problem],
    findings: Sequence[Finding],
    lang: str,
    *,
    section: int = 6,
) -> Prose:
    """The two or three rows that decide the grade, what is disputed and why, and how many problems there are.

    `section` is where the problems stand; 0 where that goes without saying.
    """
    said = [text for text in (_rows_that_decide(evaluation, lang), _too_high(evaluation, lang)) if text]
    parts = [Paragraph(say(lang, "", " ").join(said))] if said else []
    return Prose((*parts, Paragraph(_problem_sentence(found, findings, lang, section))), lang)


def _rows_that_decide(evaluation: Evaluation, lang: str) -> str:
    stakes = sorted((s for s in row_stakes(evaluation) if is_shown(s.open)), key=lambda s: -s.open)[:3]
    if not stakes:
        return ""
    rows = listed([_with_points(s.row.indicator.name.text, s.open, lang) for s in stakes], lang)
    share = show_number(sum((s.open for s in stakes), Fraction(0)))
    return worded(lang, "rows_that_decide", rows=rows, share=share)


def _with_points(name: Text, points: Fraction, lang: str) -> str:
    number = show_number(points)
    return say(lang, f"{named(name, 'zh')}（{number} 分）", f"{named(name, 'en')} with {number}")


def _too_high(evaluation: Evaluation, lang: str) -> str:
    """The rows whose self-score the printed figures do not allow, those with most points first."""
    over = [
        (row.standing.stated.contradicted, row.indicator.name.text, row.self_score, row.points.high)
        for row in evaluation.rows
        if is_shown(row.standing.stated.contradicted) and row.self_score is not None
    ]
    if not over:
        return ""
    over.sort(key=lambda one: -one[0])
    if len(over) == 1:
        points, name, own, most = over[0]
        return worded(
            lang,
            "row_too_high",
            name=named(name, lang),
            points=show_number(points),
            own=show_number(own),
            most=show_number(most),
        )
    rows = listed([_with_points(name, points, lang) for points, name, *_ in over[:3]], lang)
    total = show_number(sum((points for points, *_ in over), Fraction(0)))
    return worded(lang, "rows_too_high", count=len(over), total=total, rows=rows)


def _problem_sentence(found: Sequence[Problem], findings: Sequence[Finding], lang: str, section: int) -> str:
    if not findings:
        return worded(lang, "nothing_found")
    counts = Counter(finding.severity for finding in findings)
    numbers = [
        say(
            lang,
            f"{SEVERITY_NAMES[each].zh} {counts[each]} 项",
            counted(counts[each], SEVERITY_NAMES[each], "en"),
        )
        for each in SEVERITIES
        if counts[each]
    ]
    total = counted(len(findings), Text("项", "finding"), lang)
    kinds = say(lang, "、", ", ").join(numbers)
    words = say(lang, f"核查发现 {total}（{kinds}）", f"The review made {total} ({kinds})")
    if found:
        names = say(
            lang,
            "".join(f"“{each.name.zh}”" for each in found[:3]),
            "; ".join(lowered(each.name.en) for each in found[:3]),
        )
        where = say(lang, f"（第{in_numerals(section)}部分）", f" (section {section})") if section else ""
        problems = counted(len(found), Text("个问题", "problem"), lang)
        words += worded(lang, "grouped_into", problems=problems, where=where, names=names)
    return words + say(lang, "。", ".")


def brief(found: Sequence[Problem], lang: str) -> Prose:
    """The problems with their recommendations in a line each, for the one-page version."""
    heading = headed(lang, "brief", 2)
    items = tuple(
        worded(
            lang,
            "problem_in_brief",
            name=problem.name,
            count=len(problem.findings),
            recommendation=problem.recommendation.in_(lang).rstrip("。."),
        )
        for problem in found[:5]
    )
    nothing = said(lang, "nothing_to_answer")
    return Prose((heading, Items(items, numbered=True) if items else nothing), lang)
