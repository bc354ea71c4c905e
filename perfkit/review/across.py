"""Filings beside each other: the accounts of the same year, last year's filing, and the other departments of a cohort."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.submission import Submission
from perfkit.filing.targets import parse_target
from perfkit.filing.targets.codes import Operator
from perfkit.review.arithmetic import show_gap, slack
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.identity import finding_id
from perfkit.review.mentions import plain_text
from perfkit.review.problems import certain
from perfkit.review.rulebook import finding, pattern, threshold, words

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_END = re.compile(r"[。!?！？;；\n]")


def side_by_side(submissions: Iterable[Submission]) -> dict[str, list[Finding]]:
    """What shows only when filings are laid beside each other, by the filing's key.

    Parameters
    ----------
    submissions : of one or several years and departments; accounts are those whose form is of that kind

    Returns
    -------
    findings for each filing that has any: against the accounts of its department and year, against its filing
    of the year before, and passages or sets of targets that it shares with other departments.
    """
    filed = list(submissions)
    accounts = {(one.department.name, one.year): one for one in filed if one.form.kind == "accounts"}
    filings = [one for one in filed if one.form.kind != "accounts"]
    before = {_matter(one): one for one in filings}
    found: dict[str, list[Finding]] = {}
    for one in filings:
        theirs = accounts.get((one.department.name, one.year))
        department, project, year = _matter(one)
        last = before.get((department, project, year - 1))
        made = [
            *(_against_accounts(one, theirs) if theirs else ()),
            *(_against_last_year(one, last) if last else ()),
        ]
        found.setdefault(one.key, []).extend(made)
    for key, copied in _copied(filings):
        found.setdefault(key, []).append(copied)
    return {key: [_settled(f) for f in made] for key, made in found.items() if made}


def _matter(one: Submission) -> tuple[str, str, int]:
    return one.department.name, one.project.name if one.project else "", one.year


def _settled(made: Finding) -> Finding:
    settled = certain(made)
    return replace(settled, id=finding_id(made.code, made.about or tuple(p.quote for p in made.places)))


# The accounts of the same year ----------------------------------------------------------------------------------
def _against_accounts(one: Submission, accounts: Submission) -> Iterator[Finding]:
    """Facts that both print for the whole year, beyond the print of both."""
    if one.project is not None:
        return
    catalogue = fact_catalogue()
    for fact in words("facts_of_accounts"):
        ours = [s for s in one.facts.get(fact, ()) if not (s.period or s.scope or s.not_applicable)]
        theirs = [s for s in accounts.facts.get(fact, ()) if not (s.period or s.scope or s.not_applicable)]
        if not ours or not theirs:
            continue
        off = [(a, b) for a in ours for b in theirs if abs(a.amount - b.amount) > slack(a) + slack(b)]
        if len(off) < len(ours) * len(theirs):
            continue
        a, b = off[0]
        kind = catalogue[fact]
        size = show_gap(a.amount - b.amount, kind.kind, a.unit)
        place = place_of(b)
        yield finding(
            "accounts.differs",
            {"name": kind.name, "filed": a.printed, "accounts": b.printed, "size": size},
            (place_of(a), replace(place, section=f"部门决算 {place.section}")),
            difference=size,
            about=(fact,),
        )


# Last year ------------------------------------------------------------------------------------------------------
def _against_last_year(one: Submission, last: Submission) -> Iterator[Finding]:
    """Targets set below what was reached last year, last year's problems word for word, and balances carried over."""
    reached = {t.name: t for t in (last.targets.rows if last.targets else ())}
    for target in one.targets.rows if one.targets else ():
        old = reached.get(target.name)
        if old is not None:
            yield from _set_lower(target, old, last.year)
    told = {_words(p.text) for p in last.narrative.problems}
    again = [
        p
        for p in one.narrative.problems
        if len(_words(p.text)) >= int(threshold("copied_words")) and _words(p.text) in told
    ]
    if again:
        yield finding(
            "last_year.problem_again",
            {"year": str(last.year), "count": str(len(again)), "text": again[0].text[:40]},
            tuple(Place(p.section, p.text[:90]) for p in again[:4]),
        )
    opening, closing = (_figure(s, name) for s, name in ((one, "opening_balance"), (last, "closing_balance")))
    if (
        opening is not None
        and closing is not None
        and abs(opening.amount - closing.amount) > slack(opening) + slack(closing)
    ):
        size = show_gap(opening.amount - closing.amount, "money", opening.unit)
        yield finding(
            "last_year.carried_over",
            {"year": str(last.year), "opening": opening.printed, "closing": closing.printed, "size": size},
            (place_of(opening), place_of(closing)),
            difference=size,
        )


def _set_lower(target, old, year: int) -> Iterator[Finding]:
    now = parse_target(target.expected, target.reported, name=target.name, kind=target.kind)
    then = parse_target(old.expected, old.reported, name=old.name, kind=old.kind)
    wanted, got = now.expected_number, then.actual_number
    if wanted is None or got is None or now.expected_unit != then.actual_unit or not got:
        return
    lower = now.operator in (Operator.AT_LEAST, Operator.ABOVE) and wanted < got * (
        1 - threshold("set_lower")
    )
    looser = now.operator in (Operator.AT_MOST, Operator.BELOW) and wanted > got * (
        1 + threshold("set_lower")
    )
    if lower or looser:
        yield finding(
            "last_year.target_lower",
            {"name": target.name, "expected": target.expected, "year": str(year), "actual": old.actual},
            (
                Place("绩效指标", f"{target.name}：{target.expected}"),
                Place(f"{year} 年", f"{old.name}：{old.actual}"),
            ),
            about=(f"{target.name} {target.block}/{target.kind}",),
        )


def _figure(one: Submission, name: str):
    for figure in one.figures:
        if figure.kind == "money" and pattern(name).search(figure.name):
            return figure.statements[0]
    return None


# A cohort -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Copy:
    """A passage as one filing has it."""

    key: str
    department: str
    section: str
    text: str


def _copied(filings: list[Submission]) -> Iterator[tuple[str, Finding]]:
    """Sentences and sets of targets that departments share beyond what most of the cohort writes.

    A sentence counts by its words without figures and without the department's own name; what more departments
    share than the threshold says is the cohort's boilerplate, learnt from it. One finding for each pair.
    """
    seen: dict[str, list[_Copy]] = {}
    for one in filings:
        for copy in _passages(one):
            same = seen.setdefault(_words(copy.text.replace(one.department.name, "")), [])
            if len(same) <= len(filings) and all(c.key != copy.key for c in same):
                same.append(copy)
    most = max(2, int(len({f.department.name for f in filings}) * threshold("boilerplate_share")))
    pairs: dict[tuple[str, str], list[tuple[_Copy, _Copy]]] = {}
    for same in seen.values():
        owners = {c.department for c in same}
        if 1 < len(owners) <= most:
            for second in same[1:]:
                if second.department != same[0].department:
                    pairs.setdefault((same[0].key, second.key), []).append((same[0], second))
    names = {one.key: one.department.name for one in filings}
    for (first, later), copies in pairs.items():
        if len(copies) >= int(threshold("copied_sentences")):
            yield later, _shared(copies, names[first])
    yield from _other_names(filings)


def _passages(one: Submission) -> Iterator[_Copy]:
    least = int(threshold("copied_words"))
    for part, passage in one.narrative.passages():
        if part == "duties":
            continue
        for sentence in _END.split(plain_text(passage.text)):
            if len(_words(sentence)) >= least:
                yield _Copy(one.key, one.department.name, passage.section, sentence)
    if one.targets and len(one.targets.rows) >= int(threshold("even_rows")):
        rows = "；".join(f"{t.name}{t.expected}" for t in one.targets.rows)
        yield _Copy(one.key, one.department.name, one.targets.section, rows)


def _words(text: str) -> str:
    return _DIGITS.sub("", plain_text(text)).strip("。;；,， ")


def _shared(copies: list[tuple[_Copy, _Copy]], other: str) -> Finding:
    longest = max(copies, key=lambda pair: len(pair[1].text))[1]
    return finding(
        "cohort.copied",
        {"other": other, "count": str(len(copies)), "text": longest.text[:40]},
        tuple(Place(mine.section, mine.text[:90]) for _, mine in copies[:4]),
        about=(other,),
    )


def _other_names(filings: list[Submission]) -> Iterator[tuple[str, Finding]]:
    """The name of another department where a filing speaks of itself (我局……, 本单位……, or as the subject of its duties)."""
    names = sorted({one.department.name for one in filings}, key=len, reverse=True)
    for one in filings:
        own = one.department.name
        for part, passage in one.narrative.passages():
            text = plain_text(passage.text)
            hit = next(
                (n for n in names if n != own and n not in own and own not in n and _speaks_as(text, n)), ""
            )
            if part in ("duties", "annual_work", "budget_execution") and hit:
                yield (
                    one.key,
                    finding(
                        "cohort.other_name",
                        {"other": hit, "own": own},
                        (Place(passage.section, text[:60], hit),),
                        about=(hit,),
                    ),
                )
                break


def _speaks_as(text: str, name: str) -> bool:
    return text.startswith(name) and bool(pattern("speaks_as").match(text[len(name) :]))
