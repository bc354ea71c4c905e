"""Checks of group 5 on goals: what was set out to do, and whether the report says a word of what came of
it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.review.case import Case
from perfkit.review.english import quoted
from perfkit.review.finding import Finding, Place
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase, rulebook, words
from perfkit.review.sentences import pairs

_CLAUSE = re.compile(r"[^，,；;。：:]+")
_ITEM = re.compile("、")
_SHORTEST, _MOST, _LONG = 3, 10, 6


class _Answers:
    """All that the report says of results."""

    def __init__(self, case: Case):
        text = case.text_of(*words("parts_of_results")) + "。" + "。".join(row.words for row in case.targets)
        text += "。" + "。".join(row.name for row in case.tasks)
        text += "。" + "。".join(figure.name for figure in case.submission.figures)
        self.text = text = _alike(text)
        self.pairs = set(pairs(text))

    def unanswered(self, phrase: str) -> bool:
        """True where three fifths or less of a phrase's matter, or of a long piece of it, appear in the
        answers."""
        pieces = [
            piece for piece in pattern("goal_filler").sub(" ", _alike(phrase)).split() if len(piece) >= 2
        ]
        if sum(map(len, pieces)) < _SHORTEST:
            return False
        if any(len(piece) >= _LONG and self._is_open([piece]) for piece in pieces):
            return True
        return self._is_open(pieces)

    def _is_open(self, pieces: list[str]) -> bool:
        each = [(one, pairs(one)) for one in pieces]
        if any(len(one) >= 4 and self.pairs.issuperset(own) and one in self.text for one, own in each):
            return False
        known = sum(pair in self.pairs for _, own in each for pair in own)
        count = sum(len(own) for _, own in each)
        return count > 0 and known * 5 <= count * 3


def _alike(text: str) -> str:
    for word, other in rulebook().synonyms:
        text = text.replace(word, other)
    return text


def _phrases(text: str, item: re.Pattern | None = None) -> list[str]:
    """The pieces of a goal that a report can answer, one by one.

    Examples
    --------
    >>> _phrases("走进社区、校园开展节水宣传，保障用户权益"), _phrases("做好社保扶贫和退役军人工伤保险工作")
    (['开展节水宣传'], ['做好社保扶贫', '退役军人工伤保险工作'])
    """
    if pattern("told_on_a_basis").match(text):
        return []
    clauses = [
        pattern("goal_where").sub("", clause)
        for clause in _CLAUSE.findall(pattern("goal_brackets").sub("", text))
        if not pattern("goal_what_for").match(clause)
    ]
    item = item or pattern("goal_item")
    pieces = (phrase for clause in clauses for phrase in item.split(clause))
    return [phrase for phrase in pieces if len(phrase) >= _SHORTEST and not pattern("no_duty").search(phrase)]


@check(5, "goal.unanswered", "duty.without_target")
def goals_without_answer(case: Case) -> Iterator[Finding]:
    """Goals, the yearly overall goal and duties, phrase by phrase, against all that is said of results."""
    for part, code, phrases in case.once("goals", lambda: list(_answered(case))):
        unanswered = [(phrase, section) for phrase, section, is_open in phrases if is_open]
        if unanswered:
            yield _finding(code, part, unanswered, len(phrases))


def _answered(case: Case) -> Iterator[tuple[str, str, list[tuple[str, str, bool]]]]:
    """Goals, overall goal and duties: what each asks for phrase by phrase, with its place, and whether it is
    still open."""
    answers = _Answers(case)
    for part, code in (
        ("goals", "goal.unanswered"),
        ("expected", "goal.unanswered"),
        ("duties", "duty.without_target"),
    ):
        items: dict[str, list[tuple[str, str, bool]]] = {}
        for sentence in [s for s in case.sentences if s.part == part]:
            key = sentence.section if part == "goals" else part
            items.setdefault(key, []).extend(
                (phrase, sentence.section, answers.unanswered(phrase))
                for phrase in _phrases(sentence.text, None if part == "goals" else _ITEM)
            )
        for phrases in items.values():
            yield part, code, phrases


def _finding(code: str, part: str, unanswered: list[tuple[str, str]], total: int) -> Finding:
    count = len(unanswered)
    listed = quoted(dict.fromkeys(text for text, _ in unanswered), _MOST)
    where = phrase("in_section", section=unanswered[0][1]).zh if part == "goals" else ""
    many = part == "goals" and count >= 2 and count * 2 >= total
    return finding(
        code,
        {"what": phrase(f"what_{part}"), "section": where, "count": str(count), "listed": listed},
        tuple(dict.fromkeys(Place(section, text) for text, section in unanswered))[:12],
        unless="" if many else "few",
        difference=f"{count}/{total}",
    )


@check(5, "goal.no_figure")
def goal_without_figures(case: Case) -> Iterator[Finding]:
    """An overall goal without a single figure cannot be compared with what was reached."""
    goal = case.submission.overall_goal
    if goal is not None and goal.expected.strip() and not pattern("goal_figure").search(goal.expected):
        yield finding("goal.no_figure", {}, (Place(goal.section, goal.expected.strip()[:60] + "…"),))
