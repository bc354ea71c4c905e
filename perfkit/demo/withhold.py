"""What makes a submission harder without contradicting it: evidence not on file, scores too high."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from perfkit.base.quantities import round_half_up, show_exact
from perfkit.demo.draft import Draft, PlantedFault
from perfkit.rubric.table import Rubric


def withhold_evidence(judged: dict[str, Any], rng: Random, share: float = 0.35) -> None:
    """Take some judgements and the documents they rest on off file."""
    gone = {entry["criterion"] for entry in judged["judgements"] if rng.random() < share}
    for part in ("evidence", "judgements"):
        judged[part] = [entry for entry in judged[part] if entry["criterion"] not in gone]


def inflate_scores(submission: dict[str, Any], rubric: Rubric, points: Fraction, rng: Random) -> PlantedFault:
    """Add points to honest self-scores, spread over rows that have room.

    Parameters
    ----------
    points : Fraction   how many in all; less where the table has less room
    """
    draft = Draft(submission, {}, rubric, rng)
    rows = [row for row in rubric.indicators if draft.own(row.id) < row.max]
    rng.shuffle(rows)
    left, raised = points, []
    for row in rows:
        more = min(left, row.max - draft.own(row.id))
        if more > 0:
            draft.set_score(row.id, Fraction(round_half_up(draft.own(row.id) + more, 2)))
            left -= more
            raised.append(row.id)
    given = show_exact(points - left)
    return draft.planted("inflated", tuple(raised), tuple(raised), given=given)
