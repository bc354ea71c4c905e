"""Coefficients of agreement against published examples and the packages for statistics."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from perfkit.training.agreement.coefficients import (
    bootstrap,
    intraclass,
    mean_weighted_kappa,
    weighted_kappa,
)

# Shrout and Fleiss (1979), table 2: six targets, four judges; ICC(2,1) is printed as .29.
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
)


def test_the_intraclass_correlation_is_the_published_one():
    assert round(intraclass(SHROUT_FLEISS), 2) == 0.29


@pytest.mark.parametrize("seed", range(6))
def test_the_packages_for_statistics_say_the_same(seed):
    import pandas as pd
    from sklearn.metrics import cohen_kappa_score
    from statsmodels.formula.api import ols
    from statsmodels.stats.anova import anova_lm

    rng = np.random.default_rng(seed)
    points = rng.normal(size=(9, 3)) + rng.normal(size=(9, 1))
    subjects, raters = np.indices(points.shape)
    long = pd.DataFrame({"points": points.ravel(), "subject": subjects.ravel(), "rater": raters.ravel()})
    anova = anova_lm(ols("points ~ C(subject) + C(rater)", data=long).fit())
    between, columns, rest = (
        anova["sum_sq"][name] / anova["df"][name] for name in ("C(subject)", "C(rater)", "Residual")
    )
    theirs = (between - rest) / (between + 2 * rest + 3 * (columns - rest) / 9)
    assert intraclass(points) == pytest.approx(theirs, abs=1e-9)
    steps = rng.integers(0, 4, size=(25, 3))
    pairs = [(0, 1), (0, 2), (1, 2)]
    kappas = [
        cohen_kappa_score(steps[:, a], steps[:, b], labels=list(range(4)), weights="linear") for a, b in pairs
    ]
    assert [weighted_kappa(steps[:, a], steps[:, b], 4) for a, b in pairs] == pytest.approx(kappas, abs=1e-12)
    assert mean_weighted_kappa(steps, 4) == pytest.approx(np.mean(kappas), abs=1e-12)


def test_full_agreement_is_one_and_no_variation_is_nothing():
    table = np.array([[1, 1], [2, 2], [3, 3]])
    assert intraclass(table) == pytest.approx(1) and mean_weighted_kappa(table, 4) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(intraclass(np.ones((4, 3)))) and np.isnan(
            mean_weighted_kappa(np.ones((4, 2), dtype=int), 3)
        )


def test_the_interval_is_the_same_every_time_and_holds_the_truth():
    groups = [row[None, :] for row in SHROUT_FLEISS]
    first, again = (bootstrap(groups, intraclass(SHROUT_FLEISS), intraclass) for _ in range(2))
    assert first == again and first.low < 0.29 < first.high
    assert bootstrap(groups[:1], 0.5, intraclass).low is None
