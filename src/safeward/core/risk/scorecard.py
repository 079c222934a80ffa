"""Weights turned into whole points that add up to at most a hundred.

A point is the same amount of log odds on every line, so a person's points are the
model's log odds to within rounding, and a line reads like one of the policy's.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.risk.binned import Floats
from safeward.core.risk.fit import Fitted
from safeward.core.risk.inputs import BY_ID
from safeward.core.statistics.logistic_line import expit, fit_line

MOST_POINTS: Final = 100

Rung = tuple[int, int]


@frozen
class ScoreLine:
    """One reason for points.

    Attributes:
        input: What it reads.
        at_least: (value, points) rungs, the value reached or passed.
        at_most: (value, points) rungs, the value not passed (days since something).
        sentence: The reason for people.
    """

    input: str
    sentence: str
    at_least: tuple[Rung, ...] = ()
    at_most: tuple[Rung, ...] = ()

    @property
    def most(self) -> int:
        """The most points that this line can give."""
        return max((points for _, points in (*self.at_least, *self.at_most)), default=0)


@frozen
class Calibration:
    """From points to a chance: log odds = intercept + slope x points."""

    intercept: float
    slope: float

    def chance(self, points: Floats) -> Floats:
        """The chance that the outcome follows, by points."""
        return expit(self.intercept + self.slope * points)


def lines(fitted: Fitted) -> tuple[ScoreLine, ...]:
    """Whole points for every step, the lines together at most a hundred."""
    cumulative: dict[str, list[float]] = {}
    place = 0
    for name, at in zip(fitted.steps.inputs, fitted.steps.at, strict=True):
        cumulative[name] = np.cumsum(fitted.weights[place : place + len(at)]).tolist()
        place += len(at)
    total = sum(sums[-1] for sums in cumulative.values())
    if total <= 0:
        return ()
    scale = MOST_POINTS / total
    while sum(_whole(sums[-1] * scale) for sums in cumulative.values()) > MOST_POINTS:
        scale *= 0.995
    found = []
    for name, at in zip(fitted.steps.inputs, fitted.steps.at, strict=True):
        points = [_whole(part * scale) for part in cumulative[name]]
        rungs = [
            (step, now)
            for step, (before, now) in zip(at, pairwise([0, *points]), strict=True)
            if now > before
        ]
        if not rungs:
            continue
        candidate = BY_ID[name]
        found.append(
            ScoreLine(name, candidate.sentence, at_least=tuple(rungs))
            if candidate.moves == "rising"
            else ScoreLine(name, candidate.sentence, at_most=tuple(reversed(rungs)))
        )
    return tuple(found)


def _whole(points: float) -> int:
    """Rounded half up, after what differs from machine to machine is cut off."""
    return math.floor(round(points, 6) + 0.5)


def points_of(lines: Sequence[ScoreLine]) -> pl.Expr:
    """Points of a person, from columns named like the inputs; unknown gives none."""
    given = []
    for line in lines:
        value = pl.col(line.input)
        gains = [
            (value >= at, points - before)
            for (_, before), (at, points) in pairwise(((0, 0), *line.at_least))
        ]
        gains += [
            (value <= at, points - after)
            for (at, points), (_, after) in pairwise((*line.at_most, (0, 0)))
        ]
        given += [
            met.fill_null(value=False).cast(pl.Int32) * gain for met, gain in gains
        ]
    return pl.sum_horizontal(pl.lit(0, pl.Int32), *given).cast(pl.Int32)


def calibrated(points: Floats, happened: np.ndarray) -> Calibration:
    """Fit the line from points to log odds (Platt 1999), rounded as it is kept.

    Points that tell nothing apart get the base rate.
    """
    line = fit_line(points, happened)
    if line is None or line.slope is None or line.slope.value < 0:
        share = float(np.clip(happened.mean(), 1e-6, 1 - 1e-6))
        return Calibration(round(math.log(share / (1 - share)), 6), 0.0)
    return Calibration(round(line.intercept.value, 6), round(line.slope.value, 6))
