"""Logistic regression with the figures a published table prints, from statsmodels."""

import math

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.intervals import Z95, Interval

Floats = NDArray[np.float64]


@frozen
class Coefficient:
    """One line of a regression table.

    Attributes:
        name: Of the covariate, or ``Intercept``.
        estimate: With its 95 % interval (Wald).
        se: Standard error.
        z: Estimate over standard error.
        p: Two-sided.
    """

    name: str
    estimate: Interval
    se: float
    z: float
    p: float


@frozen
class Regression:
    """A fitted model.

    Attributes:
        coefficients: In the order of the design.
        n: Rows used.
        log_likelihood: At the estimates.
        log_likelihood_null: With the intercept alone.
        aic: -2 log likelihood + 2 x number of parameters.
        converged: Whether the maximum was found.
    """

    coefficients: tuple[Coefficient, ...]
    n: int
    log_likelihood: float
    log_likelihood_null: float
    aic: float
    converged: bool


def coefficient(name: str, value: float, se: float) -> Coefficient:
    """Complete a line from its estimate and standard error."""
    z = value / se if se > 0 else math.nan
    interval = Interval(value, value - Z95 * se, value + Z95 * se)
    return Coefficient(name, interval, se, z, math.erfc(abs(z) / math.sqrt(2)))


def logistic(
    columns: Floats,
    names: tuple[str, ...],
    happened: NDArray[np.bool_],
    weights: Floats | None = None,
) -> Regression | None:
    """Fit log odds = intercept + columns by maximum likelihood.

    With weights the standard errors are the sandwich ones (Huber 1967, White 1982),
    because weights are not numbers of people.

    Returns:
        None when no finite model fits: one outcome only, columns that repeat each
        other, or covariates that separate the two outcomes without error.
    """
    import warnings

    import statsmodels.api as sm

    if happened.all() or not happened.any():
        return None
    matrix = np.column_stack([np.ones(len(columns)), columns])
    sizes = np.linalg.norm(matrix, axis=0)
    if not sizes.all() or np.linalg.matrix_rank(matrix / sizes, 1e-9) < len(sizes):
        return None
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        model = sm.GLM(
            happened.astype(float),
            matrix,
            family=sm.families.Binomial(),
            freq_weights=weights,
        )
        try:
            fitted = model.fit(tol=1e-12, tol_criterion="params", maxiter=60)
            estimates, share = np.asarray(fitted.params), np.asarray(fitted.mu)
            # Fitted only when asked for, so it is asked for here.
            null = float(fitted.llnull)
            errors = (
                np.asarray(fitted.bse)
                if weights is None
                else _sandwich(matrix, happened - share, share * (1 - share), weights)
            )
        except (np.linalg.LinAlgError, ValueError):
            return None
    if not np.isfinite(errors).all() or np.abs(estimates).max() > 1e6:
        return None
    if float(np.minimum(share, 1 - share).max()) < 1e-6:
        return None
    likelihood = float(fitted.llf)
    return Regression(
        coefficients=tuple(
            coefficient(name, float(value), float(error))
            for name, value, error in zip(
                ("Intercept", *names), estimates, errors, strict=True
            )
        ),
        n=len(columns),
        log_likelihood=likelihood,
        log_likelihood_null=null,
        aic=-2 * likelihood + 2 * matrix.shape[1],
        converged=bool(fitted.converged),
    )


def _sandwich(matrix: Floats, rest: Floats, curve: Floats, weights: Floats) -> Floats:
    """Standard errors that hold when weights are not numbers of people."""
    bread = np.linalg.inv(matrix.T @ (matrix * (weights * curve)[:, None]))
    scores = matrix * (weights * rest)[:, None]
    errors: Floats = np.sqrt(np.diag(bread @ (scores.T @ scores) @ bread))
    return errors


def rates(
    columns: Floats,
    names: tuple[str, ...],
    happened: NDArray[np.bool_],
    time: Floats,
) -> Regression | None:
    """Fit log rate = intercept + columns, for events over time at risk.

    The log likelihood is that of the times (the exponential model), not of the counts.

    Returns:
        None when no finite model fits.
    """
    import warnings

    import statsmodels.api as sm

    matrix = np.column_stack([np.ones(len(columns)), columns])
    counts = happened.astype(float)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        model = sm.GLM(
            counts, matrix, family=sm.families.Poisson(), offset=np.log(time)
        )
        try:
            fitted = model.fit(tol=1e-12, tol_criterion="params", maxiter=60)
            null = float(fitted.llnull)
        except (np.linalg.LinAlgError, ValueError):
            return None
    estimates, errors = np.asarray(fitted.params), np.asarray(fitted.bse)
    if not np.isfinite(errors).all():
        return None
    shift = float(counts @ np.log(time))
    likelihood = float(fitted.llf) - shift
    return Regression(
        coefficients=tuple(
            coefficient(name, float(value), float(error))
            for name, value, error in zip(
                ("Intercept", *names), estimates, errors, strict=True
            )
        ),
        n=len(columns),
        log_likelihood=likelihood,
        log_likelihood_null=null - shift,
        aic=-2 * likelihood + 2 * matrix.shape[1],
        converged=bool(fitted.converged),
    )
