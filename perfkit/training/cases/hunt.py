"""A trainee's notes set against what should be found: found, missed, false alarms, and notes that say too
little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from perfkit.training.cases.contradictions import Contradiction
from perfkit.training.cases.notes import SCORES, TARGETS, TASKS, Note, plain, value_of


@dataclass(frozen=True, slots=True)
class Hunt:
    """What became of a trainee's notes.

    Attributes
    ----------
    found, missed : contradictions
    false_alarms : notes about nothing that the review sees either
    extra : notes that are true but were not asked for
    repeated : further copies of a note
    vague : notes that name a section with several contradictions and say not which
    """

    found: tuple[Contradiction, ...]
    missed: tuple[Contradiction, ...]
    false_alarms: tuple[Note, ...]
    extra: tuple[Note, ...]
    repeated: tuple[Note, ...] = ()
    vague: tuple[Note, ...] = ()


def hunt(
    notes: Sequence[Note], wanted: Sequence[Contradiction], also_true: Sequence[Contradiction] = ()
) -> Hunt:
    """Set a trainee's notes against what should be found; a note settles one contradiction at most.

    Each note goes to the contradiction it fits best, so that as many as possible are found. Copies count
    once. Where a section holds several contradictions, and in a table, a note must name a figure, a row or
    words that stand there.

    Examples
    --------
    >>> from perfkit.base.text import Text
    >>> one = Contradiction(frozenset({"sum"}), frozenset({"一（四）3"}), frozenset(), frozenset({"2.79"}),
    ...     Text("", ""))
    >>> done = hunt([Note("sum", ("一(四)3",)), Note("sum", ("一（四）3",)), Note("rate", ("一（一）1",))], [one])
    >>> len(done.found), len(done.missed), len(done.false_alarms), len(done.repeated)
    (1, 0, 1, 1)
    """
    single, repeated = _without_copies(notes)
    standing = Counter(section for one in (*wanted, *also_true) for section in one.sections)
    crowded = {section for section, number in standing.items() if number > 1} | {SCORES, TASKS, TARGETS}

    def counts(note: Note, one: Contradiction) -> bool:
        return one.matches(note) and (one.pinned_by(note) or not _names_crowd(note, one, crowded))

    pairs = {
        at: sorted(
            (n for n, one in enumerate(wanted) if counts(note, one)), key=partial(_distance, wanted, note)
        )
        for at, note in enumerate(single)
    }
    taken: dict[int, int] = {}

    def place(at: int, tried: set[int]) -> bool:
        for n in pairs[at]:
            if n not in tried:
                tried.add(n)
                if n not in taken or place(taken[n], tried):
                    taken[n] = at
                    return True
        return False

    for at in sorted(
        pairs, key=lambda at: (-max((wanted[n].closeness(single[at]) for n in pairs[at]), default=0), at)
    ):
        place(at, set())
    used, alarms, extra, vague = set(taken.values()), [], [], []
    for at, note in enumerate(single):
        if at in used:
            continue
        if pairs[at] or any(_is_true(one, note) for one in (*wanted, *also_true)):
            extra.append(note)
        elif any(one.matches(note) for one in (*wanted, *also_true)):
            vague.append(note)
        else:
            alarms.append(note)
    found = tuple(wanted[n] for n in sorted(taken))
    missed = tuple(one for n, one in enumerate(wanted) if n not in taken)
    return Hunt(found, missed, tuple(alarms), tuple(extra), tuple(repeated), tuple(vague))


def _distance(wanted: Sequence[Contradiction], note: Note, at: int) -> int:
    return -wanted[at].closeness(note)


def _is_true(one: Contradiction, note: Note) -> bool:
    """A note that describes something true, though perhaps by another kind."""
    return one.fits(note) and one.pinned_by(note)


def _names_crowd(note: Note, one: Contradiction, crowded: set[str]) -> bool:
    told = [plain(place) for place in note.places]
    return any(
        section in crowded or section not in told
        for section in one.sections
        if any(section.startswith(text) or text.startswith(section) for text in told)
    )


def _without_copies(notes: Sequence[Note]) -> tuple[list[Note], list[Note]]:
    single: list[Note] = []
    repeated: list[Note] = []
    seen = set()
    for note in notes:
        key = (
            note.kind,
            frozenset(map(plain, note.places)),
            frozenset(map(value_of, note.figures)),
            "" if note.figures else plain(note.words),
        )
        (repeated if key in seen else single).append(note)
        seen.add(key)
    return single, repeated
