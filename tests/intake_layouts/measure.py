"""How much of the hand-made submission a draft holds, and what it holds that is not there."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from intake_layouts.content import truth
from perfkit.intake import Draft

_AMOUNTS = {"budget", "budget_fiscal", "spent", "spent_fiscal", "completion"}


@dataclass(frozen=True)
class Share:
    """Entries of the truth that were found, entries of the truth, and entries that are wrong."""

    found: int
    whole: int
    wrong: int

    def __str__(self) -> str:
        return f"{self.found}/{self.whole}" + (f" and {self.wrong} wrong" if self.wrong else "")


def compare(draft: Draft, *, leave: tuple[str, ...] = ()) -> dict[str, Share]:
    """Part → share. Spaces are ignored: where a page breaks a line nobody can tell whether one stood there.

    Parameters
    ----------
    leave : keys of tasks and targets that the layout does not print
    """
    filed, read = truth(), draft.submission
    skipped = {"unconfirmed", "completion_quote", "place", *leave}
    own, drafted = filed["self_evaluation"], read["self_evaluation"]
    return {
        "tasks": _share(
            _rows(filed["tasks"]["rows"], skipped), _rows(read.get("tasks", {}).get("rows", []), skipped)
        ),
        "targets": _share(
            _rows(filed["targets"]["rows"], skipped), _rows(read.get("targets", {}).get("rows", []), skipped)
        ),
        "scores": _share(Counter(own["scores"].items()), Counter(drafted["scores"].items())),
        "total": _share(
            Counter([own["total"], own["grade"]]),
            # A form may print 优秀 for the grade 优; the draft keeps what is printed.
            Counter(filter(None, [drafted.get("total"), drafted.get("grade", "")[:1]])),
        ),
        "facts": _share(_facts(filed["facts"]), _facts(read["facts"])),
        "narrative": _share(_texts(filed["narrative"]), _texts(read.get("narrative", {}))),
        "goal": _share(
            _texts({"": filed["overall_goal"]["actual"]}),
            _texts({"": read.get("overall_goal", {}).get("actual", [])}),
        ),
    }


def _share(wanted: Counter, have: Counter) -> Share:
    return Share(sum((wanted & have).values()), sum(wanted.values()), sum((have - wanted).values()))


def _rows(rows: list[dict], skipped: set[str]) -> Counter:
    return Counter(
        tuple(sorted((key, _plain(key, value)) for key, value in row.items() if key not in skipped))
        for row in rows
    )


def _plain(key: str, value: str):
    return Fraction(value) if key in _AMOUNTS else re.sub(r"\s+", "", value)


def _facts(facts: dict) -> Counter:
    return Counter(
        (fact, found["value"], found["unit"], _section(found["section"]))
        for fact, statements in facts.items()
        for found in statements
    )


def _texts(parts: dict) -> Counter:
    return Counter(
        (part, _section(passage["section"]), re.sub(r"\s+", "", passage["text"]))
        for part, passages in parts.items()
        for passage in passages
    )


def _section(cited: str) -> str:
    """A section without the page that a document with pages adds to it."""
    return re.sub(r" 第\d+页$", "", cited)
