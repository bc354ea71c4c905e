"""What does not add up in a submission: findings, each with both sides and their places."""

from perfkit.review.checks import (  # noqa: F401  each module registers its checks
    claims,
    claims_figures,
    claims_refuted,
    delays,
    figure_relations,
    form_points,
    funds,
    goal_numbers,
    goals,
    money_rates,
    own_figures,
    projects,
    rates,
    readings,
    restated,
    restated_targets,
    scores,
    sums,
    tables,
    target_blocks,
    target_points,
    target_shape,
    targets,
    text_claims,
    text_figures,
    text_rates,
    text_shape,
    text_sums,
    wording,
)
from perfkit.review.finding import DOUBT, ERROR, NOTE, SEVERITIES, Finding, Place, points_at_stake
from perfkit.review.problems import CLASSES, Problem, problems_of
from perfkit.review.registry import CHECKS, GROUPS, check, review

__all__ = [
    "CHECKS",
    "CLASSES",
    "DOUBT",
    "ERROR",
    "GROUPS",
    "NOTE",
    "SEVERITIES",
    "Finding",
    "Place",
    "Problem",
    "check",
    "points_at_stake",
    "problems_of",
    "review",
]
