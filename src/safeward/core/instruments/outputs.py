"""From the sum of a rule to the result columns, the main score and the band."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.instruments.terms import half_up
from safeward.core.instruments.types import Instrument, Output

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]
Places = NDArray[np.intp]

NO_BAND = -1


@frozen(eq=False)
class Adjusted:
    """What people recorded that moves a band, one entry a row.

    Attributes:
        raised: The assessor's judgement raises to the highest band.
        lowered: The published rule lowers the band one step.
    """

    raised: Truths
    lowered: Truths

    def of(self, rows: NDArray[np.intp]) -> "Adjusted":
        """The same for some of the rows."""
        return Adjusted(self.raised[rows], self.lowered[rows])


def output(tool: Instrument, name: str, total: Numbers, by: Adjusted) -> Numbers:
    """One result column; NaN where there is no sum."""
    chosen = next(o for o in tool.scoring.outputs if o.name == name)
    value = _output(chosen, total)
    if chosen.form == "reaches":
        value = np.where(_along(by.raised, value), 1.0, value)
    return value


def score(tool: Instrument, total: Numbers, by: Adjusted) -> Numbers:
    """The main score."""
    return output(tool, tool.scoring.score, total, by)


def band(tool: Instrument, total: Numbers, by: Adjusted) -> Places:
    """Place of the band, or ``NO_BAND``."""
    if not tool.bands:
        return np.full(total.shape, NO_BAND, dtype=np.intp)
    value = output(tool, tool.scoring.band_of, total, by)
    least = [band.least or 0.0 for band in tool.bands]
    found = np.maximum(np.searchsorted(least, value, side="right") - 1, 0)
    found = np.where(_along(by.raised, value), len(least) - 1, found)
    if tool.scoring.lowered_from:
        first = tool.levels.index(tool.scoring.lowered_from)
        step = _along(by.lowered, value) & (found >= first)
        found = found - step.astype(np.intp)
    return np.where(np.isnan(value), NO_BAND, found)


def _along(flag: Truths, value: Numbers) -> Truths:
    """A flag a row, shaped to go along possible answers of that row."""
    return flag.reshape(-1, *[1] * (value.ndim - 1))


def _output(chosen: Output, total: Numbers) -> Numbers:
    if chosen.form == "sum":
        return total
    if chosen.form == "sum_percent":
        return half_up(100 * total, 2)
    if chosen.form == "reaches":
        met = (total >= chosen.least).astype(np.float64)
        return np.where(np.isnan(total), np.nan, met)
    # Infinite sums stand for answers that contradict others; exp may overflow there.
    with np.errstate(over="ignore"):
        share = 1 / (1 + np.exp(-(chosen.slope * total + chosen.intercept)))
    if chosen.zero_when_zero:
        share = np.where(total == 0, 0.0, share)
    if chosen.form == "percent":
        return half_up(100 * share, 2)
    if chosen.form == "whole_percent":
        return np.clip(half_up(100 * share), 1, 99)
    return share
