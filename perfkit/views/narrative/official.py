"""The body of the report in official order: method, results, problems, recommendations, and the one-page summary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from perfkit.base.quantities import show_number
from perfkit.base.text import Text, say
from perfkit.base.wording import counted, listed, named, show_money
from perfkit.evaluation.outcome import EVALUATOR, EVIDENCE, FACTS
from perfkit.evaluation.results import COMPUTED, JUDGED, OPEN
from perfkit.evaluation.summary import is_shown, row_stakes, status_counts, undecided_vetoes, waiting_counts
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.judgements import EstablishedFact, Evidence, Judgement
from perfkit.filing.own_words import Passage
from perfkit.filing.submission import Submission
from perfkit.outlook.evidence import SEEN, Entry
from perfkit.outlook.reading_effects import by_reading
from perfkit.review.finding import ERROR, SEVERITIES, SEVERITY_NAMES, Finding
from perfkit.review.problems import Problem
from perfkit.review.rulebook import rulebook
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose

_MOST_RESULTS, _LONGEST_RESULT = 6, 90
_NUMERALS = "一二三四五六七八九十"
_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_FIGURE = re.compile(
    r"\d[\d.,]*\s*(?:%|‰|万|亿|元|人|家|次|场|件|宗|项|个|户|份|名|笔|公里|平方米|起|例|所|座|台|亩)"
)


def method(evaluation: Evaluation, entries: Sequence[Entry], lang: str) -> Prose:
    """Section 2: the rubric and its readings, what was examined by whom and when, and what was not."""
    heading = Heading(say(lang, "二、核查依据和方法", "2. Basis and method"), 2, "method")
    texts = [_basis(evaluation, lang), _examined(evaluation, lang), _decided(evaluation, lang)]
    texts.append(_not_examined(entries, lang))
    return Prose((heading, *(Paragraph(text) for text in texts)), lang)


def _basis(evaluation: Evaluation, lang: str) -> str:
    rubric = evaluation.rubric
    outcomes = by_reading(evaluation)
    readings = dict.fromkeys(outcome.reading for outcome in outcomes)
    moving = [name for name in readings if any(o.rows for o in outcomes if o.reading == name)]
    zh = f"核查以{rubric.name.zh}（{rubric.id}，第 {rubric.version} 版）为依据。"
    en = f"The basis is {rubric.name.text.en} ({rubric.name.zh}; {rubric.id}, version {rubric.version})."
    if readings:
        zh += f"其中 {len(readings)} 处条文可有不同理解，换一种口径会改变得分的有 {len(moving)} 处，所用口径及理由见附件5。"
        en += (
            f" {len(readings)} clauses can be read in more than one way; for {len(moving)} another reading moves "
            "points. The readings used, and why, are in annex 5."
        )
    return say(lang, zh, en)


def _examined(evaluation: Evaluation, lang: str) -> str:
    submission = evaluation.submission
    tasks = len(submission.tasks.rows) if submission.tasks else 0
    targets = len(submission.targets.rows) if submission.targets else 0
    figures = sum(map(len, submission.facts.values())) + sum(len(f.statements) for f in submission.figures)
    zh = (
        f"核查了自评材料正文、任务 {tasks} 项、绩效指标 {targets} 项和所载数据 {figures} 处，"
        "逐项复算得分和比率，前后对照同一数据，对照评分标准和绩效目标。"
    )
    en = (
        f"Examined: the text, {tasks} tasks, {targets} targets and {figures} figures. Points and rates were worked "
        "out again; figures were compared with each other, with the scoring standard and with the targets."
    )
    for judged in evaluation.judgements:
        who = judged.evaluator.name or judged.evaluator.id
        dated: list[Judgement | Evidence | EstablishedFact] = [
            *judged.judgements,
            *judged.evidence,
            *judged.facts,
        ]
        days = sorted({item.date for item in dated})
        when = (
            "" if not days else f"{days[0].isoformat()}" + (f"～{days[-1].isoformat()}" if days[1:] else "")
        )
        documents, points = len(judged.evidence) + len(judged.facts), len(judged.judgements)
        zh += f"{who}（{when or '日期未载'}）查看佐证材料 {documents} 份，出具评价意见 {points} 条。"
        en += f" {who} ({when or 'no date'}) saw {documents} documents and gave {points} judgements."
    if not evaluation.judgements:
        zh += "尚无评价人出具意见。"
        en += " No evaluator has given a judgement yet."
    return say(lang, zh, en)


def _decided(evaluation: Evaluation, lang: str) -> str:
    counts, waits = status_counts(evaluation), waiting_counts(evaluation)
    zh = f"评分表共 {len(evaluation.rows)} 个指标，由规则和所载数据即可核定的 {counts[COMPUTED]} 个"
    en = (
        f"Of the {len(evaluation.rows)} rows of the table, rule and printed figures decide {counts[COMPUTED]}"
    )
    if counts[JUDGED]:
        zh += f"，评价人已评定的 {counts[JUDGED]} 个"
        en += f", evaluators have decided {counts[JUDGED]}"
    zh, en = f"{zh}，尚未确定的 {counts[OPEN]} 个。", f"{en}, and {counts[OPEN]} are open."
    if sum(waits.values()):
        vetoes = undecided_vetoes(evaluation)
        zh += (
            f"尚未确定的评分点中，缺少数据的 {waits[FACTS]} 个，须先提供佐证材料的 {waits[EVIDENCE]} 个，"
            f"由评价人评定的 {waits[EVALUATOR]} 个"
        ) + (f"；另有否决条款 {vetoes} 个尚未认定。" if vetoes else "。")
        en += (
            f" Of the undecided criteria {waits[FACTS]} lack figures, {waits[EVIDENCE]} need evidence first, "
            f"{waits[EVALUATOR]} are for an evaluator"
        ) + (f"; besides, {counted(vetoes, Text('个', 'veto'), 'en')} not decided." if vetoes else ".")
    return say(lang, zh, en)


def _not_examined(entries: Sequence[Entry], lang: str) -> str:
    wanted = [entry for entry in entries if entry.required]
    unseen = sum(entry.state != SEEN for entry in wanted)
    return say(
        lang,
        f"本报告只依据报送的材料和在案的评价意见，不涉及现场情况和其他原件。须有佐证材料的评分点 {len(wanted)} 个，"
        f"其中 {unseen} 个未见材料，未予核实；部门自述不作为佐证。",
        f"This report rests on what was filed and on the judgements on file; no site and no other original was seen. "
        f"{unseen} of the {len(wanted)} criteria that need documents have none on file and were not verified; what the "
        "department says itself is not evidence.",
    )


def work(submission: Submission, lang: str) -> Prose:
    """Section 4: how many duties and tasks were filed, and the results that the department reports with figures."""
    heading = Heading(say(lang, "四、履职情况和主要成效", "4. Duties and main results"), 2, "work")
    narrative = submission.narrative
    goal = submission.overall_goal
    passages = (
        *(goal.actual if goal else ()),
        *narrative.annual_work,
        *narrative.results,
        *narrative.performance,
    )
    parts: list = [
        heading,
        Paragraph(
            say(
                lang,
                f"自评材料列明主要职责 {len(narrative.duties)} 项、年度重点工作 {len(narrative.annual_work)} 项，"
                "全文见附件3。",
                f"The filing lists {len(narrative.duties)} duties and {len(narrative.annual_work)} priority tasks of "
                "the year (annex 3).",
            )
        ),
    ]
    results = _results(passages)
    if results:
        words = say(
            lang,
            "报告载明的主要成效和数据（部门自报，核查情况见第六部分）：",
            "Main results with figures, as the department reports them (section 6 says what does not add up):",
        )
        parts += [Paragraph(words), Items(results)]
    else:
        parts.append(
            Paragraph(
                say(
                    lang, "自评材料没有载明带有数据的工作成效。", "The filing states no result with a figure."
                )
            )
        )
    return Prose(tuple(parts), lang)


def _results(passages: Sequence[Passage]) -> tuple[str, ...]:
    """The first sentence with a counted figure of each passage, then second ones, at most six."""
    found = [
        [s.strip().rstrip("。；;") for s in _SENTENCE.findall(passage.text) if _FIGURE.search(s)]
        for passage in passages
    ]
    rounds = [
        f"{_cut(sentences[turn])}〔{passage.section}〕"
        for turn in range(2)
        for passage, sentences in zip(passages, found, strict=True)
        if len(sentences) > turn
    ]
    return tuple(dict.fromkeys(rounds))[:_MOST_RESULTS]


def _cut(sentence: str) -> str:
    """A sentence cut at a comma behind its first figure, where it is long."""
    if len(sentence) <= _LONGEST_RESULT:
        return sentence
    figure = _FIGURE.search(sentence)
    start = sentence.rfind("，", 0, figure.start()) + 1 if figure and figure.start() > _LONGEST_RESULT else 0
    end = sentence.rfind("，", start, start + _LONGEST_RESULT)
    return sentence[start : end if figure and end > figure.end() else start + _LONGEST_RESULT] + "……"


def problems(
    found: Sequence[Problem], findings: Sequence[Finding], lang: str, *, annex: bool = True
) -> Prose:
    """Section 6: at most ten problems, each with what it rests on, its points and its money.

    `annex` is False in a letter, where the rest stands in the reply table.
    """
    parts: list = [Heading(say(lang, "六、存在的问题", "6. Problems"), 2, "problems")]
    if not found:
        nothing = Text("本次核查没有发现需要部门答复的问题。", "The review found no problem to be answered.")
        return Prose((*parts, Paragraph(nothing.in_(lang))), lang)
    numbers = {id(finding): number for number, finding in enumerate(findings, start=1)}
    for place, problem in enumerate(found):
        name = problem.name.in_(lang)
        title = say(lang, f"（{_NUMERALS[place]}）{name}", f"6.{place + 1} {name}")
        parts.append(Heading(title, 3, f"problem-{place + 1}"))
        parts.append(Paragraph(_weight(problem, lang, annex)))
        shown = problem.findings[: _shown_of(problem)]
        parts.append(Items(tuple(_shown(finding, numbers[id(finding)], lang) for finding in shown)))
    return Prose(tuple(parts), lang)


def _shown_of(problem: Problem) -> int:
    """How many findings stand in the body: two where two things cannot both be true, else one."""
    return 2 if problem.severity == ERROR else 1


def _weight(problem: Problem, lang: str, annex: bool) -> str:
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
    rest = len(problem.findings) > _shown_of(problem)
    return say(
        lang,
        zh + (f"。其中（其余见{'附件2' if annex else '答复表'}）：" if rest else "。"),
        en + (f". Among them (the rest is in {'annex 2' if annex else 'the reply table'}):" if rest else "."),
    )


def _shown(finding: Finding, number: int, lang: str) -> str:
    """A finding with the places that its message does not name already."""
    message = finding.message.in_(lang).rstrip("。.")
    places = dict.fromkeys(place.section for place in finding.places if place.section)
    named_places = "" if "〔" in message else f"〔{'；'.join(list(places)[:3])}〕" if places else ""
    return message + named_places + say(lang, f"（发现 {number}）", f" (finding {number})")


def recommendations(
    evaluation: Evaluation, found: Sequence[Problem], findings: Sequence[Finding], lang: str
) -> Prose:
    """Section 7: for the department, one for each problem; for the finance bureau, which points to settle how."""
    heading = Heading(say(lang, "七、有关建议", "7. Recommendations"), 2, "recommendations")
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
            title = say(lang, f"（{_NUMERALS[number - 1]}）{head.zh}", f"7.{number} {head.en}")
            parts += [Heading(title, 3, anchor), Items(items, numbered=True)]
    if len(parts) == 1:
        parts.append(Paragraph(say(lang, "没有需要提出的建议。", "There is nothing to recommend.")))
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
                    f"{named(name, 'en')}: take off {over} of the {show_number(row.self_score)} points claimed.",
                )
            )
    standing = evaluation.standing.stated
    if is_shown(standing.open):
        texts.append(
            Text(
                f"待佐证或补充数据的 {show_number(standing.open)} 分，按第八部分所列材料逐项核定，不能提供的不予认定。",
                f"Settle the {show_number(standing.open)} points that wait for evidence or figures by the materials of "
                "section 8; what is not handed in is not granted.",
            )
        )
    if is_shown(standing.judgement):
        texts.append(
            Text(
                f"待评价的 {show_number(standing.judgement)} 分，由评价人按评分标准评定并载明理由。",
                f"Have the {show_number(standing.judgement)} points that need judgement decided by evaluators, with reasons.",
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
        en += "; those that move points: " + "; ".join(text.en.rstrip("?.") for text in asked)
    return Text(f"{zh}。", f"{en}.")


def deciding(
    evaluation: Evaluation,
    found: Sequence[Problem],
    findings: Sequence[Finding],
    lang: str,
    *,
    section: int = 6,
) -> Prose:
    """The two or three rows that decide the grade, what is disputed and why, and how many problems there are.

    `section` is where the problems stand.
    """
    parts: list = []
    stakes = sorted((s for s in row_stakes(evaluation) if s.open), key=lambda s: -s.open)[:3]
    if stakes:
        rows = listed(
            [
                say(
                    lang,
                    f"{named(s.row.indicator.name.text, 'zh')}（{show_number(s.open)} 分）",
                    f"{named(s.row.indicator.name.text, 'en')} with {show_number(s.open)}",
                )
                for s in stakes
            ],
            lang,
        )
        share = show_number(sum((s.open for s in stakes), Fraction(0)))
        parts.append(
            Paragraph(
                say(
                    lang,
                    f"最高与最低可得相差最大的指标依次是{rows}，合计相差 {share} 分，决定最终等级。",
                    f"The rows with most points between their least and their most are {rows}, {share} in all; they decide the grade.",
                )
            )
        )
    for row in evaluation.rows:
        if is_shown(row.standing.stated.contradicted) and row.self_score is not None:
            name, over = named(row.indicator.name.text, lang), show_number(row.standing.stated.contradicted)
            own, most = show_number(row.self_score), show_number(row.points.high)
            parts.append(
                Paragraph(
                    say(
                        lang,
                        f"{name}自评 {own} 分，按评分标准和所载数据最高 {most} 分，多计 {over} 分。",
                        f"{name}: {own} points are claimed, standard and printed figures allow at most {most}; {over} too many.",
                    )
                )
            )
    parts.append(Paragraph(_problem_sentence(found, findings, lang, section)))
    return Prose(tuple(parts), lang)


def _problem_sentence(found: Sequence[Problem], findings: Sequence[Finding], lang: str, section: int) -> str:
    if not findings:
        return say(
            lang,
            "本次核查没有发现相互矛盾或需要说明的内容。",
            "The review found nothing that contradicts itself or needs an answer.",
        )
    counts = Counter(finding.severity for finding in findings)
    numbers = [
        say(
            lang,
            f"{SEVERITY_NAMES[each].zh} {counts[each]} 项",
            f"{counts[each]} of class {SEVERITY_NAMES[each].en}",
        )
        for each in SEVERITIES
        if counts[each]
    ]
    zh = f"核查发现 {len(findings)} 项（{'、'.join(numbers)}）"
    en = f"The review made {len(findings)} finding{'s' if len(findings) > 1 else ''} ({', '.join(numbers)})"
    if found:
        names = listed([say(lang, f"“{each.name.zh}”", each.name.en) for each in found[:3]], lang)
        zh += f"，归为 {len(found)} 个问题，首要的是{names}，见第{_NUMERALS[section - 1]}部分"
        en += f", grouped into {len(found)} problem{'s' if len(found) > 1 else ''}; first come: {names} (section {section})"
    return say(lang, f"{zh}。", f"{en}.")


def brief(evaluation: Evaluation, found: Sequence[Problem], lang: str) -> Prose:
    """The problems with their recommendations in a line each, for the one-page version."""
    heading = Heading(say(lang, "二、主要问题和建议", "2. Main problems and recommendations"), 2, "brief")
    items = tuple(
        say(
            lang,
            f"{problem.name.zh}（{len(problem.findings)} 处）：{problem.recommendation.zh.rstrip('。')}。",
            f"{problem.name.en} ({len(problem.findings)}): {problem.recommendation.en.rstrip('.')}.",
        )
        for problem in found[:5]
    )
    nothing = Paragraph(say(lang, "没有需要部门答复的问题。", "There is no problem to be answered."))
    return Prose((heading, Items(items, numbered=True) if items else nothing), lang)
