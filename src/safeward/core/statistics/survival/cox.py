"""Cox regression with either rule for ties, weights and late entry, for many rows.

Written here because no library in use has all of it: lifelines knows Efron's rule only,
statsmodels takes no weights, and neither gives the information matrix by time that the
test of proportional hazards needs. Both are held against it in the tests.
"""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.regression import Coefficient, coefficient

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
ROUNDS = 50
LOST = 100.0
"""A standard error of so much a standard deviation says that nothing is known."""


@frozen(eq=False)
class History:
    """Who was followed from when to when, and what is known of them.

    Attributes:
        columns: People x covariates.
        time: Until the event or the end of follow-up.
        happened: Whether it ended with the event.
        entry: From when each was followed; None for all from the beginning.
        weights: One a person; None for once each.
        ties: ``efron`` (1977, Journal of the American Statistical Association
            72:557-565) or ``breslow`` (1974, Biometrics 30:89-99).
    """

    columns: Floats
    time: Floats
    happened: Bools
    entry: Floats | None = None
    weights: Floats | None = None
    ties: str = "efron"


@frozen(eq=False)
class Cox:
    """A fitted model.

    Attributes:
        coefficients: Log hazard ratios, in the order of the columns.
        covariance: Of the coefficients.
        log_likelihood: At the estimates.
        log_likelihood_null: With no covariate.
        score_test: Of no covariate mattering; chi-squared with one degree a column.
        n: People.
        events: How often it happened.
    """

    coefficients: tuple[Coefficient, ...]
    covariance: Floats
    log_likelihood: float
    log_likelihood_null: float
    score_test: float
    n: int
    events: int

    @property
    def beta(self) -> Floats:
        """The estimates alone."""
        return np.array([line.estimate.value for line in self.coefficients])


class Likelihood:
    """The partial likelihood of a history: its value, slope and curvature."""

    def __init__(self, history: History) -> None:
        order = np.argsort(history.time, kind="stable")
        self.time = history.time[order]
        self.happened = history.happened[order]
        self.x = history.columns[order] - history.columns.mean(axis=0)
        self.weight = (
            np.ones(len(order)) if history.weights is None else history.weights[order]
        )
        self.efron = history.ties == "efron"
        deaths = np.flatnonzero(self.happened)
        self.when, self.death_of = np.unique(self.time[deaths], return_inverse=True)
        self.deaths = deaths
        self.at_risk_from = np.searchsorted(self.time, self.when, "left")
        self.reaches = np.searchsorted(self.when, self.time, "right")
        if history.entry is None:
            self.entry_order = None
        else:
            entry = history.entry[order]
            self.entry_order = np.argsort(entry, kind="stable")
            ranked = entry[self.entry_order]
            self.not_yet_from = np.searchsorted(ranked, self.when, "left")
            self.starts = np.searchsorted(self.when, entry, "right")
        counts = np.bincount(self.death_of, minlength=len(self.when))
        self.counts = counts
        # One term for each death: the k-th of d tied deaths sees k/d of them gone.
        self.term_of = np.repeat(np.arange(len(self.when)), counts)
        place = np.arange(len(deaths)) - np.repeat(np.cumsum(counts) - counts, counts)
        self.gone = place / counts[self.term_of] if self.efron else np.zeros(len(place))
        mass = np.bincount(self.death_of, self.weight[deaths], len(self.when))
        self.term_weight = (mass / counts)[self.term_of]

    def at(
        self, beta: Floats, times: Floats | None = None
    ) -> tuple[float, Floats, Floats]:
        """Log likelihood, slope and information at some coefficients.

        Args:
            beta: One a column.
            times: A factor for each event time, by which its share of slope and
                information is multiplied; 1 without.
        """
        factor = np.ones(len(self.when)) if times is None else times
        eta = self.x @ beta
        eta -= eta.max() if len(eta) else 0.0
        risk = self.weight * np.exp(eta)
        moved = risk[:, None] * self.x
        dead = self.deaths
        size = len(self.when)
        mass, lean = self.at_risk(risk), self.at_risk(moved)
        dead_mass = np.bincount(self.death_of, risk[dead], size)
        dead_lean = _sums(self.death_of, moved[dead], size)
        left = mass[self.term_of] - self.gone * dead_mass[self.term_of]
        mean = lean[self.term_of] - self.gone[:, None] * dead_lean[self.term_of]
        mean /= left[:, None]
        scale = self.term_weight * factor[self.term_of]
        value = float(self.weight[dead] @ eta[dead] - self.term_weight @ np.log(left))
        own = self.weight[dead] * factor[self.death_of]
        slope = own @ self.x[dead] - scale @ mean
        steps = np.bincount(self.term_of, scale / left, size)
        sofar = np.concatenate([[0.0], np.cumsum(steps)])
        exposure = sofar[self.reaches]
        if self.entry_order is not None:
            exposure = exposure - sofar[self.starts]
        spared = np.bincount(self.term_of, scale * self.gone / left, size)
        exposure[dead] -= spared[self.death_of]
        information = moved.T @ (self.x * exposure[:, None])
        information -= mean.T @ (mean * scale[:, None])
        return value, slope, information

    def at_risk(self, values: Floats) -> Floats:
        """Sum over those at risk at each event time."""
        found = _behind(values)[self.at_risk_from]
        if self.entry_order is not None:
            found = found - _behind(values[self.entry_order])[self.not_yet_from]
        return found


def _behind(values: Floats) -> Floats:
    """Sum of each element and all after it, with a nought at the end."""
    sums = np.cumsum(values[::-1], axis=0)[::-1]
    return np.concatenate([sums, np.zeros((1, *values.shape[1:]))])


def _sums(group: NDArray[np.int64], values: Floats, size: int) -> Floats:
    return np.column_stack(
        [np.bincount(group, values[:, at], size) for at in range(values.shape[1])]
    )


def cox(history: History, names: tuple[str, ...]) -> Cox | None:
    """Fit hazard ratios by maximum partial likelihood.

    Returns:
        None when no finite model fits: no events, columns that repeat each other, or a
        covariate that tells events from the others without error.
    """
    size = history.columns.shape[1]
    if not size or not history.happened.any():
        return None
    spread = history.columns.std(axis=0)
    if not (spread > 0).all():
        return None
    from attrs import evolve

    likelihood = Likelihood(evolve(history, columns=history.columns / spread))
    with np.errstate(all="ignore"):
        return _climb(likelihood, history, names, spread)


def _climb(
    likelihood: Likelihood, history: History, names: tuple[str, ...], spread: Floats
) -> Cox | None:
    """Newton's method from nought; None when the maximum is nowhere or at no end."""
    size = len(spread)
    beta = np.zeros(size)
    value, slope, information = likelihood.at(beta)
    null = value
    if not np.isfinite(information).all() or np.linalg.cond(information) > 1e13:
        return None
    score_test = float(slope @ np.linalg.solve(information, slope))
    for _ in range(ROUNDS):
        step = np.linalg.solve(information, slope)
        tried = likelihood.at(beta + step)
        halved = 0
        while tried[0] < value - 1e-9 * abs(value) and halved < 20:
            step, halved = step / 2, halved + 1
            tried = likelihood.at(beta + step)
        beta = beta + step
        value, slope, information = tried
        if not np.isfinite(information).all() or np.abs(beta).max() > 30:
            return None
        if np.linalg.cond(information) > 1e13:
            return None
        if np.abs(step).max() < 1e-10:
            break
    else:
        return None
    covariance = np.linalg.inv(information)
    if np.diag(covariance).max() > LOST**2:
        return None
    covariance /= np.outer(spread, spread)
    return Cox(
        coefficients=tuple(
            coefficient(name, float(one), float(np.sqrt(error)))
            for name, one, error in zip(
                names, beta / spread, np.diag(covariance), strict=True
            )
        ),
        covariance=covariance,
        log_likelihood=value,
        log_likelihood_null=null,
        score_test=score_test,
        n=len(history.time),
        events=int(history.happened.sum()),
    )
