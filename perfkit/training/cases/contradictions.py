"""Something that does not add up, and whether a trainee's note is about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from perfkit.base.text import Text
from perfkit.training.cases.notes import Note, plain, value_of


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something that does not add up, as a note may name it.

    Attributes
    ----------
    kinds : any of which names it
    sections : where it stands, without spaces
    names : of targets, rows and tasks, and words that stand there
    figures : every number printed at these places
    rows : rows of the scoring table that rest on it
    points : Fraction   that rest on it
    home : str          its place as the report prints it
    clue : str          the figures or words that tell it from others in its section
    """

    kinds: frozenset[str]
    sections: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]
    truth: Text
    rows: tuple[str, ...] = ()
    points: Fraction = Fraction(0)
    home: str = ""
    clue: str = ""

    def joined(self, other: Contradiction) -> Contradiction:
        """The same, with the places and figures at which another shows it too."""
        return replace(
            self,
            kinds=self.kinds | other.kinds,
            sections=self.sections | other.sections,
            names=self.names | other.names,
            figures=self.figures | other.figures,
        )

    def names_in(self, note: Note) -> int:
        """How many of its names, or words that stand there, the note gives."""
        told = [plain(place) for place in note.places] + ([plain(note.words)] if note.words else [])
        return sum(any(same_name(name, text) for text in told) for name in self.names)

    def figures_of(self, note: Note) -> int:
        """How many of its figures the note gives."""
        return len({value_of(figure) for figure in note.figures} & self.figures)

    def stands_in(self, note: Note) -> bool:
        """True where one of the note's places is a section of this, or holds one."""
        told = [plain(place) for place in note.places]
        return any(
            text and (section.startswith(text) and len(text) > 1 or text.startswith(section))
            for text in told
            for section in self.sections
        )

    def matches(self, note: Note) -> bool:
        """True where the note is about this: its kind, one of its places, and its figures if it gives any."""
        return note.kind in self.kinds and self.fits(note)

    def fits(self, note: Note) -> bool:
        """The same, whatever kind the note gives it."""
        if not self.stands_in(note) and not self.names_in(note):
            return False
        return not note.figures or self.figures_of(note) > 0

    def pinned_by(self, note: Note) -> bool:
        """True where the note says which contradiction of the section it means: by a figure or a name."""
        return self.figures_of(note) > 0 or self.names_in(note) > 0

    def closeness(self, note: Note) -> int:
        """How well a matching note fits; more is better."""
        return 4 * min(2, self.figures_of(note)) + 3 * min(2, self.names_in(note)) + self.stands_in(note)


def same_name(name: str, text: str) -> bool:
    """True where a text names something, in full or well enough."""
    if not text or len(text) < 2:
        return False
    return name in text or (text in name and (2 * len(text) >= len(name) or len(text) >= 5))
