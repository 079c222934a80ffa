"""Whether the people, the score or the outcome moved between two periods."""

import math

import numpy as np
import polars as pl
from numpy.typing import NDArray

from safeward.core.statistics.intervals import Interval, wilson

Floats = NDArray[np.float64]
FLOOR = 1e-4
"""A share of nought counts as this in the index, whose logarithm has none."""


def cuts(reference: Floats, parts: int = 10, few: int = 20) -> Floats:
    """Lower bounds of bins of a reference period: its values or its tenths."""
    values = np.unique(reference)
    if len(values) <= few:
        return values[1:]
    return np.unique(np.quantile(reference, np.arange(1, parts) / parts))


def stability(reference: Floats, current: Floats) -> tuple[float, pl.DataFrame]:
    """Population stability index between two periods, and what it is made of.

    Sum over bins of (current - reference) x ln(current / reference), bins from the
    reference period (Siddiqi 2006, Credit Risk Scorecards, chapter 10). Under 0.1 is
    usually called stable, 0.25 and more a clear shift.

    Returns:
        The index, and ``low, reference, current, part`` a row a bin (``low`` is the
        bin's lower bound, empty in the first).
    """
    bounds = cuts(reference)
    size = len(bounds) + 1
    before = np.bincount(np.searchsorted(bounds, reference, "right"), minlength=size)
    after = np.bincount(np.searchsorted(bounds, current, "right"), minlength=size)
    one, two = before / len(reference), after / len(current)
    safe_one, safe_two = np.maximum(one, FLOOR), np.maximum(two, FLOOR)
    part = (safe_two - safe_one) * np.log(safe_two / safe_one)
    table = pl.DataFrame(
        {
            "low": [None, *(float(bound) for bound in bounds)],
            "reference": one,
            "current": two,
            "part": part,
        },
        schema_overrides={"low": pl.Float64},
    )
    return float(part.sum()), table


def share_change(
    hits_before: int, before: int, hits_after: int, after: int
) -> Interval | None:
    """How much a share changed, later less earlier, with a 95 % interval.

    Newcombe 1998, Statistics in Medicine 17:873-890, method 10 (from Wilson intervals).
    None when a period has nobody.
    """
    one, two = wilson(hits_before, before), wilson(hits_after, after)
    if one is None or two is None:
        return None
    value = two.value - one.value
    low = value - math.hypot(two.value - two.low, one.high - one.value)
    high = value + math.hypot(two.high - two.value, one.value - one.low)
    return Interval(value, low, high)
