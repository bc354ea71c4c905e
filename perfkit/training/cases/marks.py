"""Answers of several parts: a judged clause with its reason, a table of rows, a list of what does not add
up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from perfkit.base.quantities import Points, show_exact
from perfkit.base.text import Text, joined
from perfkit.base.wording import show_span
from perfkit.training.cases.reasons import ASK, judge_reason
from perfkit.training.reference import RIGHT, WRONG, Reference, SpanReference, Verdict
from perfkit.training.typed import AnswerError, as_number, is_blank, plain_typing
from perfkit.training.words import words


@dataclass(frozen=True, slots=True)
class JudgedReference(Reference):
    """Points within the interval that holds, a reason that says why, and the document it rests on.

    Attributes
    ----------
    spans : the points that hold, least first
    bounds : Points what the clause can give
    steps : the points possible; empty where any value will do
    why : Text        why no other points hold
    document : str    number of the material; "" where there is none to cite
    known : its number and name
    extract : Text    what the document, or the report, says
    """

    spans: tuple[Points, ...]
    bounds: Points
    why: Text
    steps: tuple[Fraction, ...] = ()
    document: str = ""
    known: tuple[str, ...] = ()
    extract: Text | None = None

    def _compare(self, *answer: Any) -> Verdict:
        points, reason, document = (*answer, None, None)[:3]
        if is_blank(points):
            raise AnswerError("还没有给分；请写一个数字。", "No points given yet; write a number.")
        given = as_number(points)
        if not self.bounds.contains(given):
            raise AnswerError(words("takes_points", bounds=show_span(self.bounds)))
        holds = any(span.contains(given) for span in self.spans)
        if self.steps and given not in self.steps and not holds:
            raise AnswerError(words("takes_one_of", steps=joined(map(show_exact, self.steps))))
        faults = [] if holds else [self._off(given)]
        cited = "" if is_blank(document) else str(document).strip()
        told = "" if is_blank(reason) else str(reason)
        ruling = judge_reason(
            told, given=given, bounds=self.bounds, document=cited, known=self.known, extract=self.extract
        )
        if holds and ruling.state == ASK:
            return Verdict(RIGHT, words("points_hold_look_at_reason", faults=ruling.faults[0]), Fraction(1))
        faults += [] if ruling.state == ASK else ruling.faults
        if not faults:
            return Verdict(RIGHT, words("it_holds"), Fraction(1))
        off = words("does_not_hold", faults=joined(faults, "；", "; "))
        return Verdict(WRONG, off, Fraction(1, 2) if holds else Fraction(0))

    def _off(self, given: Fraction) -> Text:
        over = given > self.spans[-1].high
        return Text("给高了", "too many points") if over else Text("给低了", "too few points")

    def show(self, lang: str) -> str:
        spans = joined(map(show_span, self.spans), en=" or ")
        return words("points_and_why", spans=spans, why=self.why).in_(lang)

    @property
    def sample(self) -> Any:
        points = self.spans[-1].low
        name = f" {self.known[0]}《{self.known[1]}》" if self.known else "〔指标表〕"
        seen = (self.extract or self.why).zh.rstrip("。")
        cost = self.bounds.high - points
        off = f"，达不到的部分扣 {show_exact(cost)} 分" if cost else ""
        return (show_exact(points), f"查阅{name}，{seen}{off}。", self.document)


@dataclass(frozen=True, slots=True)
class RowsReference(Reference):
    """A whole scoring table: every row as a number, or as the least and the most where it is open.

    Attributes
    ----------
    rows : name of the row in the notebook's language → its points under each reading, the chosen one first
    clauses : name of the row → its clauses, to read again
    """

    rows: Mapping[str, tuple[Points, ...]]
    clauses: Mapping[str, Text] = field(default_factory=dict)

    def _compare(self, *answer: Any) -> Verdict:
        given = self._lines(answer[0]) if isinstance(answer[0], str) else answer[0]
        if not isinstance(given, Mapping):
            raise AnswerError("请在 scores 那张表里逐行填写。", "Fill in the table `scores`, row by row.")
        wrong, blank = self.wrong_rows(given)
        total = len(self.rows)
        if not wrong and not blank:
            return Verdict(RIGHT, Text(f"这 {total} 行全对。", f"All {total} rows are right."), Fraction(1))
        good = total - len(wrong) - len(blank)
        parts = [words("rows_right", good=good, total=total)]
        if wrong:
            empty = Text("", "")
            rows = (
                words("row_off", name=name, off=text, clause=self.clauses.get(name, empty))
                for name, text in wrong.items()
            )
            parts.append(words("rows_wrong", rows=joined(rows, "", "")))
        if blank:
            parts.append(words("rows_blank", start="\n" if wrong else "", rows=joined(blank)))
        told = words("sentence", told=joined(parts, "。", ". "))
        return Verdict(WRONG, told, Fraction(good, total))

    def _lines(self, typed: str) -> dict[str, str]:
        """A table that is no Python any more, read line by line: a row's name, a colon, what was given."""
        found = {}
        for line in plain_typing(typed).splitlines():
            for name in self.rows:
                head, _, given = line.partition(plain_typing(name))
                if given and not head.strip(" \"'{"):
                    found[name] = given.strip(" \"':,}")
        return found

    def wrong_rows(self, given: Mapping[str, Any]) -> tuple[dict[str, Text], list[str]]:
        """Rows that are off with how, and rows that are blank."""
        wrong, blank = {}, []
        for name, spans in self.rows.items():
            answered = given.get(name, ...)
            if is_blank(answered):
                blank.append(name)
                continue
            verdict = SpanReference(spans[0]).compare(answered)
            if not any(SpanReference(span).compare(answered).is_right for span in spans):
                wrong[name] = Text(
                    verdict.message.zh.removeprefix("不对：").rstrip("。"),
                    verdict.message.en.removeprefix("Not yet: ").rstrip("."),
                )
        return wrong, blank

    def show(self, lang: str) -> str:
        return "；".join(f"{name} {' / '.join(map(show_span, spans))}" for name, spans in self.rows.items())

    @property
    def sample(self) -> Any:
        return {name: SpanReference(spans[0]).sample for name, spans in self.rows.items()}
