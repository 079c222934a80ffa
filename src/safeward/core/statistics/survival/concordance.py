"""How often the one whose score is higher is the one to whom it happens sooner."""

import math

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.intervals import Z95, Interval
from safeward.core.statistics.survival.ordered_pairs import pairs

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@frozen
class Concordance:
    """Harrell's C for outcomes that were not followed to the end for everybody.

    Attributes:
        value: With its 95 % interval.
        se: Standard error.
        pairs: Pairs of people that can be compared.
    """

    value: Interval
    se: float
    pairs: int


def concordance(
    score: Floats, time: Floats, happened: Bools, entry: Floats | None = None
) -> Concordance | None:
    """Compare every two people of whom it is known to whom it happened first.

    Harrell, Lee and Mark 1996, Statistics in Medicine 15:361-387: equal scores count
    half; two events on the same day are not compared; somebody who leaves on the day
    of another's event outlived it. The variance is the infinitesimal jackknife
    (Therneau and Atkinson, "Concordance", vignette of the R package survival).

    Args:
        score: Higher means sooner; one a person.
        time: Until the event or the end of follow-up.
        happened: Whether it ended with the event.
        entry: From when each was followed, without the day itself; 0 for all without.

    Returns:
        None when no two people can be compared.
    """
    _, rank = np.unique(score, return_inverse=True)
    rank = rank.astype(np.int64)
    agree, known = _sides(rank, time, happened, time, ~happened)
    if entry is not None:
        # Who had not yet been followed when it happened cannot be compared with it.
        late_agree, late_known = _sides(
            rank, time, happened, entry, np.ones(len(time), dtype=bool)
        )
        agree, known = agree - late_agree, known - late_known
    total = float(known.sum()) / 2
    if not total:
        return None
    value = float(agree.sum()) / 2 / total
    influence = (agree - value * known) / total
    error = math.sqrt(float(influence @ influence))
    half = Z95 * error
    return Concordance(
        Interval(value, max(0.0, value - half), min(1.0, value + half)),
        error,
        round(total),
    )


def _sides(
    rank: NDArray[np.int64],
    time: Floats,
    happened: Bools,
    later: Floats,
    at_tie: Bools,
) -> tuple[Floats, Floats]:
    """For each person, pairs that agree (ties half) and pairs that can be compared.

    Pairs of an event at ``time`` with somebody whose ``later`` lies behind it, or on
    the same day where ``at_tie`` holds.
    """
    people = len(time)
    events = np.flatnonzero(happened)
    who = np.concatenate([events, np.arange(people)])
    when = np.concatenate([time[events], later])
    first = np.arange(len(who)) < len(events)
    side = np.where(first, 1, np.where(np.concatenate([events >= 0, at_tie]), 2, 0))
    order = np.lexsort((side, when))
    counts = pairs(rank[who[order]], first[order])
    is_first = first[order]
    # An event agrees with those of lower score who follow, one who follows with
    # events of higher score before.
    better = np.where(is_first, counts.lower, counts.higher) + 0.5 * counts.equal
    known = counts.lower + counts.equal + counts.higher
    return (
        np.bincount(who[order], better, people),
        np.bincount(who[order], known.astype(float), people),
    )
