"""Checks of group 5: what the department says of itself against what it admits, and both against its
marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.base.text import Text
from perfkit.review.case import Case
from perfkit.review.english import listed
from perfkit.review.finding import ERROR, Finding, Place
from perfkit.review.registry import check
from perfkit.review.rows import Row, is_full, is_judged
from perfkit.review.rulebook import finding, pattern, phrase, threshold, words
from perfkit.review.shown import rows_shown, sections, within
from perfkit.review.topics import Said, account, topics

_MOST, _MOST_PLACES = 4, 8
_DIGIT = re.compile(r"\d")
_CLAUSE = re.compile(r"[^，,：:、]+")


def _places(said: list[Said]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(s.sentence.place(s.words) for s in said[:_MOST]))


def _sections(said: list[Said]) -> str:
    return sections(s.sentence.place(s.words) for s in said[:_MOST])


@check(5, "claim.admission")
def claims_against_admissions(case: Case) -> Iterator[Finding]:
    """For each topic of data/topics.yaml: sentences that claim against sentences that admit."""
    told, every = account(case), pattern("speaks_of_all")
    for name, topic in topics().items():
        bad = told.admissions[name]
        if not bad:
            continue
        good = told.claims[name]
        admitting = [other.sentence for other in bad]
        good = [
            said for said in good if said.sentence not in admitting or said.left_out or topic.against == ERROR
        ]
        good, bad = _without_exceptions(good, bad)
        good = [said for said in good if not said.sentence.shown or _same_object(said, bad)]
        if not good or not bad:
            continue
        good = _same_matter_first(good, bad, topic.against)
        only_some = all(pattern("single_cases").search(said.sentence.text) for said in bad)
        single = only_some and not any(every.search(said.sentence.text) for said in good)
        yield finding(
            "claim.admission",
            {
                "topic": within(topic.name),
                "section": _sections(good),
                "good": good[0].words,
                "other_section": _sections(bad),
                "bad": bad[0].words,
            },
            (*_places(good), *_places(bad)),
            severity=topic.against,
            unless="few" if single else "",
            stakes=case.topic_stakes(name),
            problem=topic.problem,
            about=(topic.id,),
        )


def _same_object(target: Said, bad: list[Said]) -> bool:
    """True where a target and an admission speak of one object: new equipment denies nothing of old
    printers."""
    pieces = subjects(target.sentence.shown.partition("：")[0])
    pairs = {piece[i : i + 2] for piece in pieces for i in range(len(piece) - 1)}
    return any(pair in said.words for said in bad for pair in pairs)


def _without_exceptions(good: list[Said], bad: list[Said]) -> tuple[list[Said], list[Said]]:
    """Claims and admissions to set against each other."""
    plain = [said for said in good if not said.left_out]
    open_ = [said for said in bad if not any(claim.leaves_out(said) for claim in good)]
    if open_:
        return good, open_
    return plain, bad


def _same_matter_first(good: list[Said], bad: list[Said], against: str) -> list[Said]:
    """Claims that speak of all, then those that share a word with an admission; where graver things are not
    at stake, only the latter, if there are any."""
    pairs = {said.hit[i : i + 2] for said in bad for i in range(len(said.hit) - 1)} - set(
        words("common_pairs")
    )
    shared = {id(said) for said in good if any(pair in said.hit for pair in pairs)}
    if shared and against != ERROR:
        good = [said for said in good if id(said) in shared]
    return sorted(
        good, key=lambda said: (not pattern("speaks_of_all").search(said.words), id(said) not in shared)
    )


@check(5, "admission.full_marks")
def admissions_beside_full_marks(case: Case) -> Iterator[Finding]:
    """Topics that the department admits a problem with, beside full marks in the rows they bear on."""
    told = account(case)
    for name, topic in topics().items():
        bad = told.admissions[name]
        if not bad:
            continue
        rows = [r for r in case.rows_for(name) if is_full(r) and is_judged(r) and case.beyond_figures(r)]
        if not rows:
            continue
        ids = [row.indicator.id for row in rows]
        yield finding(
            "admission.full_marks",
            {
                "topic": within(topic.name),
                "section": _sections(bad),
                "bad": bad[0].words,
                "rows": rows_shown(rows, "row_scored"),
            },
            (*_places(bad), *(case.score_place(row) for row in rows)),
            stakes=tuple((row, points) for row, points in case.topic_stakes(name) if row in ids),
            problem=topic.problem,
            about=(topic.id,),
        )


@check(5, "admission.no_figure")
def admissions_without_figures(case: Case) -> Iterator[Finding]:
    """Admissions that hold no number: how much was transferred, which projects, how many."""
    vague: dict[Place, Text] = {}
    told = account(case).admissions
    for name in topics():
        for said in told[name]:
            if not _DIGIT.search(said.sentence.text.replace(str(case.submission.year), "")):
                vague.setdefault(said.sentence.place(said.words), topics()[name].name)
    if vague:
        names = listed(map(within, dict.fromkeys(vague.values())), "；", "; ")
        yield finding(
            "admission.no_figure", {"count": str(len(vague)), "topics": names}, tuple(vague)[:_MOST_PLACES]
        )


def subjects(name: str) -> list[str]:
    """What a target is about: its name without the words that all targets share, pieces of two characters or
    more.

    Examples
    --------
    >>> subjects("案件调查的及时性"), subjects("参加培训人员的满意度"), subjects("服务对象的满意度")
    (['案件调查'], ['培训'], [])
    """
    return [
        piece
        for piece in re.split("[\\s，、,/]+", pattern("generic_in_names").sub(" ", "".join(name.split())))
        if len(piece) >= 2
    ]


def _about(pieces: list[str], text: str) -> str:
    """The words that a target and a text share: a whole piece of two characters, or three in a row."""
    for piece in pieces:
        if piece in text:
            return piece
        for start in range(len(piece) - 2):
            if piece[start : start + 3] in text:
                return piece[start : start + 3]
    return ""


def _yes(case: Case) -> list[tuple[Row, list[str]]]:
    """Targets answered with yes, or with words that say as much (取得调查证据)."""
    affirmed = pattern("affirmed")
    return [
        (row, subjects(row.target.name))
        for row in case.targets
        if row.target.kind in words("kinds_of_yes")
        and (
            row.parsed.claim == "yes"
            or (not row.parsed.claim and not row.parsed.measurable and affirmed.search(row.target.actual))
        )
    ]


@check(5, "target.claim_unmet", "target.claim_admitted")
def other_targets_on_it(case: Case) -> Iterator[Finding]:
    """Targets that answer yes on a subject of which another target, or the text, says it was not done."""
    yes, told = _yes(case), account(case)
    not_done = words("topics_not_done")
    set_against = {
        c.sentence.shown for topic in not_done if told.admissions[topic] for c in told.claims[topic]
    }
    said_so = {row.number for row, _ in yes if row.place.quote in set_against}
    for row in case.targets if yes else ():
        share, target = row.parsed.achievement, row.target
        if (
            row.parsed.met is not False
            or share is None
            or share >= 1
            or pattern("of_money").search(target.name)
        ):
            continue
        linked = [
            other
            for other, pieces in yes
            if other is not row
            and _about(pieces, row.words)
            and (other.target.kind != "satisfaction" or share < threshold("unfinished"))
        ]
        if linked:
            said_so |= {other.number for other in linked}
            yield finding(
                "target.claim_unmet",
                {
                    "name": target.name,
                    "expected": target.expected,
                    "actual": target.actual,
                    "others": _filed(linked),
                },
                (row.place, *(other.place for other in linked[:_MOST_PLACES])),
                unless="near" if share > threshold("all_but_met") else "",
            )
    done = set()
    for topic in not_done if yes else ():
        for said in told.admissions[topic]:
            section = said.sentence.section
            for clause in _CLAUSE.findall(said.sentence.text):
                if clause in done or not topics()[topic].admission(clause):
                    continue
                done.add(clause)
                linked = [row for row, pieces in yes if row.number not in said_so and _about(pieces, clause)]
                if linked:
                    said_so |= {other.number for other in linked}
                    yield finding(
                        "target.claim_admitted",
                        {"section": section, "clause": clause, "others": _filed(linked)},
                        (Place(section, clause), *(other.place for other in linked[:_MOST_PLACES])),
                    )


def _filed(rows: list[Row]) -> Text:
    return listed(phrase("filed_as", name=row.target.name, actual=row.target.actual) for row in rows)
