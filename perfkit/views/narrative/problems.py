"""Sections 6 and 7: the problems in official words, and what to do about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from perfkit.base.english import lowered, sentence
from perfkit.base.numerals import in_numerals
from perfkit.base.quantities import show_number
from perfkit.base.text import Text, say
from perfkit.base.wording import named, show_money
from perfkit.evaluation.summary import is_shown
from perfkit.evaluation.tree import Evaluation
from perfkit.outlook.reading_effects import by_reading
from perfkit.review.finding import ERROR, SEVERITIES, SEVERITY_NAMES, Finding
from perfkit.review.problems import Problem
from perfkit.review.rulebook import rulebook
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose, headed, said
from perfkit.views.said import worded

ANNEX, REPLY_TABLE = Text("附件2", "annex 2"), Text("答复表", "the reply table")


def problems(
    found: Sequence[Problem], findings: Sequence[Finding], lang: str, *, rest: Text | None = ANNEX
) -> Prose:
    """Section 6: at most ten problems, each with what it rests on, its points and its money.

    `rest` is where all findings stand with their numbers; None where they stand nowhere.
    """
    parts: list = [headed(lang, "problems", 2)]
    if not found:
        nothing = Text("本次核查没有发现需要部门答复的问题。", "The review found no problem to be answered.")
        return Prose((*parts, Paragraph(nothing.in_(lang))), lang)
    numbers = {id(finding): number for number, finding in enumerate(findings, start=1)}
    for place, problem in enumerate(found):
        name = problem.name.in_(lang)
        title = say(lang, f"（{in_numerals(place + 1)}）{name}", f"6.{place + 1} {name}")
        parts.append(Heading(title, 3, f"problem-{place + 1}"))
        parts.append(Paragraph(_weight(problem, lang, rest)))
        shown = problem.findings[: _shown_of(problem)]
        numbered = [(finding, numbers[id(finding)] if rest else 0) for finding in shown]
        parts.append(Items(tuple(_shown(finding, number, lang) for finding, number in numbered)))
    return Prose(tuple(parts), lang)


def _shown_of(problem: Problem) -> int:
    """How many findings stand in the body: two where two things cannot both be true, else one."""
    return 2 if problem.severity == ERROR else 1


def _weight(problem: Problem, lang: str, rest: Text | None) -> str:
    counts = Counter(finding.severity for finding in problem.findings)
    names = [
        say(
            lang,
            f"{SEVERITY_NAMES[each].zh} {counts[each]} 处",
            f"{counts[each]} {SEVERITY_NAMES[each].en}" + ("s" if counts[each] > 1 else ""),
        )
        for each in SEVERITIES
        if counts[each]
    ]
    words = say(lang, "核查发现", "Found: ") + say(lang, "、", ", ").join(names)
    if is_shown(problem.points):
        words += worded(lang, "problem_points", points=show_number(problem.points))
    if problem.money:
        words += worded(lang, "problem_money", money=show_money(problem.money, lang))
    if len(problem.findings) <= _shown_of(problem):
        return words + say(lang, "。", ".")
    where = say(lang, f"（其余见{rest.zh}）", f" (the rest is in {rest.en})") if rest else ""
    return words + say(lang, f"。其中{where}：", f". Among them{where}:")


def _shown(finding: Finding, number: int, lang: str) -> str:
    """A finding with the places that its message does not name already, and its number where it has one."""
    message = sentence(finding.message.in_(lang).rstrip("。."))
    places = dict.fromkeys(place.cited for place in finding.places if place.section)
    named_places = "" if "〔" in message else f"〔{'；'.join(list(places)[:3])}〕" if places else ""
    if lang == "en":
        return f"{message} {named_places}".strip() + (f" (finding {number})." if number else ".")
    return message + named_places + (f"（发现 {number}）" if number else "")


def recommendations(
    evaluation: Evaluation, found: Sequence[Problem], findings: Sequence[Finding], lang: str
) -> Prose:
    """Section 7: for the department, one for each problem; for the finance bureau, which points to settle
    how."""
    heading = headed(lang, "recommendations", 2)
    parts: list = [heading]
    asked = tuple(
        worded(
            lang,
            "for_the_department",
            name=problem.name,
            recommendation=problem.recommendation.in_(lang).rstrip("。."),
        )
        for problem in found
    )
    bureau = tuple(_for_the_bureau(evaluation, findings, lang))
    for number, (head, anchor, items) in enumerate(
        (
            (Text("建议部门", "For the department"), "for-department", asked),
            (Text("建议财政部门（评价组织方）", "For the finance bureau"), "for-bureau", bureau),
        ),
        start=1,
    ):
        if items:
            title = say(lang, f"（{in_numerals(number)}）{head.zh}", f"7.{number} {head.en}")
            parts += [Heading(title, 3, anchor), Items(items, numbered=True)]
    if len(parts) == 1:
        parts.append(said(lang, "nothing_to_recommend"))
    return Prose(tuple(parts), lang)


def _for_the_bureau(evaluation: Evaluation, findings: Sequence[Finding], lang: str) -> list[str]:
    """Which points to settle how: reduce, settle by documents, have judged, and which readings to decide."""
    texts = []
    for row in evaluation.rows:
        if is_shown(row.standing.stated.contradicted) and row.self_score is not None:
            over, name = show_number(row.standing.stated.contradicted), row.indicator.name.text
            texts.append(
                worded(lang, "take_off", name=named(name, lang), own=show_number(row.self_score), over=over)
            )
    standing = evaluation.standing.stated
    if is_shown(standing.open):
        texts.append(worded(lang, "settle_by_documents", points=show_number(standing.open)))
    if is_shown(standing.judgement):
        texts.append(worded(lang, "have_judged", points=show_number(standing.judgement)))
    of_the_rubric = {f.problem for f in findings if rulebook().problems[f.problem].of_the_rubric}
    texts += [_settled(evaluation, name, lang) for name in sorted(of_the_rubric)]
    return texts


def _settled(evaluation: Evaluation, name: str, lang: str) -> str:
    problem, outcomes = rulebook().problems[name], by_reading(evaluation)
    moving = [
        key
        for key in dict.fromkeys(o.reading for o in outcomes)
        if any(o.rows for o in outcomes if o.reading == key)
    ]
    words = worded(
        lang,
        "of_the_rubric",
        name=problem.name.text,
        recommendation=problem.recommendation.text.in_(lang).rstrip("。."),
    )
    if moving:
        asked = [evaluation.rubric.readings[key].question.text.in_(lang) for key in moving[:3]]
        words += say(lang, "，其中影响得分的有：", "; those that move points: ")
        words += say(lang, "；", "; ").join(lowered(text.rstrip("？。?.")) for text in asked)
    return words + say(lang, "。", ".")
