"""Words of the text that are wrong by themselves, by the rules of data/review/text-rules.yaml; duties, staff
and headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from perfkit.review.case import Case
from perfkit.review.checks.conclusions import conclusions_of_another_year
from perfkit.review.english import Words, quoted
from perfkit.review.finding import Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase, rulebook, words
from perfkit.review.sentences import Lines, Sentence, clause_of, plain_text
from perfkit.review.shown import NOTHING

_MOST = 6
_LONGEST = 60
_TAIL = 3


@check(
    6,
    "claim.done_ongoing",
    "text.cumulative_average",
    "text.income_spending",
    "text.misprint",
    "text.cancelled",
    "text.placeholder",
    "text.unit_missing",
    "document.not_attached",
    "money.staff_pay_in_project",
    "disclosure.year",
)
def words_of_the_text(case: Case) -> Iterator[Finding]:
    """Patterns that no text should hold: what goes on counted as done, a figure both cumulative and average,
    an income made of spending, doubled words, projects set up and cancelled, placeholders, changes without a
    unit, pay of established staff in a project, final accounts of the year said to be published."""
    year = str(case.submission.year)
    filed = case.submission
    tables = filed.targets or filed.tasks or filed.printed or filed.self_evaluation.scores
    for rule in [one for one in rulebook().text_rules if not (one.without_tables and tables)]:
        parts = words(rule.parts) if rule.parts else ()
        hits = [
            (s, s.place(m.group()), m.group(), clause_of(s.text, m.end() - _TAIL, m.end()))
            for s, m in (_whole if rule.across_sentences else Case.matches)(
                case, pattern(rule.pattern), *parts
            )
            if not rule.of_the_year or year in m.groups()
            if not rule.governed_by or _is_governed(s, m, pattern(rule.governed_by))
        ]
        if not hits:
            continue
        listed = quoted(dict.fromkeys(said for _, _, said, _ in hits[:_MOST]))
        grouped = [hits] if rule.report == "all" else [[hit] for hit in hits]
        for group in grouped[:1] if rule.report == "first" else grouped:
            sentence, _, said, clause = group[0]
            sure = not rule.sure_with or pattern(rule.sure_with).search(sentence.text)
            fields: dict[str, Words] = {
                "section": sentence.section,
                "said": said,
                "clause": clause,
                "found": listed,
                "year": year,
            }
            stakes = case.rests_on(rule.facts) or (case.topic_stakes(rule.topic) if rule.topic else ())
            yield finding(
                rule.code,
                fields,
                (*(place for _, place, _, _ in group[:_MOST]), *_tasks_in(case, sentence, rule.names_tasks)),
                unless="" if sure else "unsure",
                stakes=stakes if sure else (),
            )


def _is_governed(sentence: Sentence, hit: re.Match, words_: re.Pattern) -> bool:
    """Whether the last of some words before a hit, or else in it, is one that the hit is of."""
    found = list(words_.finditer(sentence.text, 0, hit.start())) or list(words_.finditer(hit.group()))
    return bool(found and found[-1]["of"])


def _whole(case: Case, looked_for: re.Pattern, *parts: str) -> list[tuple[Sentence, re.Match]]:
    """Every paragraph of the named parts that a pattern matches, with each match."""
    paragraphs = case.once("paragraphs", lambda: _paragraphs(case)).worth_reading(looked_for, parts)
    return [(one, match) for one in paragraphs for match in looked_for.finditer(one.text)]


def _paragraphs(case: Case) -> Lines[Sentence]:
    passages = list(case.submission.narrative.passages())
    sections = sorted({one.section for _, one in passages})
    return Lines(
        [
            Sentence(part, one.section, "".join(one.text.split()) + _goes_on(one.section, sections))
            for part, one in passages
        ]
    )


def _goes_on(section: str, sections: list[str]) -> str:
    """A mark where a paragraph has items of its own below it, so that it does not end with its last words."""
    after = sections[bisect_right(sections, section) :][:1]
    return "…" if after and after[0].startswith(section) else ""


def _tasks_in(case: Case, sentence: Sentence, wanted: bool) -> list[Place]:
    """The projects of the task table that a sentence names."""
    rows = case.tasks if wanted else ()
    named = dict.fromkeys(row.name for row in rows if row.category == "project" and row.name in sentence.text)
    return [Place(case.task_section, f"{name} 执行") for name in named]


@check(5, "money.same_purpose")
def purposes(case: Case) -> Iterator[Finding]:
    """What money was for, in the department's account of its projects."""
    seen: dict[str, tuple] = {}
    for sentence, match in case.matches(pattern("purpose"), "performance"):
        payer, purpose = match.group(1), match.group(2)
        first = seen.setdefault(purpose, (sentence, match, payer))
        if first[2] != payer and first[0].section != sentence.section:
            yield finding(
                "money.same_purpose",
                {"one": first[2], "other": payer, "purpose": purpose},
                (first[0].place(first[1].group()), sentence.place(match.group())),
            )


@check(5, "staff.other_temporary")
def other_temporary_staff(case: Case) -> Iterator[Finding]:
    """Other off-establishment staff in the text, where the stated rate or count speaks of dispatched staff
    only."""
    facts = ("off_establishment_rate", "off_establishment_count")
    temporary = pattern("temporary_staff")
    stated = [
        s for name in facts for s in case.of(name) if "劳务派遣" in s.quote and not temporary.search(s.quote)
    ]
    hits = list(case.matches(temporary, *words("parts_on_staff")))
    if stated and hits:
        yield finding(
            "staff.other_temporary",
            {"stated": stated[0].printed, "said": hits[0][1].group()},
            (place_of(stated[0]), *(s.place(m.group()) for s, m in hits[:3])),
            stakes=case.rests_on(facts),
        )


@check(5, "duty.moved_away")
def duties_moved_away(case: Case) -> Iterator[Finding]:
    """A duty that the text says went to another body, and targets or tasks that still carry it."""
    duties, done = case.text_of("duties"), set()
    tasks = case.tasks
    for sentence, match in case.matches(pattern("moved_away"), *words("parts_looking_back")):
        word = match.group(1)
        kept = [row for row in case.targets if word in row.words] if word not in duties else []
        if word in done or not (kept or any(word in row.name for row in tasks)):
            continue
        done.add(word)
        cancelled = [s.place(m.group()) for s, m in case.matches(pattern("cancelled")) if word in s.text][:1]
        yield finding(
            "duty.moved_away",
            {
                "section": sentence.section,
                "said": match.group(),
                "word": word,
                "more": phrase("then_cancelled") if cancelled else NOTHING,
            },
            (sentence.place(match.group()), *(row.place for row in kept[:5]), *cancelled),
        )


@check(6, "text.heading_year")
def heading_of_another_year(case: Case) -> Iterator[Finding]:
    """A heading of another year: a title, or a line that opens with the year and names the document; and the
    heads of a table that name last year alone."""
    yield from conclusions_of_another_year(case)
    lines = [("标题", plain_text(case.submission.title))] if case.submission.title else []
    lines += [
        (section, line)
        for part, section, text in case.plain
        if part not in ("expected", "actual")
        for line in (plain_text(section), *text.splitlines())
    ]
    lines += [(table.place, plain_text(table.title)) for table in case.submission.printed if table.title]
    own, year = plain_text(case.submission.department.name), case.submission.year
    for section, whole in dict.fromkeys(lines):
        line = whole.removeprefix(own)  # a title opens with the department's name
        found = pattern("heading_of_year").search(line)
        if found and int(found["year"]) != year:
            yield _of_another_year(section, line, found, year)
            return
    for grid in case.grids:
        cells = {cell for row in grid.cells for cell in row}
        heads = [cell for row in grid.heads for cell in grid.cells[row]]
        named = [found for cell in heads if (found := pattern("head_of_year").search(cell))]
        compared = any(str(year) in cell or pattern("head_of_before").search(cell) for cell in cells)
        if named and not compared and all(int(found["year"]) == year - 1 for found in named):
            yield _of_another_year(grid.place, named[0].string, named[0], year)
            return


def _of_another_year(section: str, line: str, found: re.Match[str], year: int) -> Finding:
    fields = {"line": found.group(), "year": str(year)}
    return finding("text.heading_year", fields, (Place(section, line[:_LONGEST], found["year"]),))
