"""AUC with its interval, and whether two of them differ.

DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44:837-845; with midranks, in
n log n, as Sun and Xu 2014, IEEE Signal Processing Letters 21:1389-1393. With weights
each person counts as often as the weight says, and the interval rests on the weighted
spread of the same components.
"""

import math

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.intervals import Z95, Interval

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@frozen(eq=False)
class Aucs:
    """The AUC of one or more scores of the same people.

    Attributes:
        values: One a score.
        covariance: Scores x scores; the square root of its diagonal is the standard
            error.
    """

    values: Floats
    covariance: Floats

    def interval(self, score: int = 0) -> Interval:
        """AUC with its 95 % interval, cut at 0 and 1."""
        value = float(self.values[score])
        half = Z95 * self.error(score)
        return Interval(value, max(0.0, value - half), min(1.0, value + half))

    def error(self, score: int = 0) -> float:
        """Standard error of one AUC."""
        return math.sqrt(max(0.0, float(self.covariance[score, score])))


@frozen
class Difference:
    """Two figures compared: the difference, how sure, and the chance of as much.

    Attributes:
        by: First less second, with a 95 % interval.
        z: The difference in standard errors; None when it has none.
        p: Two-sided.
        df: Degrees of freedom of Student's t where it was used, else None.
    """

    by: Interval
    z: float | None
    p: float | None
    df: float | None = None


def delong(
    scores: list[Floats], happened: Bools, weights: Floats | None = None
) -> Aucs | None:
    """AUC of each score with the covariance between them.

    Args:
        scores: Each one a person; higher means more likely.
        happened: One a person.
        weights: One a person, not negative; every person counts once without.

    Returns:
        None when it happened to nobody or to everybody with a positive weight.
    """
    weight = np.ones(len(happened)) if weights is None else weights
    case_weight, other_weight = weight[happened], weight[~happened]
    cases, others = float(case_weight.sum()), float(other_weight.sum())
    if cases <= 0 or others <= 0:
        return None
    values, case_parts, other_parts = [], [], []
    for score in scores:
        above, below = _components(score, happened, weight)
        case_parts.append(above / others)
        other_parts.append(below / cases)
        values.append(float(case_weight @ above) / (cases * others))
    found = np.array(values)
    return Aucs(
        found,
        _spread(np.array(case_parts), found, case_weight)
        + _spread(np.array(other_parts), found, other_weight),
    )


def paired(aucs: Aucs, first: int = 0, second: int = 1) -> Difference:
    """Whether two scores of the same people order them equally well."""
    covariance = aucs.covariance
    variance = (
        covariance[first, first]
        + covariance[second, second]
        - 2 * covariance[first, second]
    )
    return _difference(float(aucs.values[first] - aucs.values[second]), variance)


def unpaired(
    first: Aucs, second: Aucs, sizes: tuple[int, int, int, int] | None = None
) -> Difference:
    """Whether a score orders two different groups of people equally well.

    Args:
        first: AUC in one group (its first score is taken).
        second: AUC in the other.
        sizes: Cases and others of the first, then of the second group. With them the
            test uses Student's t with Satterthwaite's degrees of freedom (1946,
            Biometrics Bulletin 2:110-114), as is usual for this comparison; without,
            the normal.
    """
    one, two = float(first.covariance[0, 0]), float(second.covariance[0, 0])
    df = None
    if sizes is not None and one + two > 0:
        n_one, n_two = sum(sizes[:2]), sum(sizes[2:])
        df = (one + two) ** 2 / (one**2 / (n_one - 1) + two**2 / (n_two - 1))
    return _difference(float(first.values[0] - second.values[0]), one + two, df)


def _difference(value: float, variance: float, df: float | None = None) -> Difference:
    # scipy.stats would do, and takes two seconds to import.
    from scipy.special import stdtr

    error = math.sqrt(max(0.0, float(variance)))
    if error < 1e-15:
        return Difference(Interval(value, value, value), None, None)
    z = value / error
    tail = math.erfc(abs(z) / math.sqrt(2)) / 2 if df is None else stdtr(df, -abs(z))
    half = Z95 * error
    return Difference(
        Interval(value, value - half, value + half), z, float(2 * tail), df
    )


def _components(
    score: Floats, happened: Bools, weight: Floats
) -> tuple[Floats, Floats]:
    """For each case the weight of others below it, for each other that of cases above.

    Ties count half.
    """
    _, place = np.unique(score, return_inverse=True)
    size = int(place.max()) + 1
    cases = np.bincount(place[happened], weight[happened], size)
    others = np.bincount(place[~happened], weight[~happened], size)
    below = np.cumsum(others) - others / 2
    above = cases.sum() - np.cumsum(cases) + cases / 2
    return below[place[happened]], above[place[~happened]]


def _spread(parts: Floats, centre: Floats, weight: Floats) -> Floats:
    """Covariance of the mean of the components: scores x scores."""
    used = int((weight > 0).sum())
    scaled = (parts - centre[:, None]) * weight
    correction = used / (used - 1) if used > 1 else 0.0
    spread: Floats = scaled @ scaled.T / weight.sum() ** 2 * correction
    return spread
