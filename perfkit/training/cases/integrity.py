"""What is odd about a class's sheets, as questions to the trainer and never as a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from perfkit.base.text import Text, joined
from perfkit.training.cases.case import EXACT, JUDGED, Material
from perfkit.training.cases.folder import PAGE, fingerprint
from perfkit.training.cases.grading import RIGHT, CaseGrade, CriterionGrade
from perfkit.training.cases.key import Entry, Key
from perfkit.training.cases.reasons import what_is_said
from perfkit.training.cases.sheet import Sheet
from perfkit.training.lessons.views import called
from perfkit.training.reference import NumberReference
from perfkit.training.words import words

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
        found[one.entry.name] += _on_figures(one, graded)
    for one, other in combinations(graded, 2):
        alike = _on_reasons(one, other) if one.entry.trainee != other.entry.trainee else None
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


def _on_figures(one: Graded, graded: Sequence[Graded]) -> list[Text]:
    """Wrong in the own case and right in another's; only the likeliest, for round figures meet by chance."""
    wrong = [mine for mine in one.grade.of_kind(EXACT) if mine.state != RIGHT and mine.given]
    counts = {
        other.entry.name: sum(_right_there(mine, other) for mine in wrong)
        for other in graded
        if other.entry.trainee != one.entry.trainee and other.grade.case.code != one.grade.case.code
    }
    most = max(counts.values(), default=0)
    if most < _FIGURES:
        return []
    names = joined(name for name, count in counts.items() if count == most)
    return [words("neighbours_figures", count=most, name=names)]


def _right_there(mine: CriterionGrade, other: Graded) -> bool:
    theirs = other.grade.case.expected.get(mine.criterion.id)
    if theirs is None or theirs.kind != EXACT:
        return False
    return NumberReference(theirs.span.low).compare(mine.line.points).is_right


def _on_reasons(one: Graded, other: Graded) -> Text | None:
    """Reasons nearly the same, in words that are not those of the documents: asked of both alike.

    Each is about a document of its own; who wrote first no sheet tells.
    """
    pair, alike = (one, other), []
    same_case = one.grade.case.code == other.grade.case.code
    documents = [{m.criterion: m for m in graded.grade.case.materials} for graded in pair]
    for name in (mine.criterion.id for mine in one.grade.of_kind(JUDGED)):
        told = [g.sheet.lines[name].reason if name in g.sheet.lines else "" for g in pair]
        if min(map(len, map(_squeezed, told))) < _LONG or not _is_alike(*map(_squeezed, told)):
            continue
        own = (_own_words(text, seen.get(name)) for text, seen in zip(told, documents, strict=True))
        if max(own) >= _LONG:
            alike.append(called(one.grade.case.evaluation.rubric, name))
    if len(alike) < (_SAME_CASE_REASONS if same_case else _REASONS):
        return None
    names, count = joined(graded.entry.name for graded in pair), len(alike)
    return words("neighbours_reasons", names=names, count=count, clauses=joined(alike[:3], "；", "; "))


def _own_words(reason: str, seen: Material | None) -> int:
    """How many characters of a reason are neither the document's nor about the points."""
    said = _squeezed(what_is_said(reason, (seen.number, seen.document) if seen else ()))
    if seen is None:
        return len(said)
    matcher = SequenceMatcher(None, said, _squeezed("".join(seen.extract)), autojunk=False)
    return len(said) - sum(block.size for block in matcher.get_matching_blocks() if block.size > 2)


def _is_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return (
        matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())
