"""How sure a share is: Wilson intervals, and bootstrap over people."""

import math

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Z95 = 1.959963984540054
"""Standard normal quantile of 0.975."""


@frozen
class Interval:
    """A figure and the range in which 95 % of repetitions would lie."""

    value: float
    low: float
    high: float


def wilson(hits: int, trials: int) -> Interval | None:
    """A share with its 95 % score interval.

    Wilson 1927, Journal of the American Statistical Association 22:209-212: unlike the
    textbook interval it holds for small numbers and for shares near 0 or 1.

    Args:
        hits: How often it was so.
        trials: Out of how many; None is returned for 0.
    """
    return wilson_share(hits, trials)


def wilson_share(hits: float, trials: float, shrink: float = 1.0) -> Interval | None:
    """A weighted share with its 95 % score interval.

    Args:
        hits: Weight of those for whom it was so.
        trials: Weight of all; None is returned for 0.
        shrink: People per unit of weight that the interval may count on.
    """
    if trials <= 0:
        return None
    share, square, people = hits / trials, Z95 * Z95, trials * shrink
    centre = (share + square / (2 * people)) / (1 + square / people)
    half = (
        Z95
        / (1 + square / people)
        * math.sqrt(share * (1 - share) / people + square / (4 * people * people))
    )
    return Interval(share, max(0.0, centre - half), min(1.0, centre + half))


def shares_by_person(
    part: NDArray[np.float64],
    whole: NDArray[np.float64],
    *,
    seed: int,
    rounds: int = 400,
) -> tuple[list[Interval], list[Interval]]:
    """Shares of a whole, and how much each differs from the first, over people.

    A person's repeats hang together, so people are drawn, not events (cluster
    bootstrap, percentile intervals: Efron and Tibshirani 1993, chapter 13). The same
    draws serve every share, so differences are paired.

    Args:
        part: People x shares; what of the whole falls to each share.
        whole: One a person.
        seed: Of the draws.
        rounds: Number of draws.

    Returns:
        One interval a share, and one for its difference from the first.
    """
    total = whole.sum()
    shares = part.sum(axis=0) / total if total else np.zeros(part.shape[1])
    rng = np.random.default_rng(seed)
    drawn = np.empty((rounds, part.shape[1]))
    for turn in range(rounds):
        weight = rng.multinomial(len(whole), np.full(len(whole), 1 / len(whole)))
        mass = weight @ whole
        drawn[turn] = (weight @ part) / mass if mass else shares

    def intervals(
        values: NDArray[np.float64], draws: NDArray[np.float64]
    ) -> list[Interval]:
        low, high = np.quantile(draws, [0.025, 0.975], axis=0)
        return [
            Interval(float(v), float(a), float(b))
            for v, a, b in zip(values, low, high, strict=True)
        ]

    return (
        intervals(shares, drawn),
        intervals(shares - shares[0], drawn - drawn[:, :1]),
    )
