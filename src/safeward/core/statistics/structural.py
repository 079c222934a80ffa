"""A series whose level and season may drift, with a step; by a Kalman filter."""

import warnings

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.regression import Coefficient, coefficient

Floats = NDArray[np.float64]


@frozen
class Structural:
    """A fitted structural time series.

    Attributes:
        coefficients: ``intervention`` first, then the covariates.
        log_likelihood: At the estimates.
        variances: Of the irregular part, the level and the season.
    """

    coefficients: tuple[Coefficient, ...]
    log_likelihood: float
    variances: dict[str, float]

    def line(self, name: str) -> Coefficient:
        """The coefficient of a column."""
        return next(line for line in self.coefficients if line.name == name)


def structural(
    outcome: Floats,
    step: Floats,
    season: int,
    columns: Floats,
    names: tuple[str, ...],
) -> Structural | None:
    """Fit level + season + step + covariates by maximum likelihood.

    Args:
        outcome: One a period, in order.
        step: 0 before and 1 after the beginning.
        season: Periods a year, or 0.
        columns: Periods x covariates.
        names: Of the covariates.

    Returns:
        None when no maximum is found.
    """
    import statsmodels.api as sm

    matrix = np.column_stack([step, columns])
    middle, size = matrix.mean(axis=0), matrix.std(axis=0)
    middle[0], size[0] = 0.0, 1.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            model = sm.tsa.UnobservedComponents(
                outcome,
                level="local level",
                seasonal=season or None,
                exog=(matrix - middle) / size,
            )
            fitted = model.fit(disp=0, maxiter=1000)
            errors = np.asarray(fitted.bse)
        except (np.linalg.LinAlgError, ValueError):
            return None
    params = np.asarray(fitted.params)
    many = matrix.shape[1]
    values, spread = params[-many:] / size, errors[-many:] / size
    if not np.isfinite(values).all() or not np.isfinite(spread[0]):
        return None
    hidden = dict(
        zip(fitted.model.param_names[:-many], params[:-many].tolist(), strict=True)
    )
    return Structural(
        coefficients=tuple(
            coefficient(name, float(value), float(se))
            for name, value, se in zip(
                ("intervention", *names), values, spread, strict=True
            )
        ),
        log_likelihood=float(fitted.llf),
        variances={
            name.removeprefix("sigma2."): float(v) for name, v in hidden.items()
        },
    )
