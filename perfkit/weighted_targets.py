"""Indicators that score the submission's targets: each target becomes a criterion with its weight."""

from __future__ import annotations

from perfkit.criteria import Criterion
from perfkit.rubric import Indicator
from perfkit.submission import Submission


def target_criteria(indicator: Indicator, submission: Submission) -> tuple[Criterion, ...]:
    return ()
