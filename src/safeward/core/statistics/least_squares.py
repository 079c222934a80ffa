"""Least squares with the standard error that the design calls for, from statsmodels."""

import math

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.intervals import Interval
from safeward.core.statistics.regression import Coefficient

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@frozen(eq=False)
class Errors:
    """How far estimates may be off, by what is said to be independent of what.

    Attributes:
        kind: ``classical`` (equal variances), ``robust`` (HC1; White 1980, MacKinnon
            and White 1985), ``cluster`` (CR1; Liang and Zeger 1986) or ``hac``
            (Newey and West 1987).
        groups: For ``cluster``, which rows belong together, as numbers.
        lags: For ``hac``, over how many periods errors are related.
    """

    kind: str = "robust"
    groups: Ints | None = None
    lags: int = 0

    @property
    def words(self) -> str:
        """The kind as it is shown."""
        return {
            "classical": "classical (equal variances)",
            "robust": "robust to unequal variances (HC1)",
            "cluster": "cluster-robust (CR1)",
            "hac": f"robust to serial correlation (Newey-West, {self.lags} lags)",
        }[self.kind]


@frozen(eq=False)
class Fit:
    """A fitted line.

    Attributes:
        coefficients: In the order of the columns, intercept first.
        covariance: Of the coefficients, by the kind of errors asked for.
        n: Rows.
        df: Degrees of freedom of the tests: rows less columns, or clusters less one.
        clusters: Number of clusters, if errors are clustered.
        r2: Share of the variance explained.
        residuals: One a row.
    """

    coefficients: tuple[Coefficient, ...]
    covariance: Floats
    n: int
    df: float
    clusters: int | None
    r2: float
    residuals: Floats

    def line(self, name: str) -> Coefficient:
        """The coefficient of a column."""
        return next(line for line in self.coefficients if line.name == name)


def t_line(name: str, value: float, se: float, df: float) -> Coefficient:
    """A line whose interval and p come from Student's t with ``df`` degrees."""
    from scipy import stats

    if not (se > 0 and math.isfinite(se)):
        return Coefficient(
            name, Interval(value, math.nan, math.nan), se, math.nan, math.nan
        )
    reach = float(stats.t.ppf(0.975, df)) * se
    statistic = value / se
    p = 2 * float(stats.t.sf(abs(statistic), df))
    return Coefficient(
        name, Interval(value, value - reach, value + reach), se, statistic, p
    )


def repeats(columns: Floats) -> bool:
    """Say whether some column is made of others, so that no line can be told."""
    if not columns.shape[1]:
        return False
    matrix = np.column_stack([np.ones(len(columns)), columns])
    sizes = np.linalg.norm(matrix, axis=0)
    if not sizes.all():
        return True
    return bool(np.linalg.matrix_rank(matrix / sizes, 1e-9) < matrix.shape[1])


def least_squares(
    outcome: Floats,
    columns: Floats,
    names: tuple[str, ...],
    *,
    errors: Errors,
    weights: Floats | None = None,
    absorbed: int = 0,
) -> Fit:
    """Fit outcome = intercept + columns.

    Args:
        outcome: One a row.
        columns: Rows x names, without the intercept, none made of the others.
        names: Of the columns.
        errors: Which standard errors.
        weights: One a row, for weighted least squares.
        absorbed: Fixed effects that were taken out of the columns beforehand; they
            cost degrees of freedom unless errors are clustered on what they stand for.

    Raises:
        ValueError: With fewer rows than columns, or fewer than two clusters.
    """
    import statsmodels.api as sm

    matrix = np.column_stack([np.ones(len(outcome)), columns])
    left = len(outcome) - matrix.shape[1] - absorbed
    if left <= 0:
        raise ValueError("fewer rows than columns")
    fitted = sm.WLS(
        outcome, matrix, weights=np.ones(len(outcome)) if weights is None else weights
    ).fit()
    clusters, df = None, float(left)
    match errors.kind:
        case "classical":
            covariance = np.asarray(fitted.cov_params())
            covariance = covariance * (fitted.df_resid / left)
        case "robust":
            robust = fitted.get_robustcov_results("HC1")
            covariance = np.asarray(robust.cov_params()) * (fitted.df_resid / left)
        case "cluster":
            groups = errors.groups
            if groups is None or len(np.unique(groups)) < 2:
                raise ValueError("fewer than two clusters")
            robust = fitted.get_robustcov_results("cluster", groups=groups)
            covariance = np.asarray(robust.cov_params())
            clusters = len(np.unique(groups))
            df = clusters - 1.0
        case _:
            robust = fitted.get_robustcov_results(
                "HAC", maxlags=errors.lags, use_correction=False
            )
            covariance = np.asarray(robust.cov_params())
    errors_of = np.sqrt(np.diag(covariance))
    return Fit(
        coefficients=tuple(
            t_line(name, float(value), float(se), df)
            for name, value, se in zip(
                ("Intercept", *names), fitted.params, errors_of, strict=True
            )
        ),
        covariance=covariance,
        n=len(outcome),
        df=df,
        clusters=clusters,
        r2=float(fitted.rsquared),
        residuals=np.asarray(fitted.resid),
    )


def wald(fit: Fit, names: tuple[str, ...]) -> tuple[float, float, float] | None:
    """Test that several coefficients are all zero.

    Returns:
        F, its numerator degrees of freedom and p; None when the estimates are too few
        or too uncertain to be tested together.
    """
    from scipy import stats

    places = [at for at, line in enumerate(fit.coefficients) if line.name in names]
    if not places:
        return None
    part = fit.covariance[np.ix_(places, places)]
    values = np.array([fit.coefficients[at].estimate.value for at in places])
    rank = int(np.linalg.matrix_rank(part))
    if rank < len(places):
        return None
    statistic = float(values @ np.linalg.solve(part, values)) / rank
    return statistic, float(rank), float(stats.f.sf(statistic, rank, fit.df))
