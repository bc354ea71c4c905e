"""Where the answers come from: a closed list of questions that the kit works out, each with its working."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from perfkit.base.quantities import parse_number, show_exact, show_number, show_rate
from perfkit.base.text import Text
from perfkit.base.wording import show_span
from perfkit.evaluation.trace import show_fact, trace
from perfkit.evaluation.tree import evaluate
from perfkit.filing.judgements import Evaluator, Judgement, Judgements
from perfkit.outlook.evidence import register
from perfkit.rubric.criterion import OnRatio
from perfkit.rubric.rules import deduction_points
from perfkit.training.lessons.sources import Sources
from perfkit.training.reference import (
    ChoiceReference,
    NumberReference,
    NumbersReference,
    Reference,
    SpanReference,
)


@dataclass(frozen=True)
class Asked:
    """How a lesson asks: what is worked out, for which row or figure, and the options offered.

    Attributes
    ----------
    of : str          name of the question below
    given : mapping   its arguments
    unit, places : of a number
    options : letter → text
    means : letter → the value that an option stands for
    """

    of: str
    given: Mapping[str, Any] = field(default_factory=dict)
    unit: Text = Text("", "")
    places: int = 2
    options: Mapping[str, Text] = field(default_factory=dict)
    means: Mapping[str, str] = field(default_factory=dict)

    def number(self, value: Fraction) -> NumberReference:
        """A number as this exercise wants it."""
        return NumberReference(value, self.places, self.unit)

    def choice(self, *values: str) -> ChoiceReference:
        """The options that stand for these values."""
        return ChoiceReference(
            frozenset(letter for letter, value in self.means.items() if value in values), self.options
        )


Answer = Callable[[Sources, Asked], tuple[Reference, Text]]
ANSWERS: dict[str, Answer] = {}


def answer(function: Answer) -> Answer:
    """Register a function as a question that lessons may ask."""
    ANSWERS[function.__name__] = function
    return function


def _both(show: Callable[[str], str]) -> Text:
    return Text(show("zh"), show("en"))


@answer
def row_count(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    rubric = sources.rubric
    groups = sum(len(block.groups) for block in rubric.blocks)
    total = len(rubric.indicators)
    return asked.number(Fraction(total)), Text(
        f"{len(rubric.blocks)} 个一级、{groups} 个二级、{total} 个三级指标",
        f"{len(rubric.blocks)} rows of the first level, {groups} of the second, {total} of the third",
    )


@answer
def row_max(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    row = sources.rubric.by_id[asked.given["row"]]
    return asked.number(row.max), Text(
        f"“{row.name.zh}”的分值栏是 {show_exact(row.max)} 分",
        f"the points column of {row.name.text.en} says {show_exact(row.max)}",
    )


@answer
def deduction_left(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    criterion, count = sources.rubric.criteria[asked.given["criterion"]], Fraction(asked.given["count"])
    left, full, each = (
        deduction_points(count, criterion.max, criterion.each),
        show_exact(criterion.max),
        show_exact(criterion.each),
    )
    floor = (
        Text("，不足 0 的按 0 计", ", not below 0")
        if criterion.each * count > criterion.max
        else Text("", "")
    )
    return asked.number(left), Text(
        f"{full} − {each} × {show_exact(count)}{floor.zh} = {show_exact(left)} 分",
        f"{full} − {each} × {show_exact(count)}{floor.en} = {show_exact(left)}",
    )


@answer
def vetoed(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    row = asked.given["row"]
    ruling = Judgement(criterion=f"{row}.veto", triggered=True, reason="lesson", date="2021-01-01")
    ruled = evaluate(
        sources.evaluation.submission,
        sources.rubric,
        (Judgements(evaluator=Evaluator(id="lesson"), judgements=(ruling,)),),
    )
    points = next(found.points for found in ruled.rows if found.indicator.id == row)
    return asked.number(points.high), Text(
        f"否决一旦成立，其余各条得多少都不算：{show_span(points)} 分",
        f"once the veto holds nothing else counts: {show_span(points)}",
    )


@answer
def veto_clause(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    modifiers = sources.rubric.by_id[asked.given["row"]].modifiers
    veto = next(modifier for name, modifier in modifiers.items() if name.endswith(".veto"))
    number = veto.clauses[0]
    return asked.choice(number), Text(
        f"第 {number} 条：{veto.text.zh}", f"clause {number}: {veto.text.text.en}"
    )


@answer
def grade_of(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    grade = sources.rubric.grade(Fraction(asked.given["total"]))
    least, total = show_exact(grade.at_least), asked.given["total"]
    return asked.choice(grade.name), Text(
        f"“{grade.name}”从 {least} 分起，{total} 分落在这一档",
        f"{grade.name} starts at {least}; {total} falls into it",
    )


@answer
def decided_by_figures(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    rows = [
        value
        for value in asked.means.values()
        if all(isinstance(criterion, OnRatio) for criterion in sources.rubric.by_id[value].criteria)
    ]
    names = [sources.rubric.by_id[row].name.text for row in rows]
    return asked.choice(*rows), Text(
        "每一条都是“算一个比率，对照标准”的：" + "、".join(name.zh for name in names),
        "every clause is a figure against a standard in: " + ", ".join(name.en for name in names),
    )


@answer
def rate(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    outcome = sources.evaluation.by_criterion[asked.given["criterion"]].outcome
    result = sources.evaluation.by_criterion[asked.given["criterion"]]
    return asked.number(outcome.measure.low * 100), _both(lambda lang: trace(result, lang))


@answer
def quotient(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    top, bottom = (sources.evaluation.book.find(asked.given[name]) for name in ("top", "bottom"))
    value = top.span.low / bottom.span.low
    return asked.number(value * 100), _both(
        lambda lang: f"{show_fact(top, lang)} ÷ {show_fact(bottom, lang)} = {show_rate(value)}"
    )


@answer
def points(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    result = sources.evaluation.by_criterion[asked.given["criterion"]]
    return asked.number(result.outcome.points.low), _both(lambda lang: trace(result, lang))


@answer
def points_at(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    criterion, value = sources.rubric.criteria[asked.given["criterion"]], Fraction(asked.given["rate"]) / 100
    band = next(band for band in criterion.scale if band.holds(value))
    words = band.words().replace("x", show_rate(value))
    return asked.number(band.points), Text(
        f"{words} → {show_exact(band.points)} 分", f"{words} → {show_exact(band.points)}"
    )


@answer
def span(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    result = sources.evaluation.by_criterion[asked.given["criterion"]]
    return SpanReference(result.points), _both(lambda lang: trace(result, lang))


@answer
def row_span(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    row = sources.row(asked.given["row"])
    return SpanReference(row.points), _both(
        lambda lang: ("；" if lang == "zh" else "; ").join(trace(result, lang) for result in row.criteria)
    )


@answer
def total_span(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    found = sources.evaluation.points
    return SpanReference(found), Text(
        f"21 行的最少相加得 {show_number(found.low)}，最多相加得 {show_number(found.high)}",
        f"the least of all rows sum to {show_number(found.low)}, the most to {show_number(found.high)}",
    )


@answer
def confirmed(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    standing = sources.evaluation.standing
    return asked.number(standing.confirmed), Text(
        "每一行取自评分与“最少”中较小的一个，相加",
        "in every row the smaller of the self-score and the least, summed",
    )


@answer
def possible_steps(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    steps = sources.rubric.criteria[asked.given["criterion"]].awardable
    return NumbersReference(frozenset(steps)), Text(
        "条文只给这几档，没有中间的分", "the clause gives these steps and nothing in between"
    )


@answer
def evidence_state(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    entry = next(
        entry for entry in register(sources.evaluation) if entry.criterion == asked.given["criterion"]
    )
    claim = entry.claims[0].show() if entry.claims else ""
    return asked.choice(entry.state), Text(
        f"报告里只有部门自己的话：{claim}；没有人见过材料",
        f"all there is are the department's own words: {claim}; nobody has seen a document",
    )


@answer
def required_documents(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    documents = sources.rubric.criteria[asked.given["criterion"]].documents
    return asked.choice(*(document.zh for document in documents)), Text(
        "、".join(document.zh for document in documents),
        ", ".join(document.text.en for document in documents),
    )


@answer
def measurable_count(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    clear = [row for row in sources.targets if row.parsed.sets_value]
    total = len(sources.targets)
    return asked.number(Fraction(len(clear))), Text(
        f"{total} 个指标，{total - len(clear)} 个的预期值没有数，剩下 {len(clear)} 个",
        f"of {total} targets {total - len(clear)} set no number; {len(clear)} are left",
    )


@answer
def measurable(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    names = [value for value in asked.means.values() if sources.target(value).parsed.sets_value]
    return asked.choice(*names), Text(
        "预期值里有数、能拿实际值去比的：" + "、".join(names),
        "these set a number that the actual value can be held against: " + ", ".join(names),
    )


@answer
def missed_targets(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    names = [value for value in asked.means.values() if sources.target(value).state == "unmet"]
    shown = "；".join(
        f"{name}（{sources.target(name).target.expected} → {sources.target(name).target.actual}）"
        for name in names
    )
    return asked.choice(*names), Text(f"没有达成的：{shown}", f"missed: {shown}")


@answer
def achievement(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    parsed = sources.target(asked.given["target"]).parsed
    share = parsed.achievement
    row = sources.target(asked.given["target"]).target
    return asked.number(share * 100), Text(
        f"“{row.actual}” 对 “{row.expected}”：{show_rate(share)}",
        f"{row.actual} against {row.expected}: {show_rate(share)}",
    )


@answer
def aspects(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    found = sources.evaluation.book.find("benefit_aspects_count")
    return asked.number(found.span.low), Text(
        "只有“社会效益”一栏填了指标，经济、生态、可持续三栏都是“无”",
        "only social benefit has targets; economic, ecological and lasting say 无",
    )


@answer
def restated_gap(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    statements = _statements(sources, asked.given["figure"])
    values = [parse_number(statement.value) for statement in statements]
    shown = "；".join(f"〔{statement.section}〕{statement.printed}" for statement in statements)
    return asked.number(max(values) - min(values)), Text(
        f"{shown}；相差 {show_exact(max(values) - min(values))}",
        f"{shown}; they differ by {show_exact(max(values) - min(values))}",
    )


def _statements(sources: Sources, name: str):
    submission = sources.evaluation.submission
    if name in submission.facts:
        return submission.facts[name]
    return next(figure.statements for figure in submission.figures if figure.id == name)


@answer
def finding_difference(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    wanted = asked.given["mentions"]
    finding = next(
        found
        for found in sources.findings
        if found.code == asked.given["code"] and wanted in found.message.zh
    )
    value = Fraction(re.search(r"\d+(?:\.\d+)?", finding.difference).group())
    return asked.number(value), finding.message


@answer
def conflicting(sources: Sources, asked: Asked) -> tuple[Reference, Text]:
    """The option whose words stand on the other side of a finding that quotes `words`."""
    words = asked.given["words"]
    for finding in sources.findings:
        quotes = [place.quote for place in finding.places]
        if finding.code.startswith("claim.") and any(words in quote for quote in quotes):
            sides = [value for value in asked.means.values() if any(value in quote for quote in quotes)]
            if sides:
                return asked.choice(*sides), finding.message
    raise LookupError(words)
