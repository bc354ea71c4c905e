"""Calibration: anchor cases scored by consensus, where an evaluator stands against them, and when to look
again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.files import write_whole
from perfkit.base.quantities import Points, show_number
from perfkit.base.text import Text
from perfkit.demo import to_yaml
from perfkit.training.cases.case import TraineeCase
from perfkit.training.cases.sheet import Sheet
from perfkit.training.csv_file import read_lines, write_lines
from perfkit.training.typed import AnswerError, as_number
from perfkit.training.words import training_data, words

FILE = "calibration.csv"
COLUMNS = ("trainee", "round", "date", "clauses", "judged", "within", "severity", "distance", "next")
_NAME = "anchor-"


@dataclass(frozen=True, slots=True)
class Consensus:
    """What a clause of an anchor case was given, and why."""

    points: Points
    reason: Text


@dataclass(frozen=True)
class Anchor:
    """An anchor case.

    Attributes
    ----------
    round : int   1, 2 …; each round has a case of its own
    clauses : criterion → its consensus
    """

    round: int
    case: TraineeCase
    clauses: dict[str, Consensus]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an evaluator stands against the consensus of one anchor case.

    Attributes
    ----------
    clauses, judged : int   how many have a consensus, and how many of them were given points
    within : int            points inside the consensus
    severity : Fraction     mean of points less the nearest end of the consensus ÷ maximum; below 0 is strict
    distance : Fraction     mean of its absolute values
    off : criteria outside the consensus, with points given
    """

    clauses: int
    judged: int
    within: int
    severity: Fraction
    distance: Fraction
    off: tuple[tuple[str, Fraction], ...]


@lru_cache(maxsize=1)
def anchors() -> tuple[Anchor, ...]:
    """The anchor cases on file, in the order of their rounds."""
    raw = training_data("anchors")
    return tuple(
        Anchor(
            number,
            TraineeCase(int(one["number"]), int(one["level"]), str(raw["secret"])),
            {
                clause: Consensus(Points(*map(Fraction, given["points"])), Text(**given["reason"]))
                for clause, given in one["clauses"].items()
            },
        )
        for number, one in enumerate(raw["anchors"], start=1)
    )


def anchor_of(test: str) -> Anchor | None:
    """The anchor case that a round's name stands for; None where it is no round of calibration.

    Examples
    --------
    >>> anchor_of("pre") is None, anchor_of("anchor-1").round
    (True, 1)
    """
    if not test.startswith(_NAME):
        return None
    return next((one for one in anchors() if test == name_of(one.round)), None)


def name_of(number: int) -> str:
    """A round's name, as the key holds it.

    Raises
    ------
    PerfkitError   there is no such round.
    """
    rounds = len(training_data("anchors")["anchors"])
    if not 1 <= number <= rounds:
        raise PerfkitError(
            f"校准轮次应为 1～{rounds}，现为 {number}", f"a round is 1 to {rounds}, not {number}"
        )
    return f"{_NAME}{number}"


def standing_of(anchor: Anchor, sheet: Sheet) -> Standing:
    """Set a filled-in sheet against the consensus; what was left open is no judgement."""
    gaps: list[Fraction] = []
    off: list[tuple[str, Fraction]] = []
    for name, consensus in anchor.clauses.items():
        try:
            given = as_number(sheet.lines[name].points)
        except (KeyError, AnswerError):
            continue
        low, high = consensus.points.low, consensus.points.high
        gap = given - high if given > high else given - low if given < low else Fraction(0)
        gaps.append(gap / anchor.case.evaluation.by_criterion[name].criterion.max)
        if gap:
            off.append((name, given))
    count = len(gaps) or 1
    return Standing(
        len(anchor.clauses),
        len(gaps),
        sum(not gap for gap in gaps),
        sum(gaps, Fraction(0)) / count,
        sum(map(abs, gaps), Fraction(0)) / count,
        tuple(off),
    )


def next_round(number: int, day: date) -> date | None:
    """When to score the next anchor case; None after the last one.

    Examples
    --------
    >>> next_round(1, date(2026, 3, 2)), next_round(99, date(2026, 3, 2))
    (datetime.date(2026, 3, 16), None)
    """
    weeks, rounds = training_data("anchors")["weeks"], len(training_data("anchors")["anchors"])
    return day + timedelta(weeks=int(weeks[number - 1])) if number < rounds else None


def record(trainee: int, anchor: Anchor, found: Standing, day: date) -> dict[str, str]:
    """One line of the table of calibrations."""
    following = next_round(anchor.round, day)
    return {
        "trainee": str(trainee),
        "round": str(anchor.round),
        "date": day.isoformat(),
        "clauses": str(found.clauses),
        "judged": str(found.judged),
        "within": str(found.within),
        "severity": show_number(found.severity * 100),
        "distance": show_number(found.distance * 100),
        "next": following.isoformat() if following else "",
    }


def write_calibration(folder: Path, lines: Sequence[dict[str, str]]) -> Path:
    """Write the table: a line for each trainee and round, the last scoring of a round counts.

    Earlier rounds stay, and so does the date of a sheet that was not changed since.
    """
    kept = {(int(line["trainee"]), int(line["round"])): line for line in read_calibration(folder)}
    for line in lines:
        key = int(line["trainee"]), int(line["round"])
        before = kept.get(key, {})
        if any(line[name] != before.get(name) for name in COLUMNS if name not in ("date", "next")):
            kept[key] = line
    return write_lines(folder / FILE, COLUMNS, (kept[key] for key in sorted(kept)))


def read_calibration(folder: Path) -> list[dict[str, str]]:
    """The lines of the table; none where nobody was calibrated."""
    return [{**line, "severity": line["severity"].lstrip("'")} for line in read_lines(folder / FILE)]


def standing_words(name: str, line: Mapping[str, str]) -> Text:
    """A line of the table in words: how far within the consensus, which way it leans, when to look again."""
    severity = Fraction(line["severity"])
    leaning = "leans_generous" if severity > 0 else "leans_strict" if severity < 0 else "leans_nowhere"
    following = words("next_round", day=line["next"]) if line["next"] else ""
    size = line["severity"].lstrip("-")
    fields = {key: line[key] for key in ("round", "date", "within", "clauses")}
    return words("standing", name=name, leaning=words(leaning, size=size), following=following, **fields)


def write_certificate(folder: Path, name: str, lines: Sequence[dict[str, str]]) -> Path:
    """Write what somebody reached, round by round: the figures and nothing more."""
    path = folder / f"{name}.yaml"
    rounds = [{key: line[key] for key in COLUMNS if key != "trainee"} for line in lines]
    path.parent.mkdir(parents=True, exist_ok=True)
    header = (
        "# 校准记录（合成案例） / calibration on synthetic cases; severity and distance in percent of the "
        "maximum\n"
    )
    write_whole(path, header + to_yaml({"synthetic": True, "evaluator": name, "rounds": rounds}))
    return path
