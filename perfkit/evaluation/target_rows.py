"""The filed targets as read, and how many are met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from perfkit.filing.filed_tables import Target
from perfkit.filing.submission import Submission
from perfkit.filing.targets.codes import Direction, Reason

if TYPE_CHECKING:
    from perfkit.filing.targets import ParsedTarget

MET, UNMET, SPENDING = "met", "unmet", "spending"


UNMEASURABLE, NOT_APPLICABLE = "unmeasurable", "not_applicable"


NO_VALUE = frozenset(
    (Reason.QUALITATIVE_QUESTION, Reason.AS_NEEDED, Reason.BY_DOCUMENT, Reason.TOPIC_ONLY, Reason.NO_NUMBER)
)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with what was read from it: met, unmet, spending, unmeasurable, or not applicable."""

    number: int
    target: Target
    parsed: ParsedTarget
    state: str

    @property
    def sets_no_value(self) -> bool:
        """True where what is expected holds nothing to compare with, whatever was reached."""
        return self.parsed.reason in NO_VALUE

    @property
    def achieved(self) -> Fraction | None:
        """The achievement to print; a ceiling of money that was kept is reached, and no more than reached."""
        parsed = self.parsed
        if parsed.achievement is None or self.state not in (MET, UNMET):
            return None
        kept = parsed.expected_unit.startswith("元") and parsed.direction is Direction.LESS
        return min(parsed.achievement, Fraction(1)) if kept else parsed.achievement


def target_rows(submission: Submission) -> tuple[TargetRow, ...]:
    """Every filed target, in the order of the table; empty where none was filed."""
    from perfkit.filing.targets import parse_target

    if submission.targets is None:
        return ()
    rows = []
    for number, target in enumerate(submission.targets.rows, start=1):
        parsed = parse_target(target.expected, target.reported, name=target.name, kind=target.kind)
        state = (
            NOT_APPLICABLE
            if target.not_applicable
            else SPENDING
            if parsed.reason is Reason.EXPENDITURE
            else UNMEASURABLE
            if parsed.met is None
            else MET
            if parsed.met
            else UNMET
        )
        rows.append(TargetRow(number, target, parsed, state))
    return tuple(rows)


def target_counts(rows: Iterable[TargetRow]) -> dict[str, dict[str, int]]:
    """Kind → state → number, kinds in the order of the table; under "" all of them."""
    states = (MET, UNMET, SPENDING, UNMEASURABLE, NOT_APPLICABLE)
    counts: dict[str, dict[str, int]] = {"": dict.fromkeys(states, 0)}
    for row in rows:
        for kind in ("", row.target.kind):
            counts.setdefault(kind, dict.fromkeys(counts[""], 0))[row.state] += 1
    return counts
