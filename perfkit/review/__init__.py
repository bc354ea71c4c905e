"""What does not add up in a submission: findings, each with both sides and their places."""

from perfkit.review.checks import (  # noqa: F401  each module registers its checks
    claims,
    claims_denied,
    delays,
    documents,
    figure_relations,
    form_points,
    funds,
    goal_numbers,
    goals,
    none_filed,
    orders,
    periods,
    projects,
    rates,
    readings,
    restated,
    restated_targets,
    scores,
    staff_kinds,
    sums,
    tables,
    target_points,
    target_rules,
    targets,
    text_claims,
    text_figures,
    text_rates,
    text_sums,
    text_words,
    weights,
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
