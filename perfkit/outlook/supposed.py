"""An evaluation under suppositions beside the one without them, and what moved."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from perfkit.base.quantities import Points, show_number
from perfkit.base.text import Text, say
from perfkit.base.wording import show_span
from perfkit.evaluation.results import CriterionResult, RowResult
from perfkit.evaluation.trace import trace
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.judgements import Judgement
from perfkit.outlook.changes import Change, show_change
from perfkit.outlook.levers import criterion_name


@dataclass(frozen=True, slots=True)
class Move:
    """A criterion that the suppositions moved, before and after."""

    row: RowResult
    before: CriterionResult
    after: CriterionResult


@dataclass(frozen=True, slots=True)
class SetAside:
    """A judgement on file that the clause cannot give under the suppositions, and why."""

    evaluator: str
    judgement: Judgement
    why: Text


@dataclass(frozen=True)
class WhatIf:
    """An evaluation under suppositions beside the one without them.

    Attributes
    ----------
    changes : the suppositions
    lang : str   of its display
    set_aside : judgements on file that loading would refuse under the suppositions; they do not count in
        `after`

    Examples
    --------
    >>> from perfkit import load_department
    >>> from perfkit.outlook.changes import change_fact
    >>> from perfkit.outlook.what_if import what_if
    >>> longhua = load_department("sz-sif-longhua_2020").evaluate()
    >>> supposed = what_if(longhua, [change_fact("satisfaction_rate", "94.99", "%")])
    >>> str(supposed.gain.low), [move.after.criterion.id for move in supposed.moves]
    ('3', ['performance.equity.satisfaction.1'])
    """

    before: Evaluation
    after: Evaluation
    changes: tuple[Change, ...]
    lang: str = "zh"
    set_aside: tuple[SetAside, ...] = ()

    @property
    def gain(self) -> Points:
        """How far both ends of the total moved: least and most points, after less before."""
        return Points(
            self.after.points.low - self.before.points.low, self.after.points.high - self.before.points.high
        )

    @property
    def moves(self) -> tuple[Move, ...]:
        """The criteria whose points, status or formula moved, in the order of the table."""
        found = []
        for row in self.after.rows:
            for result in row.criteria:
                old = self.before.by_criterion.get(result.criterion.id)
                if old is not None and (old.points, old.status, old.outcome.measure) != (
                    result.points,
                    result.status,
                    result.outcome.measure,
                ):
                    found.append(Move(row, old, result))
        return tuple(found)

    @property
    def moved_rows(self) -> tuple[tuple[RowResult, RowResult], ...]:
        """The rows whose points moved, before and after."""
        return tuple(
            (old, new)
            for old, new in zip(self.before.rows, self.after.rows, strict=True)
            if old.points != new.points
        )

    @property
    def grade_moves(self) -> bool:
        """True where a grade at either end of the total is another one now."""
        return any(self.before.grades[end] != self.after.grades[end] for end in ("low", "high"))

    def show(self, lang: str = "") -> str:
        """The suppositions, the total before and after, and every criterion that moved with its formula."""
        lang = lang or self.lang
        lines = [
            say(lang, "假设：", "suppose: ") + show_change(change, self.before, lang)
            for change in self.changes
        ]
        lines.append(self.headline(lang))
        for move in self.moves:
            name = criterion_name(move.after.criterion, move.row.indicator).in_(lang)
            lines.append(
                f"  {name}  {show_span(move.before.points)} → {show_span(move.after.points)}  "
                f"{trace(move.after, lang)}"
            )
        lines += self._set_aside(lang)
        if not self.moves and not self.moved_rows:
            lines.append(say(lang, "  没有评分点变动", "  no criterion moves"))
        return "\n".join(lines)

    def _set_aside(self, lang: str) -> list[str]:
        return [
            say(
                lang,
                f"不再采用 {one.evaluator} 的评价意见：{one.why.zh}",
                f"the judgement of {one.evaluator} is set aside: {one.why.en}",
            )
            for one in self.set_aside
        ]

    def headline(self, lang: str = "") -> str:
        """The total and its grades, before and after, in one line."""
        lang = lang or self.lang
        before = show_total(self.before, lang)
        return f"{before} → {show_total(self.after, lang)}" if self.changes else before

    def __repr__(self) -> str:
        return self.show()

    def moves_html(self) -> str:
        """The suppositions and what they moved, as HTML."""
        lang = self.lang
        supposed = "".join(
            f"<li>{escape(show_change(change, self.before, lang))}</li>" for change in self.changes
        )
        supposed += "".join(f"<li>{escape(line)}</li>" for line in self._set_aside(lang))
        heads = say(lang, "评分点|原|现|依据", "criterion|before|after|why").split("|")
        named = [(m, criterion_name(m.after.criterion, m.row.indicator).in_(lang)) for m in self.moves]
        rows = "".join(
            f"<tr><td style='text-align:left'>{escape(name)}</td>"
            f"<td>{show_span(m.before.points)}</td><td><b>{show_span(m.after.points)}</b></td>"
            f"<td style='text-align:left'>{escape(trace(m.after, lang))}</td></tr>"
            for m, name in named
        )
        if not self.changes:
            return f"<p>{say(lang, '还没有假设。', 'Nothing is supposed yet.')}</p>"
        if not rows:
            return f"<ul>{supposed}</ul><p>{say(lang, '没有评分点变动。', 'No criterion moves.')}</p>"
        head = "".join(f"<th>{one}</th>" for one in heads)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        return f"<ul>{supposed}</ul>{table}"

    def _repr_html_(self) -> str:
        return f"<div lang='{self.lang}'><p><b>{escape(self.headline())}</b></p>{self.moves_html()}</div>"


def show_total(evaluation: Evaluation, lang: str) -> str:
    """The total, or its least and most, with the grades."""
    low, high = evaluation.grades["low"], evaluation.grades["high"]
    names = say(lang, low.name, low.name_en), say(lang, high.name, high.name_en)
    if evaluation.points.is_exact:
        return f"{show_number(evaluation.points.low)} {names[0]}"
    span = f"{show_number(evaluation.points.low)}～{show_number(evaluation.points.high)}"
    return f"{span} {names[0]}" if names[0] == names[1] else f"{span} {names[0]}～{names[1]}"
