"""Claims about the whole that a figure of the same report denies, by the claims of
data/review/claims.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from perfkit.base.numerals import chinese_number
from perfkit.base.quantities import parse_number, show_rate
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import show_gap, slack
from perfkit.review.case import Case
from perfkit.review.english import Words, listed
from perfkit.review.finding import Finding, place_of
from perfkit.review.registry import check
from perfkit.review.rule_models import Claim
from perfkit.review.rulebook import finding, pattern, phrase, rulebook, words
from perfkit.review.sentences import Sentence, clause_of
from perfkit.review.shown import NOTHING, label, sections, valued, within
from perfkit.review.topics import exception, topics

Figures = tuple[Statement, ...]
_MOST = 3
_SCALES = {"亿": 10**8, "万": 10**4, "": 1, None: 1}


# How figures deny a claim: the closed list of kinds that data/review/claims.yaml names
# ----------------------------
def _below(case: Case, claim: Claim, _: re.Match | None) -> Figures:
    """The first fact is below the second, or a third, their rate, is printed below 100 %."""
    part, whole, *rate = (case.first(name) for name in claim.facts)
    if part is not None and whole is not None and whole.amount - part.amount > slack(part) + slack(whole):
        return (part, whole)
    return tuple(r for r in rate if r is not None and r.amount < 1 - slack(r))


def _rate_below(case: Case, claim: Claim, _: re.Match | None) -> Figures:
    """A rate is printed below 100 %."""
    stated = (case.first(name) for name in claim.facts)
    return tuple(s for s in stated if s is not None and s.amount < 1 - slack(s))


def _positive(case: Case, claim: Claim, _: re.Match | None) -> Figures:
    """One of the facts is above zero."""
    stated = (case.first(name) for name in claim.facts)
    return tuple(s for s in stated if s is not None and s.amount > slack(s))[:1]


def _not_zero(case: Case, claim: Claim, _: re.Match | None) -> Figures:
    """Some of the facts are not zero, a cut as well as an addition."""
    stated = (case.first(name) for name in claim.facts)
    return tuple(s for s in stated if s is not None and s.amount)


def _zero(case: Case, claim: Claim, _: re.Match | None) -> Figures:
    """The fact is stated, and is zero."""
    stated = case.first(claim.facts[0])
    return (stated,) if stated is not None and not stated.amount else ()


def _within(case: Case, claim: Claim, _: re.Match | None) -> Figures:
    """Expenditure is not above its budget: the first of the budgets that is printed."""
    spent, *budgets = (case.first(name) for name in claim.facts)
    budget = next((b for b in budgets if b is not None), None)
    return (
        (spent, budget) if spent is not None and budget is not None and spent.amount <= budget.amount else ()
    )


def _unadjusted(case: Case, claim: Claim, _: re.Match | None) -> Figures:
    """The first fact is printed and the second, which would replace it, is not."""
    stated = case.first(claim.facts[0])
    return (stated,) if stated is not None and claim.facts[1] not in case.stated else ()


def _fewer(case: Case, claim: Claim, match: re.Match | None) -> Figures:
    """As `below`, unless the claim speaks of some, or of no more than were finished."""
    found = _below(case, claim, None)
    if match is None or not found:
        return found
    number = match.groupdict().get("count")
    if not pattern("every").search(match.group()):
        return ()
    count = int(number) if number and number.isdigit() else chinese_number(number) if number else None
    return found if not number or (count is not None and count > found[0].amount) else ()


def _slower(case: Case, claim: Claim, _: re.Match | None) -> Figures:
    """Progress, or spending ÷ budget, is below the share of the year that has passed."""
    progress, spent, budget = (case.first(name) for name in claim.facts)
    share = Fraction(claim.share)
    if progress is not None:
        return (progress,) if progress.amount < share - slack(progress) else ()
    if spent is None or budget is None:
        return ()
    return (spent, budget) if spent.amount + slack(spent) < share * (budget.amount - slack(budget)) else ()


def _said_difference(case: Case, claim: Claim, match: re.Match | None) -> Figures:
    """The amount claimed is not the first fact less the second."""
    total, before = (case.first(name) for name in claim.facts)
    if total is None or before is None:
        return ()
    if match is None:
        return (total, before)
    unit, places = _SCALES[match["times"]], len(match["number"].partition(".")[2])
    gap = abs(total.amount - before.amount - parse_number(match["number"]) * unit)
    return (total, before) if gap > Fraction(unit, 2 * 10**places) + slack(total) + slack(before) else ()


def _said_more(case: Case, claim: Claim, match: re.Match | None) -> Figures:
    """The rate claimed is above the one that is printed."""
    stated = case.first(claim.facts[0])
    if stated is None or match is None:
        return () if stated is None else (stated,)
    said, places = parse_number(match["number"]) / 100, len(match["number"].partition(".")[2])
    return (stated,) if said - stated.amount > slack(stated) + Fraction(1, 2 * 10 ** (2 + places)) else ()


DENIALS: dict[str, Callable[[Case, Claim, re.Match | None], Figures]] = {
    "below": _below,
    "rate_below": _rate_below,
    "positive": _positive,
    "not_zero": _not_zero,
    "zero": _zero,
    "within": _within,
    "unadjusted": _unadjusted,
    "fewer": _fewer,
    "slower": _slower,
    "said_difference": _said_difference,
    "said_more": _said_more,
}


@check(5, "claim.figure", "claim.no_adjustment", "claim.posts", "claim.zero_spent", "claim.frozen")
def claims_that_figures_refute(case: Case) -> Iterator[Finding]:
    """Claims about the whole against the facts: all projects finished, all assets in use, no dispatched
    staff, all petitions answered in time, all bought, nothing carried over, nothing spent on three-public
    items, posts full or too few, nothing adjusted, ahead of schedule, a fourth quarter's spending, a
    satisfaction rate."""
    told: set[tuple[str, str, Figures]] = set()
    for claim in rulebook().claims:
        denied = DENIALS[claim.denied_by]
        if not denied(case, claim, None):
            continue
        found: dict[Figures, list[tuple[Sentence, re.Match]]] = {}
        for sentence in case.lines.having(claim.words, words(claim.parts) if claim.parts else ()):
            for match in pattern(claim.pattern).finditer(sentence.text):
                figures = denied(case, claim, match)
                if figures and _is_claimed(claim, sentence, match, figures):
                    found.setdefault(figures, []).append((sentence, match))
        for figures, hits in found.items():
            if (claim.code, claim.topic, figures) not in told:
                told.add((claim.code, claim.topic, figures))
                yield _finding(case, claim, hits, figures)
                if claim.code == "claim.no_adjustment":
                    return


def _is_claimed(claim: Claim, sentence: Sentence, match: re.Match, figures: Figures) -> bool:
    text = sentence.text
    if claim.beside and not pattern(claim.beside).search(text):
        return False
    if pattern("one_fund").search(text[: match.start()]):
        return False
    if claim.unless and pattern(claim.unless).search(text[max(0, match.start() - 12) : match.start()]):
        return False
    if not claim.of_the_whole:
        return True
    opening = max(text.rfind(mark, 0, match.start()) for mark in "，,：:") + 1
    left = exception(text)
    if pattern("intended").search(text[opening : match.start()]) or pattern("apart").search(
        text[: match.end()]
    ):
        return False
    if left and (left["apart"] or match.start() + 1 >= left.end()):
        return False
    if not claim.of_part_of_year and pattern("other_time").search(text[: match.end()]):
        return False
    return not any(
        "".join(f.quote.split()) and str(f.value) in text and f.section == sentence.section for f in figures
    )


def _finding(case: Case, claim: Claim, hits: list[tuple[Sentence, re.Match]], figures: Figures) -> Finding:
    facts = [
        next(name for name in claim.facts if any(s is f for s in case.stated.get(name, ()))) for f in figures
    ]
    sentence, match = hits[0]
    said = match.groupdict().get("said") or (
        clause_of(sentence.text, *match.span()) if claim.of_the_whole else match.group()
    )
    size = ""
    if claim.shows_gap == "between":
        size = show_gap(figures[1].amount - figures[0].amount, case.kind(facts[0]), figures[0].unit)
    elif claim.shows_gap:
        size = figures[0].printed
    initial = case.first(claim.share_of) if claim.share_of else None
    share = (
        show_rate(abs(figures[0].amount) / initial.amount) if initial is not None and initial.amount else ""
    )
    by_topic, by_facts = case.topic_stakes(claim.topic) if claim.topic else (), case.rests_on(facts)
    fields: dict[str, Words] = {
        "section": sections(s.place() for s, _ in hits),
        "said": said,
        "figures": listed(valued(case, name, s) for name, s in zip(facts, figures, strict=True)),
        "first": label(case, facts[0]),
        "value": figures[0].printed,
        "size": size,
        "share": phrase("share_of_initial", share=share) if share else NOTHING,
        "topic": within(topics()[claim.topic].name) if claim.topic else NOTHING,
    }
    return finding(
        claim.code,
        fields,
        (
            *(s.place(m["said"] if "said" in m.groupdict() else m.group()) for s, m in hits[:_MOST]),
            *map(place_of, figures),
        ),
        severity=claim.severity,
        stakes=by_topic if claim.rests_on == "topic" else by_facts or by_topic,
    )
