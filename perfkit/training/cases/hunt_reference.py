"""A list of what does not add up, as an exercise asks for it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from perfkit.base.text import Text, say
from perfkit.training.cases.contradictions import Contradiction
from perfkit.training.cases.hunt import hunt
from perfkit.training.cases.notes import Note, read_note
from perfkit.training.reference import RIGHT, WRONG, Reference, Verdict
from perfkit.training.typed import AnswerError, is_blank, plain_typing
from perfkit.training.words import words


@dataclass(frozen=True, slots=True)
class HuntReference(Reference):
    """What does not add up: every contradiction wanted, and no false alarm.

    Attributes
    ----------
    wanted : contradictions to find
    also_true : what may be noted as well
    least : int   so many are enough; all of them unless given
    """

    wanted: tuple[Contradiction, ...]
    also_true: tuple[Contradiction, ...] = ()
    least: int = 0

    def notes(self, given: Any) -> list[Note]:
        """The notes typed: a list of (kind, place, words)."""
        form = words("findings_form")
        if isinstance(given, str):
            try:
                given = ast.literal_eval(plain_typing(given))
            except (ValueError, SyntaxError, MemoryError, RecursionError):
                raise AnswerError(form) from None
        if isinstance(given, tuple) and given and isinstance(given[0], str):
            given = [given]
        if isinstance(given, str) or not isinstance(given, Sequence):
            raise AnswerError(form)
        notes = []
        for entry in given:
            if is_blank(entry):
                continue
            if (
                isinstance(entry, str)
                or not isinstance(entry, Sequence)
                or len(entry) < 2
                or not all(isinstance(part, str | int | float | list | tuple) for part in entry)
            ):
                raise AnswerError(form)
            places = [entry[1]] if isinstance(entry[1], str) else [str(place) for place in entry[1]]
            notes.append(read_note(str(entry[0]), places, " ".join(str(part) for part in entry[2:])))
        return notes

    def _compare(self, *answer: Any) -> Verdict:
        done = hunt(self.notes(answer[0]), self.wanted, self.also_true)
        enough = len(done.found) >= (self.least or len(self.wanted))
        remarks = [_listed("重复的不另计", "repeated, counted once", done.repeated)] if done.repeated else []
        if done.vague:
            remarks.append(
                _listed(
                    "这一处有几个矛盾，请补上数字或指标、评分行的名称",
                    "several contradictions stand there, so add a figure or the name of the target or row",
                    done.vague,
                )
            )
        if enough and not done.false_alarms:
            head = Text(f"找到 {len(done.found)} 处，没有误报。", f"{len(done.found)} found, no false alarm.")
            return Verdict(
                RIGHT,
                Text(
                    head.zh + "".join(f"{remark.zh}。" for remark in remarks),
                    head.en + "".join(f" {remark.en}." for remark in remarks),
                ),
                Fraction(1),
            )
        zh, en = [f"找到 {len(done.found)} 处"], [f"{len(done.found)} found"]
        if not enough:
            left = (self.least or len(self.wanted)) - len(done.found)
            at_stake = sum(1 for one in done.missed if one.points)
            zh.append(f"还差 {left} 处" + (f"（未找到的有 {at_stake} 处关系到分数）" if at_stake else ""))
            en.append(
                f"{left} more to find" + (f" ({at_stake} of those missed bear on points)" if at_stake else "")
            )
        if done.false_alarms:
            shown = "；".join(f"{note.places[0]}" for note in done.false_alarms)
            zh.append(f"{len(done.false_alarms)} 条是误报：{shown}")
            en.append(f"{len(done.false_alarms)} false alarms: {shown}")
        zh += [remark.zh for remark in remarks]
        en += [remark.en for remark in remarks]
        return Verdict(
            WRONG,
            Text("，".join(zh) + "。", ", ".join(en) + "."),
            Fraction(len(done.found), max(1, self.least or len(self.wanted))),
        )

    def show(self, lang: str) -> str:
        total = len(self.wanted)
        if not self.least:
            return say(lang, f"共 {total} 处，见下", f"{total}, listed below")
        return words("hunt_shows_least", total=total, least=self.least).in_(lang)

    @property
    def sample(self) -> Any:
        return [sample_note(one) for one in self.wanted[: self.least or len(self.wanted)]]


def sample_note(one: Contradiction) -> tuple[str, str, str]:
    """A note that names a contradiction."""
    return (sorted(one.kinds)[0], one.home, one.clue)


def _listed(zh: str, en: str, notes: Sequence[Note]) -> Text:
    shown = "；".join(" ".join((note.places[0], *note.figures)) for note in notes)
    return Text(f"{zh}：{shown}", f"{en}: {shown}")
