"""Plants faults and near misses in clean generated departments and counts what the review says of them.

Planting uses `perfkit.demo` and this folder only; the review is asked, never consulted.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import restated_near_misses  # noqa: F401  registers itself, as the next two
import target_near_misses  # noqa: F401
import word_near_misses  # noqa: F401
from near_misses import NEAR_MISSES
from word_faults import WORD_FAULTS

from perfkit.demo import FAULT_KINDS, generate
from perfkit.demo.draft import Draft, PlantedFault
from perfkit.evaluation.tree import evaluate
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.review import review
from perfkit.rubric.files import load_rubric

SEED, CLEAN, MUTANTS, NEGATIVES = 20_201_122, 200, 30, 24

# What a kind of fault may be called: prefixes of finding codes. A finding of another code that happens
# to stand at the same place does not count.
CODES: dict[str, list[str]] = json.loads((Path(__file__).parent / "codes.json").read_text(encoding="utf-8"))
KINDS = {**FAULT_KINDS, **WORD_FAULTS}
# Weights of targets are scored by the national form only.
RUBRIC_OF = {"weights": "national-2020"}


def findings_above_note(submission: dict, judgements: dict, rubric):
    """What the review holds against a department, notes left out."""
    evaluation = evaluate(
        Submission.model_validate(submission), rubric, (Judgements.model_validate(judgements),)
    )
    return [finding for finding in review(evaluation) if finding.severity != "note"]


@dataclass
class KindResult:
    """Recall of one kind of fault."""

    kind: str
    planted: int = 0
    caught: int = 0
    missed: list[tuple[int, PlantedFault]] = field(default_factory=list)
    codes: Counter = field(default_factory=Counter)
    negatives: int = 0
    alarms: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of planted faults that were found."""
        return self.caught / self.planted if self.planted else 0.0


class Harness:
    """Clean departments, and what becomes of them."""

    def __init__(self, rubric: str = "sz-2020", seed: int = SEED, clean: int = CLEAN):
        self.rubric = load_rubric(rubric)
        self.departments = [generate(seed + number, rubric=rubric) for number in range(clean)]
        self._packed = [json.dumps([d.submission, d.judgements]) for d in self.departments]

    def draft(self, number: int, name: str) -> Draft:
        """A copy of a clean department, to be changed."""
        submission, judgements = json.loads(self._packed[number])
        return Draft(submission, judgements, self.rubric, Random(f"{number} {name}"))

    def alarms_of(self, number: int) -> list[str]:
        """Findings above note on a department to which nothing was done."""
        department = self.departments[number]
        return [
            finding.show()
            for finding in findings_above_note(department.submission, department.judgements, self.rubric)
        ]

    def measure(self, kind: str, mutants: int = MUTANTS, negatives: int = NEGATIVES) -> KindResult:
        """Plant one kind in as many departments as asked for, then its near misses in others."""
        result = KindResult(kind)
        for number in range(len(self.departments)):
            if result.planted == mutants:
                break
            draft = self.draft(number, kind)
            fault = KINDS[kind].plant(draft)
            if fault is not None:
                result.planted += 1
                found = [
                    f
                    for f in findings_above_note(draft.submission, draft.judgements, self.rubric)
                    if is_about(f, fault)
                ]
                result.codes.update({f.code for f in found})
                hit = any(f.code.startswith(tuple(CODES[kind])) for f in found)
                result.caught += hit
                if not hit:
                    result.missed.append((number, fault))
        for near_miss in NEAR_MISSES[kind]:
            self._near_misses(near_miss, negatives // len(NEAR_MISSES[kind]) + 1, result)
        return result

    def _near_misses(self, near_miss, wanted: int, result: KindResult) -> None:
        done = 0
        for number in reversed(range(len(self.departments))):
            if done == wanted:
                break
            draft = self.draft(number, near_miss.__name__)
            if near_miss(draft):
                done += 1
                for finding in findings_above_note(draft.submission, draft.judgements, self.rubric):
                    result.alarms.append((number, near_miss.__name__, finding.show()))
        result.negatives += done


_MADE: dict[str, Harness] = {}  # filled before the workers are forked, so that they share it


def _one(work: tuple[str, str | int]):
    rubric, what = work
    harness = _MADE[rubric]
    return harness.alarms_of(what) if isinstance(what, int) else harness.measure(what)


def measure_all(clean: int = CLEAN, seed: int = SEED) -> tuple[list[KindResult], list[tuple[int, str]], int]:
    """Every kind under its rubric; the false alarms on clean departments, and how many these were."""
    _MADE["sz-2020"] = Harness(seed=seed, clean=clean)
    for rubric in RUBRIC_OF.values():
        _MADE[rubric] = Harness(rubric, seed, MUTANTS + NEGATIVES)
    work: list[tuple[str, str | int]] = [(RUBRIC_OF.get(kind, "sz-2020"), kind) for kind in CODES]
    work += [
        (rubric, number) for rubric, harness in _MADE.items() for number in range(len(harness.departments))
    ]
    if "fork" in multiprocessing.get_all_start_methods() and (os.cpu_count() or 1) > 1:
        with multiprocessing.get_context("fork").Pool(2) as pool:
            done = pool.map(_one, work, chunksize=1)
    else:
        done = [_one(piece) for piece in work]
    alarms = [
        (number, finding)
        for (_, number), found in zip(work, done, strict=True)
        if isinstance(number, int)
        for finding in found
    ]
    return done[: len(CODES)], alarms, sum(len(harness.departments) for harness in _MADE.values())


def is_about(finding, fault: PlantedFault) -> bool:
    """True where the finding stands at a place of the fault, or on a row whose score it is."""
    texts = [text for place in finding.places for text in (place.section, place.quote)]
    wanted = [place for place in fault.places if place]
    return any(_same(place, text) for place in wanted for text in texts)


def _same(place: str, text: str) -> bool:
    place, text = "".join(place.split()), "".join(text.split())
    return bool(text) and (place == text or place in text)


def table(results: list[KindResult], clean: int, false_alarms: int) -> str:
    """The measured figures as tab-separated text: one line a kind, then the sum and the clean ones."""
    lines = ["kind\twhat\tplanted\tfound\trecall\tnear misses\tfalse alarms\tcodes"]
    for result in results:
        codes = ", ".join(sorted(code for code in result.codes if code.startswith(tuple(CODES[result.kind]))))
        lines.append(
            f"{result.kind}\t{KINDS[result.kind].text.zh}\t{result.planted}\t{result.caught}\t"
            f"{result.recall:.1%}\t{result.negatives}\t{len(result.alarms)}\t{codes}"
        )
    planted, caught = sum(r.planted for r in results), sum(r.caught for r in results)
    negatives, alarms = sum(r.negatives for r in results), sum(len(r.alarms) for r in results)
    lines.append(f"all\t\t{planted}\t{caught}\t{caught / planted:.1%}\t{negatives}\t{alarms}\t")
    lines.append(f"clean\t未植入任何问题的合成材料\t{clean}\t\t\t\t{false_alarms}\t")
    return "\n".join(lines) + "\n"
