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

ANNEX, REPLY_TABLE = Text("附件2", "annex 2"), Text("答复表", "the reply table")


def problems(
    found: Sequence[Problem], findings: Sequence[Finding], lang: str, *, rest: Text | None = ANNEX
) -> Prose:
    """Section 6: at most ten problems, each with what it rests on, its points and its money.

    `rest` is where all findings stand with their numbers; None where they stand nowhere.
    """
    parts: list = [headed(lang, "六、存在的问题", "6. Problems", 2, "problems")]
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
    zh, en = f"核查发现{'、'.join(names)}", f"Found: {', '.join(names)}"
    if is_shown(problem.points):
        zh += f"，涉及评分表 {show_number(problem.points)} 分"
        en += f"; {show_number(problem.points)} points of the table rest on it"
    if problem.money:
        zh += f"，单项差额最大 {show_money(problem.money, 'zh')}"
        en += f"; the largest single difference is {show_money(problem.money, 'en')}"
    if len(problem.findings) <= _shown_of(problem):
        return say(lang, f"{zh}。", f"{en}.")
    where = Text(f"（其余见{rest.zh}）", f" (the rest is in {rest.en})") if rest else Text("", "")
    return say(lang, f"{zh}。其中{where.zh}：", f"{en}. Among them{where.en}:")


def _shown(finding: Finding, number: int, lang: str) -> str:
    """A finding with the places that its message does not name already, and its number where it has one."""
    message = sentence(finding.message.in_(lang).rstrip("。."))
    places = dict.fromkeys(place.section for place in finding.places if place.section)
    named_places = "" if "〔" in message else f"〔{'；'.join(list(places)[:3])}〕" if places else ""
    if lang == "en":
        return f"{message} {named_places}".strip() + (f" (finding {number})." if number else ".")
    return message + named_places + (f"（发现 {number}）" if number else "")


def recommendations(
    evaluation: Evaluation, found: Sequence[Problem], findings: Sequence[Finding], lang: str
) -> Prose:
    """Section 7: for the department, one for each problem; for the finance bureau, which points to settle
    how."""
    heading = headed(lang, "七、有关建议", "7. Recommendations", 2, "recommendations")
    parts: list = [heading]
    asked = tuple(
        say(
            lang,
            f"针对“{problem.name.zh}”：{problem.recommendation.zh.rstrip('。')}。",
            f"{problem.name.en}: {problem.recommendation.en.rstrip('.')}.",
        )
        for problem in found
    )
    bureau = tuple(text.in_(lang) for text in _for_the_bureau(evaluation, findings))
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
        parts.append(said(lang, "没有需要提出的建议。", "There is nothing to recommend."))
    return Prose(tuple(parts), lang)


def _for_the_bureau(evaluation: Evaluation, findings: Sequence[Finding]) -> list[Text]:
    """Which points to settle how: reduce, settle by documents, have judged, and which readings to decide."""
    texts = []
    for row in evaluation.rows:
        if is_shown(row.standing.stated.contradicted) and row.self_score is not None:
            over, name = show_number(row.standing.stated.contradicted), row.indicator.name.text
            texts.append(
                Text(
                    f"“{name.zh}”自评 {show_number(row.self_score)} 分，按现有数据核减 {over} 分。",
                    f"{named(name, 'en')}: take off {over} of the {show_number(row.self_score)} points"
                    " claimed.",
                )
            )
    standing = evaluation.standing.stated
    if is_shown(standing.open):
        texts.append(
            Text(
                f"待佐证或补充数据的 {show_number(standing.open)} 分，按第八部分所列材料逐项核定，不能提供的不予认定。",
                f"Settle the {show_number(standing.open)} points that wait for evidence or figures by the"
                " materials of section 8; what is not handed in is not granted.",
            )
        )
    if is_shown(standing.judgement):
        texts.append(
            Text(
                f"待评价的 {show_number(standing.judgement)} 分，由评价人按评分标准评定并载明理由。",
                f"Have the {show_number(standing.judgement)} points that need judgement decided by"
                " evaluators, with reasons.",
            )
        )
    of_the_rubric = {f.problem for f in findings if rulebook().problems[f.problem].of_the_rubric}
    texts += [_settled(evaluation, name) for name in sorted(of_the_rubric)]
    return texts


def _settled(evaluation: Evaluation, name: str) -> Text:
    problem, outcomes = rulebook().problems[name], by_reading(evaluation)
    moving = [
        key
        for key in dict.fromkeys(o.reading for o in outcomes)
        if any(o.rows for o in outcomes if o.reading == key)
    ]
    zh = f"{problem.name.zh}：{problem.recommendation.zh.rstrip('。')}"
    en = f"{problem.name.text.en}: {problem.recommendation.text.en.rstrip('.')}"
    if moving:
        asked = [evaluation.rubric.readings[key].question.text for key in moving[:3]]
        zh += f"，其中影响得分的有：{'；'.join(text.zh.rstrip('？。') for text in asked)}"
        en += "; those that move points: " + "; ".join(lowered(text.en.rstrip("?.")) for text in asked)
    return Text(f"{zh}。", f"{en}.")
