"""Coefficients of agreement: weighted kappa for steps, intraclass correlation for points, each with a
bootstrap interval.

Tests hold them against scikit-learn, against the analysis of variance of statsmodels, and against published
examples.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

SEED, RESAMPLES = 20_201_122, 1000


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient with its interval.

    Attributes
    ----------
    low, high : float or None   2.5 and 97.5 percentiles of the bootstrap; None where it cannot be drawn
    subjects : int              what was resampled: departments, or clauses
    """

    value: float
    low: float | None
    high: float | None
    subjects: int


def weighted_kappa(first: np.ndarray, second: np.ndarray, steps: int) -> float:
    """Cohen's kappa of two evaluators with linear weights.

    Parameters
    ----------
    first, second : number of the step each chose, 0 to steps − 1
    steps : int     how many there are

    Returns
    -------
    float   1 for full agreement; nan where both always chose the same single step.

    Source
    ------
    J. Cohen (1968), Weighted kappa, Psychological Bulletin 70.

    Examples
    --------
    >>> round(weighted_kappa(np.array([0, 1, 2, 2]), np.array([0, 1, 2, 1]), 3), 3)
    0.714
    """
    weights = np.abs(np.subtract.outer(np.arange(steps), np.arange(steps)))
    counts = np.bincount(first * steps + second, minlength=steps * steps).reshape(steps, steps)
    expected = (weights * np.outer(counts.sum(1), counts.sum(0))).sum() / len(first)
    return float(1 - (weights * counts).sum() / expected) if expected > 0 else float("nan")


def mean_weighted_kappa(table: np.ndarray, steps: int) -> float:
    """The mean over all pairs of evaluators; pairs without any variation are left out.

    Parameters
    ----------
    table : items × evaluators, numbers of steps
    """
    pairs = combinations(range(table.shape[1]), 2)
    found = [weighted_kappa(table[:, a], table[:, b], steps) for a, b in pairs]
    there = [value for value in found if not np.isnan(value)]
    return float(np.mean(there)) if there else float("nan")


def intraclass(table: np.ndarray) -> float:
    """ICC(2,1): one evaluator's points, absolute agreement, evaluators taken as a sample.

    Parameters
    ----------
    table : subjects × evaluators, points or points ÷ maximum

    Returns
    -------
    float   1 for full agreement; nan where nothing varies.

    Source
    ------
    P. E. Shrout and J. L. Fleiss (1979), Intraclass correlations, Psychological Bulletin 86, table 2.

    Examples
    --------
    >>> published = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9],
    ...     [6, 2, 4, 7]])
    >>> round(intraclass(published), 2)
    0.29
    """
    table = table.astype(float)
    subjects, raters = table.shape
    if subjects < 2 or raters < 2:
        return float("nan")
    grand, by_subject, by_rater = table.mean(), table.mean(1), table.mean(0)
    between = raters * ((by_subject - grand) ** 2).sum() / (subjects - 1)
    columns = subjects * ((by_rater - grand) ** 2).sum() / (raters - 1)
    rest = ((table - by_subject[:, None] - by_rater[None, :] + grand) ** 2).sum()
    rest /= (subjects - 1) * (raters - 1)
    whole = between + (raters - 1) * rest + raters * (columns - rest) / subjects
    return float((between - rest) / whole) if whole > 1e-15 else float("nan")


def bootstrap(
    groups: list[np.ndarray],
    value: float,
    statistic: Callable[[np.ndarray], float],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Coefficient:
    """A coefficient with the percentile interval over resampled groups.

    Parameters
    ----------
    groups : the rows of each subject; subjects are drawn with replacement, their rows stay together
    value : float   the estimate over all of them
    statistic : the same estimate for one resample, nan where it has none
    seed : int      of numpy's default_rng; the same input gives the same interval
    """
    rng, found = np.random.default_rng(seed), []
    for _ in range(resamples):
        chosen = rng.integers(0, len(groups), len(groups))
        again = statistic(np.concatenate([groups[at] for at in chosen]))
        if not np.isnan(again):
            found.append(again)
    if len(groups) < 2 or len(found) < resamples / 2:
        return Coefficient(value, None, None, len(groups))
    low, high = np.percentile(found, [2.5, 97.5])
    return Coefficient(value, float(low), float(high), len(groups))
