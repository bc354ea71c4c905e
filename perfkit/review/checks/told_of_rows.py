"""What the notes of a table of points say of results, against the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfkit.review.arithmetic import is_slip
from perfkit.review.case import Case
from perfkit.review.checks.restated_slips import is_aside
from perfkit.review.finding import Finding, Place
from perfkit.review.mentions import COUNT, Mention, Statement, figured, mentions, show_like
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, threshold
from perfkit.review.sentences import plain_text

_PLANNED = ("expected", "goals", "next_steps")
_FEWEST_PAIRS, _SHORTEST = 2, 4


@dataclass(frozen=True, slots=True)
class Noted:
    """The one count of a result that the note of a row gives."""

    name: str
    said: str
    done: Mention
    known: frozenset[tuple[object, str]]
    place: Place


@check(3, "restated.note")
def results_of_notes(case: Case) -> Iterator[Finding]:
    """整治病险山塘26座 of the text beside the note 完成24座 of the row 病险山塘整治数量: one unit, near to it or with the
    digits changed round, in a clause that has a good part of the row's name."""
    noted = list(_noted(case))
    for statement in figured(case) if noted else ():
        in_a_table = pattern("place_in_a_table").search(statement.section)
        if in_a_table or statement.part in _PLANNED or pattern("not_claimed").search(statement.text[:4]):
            continue
        for mention in statement.mentions:
            alike = [one for one in noted if one.done.unit == mention.unit and mention.kind == COUNT]
            if alike and not mention.approximate and not _is_another(case, statement, mention):
                yield from _told_otherwise(statement, mention, alike)


def _is_another(case: Case, statement: Statement, mention: Mention) -> bool:
    own = str(case.submission.year)
    planned = pattern("planned_label").search(mention.label)
    aside = is_aside(statement, mention) or pattern("some_kind").search(mention.label)
    return bool(
        planned or aside or statement.is_goal(mention.start) or statement.year_of(mention.start, own) != own
    )


def _told_otherwise(statement: Statement, mention: Mention, alike: list[Noted]) -> Iterator[Finding]:
    if any((mention.value, mention.unit) in one.known for one in alike):
        return
    ranked = sorted(((pairs_of(one.name, mention.label), one) for one in alike), key=lambda pair: -pair[0])
    best, one = ranked[0]
    if best < _FEWEST_PAIRS or len(ranked) > 1 and ranked[1][0] == best:
        return
    gap = abs(mention.value - one.done.value)
    swapped = sorted(mention.digits) == sorted(one.done.digits)
    close = gap <= one.done.value * threshold("short_name_gap")
    if gap > mention.slack + one.done.slack and (
        close or swapped or is_slip(mention.digits, one.done.digits)
    ):
        size = show_like(gap, mention)
        fields = {"name": one.name, "actual": one.done.printed, "said": mention.printed, "size": size}
        yield finding("restated.note", fields, (one.place, statement.place(mention)), difference=size)


def pairs_of(name: str, words: str) -> int:
    """How many pairs of characters of a name stand in some words; those that every name has are none."""
    bare = pattern("common_word").sub("#", pattern("count_suffix").sub("", pattern("brackets").sub("", name)))
    pairs = {bare[at : at + 2] for at in range(len(bare) - 1)}
    return sum("#" not in pair and pair in words for pair in pairs)


def _noted(case: Case) -> Iterator[Noted]:
    for row in case.submission.self_evaluation.rows:
        said = plain_text(row.actual or row.state or row.reason)
        found = mentions(said)
        known = frozenset((m.value, m.unit) for m in (*found, *mentions(plain_text(row.standard))))
        done = [
            m for m in found if m.kind == COUNT and m.unit and not pattern("planned_label").search(m.label)
        ]
        done = [m for m in done if m.unit != "分" and not m.approximate]
        told = [m for m in done if not m.label or pattern("done_label").search(m.label)]
        if len(done) == len(told) == 1:
            place = Place(row.place or row.name, f"{row.name}：{said}", told[0].printed)
            yield Noted(row.name, said, told[0], known, place)
