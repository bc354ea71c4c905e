"""Simulated trainees: perfect, average, careless, shotgun, paste, copy-neighbour and read-the-key."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from perfkit.base.quantities import round_half_up, show_exact
from perfkit.training.cases.case import EXACT, JUDGED, OPEN, TraineeCase
from perfkit.training.cases.folder import write_folder
from perfkit.training.cases.hunt_reference import sample_note
from perfkit.training.cases.key import Entry, Key, write_key
from perfkit.training.cases.notes import KINDS
from perfkit.training.cases.sheet import FILE, Line, Sheet, write_sheet
from perfkit.training.reference import NumberReference

# Cases that several tests ask for, each drawn once.
case_of = lru_cache(maxsize=128)(TraineeCase)

# What the careless trainee gets wrong in the lessons: exercise → what was typed instead.
CARELESS: dict[str, tuple[Any, ...]] = {
    "1.2": ("8",),  # the misprint of the clause
    "1.4": ("-4",),  # forgets that a deduction stops at 0
    "2.2": ("0.9",),  # the department's own 1.8, halved
    "2.5": ("3",),  # 90 % taken for below 90 %
    "2.7": ("85.71",),  # the printed rate, not recomputed
    "3.2": ((0, 0),),  # missing taken for nothing
    "3.7": ("1.5", "较好", ""),  # full points although the document has a shortfall
    "3.10": ("25", "较好", ""),  # an empty reason
    "4.3": (["a", "b"],),  # a cost target read the wrong way
    "5.2": ("16",),
    "5.8": ([("sum", "一（一）1", "3")],),  # a false alarm and nothing found
    "6.5": ("1", "部门自述年中没有进行项目调整〔一（四）2〕"),  # a claim taken for evidence
    "6.8": ("95.50",),  # the self-score
}


def answers_of(lesson, careless: bool) -> dict[str, tuple[Any, ...]]:
    """Exercise → what is handed to `check`."""
    typed = {}
    for name, exercise in lesson.file.exercises.items():
        sample = lesson.reference(name).sample
        typed[name] = sample[: len(exercise.fields)] if len(exercise.fields) > 1 else (sample,)
        if careless and name in CARELESS:
            typed[name] = CARELESS[name]
    return typed


def filled_in(notebook, lesson, careless: bool):
    """A notebook with a trainee's answers in its cells, and what must come out asserted at the end."""
    typed = answers_of(lesson, careless)
    for cell in notebook.cells:
        if "exercise" not in cell.metadata.get("tags", ()):
            continue
        call = cell.source[cell.source.rindex("check(") :]
        name = call.split('"')[1]
        fields = lesson.file.exercises[name].fields
        lines = [f"{field} = {value!r}" for field, value in zip(fields, typed[name], strict=False)]
        cell.source = "\n".join([*lines, call])
    wrong = sorted(name for name in lesson.file.exercises if careless and name in CARELESS)
    share = Fraction(len(lesson.file.exercises) - len(wrong), len(lesson.file.exercises))
    notebook.cells[-1].source += (
        f"\nassert sorted(result.mistakes) == {wrong!r}, result.mistakes"
        f"\nassert not result.unanswered\nassert str(result.share) == {str(share)!r}"
    )
    return notebook


def perfect_sheet(case: TraineeCase) -> Sheet:
    """The sheet of somebody who gets everything right."""
    seen = {material.number: material for material in case.materials}
    lines = {}
    for name, expected in case.expected.items():
        if expected.kind == EXACT:
            lines[name] = Line(NumberReference(expected.span.low).sample)
        elif expected.kind == OPEN:
            lines[name] = Line("待定")
        else:
            material = seen[expected.document]
            points = expected.spans[-1].low
            bounds = case.evaluation.by_criterion[name].outcome.points
            cost = f"扣 {show_exact(bounds.high - points)} 分" if points < bounds.high else "没有扣分的理由"
            lines[name] = Line(
                show_exact(points),
                f"查阅 {material.number}《{material.document}》，{material.extract.zh.rstrip('。')}，{cost}。",
                material.number,
            )
    notes = [sample_note(one) for one in case.contradictions]
    return Sheet(
        lines,
        tuple(
            (number, kind, (place,), figures) for number, (kind, place, figures) in enumerate(notes, start=2)
        ),
    )


def careless_sheet(case: TraineeCase) -> tuple[Sheet, dict[str, set[str]]]:
    """The sheet of somebody who makes one mistake of each kind, and what they are."""
    sheet = perfect_sheet(case)
    lines, wrong = dict(sheet.lines), {"points": set(), "reason": set(), "blank": set()}
    by_kind = {
        kind: [name for name, expected in case.expected.items() if expected.kind == kind]
        for kind in (EXACT, JUDGED, OPEN)
    }
    first = by_kind[EXACT][0]
    lines[first] = Line(str(float(case.expected[first].span.low) + 0.5))
    wrong["points"].add(first)
    if by_kind[OPEN]:
        name = by_kind[OPEN][0]
        lines[name] = Line("0")
        wrong["points"].add(name)
    judged = by_kind[JUDGED]
    lines[judged[0]] = Line(lines[judged[0]].points, "较好", lines[judged[0]].document)
    wrong["reason"].add(judged[0])
    lines[judged[1]] = Line()
    wrong["blank"].add(judged[1])
    findings = (*sheet.findings[1:], (40, "sum", ("一（一）1",), "3"))
    return Sheet(lines, findings), wrong


def average_sheet(case: TraineeCase) -> Sheet:
    """Somebody informed who slips in one line of six and sees two contradictions of three."""
    perfect, rng = perfect_sheet(case), Random(f"average {case.code}")
    lines = {
        name: line
        if rng.random() > 1 / 6
        else Line(show_exact(case.evaluation.by_criterion[name].criterion.max))
        for name, line in perfect.lines.items()
    }
    return Sheet(lines, tuple(note for note in perfect.findings if rng.random() < 2 / 3))


def claimed_sheet(case: TraineeCase) -> Sheet:
    """Somebody who copies the department's own points, spread over its clauses, with stock reasons."""
    own, lines = case.submission.self_evaluation.scores, {}
    for row in case.evaluation.rows:
        for result in row.criteria:
            share = own.get(row.indicator.id, row.indicator.max) / row.indicator.max
            points = show_exact(Fraction(round_half_up(result.criterion.max * share, 2)))
            lines[result.criterion.id] = Line(points, "符合要求")
    return Sheet(lines)


def shotgun_sheet(case: TraineeCase) -> Sheet:
    """Somebody who works like the average one and notes everything everywhere, under every kind."""
    average = average_sheet(case)
    narrative = case.submission.narrative.model_dump()
    sections = [
        passage["section"]
        for part in narrative.values()
        if isinstance(part, list | tuple)
        for passage in part
    ]
    rows = [row.name.zh for row in case.evaluation.rubric.indicators]
    targets = [row.name for row in (case.submission.targets.rows if case.submission.targets else ())]
    places = [*dict.fromkeys(sections), *rows, *targets]
    notes = tuple(
        (at, kind, (place,), "") for at, (kind, place) in enumerate(product(KINDS, places), start=2)
    )
    return Sheet(average.lines, notes)


def paste_sheet(case: TraineeCase) -> Sheet:
    """Somebody who pastes what each document says as the reason, at full points; the rest is right."""
    perfect, seen = perfect_sheet(case), {material.number: material for material in case.materials}
    lines = dict(perfect.lines)
    for name, expected in case.expected.items():
        if expected.kind == JUDGED:
            most = case.evaluation.by_criterion[name].outcome.points.high
            lines[name] = Line(show_exact(most), seen[expected.document].extract.zh, expected.document)
    return Sheet(lines)


def neighbour_sheet(case: TraineeCase, neighbour: TraineeCase) -> Sheet:
    """Somebody who copies the perfect sheet of a neighbour with another case."""
    return perfect_sheet(neighbour)


def key_sheet(case: TraineeCase) -> Sheet:
    """Somebody who has perfkit but not the trainer's secret, and draws their case without it."""
    return perfect_sheet(TraineeCase(case.number, case.level, form=case.form, rubric=case.rubric))


def entry_of(case: TraineeCase, trainee: int = 1, test: str = "") -> Entry:
    """What a trainee was given."""
    return Entry(trainee, case.number, case.level, case.form, case.table, test)


def a_class(room: Path, *entries: Entry, secret: str = "s") -> Key:
    """A class handed out below a folder."""
    key = Key(room, secret)
    key = key.with_entries([write_folder(key, entry) for entry in entries])
    write_key(key)
    return key


def hand_in(key: Key, entry: Entry, sheet: Sheet, case: TraineeCase | None = None) -> None:
    """A trainee's sheet comes back; that of another case where one is named."""
    write_sheet(case or key.case(entry), key.handed_out(entry) / FILE, "zh", sheet)
