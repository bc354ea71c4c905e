"""What a check answers, as a box in the notebook and as a line in the terminal; and how far a trainee has
come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from perfkit.base.english import english
from perfkit.base.text import Text, say
from perfkit.training.reference import BLANK, RIGHT, UNREADABLE, WRONG, Verdict

_MARKS = {
    RIGHT: ("✓", "#1f5a8a", "#eef3f8"),
    WRONG: ("✗", "#a8380f", "#fcf1ed"),
    BLANK: ("○", "#5b6673", "#f3f6f9"),
    UNREADABLE: ("？", "#7a5a12", "#fdf6e6"),
    "hint": ("→", "#7a5a12", "#fdf6e6"),
    "solution": ("=", "#1f5a8a", "#eef3f8"),
}

_STYLE = "color:#1f2933;padding:.5em .9em;margin:.3em 0;max-width:60em;line-height:1.7"


@dataclass(frozen=True)
class Box:
    """An answer to an answer.

    Attributes
    ----------
    state : str     right, wrong, blank, unreadable, hint or solution
    lines : (label, text) below it
    """

    exercise: str
    state: str
    message: Text
    lang: str
    lines: Sequence[tuple[Text, Text]] = ()

    def _repr_html_(self) -> str:
        mark, ink, paper = _MARKS[self.state]
        colon = say(self.lang, "：", ": ")
        lines = (f"<b>{self._told(label)}</b>{colon}{self._told(text)}" for label, text in self.lines)
        rest = "".join(f'<div style="margin-top:.25em">{line}</div>' for line in lines)
        style = f"border-left:5px solid {ink};background:{paper};{_STYLE}"
        lead = f'<b style="color:{ink}">{mark} {escape(self.exercise)}</b>'
        return f'<div lang="{self.lang}" style="{style}">{lead} {self._told(self.message)}{rest}</div>'

    def _told(self, text: Text) -> str:
        quotes = "“" in text.en  # the report's own words stay as they are
        shown = text.in_(self.lang) if self.lang == "zh" or quotes else english(text.en)
        return escape(shown).replace("\n", "<br>")

    def __repr__(self) -> str:
        lines = [f"{self.exercise} {self.message.in_(self.lang)}"]
        lines += [
            f"   {label.in_(self.lang)}{say(self.lang, '：', ': ')}{text.in_(self.lang)}"
            for label, text in self.lines
        ]
        return "\n".join(lines)


@dataclass(frozen=True)
class Progress:
    """How far a trainee has come in a lesson.

    Attributes
    ----------
    exercises : ids in order
    last : exercise → the last verdict
    tries : exercise → how many answers were given
    after_solution : exercises answered right only when the solution had been shown; they count apart
    """

    exercises: tuple[str, ...]
    last: Mapping[str, Verdict]
    tries: Mapping[str, int]
    lang: str
    after_solution: tuple[str, ...] = ()

    @property
    def right(self) -> tuple[str, ...]:
        """Exercises answered right without having seen the solution."""
        return tuple(
            name
            for name in self.exercises
            if name in self.last and self.last[name].is_right and name not in self.after_solution
        )

    @property
    def mistakes(self) -> tuple[str, ...]:
        """Exercises whose last answer is wrong."""
        return tuple(name for name in self.exercises if name in self.last and not self.last[name].is_right)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Exercises without an answer that could be read."""
        return tuple(name for name in self.exercises if name not in self.last)

    @property
    def share(self) -> Fraction:
        """The share of exercises answered right.

        Examples
        --------
        >>> Progress(("1.1", "1.2"), {"1.1": Verdict("right")}, {"1.1": 1}, "zh").share
        Fraction(1, 2)
        """
        return Fraction(len(self.right), len(self.exercises)) if self.exercises else Fraction(0)
