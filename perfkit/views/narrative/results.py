"""Section 4: duties and the main results of the year with their figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfkit.base.text import say
from perfkit.filing.own_words import Passage
from perfkit.filing.submission import Submission
from perfkit.views.narrative.prose import Items, Paragraph, Prose, headed, said
from perfkit.views.said import worded

_MOST_RESULTS, _LONGEST_RESULT = 6, 64
_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_FIGURE = re.compile(
    r"\d[\d.,]*\s*(?:%|‰|万|亿|元|人|家|次|场|件|宗|项|个|户|份|名|笔|公里|平方米|起|例|所|座|台|亩)"
)


def work(submission: Submission, lang: str, *, annex: bool = True) -> Prose:
    """Section 4: how many duties and tasks were filed, and the results that the department reports with
    figures."""
    heading = headed(lang, "work-of-a-project" if submission.project else "work", 2, anchor="work")
    narrative = submission.narrative
    goal = submission.overall_goal
    passages = (
        *(goal.actual if goal else ()),
        *narrative.annual_work,
        *narrative.results,
        *narrative.performance,
    )
    parts: list = [heading]
    if narrative.duties or narrative.annual_work or submission.project is None:
        place = say(lang, "，见附件3", " (annex 3)") if annex else ""
        filed = said(
            lang, "duties_filed", duties=len(narrative.duties), tasks=len(narrative.annual_work), place=place
        )
        parts.append(filed)
    results = _results(passages)
    if results:
        words = worded(lang, "results_with_figures")
        parts += [Paragraph(words), Items(results)]
    else:
        parts.append(said(lang, "no_results"))
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
