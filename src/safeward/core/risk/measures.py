"""How a score did on rows it never learned from: rank, calibration, reach."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.calibration import bins, brier, table
from safeward.core.statistics.discrimination import auc
from safeward.core.statistics.intervals import Interval
from safeward.core.statistics.logistic_line import fit_line, fit_shift, logit

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ROUNDS: Final = 200
SHARES: Final = (0.01, 0.02, 0.05, 0.10)
"""Capacities that are always shown: shares of the people known on a day."""


@frozen
class Discrimination:
    """How well an order tells those whom it followed from the others.

    Attributes:
        auc: With a 95 % interval over people; None where it followed all or none.
        than_first: How much more than the first score, paired over the same people.
    """

    auc: Interval | None
    than_first: Interval | None


def discriminations(
    scores: Mapping[str, Floats],
    happened: Bools,
    owner: pl.Series,
    *,
    seed: int,
    rounds: int = ROUNDS,
) -> dict[str, Discrimination]:
    """AUC of several scores over the same rows, people drawn together.

    A person's days hang together, so people are drawn, not rows (cluster bootstrap:
    Efron and Tibshirani 1993, chapter 13); the same draws serve every score.

    Args:
        scores: By name; higher stands above. The first is what others are compared to.
        happened: One a row.
        owner: Whose row it is.
        seed: Of the draws.
        rounds: Number of draws.
    """
    values = {name: auc(score, happened) for name, score in scores.items()}
    if any(value is None for value in values.values()) or not values:
        return dict.fromkeys(scores, Discrimination(None, None))
    rng = np.random.default_rng(seed)
    _, person = np.unique(owner.to_numpy(), return_inverse=True)
    people = int(person.max()) + 1
    places = {
        name: np.unique(score, return_inverse=True)[1] for name, score in scores.items()
    }
    drawn = np.empty((rounds, len(scores)))
    for turn in range(rounds):
        weight = rng.multinomial(people, np.full(people, 1 / people))[person]
        hit, miss = (weight * part.astype(float) for part in (happened, ~happened))
        for column, place in enumerate(places.values()):
            drawn[turn, column] = _weighted(place, hit, miss)
    first = next(iter(values.values())) or 0.0
    found = {}
    for column, (name, value) in enumerate(values.items()):
        found[name] = Discrimination(
            _interval(value or 0.0, drawn[:, column]),
            _interval((value or 0.0) - first, drawn[:, column] - drawn[:, 0]),
        )
    return found


def _weighted(place: NDArray[np.int64], hit: Floats, miss: Floats) -> float:
    hits, misses = np.bincount(place, hit), np.bincount(place, miss)
    below = np.cumsum(misses) - misses / 2
    total = hits.sum() * misses.sum()
    return float((hits * below).sum() / total) if total else 0.5


def _interval(value: float, draws: Floats) -> Interval:
    low, high = np.quantile(draws, [0.025, 0.975])
    return Interval(float(value), float(low), float(high))


@frozen
class Calibrated:
    """Whether what was said would happen did.

    Attributes:
        slope: 1 when log odds are as far apart as they should be; below, too far.
        intercept: 0 when right on average; above, more happened than was said.
        brier: Mean squared gap; 0 is perfect.
        brier_of_base_rate: What saying the base rate of everybody would have.
        deciles: ``bin, score_low, score_high, n, happened, said, observed,
            observed_low, observed_high``; ten bins of near equal size by what was said.
    """

    slope: Interval | None
    intercept: Interval | None
    brier: float
    brier_of_base_rate: float
    deciles: pl.DataFrame


def calibration(said: Floats, happened: Bools) -> Calibrated:
    """Calibration of chances on rows that they were not fitted to.

    Intercept and slope: Cox 1958, Biometrika 45:562-565; intervals are Wald's and take
    no account of one person's days hanging together.
    """
    line, shift = fit_line(logit(said), happened), fit_shift(logit(said), happened)
    place = bins(said, few=1)
    parts = brier(said, happened, place)
    return Calibrated(
        slope=line.slope if line else None,
        intercept=shift.intercept if shift else None,
        brier=parts.score,
        brier_of_base_rate=parts.uncertainty,
        deciles=table(said, said, happened, place).drop("weight"),
    )


def reached(
    rows: pl.DataFrame, score: Floats, capacity: Mapping[str, int] | float
) -> float:
    """Share of the grave events of known people that the first on each day did.

    Args:
        rows: Of a sample.
        score: One a row; higher stands first, of equal scores the later report.
        capacity: People a day in each division, or a share of the people known.
    """
    ranked = rows.select(
        "as_of",
        "person_id",
        "owner",
        "division",
        "grave_events",
        latest=pl.col("days_since_last_event").fill_null(2**31),
        score=pl.Series(score),
    ).sort(
        "as_of",
        "score",
        "latest",
        "person_id",
        descending=[False, True, False, False],
    )
    if isinstance(capacity, Mapping):
        sizes = pl.DataFrame(
            {"division": list(capacity), "size": list(capacity.values())},
            schema={"division": pl.String, "size": pl.Int64},
        )
        first = (
            ranked.with_columns(
                place=pl.int_range(1, pl.len() + 1).over("as_of", "division")
            )
            .join(sizes, on="division", how="left", maintain_order="left")
            .with_columns(inside=(pl.col("place") <= pl.col("size")).fill_null(False))
        )
    else:
        first = ranked.with_columns(
            inside=pl.int_range(1, pl.len() + 1).over("as_of")
            <= (pl.len().over("as_of") * capacity).ceil()
        )
    events = rows.select("as_of", "owner", "grave_events").unique()
    total = int(events["grave_events"].sum())
    got = first.filter("inside").select("as_of", "owner", "grave_events").unique()
    return int(got["grave_events"].sum()) / total if total else 0.0


def rounded(value: Any, digits: int = 6) -> Any:
    """Figures as they are kept in a file: the same on every run."""
    if isinstance(value, Interval):
        return {
            "value": round(value.value, digits),
            "low": round(value.low, digits),
            "high": round(value.high, digits),
        }
    if isinstance(value, float):
        return round(value, digits)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: rounded(part, digits) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(part, digits) for part in value]
    return value
