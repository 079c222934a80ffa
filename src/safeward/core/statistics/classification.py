"""What a cut-off gets right and wrong, and how sure each rate is."""

import math

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.intervals import Z95, Interval, wilson_share

PARTS: dict[str, tuple[list[int], list[int]]] = {
    "sensitivity": ([0], [0, 3]),
    "specificity": ([2], [1, 2]),
    "fpr": ([1], [1, 2]),
    "fnr": ([3], [0, 3]),
    "ppv": ([0], [0, 1]),
    "npv": ([2], [2, 3]),
    "accuracy": ([0, 2], [0, 1, 2, 3]),
    "base_rate": ([0, 3], [0, 1, 2, 3]),
    "flagged": ([0, 1], [0, 1, 2, 3]),
}
"""Numerator and denominator of each rate, as places in (tp, fp, tn, fn)."""

RATES = tuple(PARTS)


@frozen
class Confusion:
    """How often a score at or above its cut-off was followed by the outcome.

    Attributes:
        tp: Flagged, and it happened.
        fp: Flagged, and it did not.
        tn: Not flagged, and it did not.
        fn: Not flagged, and it happened.
        shrink: People per unit of weight that the intervals may count on; 1 without
            weights (Kish 1965: the square of the sum over the sum of squares).
    """

    tp: float
    fp: float
    tn: float
    fn: float
    shrink: float = 1.0

    @property
    def total(self) -> float:
        """Everybody, by weight."""
        return self.tp + self.fp + self.tn + self.fn

    def parts(self, rate: str) -> tuple[float, float]:
        """Numerator and denominator of a rate."""
        hits, trials = PARTS[rate]
        cells = (self.tp, self.fp, self.tn, self.fn)
        return sum(cells[at] for at in hits), sum(cells[at] for at in trials)

    def rate(self, rate: str) -> Interval | None:
        """A rate with its Wilson interval; None when nobody is in its denominator."""
        hits, trials = self.parts(rate)
        return wilson_share(hits, trials, self.shrink)

    def ratio(self, positive: bool) -> Interval | None:
        """LR+ or LR-: how a flag, or none, moves the odds.

        The interval is on the logarithm (Simel, Samsa and Matchar 1991, Journal of
        Clinical Epidemiology 44:763-770). None where a rate is 0 or not known.
        """
        cases, others = self.tp + self.fn, self.fp + self.tn
        hit, false = (self.tp, self.fp) if positive else (self.fn, self.tn)
        if not cases or not others or not false:
            return None
        value = (hit / cases) / (false / others)
        if not hit:
            return Interval(0.0, 0.0, math.inf)
        spread = (1 / hit - 1 / cases + 1 / false - 1 / others) / self.shrink
        half = Z95 * math.sqrt(max(0.0, spread))
        return Interval(value, value * math.exp(-half), value * math.exp(half))

    def number_needed(self) -> Interval | None:
        """How many flagged people are looked into for one to whom it happens."""
        ppv = self.rate("ppv")
        if ppv is None or not ppv.value:
            return None
        return Interval(1 / ppv.value, 1 / ppv.high, 1 / ppv.low)


def confusion(
    flagged: NDArray[np.bool_],
    happened: NDArray[np.bool_],
    weights: NDArray[np.float64] | None = None,
) -> Confusion:
    """Count who was flagged against to whom it happened, one of each a person."""
    code = 2 * flagged.astype(np.int8) + happened.astype(np.int8)
    cells = np.bincount(code, weights, 4)
    shrink = 1.0
    if weights is not None:
        squares = float(weights @ weights)
        shrink = float(weights.sum()) / squares if squares else 0.0
    tn, fn, fp, tp = (float(cell) for cell in cells)
    return Confusion(tp=tp, fp=fp, tn=tn, fn=fn, shrink=shrink)
