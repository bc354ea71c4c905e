"""What is odd about a class's sheets, as questions to the trainer and never as a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from perfkit.base.text import Text
from perfkit.training.cases.case import EXACT, JUDGED
from perfkit.training.cases.folder import PAGE, fingerprint
from perfkit.training.cases.grading import RIGHT, CaseGrade
from perfkit.training.cases.key import Entry, Key
from perfkit.training.cases.sheet import Sheet
from perfkit.training.lessons.views import called
from perfkit.training.reference import NumberReference
from perfkit.training.words import listed, words

_FIGURES, _REASONS, _SAME_CASE_REASONS = 3, 3, 5
_ALIKE, _LONG = 0.9, 8


@dataclass(frozen=True)
class Graded:
    """A trainee's sheet with its grade."""

    entry: Entry
    sheet: Sheet
    grade: CaseGrade


def questions_on(key: Key, graded: Sequence[Graded]) -> dict[str, tuple[Text, ...]]:
    """Trainee's folder name → what the trainer may want to ask.

    A page or a sheet that is not the one handed out; figures that are right only in a neighbour's case;
    reasons that are nearly the same as somebody else's.
    """
    found: dict[str, list[Text]] = {one.entry.name: [] for one in graded}
    codes = key.codes
    for one in graded:
        found[one.entry.name] += _on_files(key, one, codes)
    for one, other in combinations(graded, 2):
        if one.entry.trainee != other.entry.trainee:
            found[one.entry.name] += _on_figures(one, other)
            found[other.entry.name] += _on_figures(other, one)
            alike = _on_reasons(one, other)
            if alike is not None:
                found[one.entry.name].append(alike)
                found[other.entry.name].append(alike)
    return {name: tuple(asked) for name, asked in found.items() if asked}


def _on_files(key: Key, one: Graded, codes: dict[str, tuple[Entry, ...]]) -> list[Text]:
    own, asked = one.grade.case.code, []
    if one.sheet.code != own:
        owners = codes.get(one.sheet.code, ())
        whose = "、".join(entry.name for entry in owners)
        if not one.sheet.code:
            asked.append(words("sheet_without_code"))
        elif owners:
            asked.append(words("sheet_of_another", whose=whose, code=one.sheet.code))
        else:
            asked.append(words("sheet_of_nobody", code=one.sheet.code))
    page = key.handed_out(one.entry) / PAGE
    if not page.is_file():
        asked.append(Text(f"{PAGE} 不在了", f"{PAGE} is gone"))
    elif fingerprint(page.read_text(encoding="utf-8", errors="replace")) != one.entry.page:
        asked.append(words("page_changed", page=PAGE))
    return asked


def _on_figures(one: Graded, other: Graded) -> list[Text]:
    """Wrong in the own case and right in the other's."""
    if one.grade.case.code == other.grade.case.code:
        return []
    theirs = other.grade.case.expected
    same = [
        mine.criterion.id
        for mine in one.grade.of_kind(EXACT)
        if mine.state != RIGHT
        and mine.given
        and mine.criterion.id in theirs
        and theirs[mine.criterion.id].kind == EXACT
        and NumberReference(theirs[mine.criterion.id].span.low).compare(mine.line.points).is_right
    ]
    if len(same) < _FIGURES:
        return []
    return [words("neighbours_figures", count=len(same), name=other.entry.name)]


def _on_reasons(one: Graded, other: Graded) -> Text | None:
    """Reasons nearly the same, though each is about a document of its own: asked of both, in the same words.

    A reason in the words of the document that somebody was shown is nobody's; who wrote first no sheet tells.
    """
    pair, alike = (one, other), []
    same_case = one.grade.case.code == other.grade.case.code
    documents = [{m.criterion: _squeezed("".join(m.extract)) for m in g.grade.case.materials} for g in pair]
    for name in (mine.criterion.id for mine in one.grade.of_kind(JUDGED)):
        told = [_squeezed(g.sheet.lines[name].reason) if name in g.sheet.lines else "" for g in pair]
        own_words = all(text in seen.get(name, "") for text, seen in zip(told, documents, strict=True))
        if min(map(len, told)) >= _LONG and not own_words and _is_alike(*told):
            alike.append(called(one.grade.case.evaluation.rubric, name))
    if len(alike) < (_SAME_CASE_REASONS if same_case else _REASONS):
        return None
    names, count = listed(graded.entry.name for graded in pair), len(alike)
    return words("neighbours_reasons", names=names, count=count, clauses=listed(alike[:3], "；", "; "))


def _is_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())
