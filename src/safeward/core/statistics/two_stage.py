"""Two-stage least squares with one cause and one lot, and honest standard errors.

Written here because statsmodels keeps it in its sandbox without robust errors; held
against linearmodels' published results in the tests.
"""

import numpy as np
from attrs import frozen

from safeward.core.statistics.least_squares import (
    Errors,
    Floats,
    least_squares,
    t_line,
)
from safeward.core.statistics.regression import Coefficient


@frozen
class TwoStage:
    """The effect of a cause that the lot moved.

    Attributes:
        effect: Of the cause on the outcome, among those whom the lot moved.
        first: What the lot did to the cause; its z squared is the first stage's F.
        n: Rows.
    """

    effect: Coefficient
    first: Coefficient
    n: int


def two_stage(
    outcome: Floats,
    cause: Floats,
    lot: Floats,
    *,
    covariates: Floats | None = None,
    errors: Errors,
    weights: Floats | None = None,
) -> TwoStage | None:
    """Estimate the effect of a cause through a lot that moves it.

    Returns:
        None when the lot does not move the cause.
    """
    n = len(outcome)
    extra = np.empty((n, 0)) if covariates is None else covariates
    names = tuple(f"x{at}" for at in range(extra.shape[1]))
    first = least_squares(
        cause,
        np.column_stack([lot, extra]),
        ("lot", *names),
        errors=errors,
        weights=weights,
    ).line("lot")
    if abs(first.estimate.value) < 1e-12:
        return None
    root = np.ones(n) if weights is None else np.sqrt(weights)
    ones = np.ones(n)
    regressors = np.column_stack([ones, cause, extra]) * root[:, None]
    instruments = np.column_stack([ones, lot, extra]) * root[:, None]
    y = outcome * root
    projected = instruments @ np.linalg.lstsq(instruments, regressors, rcond=None)[0]
    bread = np.linalg.inv(projected.T @ regressors)
    beta = bread @ (projected.T @ y)
    rest = y - regressors @ beta
    columns = regressors.shape[1]
    df = float(n - columns)
    if errors.kind == "cluster" and errors.groups is not None:
        groups = errors.groups
        many = int(groups.max()) + 1
        sums = np.zeros((many, columns))
        np.add.at(sums, groups, projected * rest[:, None])
        many = len(np.unique(groups))
        scale = many / (many - 1) * (n - 1) / (n - columns)
        meat = sums.T @ sums * scale
        df = many - 1.0
    elif errors.kind == "classical":
        meat = projected.T @ projected * float(rest @ rest) / (n - columns)
    else:
        scores = projected * rest[:, None]
        meat = scores.T @ scores * n / (n - columns)
    covariance = bread @ meat @ bread.T
    effect = t_line("effect", float(beta[1]), float(np.sqrt(covariance[1, 1])), df)
    return TwoStage(effect, first, n)
