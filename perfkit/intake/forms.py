"""Which official form a document follows: every family is scored by its signs, and none is taken without
enough."""

from __future__ import annotations

from dataclasses import dataclass

from perfkit.base.text import Text
from perfkit.intake.blocks import key
from perfkit.intake.family import Family, families
from perfkit.intake.lexicon import bare
from perfkit.intake.notes import note

_SCORED = 6


@dataclass(frozen=True)
class Recognised:
    """The family that fits best, None where none has enough signs; and what spoke for it."""

    family: Family | None
    points: int = 0
    signs: tuple[tuple[str, str], ...] = ()

    def reasons(self) -> Text:
        """What spoke for it, as a person would say it."""
        signs = [note(f"sign_in_{where}", word=word) for where, word in self.signs]
        return Text("，".join(sign.zh for sign in signs), ", ".join(sign.en for sign in signs))


def recognise_form(
    title: list[str], labels: list[str], columns: list[str], text: list[str], rubric: str = ""
) -> Recognised:
    """Score every family against a document.

    Parameters
    ----------
    title : titles and lines before the first table
    labels : labels of a form that have a value beside them
    columns : heads of its tables
    text : paragraphs
    rubric : the rubric whose rows its scoring table prints

    Examples
    --------
    >>> recognise_form(["某局2022年度部门决算"], [], [], []).family.id
    'accounts'
    >>> recognise_form(["会议通知"], [], [], []).family is None
    True
    """
    printed = {
        where: [form for line in lines for form in (key(line), bare(key(line)), key(line).replace("的", ""))]
        for where, lines in (("title", title), ("labels", labels), ("columns", columns), ("text", text))
    }
    best = Recognised(None)
    for family in families():
        points, signs = 0, []
        if rubric and rubric in family.rubrics:
            points, signs = _SCORED, [("scores", rubric)]
        for sign in family.signs:
            word = next(
                (word for word in sign.words if any(key(word) in line for line in printed[sign.where])), ""
            )
            if word:
                points += sign.points
                signs.extend([(sign.where, word)] if sign.points > 0 else [])
        if points >= family.needs and points > best.points:
            best = Recognised(family, points, tuple(signs))
    return best
