"""Logistic regression as a table prints it."""

import numpy as np
import pytest
import statsmodels.api as sm
from sklearn.linear_model import LogisticRegression

from safeward.core.statistics.regression import logistic

RNG = np.random.default_rng(2)
X = RNG.normal(size=(3000, 2))
Y = RNG.random(3000) < 1 / (1 + np.exp(-(0.5 * X[:, 0] - 1)))


def test_statsmodels_logit_and_scikit_learn_agree() -> None:
    ours = logistic(X, ("a", "b"), Y)
    assert ours is not None
    theirs = sm.Logit(Y.astype(float), sm.add_constant(X)).fit(disp=0, tol=1e-12)
    learned = LogisticRegression(C=np.inf, tol=1e-10).fit(X, Y)
    estimates = [line.estimate.value for line in ours.coefficients]
    assert estimates == pytest.approx(list(theirs.params), abs=1e-8)
    assert estimates[1:] == pytest.approx(list(learned.coef_[0]), abs=1e-4)
    assert [line.se for line in ours.coefficients] == pytest.approx(
        list(theirs.bse), abs=1e-6
    )
    assert [line.p for line in ours.coefficients] == pytest.approx(
        list(theirs.pvalues), abs=1e-6
    )
    assert ours.aic == pytest.approx(theirs.aic, abs=1e-8)


def test_weights_move_the_estimates_and_a_constant_weight_does_not() -> None:
    plain = logistic(X, ("a", "b"), Y)
    same = logistic(X, ("a", "b"), Y, np.full(3000, 5.0))
    uneven = logistic(X, ("a", "b"), Y, RNG.exponential(size=3000))
    assert plain is not None
    assert same is not None
    assert uneven is not None
    first, second, third = (
        fitted.coefficients[1].estimate.value for fitted in (plain, same, uneven)
    )
    assert first == pytest.approx(second, abs=1e-9)
    assert first != pytest.approx(third, abs=1e-9)
    assert same.coefficients[1].se == pytest.approx(plain.coefficients[1].se, rel=0.05)


@pytest.mark.parametrize(
    ("columns", "happened"),
    [
        (X[:6], np.ones(6, dtype=bool)),
        (np.array([[0.0], [0], [0], [1], [1], [1]]), np.arange(6) > 2),
        (np.column_stack([X[:60, 0], 2 * X[:60, 0]]), Y[:60]),
    ],
    ids=["constant outcome", "separated", "repeated column"],
)
def test_what_has_no_finite_answer_gets_none(
    columns: np.ndarray, happened: np.ndarray
) -> None:
    names = tuple("ab"[: columns.shape[1]])
    assert logistic(columns, names, happened) is None
