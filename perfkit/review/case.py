"""What the checks of one review share: statements by fact, parsed targets, sentences, and what rests on
what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from perfkit.base.quantities import ZERO, exact_sum, show_number
from perfkit.evaluation.outcome import Outcome
from perfkit.evaluation.results import RowResult
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.fact_book import Found
from perfkit.filing.filed_tables import Task
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import sums_by_name
from perfkit.review.finding import Place
from perfkit.review.grids import Grid, grid_of, sentences_of_tables
from perfkit.review.rows import Row, is_full, is_judged, is_nearly_full, parsed
from perfkit.review.sentences import Lines, Sentence, plain_text
from perfkit.review.tidy import reviewable

T = TypeVar("T")
Key = tuple[str, str]
_HEADING = re.compile(r"\s*[（(]?\d*[）)、.．]?\s*[\u4e00-\u9fff“”、]{2,16}情况\s+")
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")


class Case:
    """One evaluation under review.

    Parameters
    ----------
    evaluation : Evaluation
    """

    def __init__(self, evaluation: Evaluation):
        self.evaluation = evaluation
        self.shared: dict[object, Any] = {}
        self._words = evaluation.book.words
        self.submission = self.once("reviewable", lambda: reviewable(evaluation.submission))
        self.rubric = evaluation.rubric
        self.catalogue = evaluation.book.catalogue
        self.figures = {figure.id: figure for figure in self.submission.figures}
        self.rows: dict[str, RowResult] = {row.indicator.id: row for row in evaluation.rows}

    # figures -----------------------------------------------------------------------------------------
    @cached_property
    def stated(self) -> dict[str, tuple[Statement, ...]]:
        """Every fact and figure that has a value somewhere, by id; documents seen by evaluators included."""
        stated: dict[str, list[Statement]] = {
            name: list(statements) for name, statements in self.submission.facts.items()
        }
        for judged in self.evaluation.judgements:
            for fact in judged.facts:
                stated.setdefault(fact.fact, []).append(fact.statement(judged.evaluator))
        for figure in self.submission.figures:
            stated[figure.id] = list(figure.statements)
        kept = {
            name: tuple(s for s in statements if not s.not_applicable) for name, statements in stated.items()
        }
        return {name: statements for name, statements in kept.items() if statements}

    def of(self, name: str, key: Key = ("", "")) -> tuple[Statement, ...]:
        """The statements of a fact or figure for one period and scope."""
        return self._by_key.get(name, {}).get(key, ())

    @cached_property
    def _by_key(self) -> dict[str, dict[Key, tuple[Statement, ...]]]:
        found: dict[str, dict[Key, tuple[Statement, ...]]] = {}
        for name, statements in self.stated.items():
            groups: dict[Key, list[Statement]] = {}
            for statement in statements:
                groups.setdefault((statement.period, statement.scope), []).append(statement)
            found[name] = {key: tuple(group) for key, group in groups.items()}
        return found

    def first(self, name: str) -> Statement | None:
        """The first statement for the whole year and department."""
        found = self.of(name)
        return found[0] if found else None

    def amount(self, name: str) -> Fraction | None:
        """Its value, in the base unit."""
        found = self.first(name)
        return None if found is None else found.amount

    def keys(self, name: str) -> list[Key]:
        """The periods and scopes a fact or figure is stated for."""
        return list(self._by_key.get(name, ()))

    def name(self, name: str, lang: str = "zh") -> str:
        """The name of a fact or figure for print."""
        if name in self.figures:
            return self.figures[name].name
        return self.catalogue[name].name.in_(lang) if name in self.catalogue else name

    def kind(self, name: str) -> str:
        """money, count, rate, area or flag."""
        return self.figures[name].kind if name in self.figures else self.catalogue[name].kind

    @cached_property
    def printed_amounts(self) -> list[tuple[str, Statement]]:
        """Every amount of money printed anywhere, with its fact or figure."""
        return [
            (name, s)
            for name, statements in self.stated.items()
            if self.kind(name) == "money"
            for s in statements[:1]
        ]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The rows of the table of tasks; none where there is no table."""
        return self.submission.tasks.rows if self.submission.tasks is not None else ()

    @property
    def task_section(self) -> str:
        """Where the table of tasks stands; empty where there is none."""
        return self.submission.tasks.section if self.submission.tasks is not None else ""

    # text --------------------------------------------------------------------------------------------
    def once(self, name: object, make: Callable[[], T]) -> T:
        """What depends on the submission alone, made once for all its evaluations."""
        if name not in self._words:
            self._words[name] = make()
        return self._words[name]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Every sentence of the narrative and of the overall goal."""
        return self.once("sentences", self._sentences)

    @property
    def passages(self) -> list[tuple[str, str, str]]:
        """Part, section and text of every passage of the narrative, of the overall goal and of cells."""
        return self.once("passages", self._passages)

    def _passages(self) -> list[tuple[str, str, str]]:
        passages = [(part, p.section, p.text) for part, p in self.submission.narrative.passages()]
        goal = self.submission.overall_goal
        if goal is not None:
            passages.append(("expected", goal.section, goal.expected))
            passages += [("actual", p.section, p.text) for p in goal.actual]
        tables = list(zip(self.submission.printed, self.grids, strict=True))
        return passages + sentences_of_tables(tables, passages)

    @property
    def grids(self) -> list[Grid]:
        """The tables of the document as printed."""
        return self.once("grids", lambda: [grid_of(table) for table in self.submission.printed])

    @property
    def plain(self) -> list[tuple[str, str, str]]:
        """Part, section and text of every passage of the narrative and of the overall goal, in half width."""
        return self.once("plain", self._plain)

    def _plain(self) -> list[tuple[str, str, str]]:
        return [(p, s, plain_text(text)) for p, s, text in self.passages]

    def _sentences(self) -> list[Sentence]:
        found = []
        for part, section, text in self.passages:
            heading = _HEADING.match(text)
            text = "".join(text[heading.end() if heading else 0 :].split())
            found += [Sentence(part, section, piece) for piece in _SENTENCE.findall(text)]
        return found

    def matches(self, pattern: re.Pattern, *parts: str) -> list[tuple[Sentence, re.Match]]:
        """Every sentence of the named parts (of all parts unless named) that a pattern matches, with each
        match."""
        return self.once(
            ("matches", pattern, parts),
            lambda: [
                (sentence, match)
                for sentence in self.lines.worth_reading(pattern, parts)
                for match in pattern.finditer(sentence.text)
            ],
        )

    @property
    def lines(self) -> Lines[Sentence]:
        """The sentences, to look for words in them."""
        return self.once("lines", lambda: Lines(self.sentences))

    def text_of(self, *parts: str) -> str:
        """All text of the named parts, without spaces."""
        return "。".join(s.text for s in self.sentences if s.part in parts)

    # targets -----------------------------------------------------------------------------------------
    @cached_property
    def targets(self) -> list[Row]:
        """Every target that applies, parsed once."""
        return self.once("targets", self._targets)

    def _targets(self) -> list[Row]:
        table = self.submission.targets
        if table is None:
            return []
        return [
            Row(number, t, parsed(t, self.submission.year), table.section)
            for number, t in enumerate(table.rows)
            if not t.not_applicable
        ]

    # what rests on what ------------------------------------------------------------------------------
    @cached_property
    def _criteria_by_fact(self) -> dict[str, list[tuple[str, str, Fraction]]]:
        found: dict[str, list[tuple[str, str, Fraction]]] = {}
        for row in self.evaluation.rows:
            for result in row.criteria:
                entry = (row.indicator.id, result.criterion.id, result.criterion.max)
                for name in dict.fromkeys(_facts_of(result.outcome)):
                    found.setdefault(name, []).append(entry)
        return found

    def rests_on(self, facts: Iterable[str]) -> tuple[tuple[str, Fraction], ...]:
        """Rows with a criterion that is computed from one of the facts, with those criteria's points."""
        seen = {entry for fact in facts for entry in self._criteria_by_fact.get(fact, ())}
        points = sums_by_name((row, most) for row, _, most in seen)
        return tuple((row, self._at_most_self(row, points[row])) for row in self.rows if row in points)

    def _at_most_self(self, row: str, points: Fraction) -> Fraction:
        own = self.rows[row].self_score
        return points if own is None else min(points, own)

    def beyond_figures(self, row: RowResult) -> Fraction:
        """What a row claims beyond what rule and figures give without any judgement."""
        if row.self_score is None:
            return ZERO
        if ("beyond", row.indicator.id) not in self.shared:
            by_rule = exact_sum(result.outcome.points.low for result in row.criteria)
            beyond = max(ZERO, row.self_score - min(by_rule, row.indicator.max))
            self.shared["beyond", row.indicator.id] = beyond
        return self.shared["beyond", row.indicator.id]

    def rows_for(self, topic: str) -> tuple[RowResult, ...]:
        """The rows of the scoring table that a topic bears on."""
        return self._rows_by_topic.get(topic, ())

    @cached_property
    def _rows_by_topic(self) -> dict[str, tuple[RowResult, ...]]:
        found: dict[str, tuple[RowResult, ...]] = {}
        for row in self.evaluation.rows:
            for topic in dict.fromkeys(
                (*row.indicator.topics, *(topic for r in row.criteria for topic in r.criterion.topics))
            ):
                found[topic] = (*found.get(topic, ()), row)
        return found

    def topic_stakes(self, topic: str) -> tuple[tuple[str, Fraction], ...]:
        """Rows of a topic with the points beyond the figures that it bears on."""
        if ("topic", topic) not in self.shared:
            self.shared["topic", topic] = self._topic_stakes(topic)
        return self.shared["topic", topic]

    def _topic_stakes(self, topic: str) -> tuple[tuple[str, Fraction], ...]:
        stakes = []
        for row in self.rows_for(topic):
            own = sum((r.criterion.max for r in row.criteria if topic in r.criterion.topics), ZERO)
            left = self.beyond_figures(row)
            stakes.append((row.indicator.id, min(own, left) if own else left))
        return tuple((row, points) for row, points in stakes if points)

    def relying_on(self, *kinds: str) -> tuple[RowResult, ...]:
        """The rows that rest on targets of a block, on tasks, or on measurability."""
        return tuple(row for row in self.evaluation.rows if set(kinds) & set(row.indicator.relies_on))

    def full_rows(self, *kinds: str) -> list[RowResult]:
        """The rows that rest on these kinds, have full marks, and wait for more than figures."""
        return [row for row in self.relying_on(*kinds) if is_full(row) and is_judged(row)]

    def stakes_of(self, *kinds: str) -> tuple[tuple[str, Fraction], ...]:
        """The rows nearly full that rest on these kinds and wait for more than figures, with what they claim
        beyond them."""
        if ("stakes", *kinds) not in self.shared:
            rows = [row for row in self.relying_on(*kinds) if is_nearly_full(row) and is_judged(row)]
            stakes = ((row.indicator.id, self.beyond_figures(row)) for row in rows)
            self.shared["stakes", *kinds] = tuple((row, points) for row, points in stakes if points)
        return self.shared["stakes", *kinds]

    def score_place(self, row: RowResult) -> Place:
        """A row of the scoring table with its self-score."""
        name = row.indicator.id
        if ("place", name) not in self.shared:
            own = "" if row.self_score is None else show_number(row.self_score)
            section = self.submission.points_stand(f"scores.{name}") or "评分表"
            self.shared["place", name] = Place(
                section, f"{row.indicator.name.zh} 自评 {own}／{show_number(row.indicator.max)}", own
            )
        return self.shared["place", name]


def _facts_of(outcome: Outcome) -> list[str]:
    found: list[Found] = [*outcome.found, *((outcome.printed,) if outcome.printed else ())]
    names = [name for part in found for name in (part.fact, *part.derived_from)]
    return names + [name for part in outcome.parts for name in _facts_of(part)]
