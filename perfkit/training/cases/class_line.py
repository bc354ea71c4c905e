"""One trainee's line of a class, and the class as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from perfkit.base.quantities import show_number
from perfkit.training.cases.case import EXACT, JUDGED, OPEN
from perfkit.training.cases.grading import CaseGrade
from perfkit.training.cases.key import Entry

CLASS_FILE = "class.csv"
COLUMNS = tuple(
    "trainee test code level form rubric handed_in share passed exact_right exact_total judged_right "
    "judged_total open_right open_total found missed missed_with_points false_alarms reasons_lacking "
    "waiting mistakes questions "
    "page not_graded".split()
)


def class_line(
    entry: Entry, grade: CaseGrade, handed_in: str = "", questions: Sequence[str] = ()
) -> dict[str, str]:
    """A trainee's line: the case, how much is right of each kind, the criteria that are not, what to ask,
    the page."""
    counts = {
        f"{kind}_{what}": str(value)
        for kind in (EXACT, JUDGED, OPEN)
        for what, value in (("right", grade.right(kind)), ("total", len(grade.of_kind(kind))))
    }
    return {
        "trainee": str(entry.trainee),
        "test": entry.test,
        "code": grade.case.code,
        "level": str(grade.case.level),
        "form": grade.case.form,
        "rubric": grade.case.table,
        "handed_in": handed_in,
        "share": show_number(grade.share * 100),
        "passed": "yes" if grade.passed else "no",
        **counts,
        "found": str(len(grade.hunt.found)),
        "missed": str(len(grade.hunt.missed)),
        "missed_with_points": str(len(grade.missed_with_points)),
        "false_alarms": str(grade.alarms),
        "reasons_lacking": str(len(grade.reasons_lacking)),
        "waiting": str(len(grade.waiting)),
        "mistakes": " ".join(one.criterion.id for one in grade.mistakes),
        "questions": "\n".join(questions),
        "page": f"graded/{entry.name}/grade.html",
        "not_graded": "",
    }


def not_graded(entry: Entry, why: str) -> dict[str, str]:
    """The line of somebody whose sheet could not be read, so that nobody is missing from the class."""
    named = {"trainee": str(entry.trainee), "test": entry.test, "level": str(entry.level), "form": entry.form}
    return dict.fromkeys(COLUMNS, "") | named | {"rubric": entry.rubric, "not_graded": why}


def most_missed(lines: Sequence[dict[str, str]]) -> list[tuple[str, int]]:
    """Criteria by how many trainees got them wrong, most first.

    Examples
    --------
    >>> most_missed([{"mistakes": "a b"}, {"mistakes": "b"}])
    [('b', 2), ('a', 1)]
    """
    counted = Counter(name for line in lines for name in line["mistakes"].split())
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
