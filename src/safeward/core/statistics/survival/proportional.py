"""Whether a hazard ratio stays the same over follow-up."""

from collections.abc import Mapping

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.survival.cox import Cox, History, Likelihood

Floats = NDArray[np.float64]


@frozen
class Proportional:
    """A test that one ratio, or all of them, do not change with time.

    Attributes:
        chi2: The score statistic.
        df: Degrees of freedom.
        p: A small one says that the ratio changes with time.
    """

    chi2: float
    df: int
    p: float


def proportional(
    history: History, fitted: Cox, terms: Mapping[str, list[int]]
) -> dict[str, Proportional]:
    """Test each term, and all together (``GLOBAL``).

    The score test of Grambsch and Therneau 1994, Biometrika 81:515-526, without their
    approximation that the variance is the same at every event: as if each column times
    a function of time were added to the model. The function is 1 - Kaplan-Meier just
    before each event.

    Args:
        history: What the model was fitted on.
        fitted: The model.
        terms: Columns of each named term.

    Returns:
        One a term that can be tested on so many event times.
    """
    from scipy.special import chdtrc

    likelihood = Likelihood(history)
    shape = _time_function(likelihood)
    beta, size = fitted.beta, len(fitted.coefficients)
    _, _, plain = likelihood.at(beta)
    _, slope, once = likelihood.at(beta, shape)
    _, _, twice = likelihood.at(beta, shape * shape)
    information = np.block([[plain, once], [once, twice]])
    score = np.concatenate([np.zeros(size), slope])
    found = {}
    for name, columns in {**terms, "GLOBAL": list(range(size))}.items():
        used = np.array([*range(size), *(size + column for column in columns)])
        part = score[used]
        try:
            turned = np.linalg.solve(information[np.ix_(used, used)], part)
        except np.linalg.LinAlgError:
            # Too few event times to tell a ratio from its change.
            continue
        statistic = float(part @ turned)
        freedom = len(columns)
        found[name] = Proportional(
            statistic, freedom, float(chdtrc(freedom, statistic))
        )
    return found


def _time_function(likelihood: Likelihood) -> Floats:
    """1 - Kaplan-Meier just before each event time, centred over events."""
    weight = likelihood.weight
    at_risk = likelihood.at_risk(weight)
    died = np.bincount(
        likelihood.death_of, weight[likelihood.deaths], len(likelihood.when)
    )
    survival = np.cumprod(1 - died / at_risk)
    before = 1 - np.concatenate([[1.0], survival[:-1]])
    centre = np.average(before, weights=likelihood.counts)
    shaped: Floats = before - centre
    return shaped
