"""Every rule kind that there is a criterion for."""

from __future__ import annotations

from typing import get_args

from perfkit.rubric.kinds import AnyCriterion, TargetScore

RULE_KINDS = tuple(
    get_args(kind.model_fields["rule"].annotation)[0]
    for kind in (*get_args(get_args(AnyCriterion)[0]), TargetScore)
)
