"""Whether what was said would happen did: tables, Brier and its parts, mean gap."""

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.intervals import Interval, wilson_share

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
FEW = 20
"""A score of at most so many values is shown value by value, not in tenths."""


def bins(score: Floats, parts: int = 10, few: int = FEW) -> NDArray[np.int64]:
    """Which bin each score falls into, from 0, lowest first.

    A score of few values gets a bin a value; otherwise bins of near equal size, cut so
    that equal scores stay together.
    """
    values, place, counts = np.unique(score, return_inverse=True, return_counts=True)
    if len(values) <= few:
        return place.astype(np.int64)
    middle = np.cumsum(counts) - counts / 2
    bin_of = np.minimum((middle * parts / len(score)).astype(np.int64), parts - 1)
    _, tight = np.unique(bin_of, return_inverse=True)
    return tight.astype(np.int64)[place]


def table(
    score: Floats,
    said: Floats,
    happened: Bools,
    bin_of: NDArray[np.int64],
    weights: Floats | None = None,
) -> pl.DataFrame:
    """What was said beside what happened, a row a bin.

    Args:
        score: One a person, for the range of each bin.
        said: Probability, one a person.
        happened: One a person.
        bin_of: Of `bins`.
        weights: One a person.

    Returns:
        ``bin, score_low, score_high, n, weight, happened, said, observed,
        observed_low, observed_high``; ``happened`` is a weight where there are weights.
    """
    weight = np.ones(len(score)) if weights is None else weights
    size = int(bin_of.max()) + 1 if len(bin_of) else 0
    low, high = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(low, bin_of, score)
    np.maximum.at(high, bin_of, score)
    count = np.bincount(bin_of, minlength=size)
    mass = np.bincount(bin_of, weight, size)
    squares = np.bincount(bin_of, weight * weight, size)
    cases = np.bincount(bin_of, weight * happened, size)
    promised = np.bincount(bin_of, weight * said, size)
    rows = []
    for at in range(size):
        shrink = mass[at] / squares[at] if squares[at] else 0.0
        share = wilson_share(float(cases[at]), float(mass[at]), shrink)
        rows.append(
            {
                "bin": at + 1,
                "score_low": float(low[at]),
                "score_high": float(high[at]),
                "n": int(count[at]),
                "weight": float(mass[at]),
                "happened": float(cases[at]),
                "said": float(promised[at] / mass[at]) if mass[at] else None,
                "observed": share.value if share else None,
                "observed_low": share.low if share else None,
                "observed_high": share.high if share else None,
            }
        )
    return pl.DataFrame(rows)


@frozen
class Brier:
    """The mean squared gap between what was said and what happened, and its parts.

    ``score = reliability - resolution + uncertainty + within`` exactly. Murphy 1973,
    Journal of Applied Meteorology 12:595-600; the part within bins is that of
    Stephenson, Coelho and Jolliffe 2008, Weather and Forecasting 23:752-757.

    Attributes:
        score: 0 is perfect.
        reliability: Gap between said and observed, bin by bin; lower is better.
        resolution: How far the bins lie apart; higher is better.
        uncertainty: What a score that knows only the base rate would have.
        within: What the bins hide; 0 where each bin is one value.
        skill: 1 - score / uncertainty; 0 for knowing only the base rate.
    """

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float
    skill: float | None


def brier(
    said: Floats,
    happened: Bools,
    bin_of: NDArray[np.int64],
    weights: Floats | None = None,
) -> Brier:
    """The Brier score of probabilities, with Murphy's parts over the given bins."""
    weight = np.ones(len(said)) if weights is None else weights
    total = float(weight.sum())
    gap = said - happened
    score = float(weight @ (gap * gap)) / total
    size = int(bin_of.max()) + 1
    mass = np.bincount(bin_of, weight, size)
    kept = mass > 0
    share = np.bincount(bin_of, weight * happened, size)[kept] / mass[kept]
    promised = np.bincount(bin_of, weight * said, size)[kept] / mass[kept]
    mass = mass[kept] / total
    base = float(weight @ happened) / total
    reliability = float(mass @ (promised - share) ** 2)
    resolution = float(mass @ (share - base) ** 2)
    uncertainty = base * (1 - base)
    return Brier(
        score=score,
        reliability=reliability,
        resolution=resolution,
        uncertainty=uncertainty,
        within=score - (reliability - resolution + uncertainty),
        skill=1 - score / uncertainty if uncertainty else None,
    )


@frozen
class CalibrationGap:
    """The expected calibration error, and what a perfect score would show by chance."""

    gap: Interval
    by_chance: float


def calibration_gap(
    said: Floats,
    happened: Bools,
    bin_of: NDArray[np.int64],
    *,
    seed: int,
    rounds: int = 1000,
) -> CalibrationGap:
    """The mean distance between said and observed over bins, with a 95 % interval.

    Naeini, Cooper and Hauskrecht 2015, AAAI 29:2901-2907. The interval is the basic
    bootstrap over people (Davison and Hinkley 1997, chapter 5), because the error can
    only be overstated by noise. People of one bin are drawn alike: the mean of what was
    said in a bin is held, which leaves out far less than the outcomes move.
    """
    size = int(bin_of.max()) + 1
    count = np.bincount(bin_of, minlength=size)
    cases = np.bincount(bin_of, happened.astype(float), size)
    promised = np.bincount(bin_of, said, size) / np.maximum(count, 1)
    total = len(said)
    gap = float(np.abs(cases - promised * count).sum() / total)
    rng = np.random.default_rng(seed)
    cells = np.concatenate([cases, count - cases]) / total
    drawn = rng.multinomial(total, cells / cells.sum(), rounds)
    drawn_cases, drawn_count = drawn[:, :size], drawn[:, :size] + drawn[:, size:]
    draws = np.abs(drawn_cases - promised * drawn_count).sum(axis=1) / total
    low, high = np.quantile(draws, [0.025, 0.975])
    perfect = rng.binomial(count, np.clip(promised, 0, 1), (rounds, size))
    chance = np.abs(perfect - promised * count).sum(axis=1) / total
    return CalibrationGap(
        Interval(gap, max(0.0, 2 * gap - float(high)), max(0.0, 2 * gap - float(low))),
        float(chance.mean()),
    )
