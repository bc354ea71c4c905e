"""What informed and uninformed trainees earn: python tests/benchmarks/bench_training.py [cases]."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from training_trainees import (
    average_sheet,
    careless_sheet,
    case_of,
    claimed_sheet,
    key_sheet,
    neighbour_sheet,
    paste_sheet,
    perfect_sheet,
    shotgun_sheet,
)

from perfkit.training.cases.case import JUDGED
from perfkit.training.cases.grading import CaseGrade, grade_sheet

SECRET = "benchmark"
STRATEGIES = {
    "perfect": perfect_sheet,
    "average": average_sheet,
    "careless": lambda case: careless_sheet(case)[0],
    "shotgun": shotgun_sheet,
    "paste": paste_sheet,
    "copy-neighbour": lambda case: neighbour_sheet(
        case, case_of(case.number + 1, case.level, SECRET, case.form, case.rubric)
    ),
    "read-the-key": key_sheet,
    "copy-self-score": claimed_sheet,
}


def grades(strategy: str, level: int, cases: int = 20, form: str = "department") -> list[CaseGrade]:
    """The grades that a strategy gets on so many cases of a level."""
    drawn = (case_of(number, level, SECRET, form) for number in range(1, cases + 1))
    return [grade_sheet(case, STRATEGIES[strategy](case)) for case in drawn]


def judged_share(found: list[CaseGrade]) -> Fraction:
    """The share of judged lines that are right, over all cases."""
    right, total = sum(one.right(JUDGED) for one in found), sum(len(one.of_kind(JUDGED)) for one in found)
    return Fraction(right, total or 1)


def mean_share(found: list[CaseGrade]) -> Fraction:
    """The mean share right, as the class table shows it."""
    return sum((one.share for one in found), Fraction(0)) / len(found)


def main(cases: int) -> None:
    """Print by strategy and level the share right, judged lines right, and how many reach the aim."""
    print(f"{cases} cases a level; share right / judged lines right / aim reached")
    for name in STRATEGIES:
        cells = []
        for level in (1, 2, 3, 4):
            found = grades(name, level, cases)
            passed = sum(one.passed for one in found)
            cells.append(f"{float(mean_share(found)):4.0%} /{float(judged_share(found)):5.0%} /{passed:3d}")
        print(f"{name:16s} " + "  ".join(cells), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
