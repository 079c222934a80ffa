"""The line that turns a score into odds: intercept and slope, fast.

A logistic regression on one number by Newton's method. The general regression is in
`regression`; this one serves calibration, where it is fitted for every group on
millions of rows.
"""

import math

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.intervals import Z95, Interval

Floats = NDArray[np.float64]
ROUNDS = 60
LIMIT = 30.0


@frozen
class Line:
    """Log odds = intercept + slope x score.

    Attributes:
        intercept: With its 95 % interval (Wald).
        slope: The same; None when only the intercept was fitted.
        errors: Standard errors in that order.
    """

    intercept: Interval
    slope: Interval | None
    errors: tuple[float, ...]

    def predict(self, score: Floats) -> Floats:
        """The fitted probability of each score."""
        slope = self.slope.value if self.slope else 0.0
        return expit(self.intercept.value + slope * score)


def expit(value: Floats) -> Floats:
    """Log odds to probability."""
    found: Floats = 1 / (1 + np.exp(-np.clip(value, -700, 700)))
    return found


def logit(share: Floats, edge: float = 1e-9) -> Floats:
    """Probability to log odds; 0 and 1 are moved in by ``edge``."""
    inside = np.clip(share, edge, 1 - edge)
    found: Floats = np.log(inside / (1 - inside))
    return found


def fit_line(
    score: Floats, happened: NDArray[np.bool_], weights: Floats | None = None
) -> Line | None:
    """Fit intercept and slope by maximum likelihood.

    Returns:
        None when no finite line fits: it happened to all or none, the score is
        constant, or it separates the two without error.
    """
    weight = np.ones(len(score)) if weights is None else weights
    mean = float(np.average(score)) if len(score) else 0.0
    spread = float(np.std(score)) if len(score) else 0.0
    if spread == 0:
        return None
    column = (score - mean) / spread
    found = _newton(np.zeros(len(score)), column, happened, weight)
    if found is None:
        return None
    beta, covariance = found
    slope = beta[1] / spread
    slope_error = math.sqrt(covariance[1, 1]) / spread
    intercept = beta[0] - slope * mean
    back = np.array([1.0, -mean / spread])
    intercept_error = math.sqrt(back @ covariance @ back)
    return Line(
        _wald(intercept, intercept_error),
        _wald(slope, slope_error),
        (intercept_error, slope_error),
    )


def fit_shift(
    offset: Floats, happened: NDArray[np.bool_], weights: Floats | None = None
) -> Line | None:
    """Fit only an intercept beside log odds that are taken as they are.

    0 means right on average; above 0, that more happened than was said.
    """
    weight = np.ones(len(offset)) if weights is None else weights
    found = _newton(offset, None, happened, weight)
    if found is None:
        return None
    beta, covariance = found
    error = math.sqrt(covariance[0, 0])
    return Line(_wald(beta[0], error), None, (error,))


def _wald(value: float, error: float) -> Interval:
    value = float(value)
    return Interval(value, value - Z95 * error, value + Z95 * error)


def _newton(
    offset: Floats,
    column: Floats | None,
    happened: NDArray[np.bool_],
    weight: Floats,
) -> tuple[Floats, Floats] | None:
    outcome = happened.astype(float)
    share = float(weight @ outcome / weight.sum()) if weight.sum() > 0 else 0.0
    if not 0 < share < 1:
        return None
    size = 1 if column is None else 2
    beta = np.zeros(size)
    if not offset.any():
        beta[0] = math.log(share / (1 - share))
    for _ in range(ROUNDS):
        eta = offset + beta[0]
        if column is not None:
            eta = eta + beta[1] * column
        chance = expit(eta)
        rest = weight * (outcome - chance)
        curve = weight * chance * (1 - chance)
        if column is None:
            gradient = np.array([rest.sum()])
            information = np.array([[curve.sum()]])
        else:
            cross = float(curve @ column)
            gradient = np.array([rest.sum(), rest @ column])
            information = np.array(
                [[curve.sum(), cross], [cross, float(curve @ (column * column))]]
            )
        if np.linalg.cond(information) > 1e14 or information[0, 0] < 1e-12:
            return None
        step = np.linalg.solve(information, gradient)
        # A long first step can overshoot; the likelihood is concave, so shorter helps.
        step *= min(1.0, 5 / max(float(np.abs(step).max()), 1e-300))
        beta = beta + step
        if np.abs(beta).max() > LIMIT:
            return None
        if float(np.abs(step).max()) < 1e-11:
            return beta, np.linalg.inv(information)
    return None
