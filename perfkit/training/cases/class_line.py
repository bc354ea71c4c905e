"""One trainee's line of a class, and the class as a table."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from perfkit.base.files import write_whole
from perfkit.base.quantities import show_number
from perfkit.base.text import csv_text
from perfkit.training.cases.case import EXACT, JUDGED, OPEN
from perfkit.training.cases.grading import CaseGrade

CLASS_FILE = "class.csv"
COLUMNS = (
    "trainee",
    "case",
    "level",
    "share",
    "passed",
    "exact_right",
    "exact_total",
    "judged_right",
    "judged_total",
    "open_right",
    "open_total",
    "found",
    "missed",
    "missed_with_points",
    "false_alarms",
    "reasons_lacking",
    "mistakes",
    "not_graded",
)


def class_line(trainee: int, grade: CaseGrade) -> dict[str, str]:
    """A trainee's line: how much is right of each kind, and the criteria that are not."""
    counts = {
        f"{kind}_{what}": str(value)
        for kind in (EXACT, JUDGED, OPEN)
        for what, value in (("right", grade.right(kind)), ("total", len(grade.of_kind(kind))))
    }
    return {
        "trainee": str(trainee),
        "case": str(grade.case.number),
        "level": str(grade.case.level),
        "share": show_number(grade.share * 100),
        "passed": "yes" if grade.passed else "no",
        **counts,
        "found": str(len(grade.hunt.found)),
        "missed": str(len(grade.hunt.missed)),
        "missed_with_points": str(len(grade.missed_with_points)),
        "false_alarms": str(len(grade.hunt.false_alarms)),
        "reasons_lacking": str(len(grade.reasons_lacking)),
        "mistakes": " ".join(one.criterion.id for one in grade.mistakes),
        "not_graded": "",
    }


def not_graded(trainee: str, why: str) -> dict[str, str]:
    """The line of somebody whose sheet could not be read, so that nobody is missing from the class."""
    return dict.fromkeys(COLUMNS, "") | {"trainee": trainee, "not_graded": why}


def write_class(lines: Iterable[dict[str, str]], path: Path) -> None:
    """Write a class's lines; Excel opens the file with its Chinese intact."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    writer.writerows({name: csv_text(value) for name, value in line.items()} for line in lines)
    write_whole(path, stream.getvalue().encode("utf-8-sig"))


def read_class(path: Path) -> list[dict[str, str]]:
    """A class's lines."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def most_missed(lines: Sequence[dict[str, str]]) -> list[tuple[str, int]]:
    """Criteria by how many trainees got them wrong, most first.

    Examples
    --------
    >>> most_missed([{"mistakes": "a b"}, {"mistakes": "b"}])
    [('b', 2), ('a', 1)]
    """
    counted = Counter(name for line in lines for name in line["mistakes"].split())
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
