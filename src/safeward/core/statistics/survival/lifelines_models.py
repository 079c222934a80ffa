"""Survival curves, the log-rank test and parametric models, from lifelines.

The only module that knows lifelines and the frames it wants. Rows that are equal in
every respect are handed over once with their number as weight, which changes no figure.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.regression import Coefficient, coefficient

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
SHOWN = 1000
CURVE = ("time", "at_risk", "survival", "low", "high")
TOLERANCES = (1e-20, 1e-10)


@frozen
class LogRank:
    """A test that groups have the same survival curve.

    Attributes:
        chi2: The statistic.
        df: Groups less one.
        p: A small one says that the curves differ.
    """

    chi2: float
    df: int
    p: float


@frozen
class Parametric:
    """An accelerated failure time model: log time = columns + scale x error.

    Attributes:
        coefficients: Above 0, it takes longer.
        scale: 1 for the exponential.
        log_likelihood: At the estimates.
        aic: -2 log likelihood + 2 x number of parameters.
    """

    coefficients: tuple[Coefficient, ...]
    scale: float
    log_likelihood: float
    aic: float


def kaplan_meier(
    time: Floats,
    happened: Bools,
    weights: Floats | None = None,
    entry: Floats | None = None,
) -> pl.DataFrame:
    """Share of people to whom it has not happened, by time since the start.

    Kaplan and Meier 1958, Journal of the American Statistical Association 53:457-481,
    with the log-log interval.

    Returns:
        ``time, at_risk, survival, low, high``: each time at which it happened, thinned
        to 1,000 evenly when there are more. Empty where late entry leaves nobody at
        risk when the first events come.
    """
    from lifelines import KaplanMeierFitter
    from lifelines.exceptions import StatError

    frame = _grouped(time, happened, weights, entry=entry)
    with _quiet():
        try:
            fitted = KaplanMeierFitter().fit(
                frame["time"].to_numpy(),
                frame["happened"].to_numpy(),
                weights=frame["weight"].to_numpy(),
                entry=frame["entry"].to_numpy() if entry is not None else None,
            )
        except StatError:
            return pl.DataFrame(schema=dict.fromkeys(CURVE, pl.Float64))
    bounds = fitted.confidence_interval_survival_function_.to_numpy()
    events = fitted.event_table
    table = pl.DataFrame(
        {
            "time": fitted.survival_function_.index.to_numpy().astype(float),
            "at_risk": events["at_risk"].to_numpy().astype(float),
            "observed": events["observed"].to_numpy().astype(float),
            "survival": fitted.survival_function_.iloc[:, 0].to_numpy(),
            "low": bounds[:, 0],
            "high": bounds[:, 1],
        }
    ).with_columns(pl.col("low", "high").fill_nan(None))
    table = table.filter((pl.col("observed") > 0) | (pl.col("time") == 0))
    if table.height > SHOWN:
        at = np.unique(np.linspace(0, table.height - 1, SHOWN).round().astype(int))
        table = table[at]
    return table.drop("observed")


def log_rank(
    time: Floats,
    group: NDArray[np.int64],
    happened: Bools,
    weights: Floats | None = None,
) -> LogRank | None:
    """Whether the survival curves of groups differ (Mantel 1966; Peto and Peto 1972).

    Returns:
        None with fewer than two groups or when it happened to nobody.
    """
    from lifelines.statistics import multivariate_logrank_test

    if len(np.unique(group)) < 2 or not happened.any():
        return None
    frame = _grouped(time, happened, weights, group=group.astype(float))
    with _quiet():
        found = multivariate_logrank_test(
            frame["time"].to_numpy(),
            frame["group"].to_numpy().astype(int),
            frame["happened"].to_numpy(),
            weights=frame["weight"].to_numpy(),
        )
    return LogRank(
        float(found.test_statistic), len(np.unique(group)) - 1, float(found.p_value)
    )


def accelerated(
    distribution: str,
    columns: Floats,
    names: tuple[str, ...],
    time: Floats,
    happened: Bools,
) -> Parametric | None:
    """Fit a Weibull, exponential or log-normal accelerated failure time model.

    Signs and scale are those of the textbooks (Kalbfleisch and Prentice 2002, chapter
    3): a coefficient above 0 lengthens the time. The exponential is the Poisson model
    of the event with the logarithm of time beside it (Aitkin and Clayton 1980, Applied
    Statistics 29:156-163).

    Args:
        distribution: ``weibull``, ``exponential`` or ``log_normal``.
        columns: People x covariates.
        names: One a column.
        time: All above 0.
        happened: Whether it ended with the event.

    Returns:
        None when no finite model fits.
    """
    if not happened.any() or not columns.shape[1] or (columns.std(axis=0) == 0).any():
        return None
    if distribution == "exponential":
        return _exponential(columns, names, time, happened)
    from lifelines import LogNormalAFTFitter, WeibullAFTFitter
    from lifelines.exceptions import ConvergenceError

    fitter = {"weibull": WeibullAFTFitter, "log_normal": LogNormalAFTFitter}[
        distribution
    ]
    scaled = columns / columns.std(axis=0)
    extra = {f"x{at}": scaled[:, at] for at in range(columns.shape[1])}
    frame = _grouped(time, happened, None, **extra)
    fitted = None
    with _quiet():
        # Its own tolerance leaves the fifth digit open; where the strict one is out of
        # reach the usual one has to do.
        for tolerance in TOLERANCES:
            try:
                fitted = fitter().fit(
                    frame.to_pandas(),
                    "time",
                    "happened",
                    weights_col="weight",
                    fit_options={"ftol": tolerance, "maxiter": 2000},
                )
                break
            except (ConvergenceError, np.linalg.LinAlgError):
                continue
    if fitted is None:
        return None
    return _parametric(fitted, names, columns.std(axis=0), distribution)


def _parametric(
    fitted: Any, names: tuple[str, ...], spread: Floats, distribution: str
) -> Parametric:
    main, other = {"weibull": ("lambda_", "rho_"), "log_normal": ("mu_", "sigma_")}[
        distribution
    ]
    values, errors = fitted.params_, fitted.standard_errors_
    lines = [
        coefficient(
            "Intercept",
            float(values[main, "Intercept"]),
            float(errors[main, "Intercept"]),
        )
    ]
    lines += [
        coefficient(
            name,
            float(values[main, f"x{at}"] / spread[at]),
            float(errors[main, f"x{at}"] / spread[at]),
        )
        for at, name in enumerate(names)
    ]
    shape = float(np.exp(values[other, "Intercept"]))
    return Parametric(
        coefficients=tuple(lines),
        scale=1 / shape if distribution == "weibull" else shape,
        log_likelihood=float(fitted.log_likelihood_),
        aic=float(fitted.AIC_),
    )


def _exponential(
    columns: Floats, names: tuple[str, ...], time: Floats, happened: Bools
) -> Parametric | None:
    from safeward.core.statistics.regression import rates

    found = rates(columns, names, happened, time)
    if found is None:
        return None
    likelihood = found.log_likelihood
    return Parametric(
        coefficients=tuple(
            coefficient(line.name, -line.estimate.value, line.se)
            for line in found.coefficients
        ),
        scale=1.0,
        log_likelihood=likelihood,
        aic=-2 * likelihood + 2 * len(found.coefficients),
    )


def _grouped(
    time: Floats,
    happened: Bools,
    weights: Floats | None,
    *,
    entry: Floats | None = None,
    **extra: Floats,
) -> pl.DataFrame:
    """Equal rows once, with their number or weight."""
    columns = {"time": time, "happened": happened.astype(float), **extra}
    if entry is not None:
        columns["entry"] = entry
    frame = pl.DataFrame(columns)
    keys = frame.columns
    weight = np.ones(len(time)) if weights is None else weights
    return (
        frame.with_columns(pl.Series("weight", weight))
        .group_by(keys, maintain_order=True)
        .agg(pl.col("weight").sum())
        .sort(keys)
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library's remarks from the reader; what matters is in the result."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield
