"""When, not only whether: how soon what a score speaks of comes, and who left first.

One day is followed up: everyone known on it and not in custody, once, by the points of
a scorecard fitted on earlier days. Death and custody end the chance of an outcome;
they compete with it and are not taken for safety.
"""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from safeward.core.risk.binned import Floats, Ints
from safeward.core.risk.measures import rounded
from safeward.core.risk.outcomes import first_after
from safeward.core.risk.types import Outcome, Sample
from safeward.core.statistics.intervals import Interval

MOST_DAYS: Final = 365
LOOKED_AT: Final = (28, 90, 180, 365)
BANDS: Final = (0.5, 0.8, 0.95)
"""Bands of points: the lower half, up to 80 %, up to 95 %, the highest twentieth."""
FEWEST: Final = 20
"""Outcomes below which nothing is estimated."""


def followed_up(
    sample: Sample, rows: pl.DataFrame, points: Floats, outcome: Outcome
) -> pl.DataFrame:
    """How long each person of one day was followed, and what ended it.

    Args:
        sample: What followed whom, and who died or went to custody.
        rows: Of one day of the sample.
        points: One a row.
        outcome: What is waited for.

    Returns:
        ``points, days, event`` (1 the outcome, 2 death or custody, 0 neither so far).
    """
    last = (pl.lit(sample.data_to) - pl.col("as_of")).dt.total_days().clip(0, MOST_DAYS)
    left = (
        rows.select("owner", "as_of")
        .unique()
        .join(sample.exits, left_on="owner", right_on="person_id")
        .filter(pl.col("on") > pl.col("as_of"))
        .group_by("owner", "as_of")
        .agg(left=(pl.col("on") - pl.col("as_of")).dt.total_days().min())
    )
    return (
        rows.with_columns(
            points=pl.Series(points),
            days=first_after(rows, sample.happened, outcome)["days"],
        )
        .join(left, on=["owner", "as_of"], how="left", maintain_order="left")
        .filter(~pl.col("in_custody"))
        .sort("points", "person_id")
        .unique("owner", keep="last", maintain_order=True)
        .with_columns(last=last)
        .with_columns(
            end=pl.min_horizontal("days", "left", "last"),
        )
        .select(
            "points",
            days=pl.col("end"),
            event=pl.when(pl.col("days") == pl.col("end"))
            .then(1)
            .when(pl.col("left") == pl.col("end"))
            .then(2)
            .otherwise(0),
        )
    )


def timing(
    sample: Sample, rows: pl.DataFrame, points: Floats, outcome: Outcome
) -> dict[str, Any]:
    """Hazard by points, and the share to whom it came by then, band by band.

    Returns:
        ``as_of, people, outcomes, left`` (death or custody first), ``cox`` and
        ``incidence``; the last two null with a ``why`` where there is too little.
    """
    waited = followed_up(sample, rows, points, outcome)
    came = int((waited["event"] == 1).sum())
    counts = {
        "as_of": rows["as_of"][0].isoformat() if rows.height else None,
        "people": waited.height,
        "outcomes": came,
        "left": int((waited["event"] == 2).sum()),
        "followed_days": int(waited["days"].to_numpy().max(initial=0)),
    }
    if came < FEWEST or waited["points"].n_unique() < 2:
        why = f"fewer than {FEWEST} outcomes, or points that tell nobody apart"
        return {**counts, "cox": None, "incidence": None, "why": why}
    return {
        **counts,
        "cox": rounded(_cox(waited)),
        "incidence": rounded(_incidence(waited)),
        "why": None,
    }


def _cox(waited: pl.DataFrame) -> dict[str, Any] | None:
    """Hazard ratio of ten points more; those who left first are censored (Cox 1972)."""
    from safeward.core.statistics.survival.concordance import concordance
    from safeward.core.statistics.survival.cox import History, cox
    from safeward.core.statistics.survival.proportional import proportional

    points = waited["points"].to_numpy().astype(float)
    days = waited["days"].to_numpy().astype(float)
    happened = (waited["event"] == 1).to_numpy()
    history = History(points[:, None] / 10, days, happened)
    fitted = cox(history, ("ten points",))
    if fitted is None:
        return None
    ratio = fitted.coefficients[0].estimate
    agreed = concordance(points, days, happened)
    tested = proportional(history, fitted, {"ten points": [0]})["ten points"]
    return {
        "hazard_ratio_of_ten_points": Interval(
            *(math.exp(each) for each in (ratio.value, ratio.low, ratio.high))
        ),
        "concordance": agreed.value if agreed else None,
        "proportional_hazards_p": tested.p,
    }


def _incidence(waited: pl.DataFrame) -> list[dict[str, Any]]:
    """Share to whom the outcome came, and who left first, by band of points."""
    cuts = _cuts(waited["points"].to_numpy())
    found = []
    for low, high in zip([None, *cuts], [*cuts, None], strict=True):
        inside = pl.lit(value=True)
        if low is not None:
            inside = inside & (pl.col("points") >= low)
        if high is not None:
            inside = inside & (pl.col("points") < high)
        band = waited.filter(inside)
        if not band.height:
            continue
        found.append(
            {
                "points_from": low or 0,
                "points_below": high,
                "people": band.height,
                "by": _by(band),
            }
        )
    return found


def _cuts(points: Floats) -> list[int]:
    edges = np.quantile(points, BANDS, method="higher").astype(int)
    return sorted({int(edge) for edge in edges if edge > points.min()})


def _by(band: pl.DataFrame) -> list[dict[str, Any]]:
    days = [day for day in LOOKED_AT if day <= band["days"].to_numpy().max(initial=0)]
    outcome, left = (
        incidence(band["days"].to_numpy(), band["event"].to_numpy(), kind, days)
        for kind in (1, 2)
    )
    return [
        {"days": day, "outcome": came, "left_first": gone}
        for day, came, gone in zip(days, outcome, left, strict=True)
    ]


def incidence(days: Ints, event: Ints, kind: int, at: Sequence[int]) -> list[float]:
    """Share to whom one kind of end came by then, others competing with it.

    Aalen and Johansen 1978, Scandinavian Journal of Statistics 5:141-150: the sum over
    days of the share still there the day before times that day's ends among those at
    risk. Written here because the library that has it moves tied days apart at random,
    which puts the last day's outcomes after those whose follow-up ended on it.

    Args:
        days: Followed for so long.
        event: What ended it; 0 nothing so far, and then still at risk on that day.
        kind: The end that is asked about.
        at: Days asked about.
    """
    times = np.unique(days)
    at_risk = len(days) - np.searchsorted(np.sort(days), times)
    ends = np.searchsorted(times, days)
    wanted = np.bincount(ends[event == kind], minlength=len(times))
    anything = np.bincount(ends[event > 0], minlength=len(times))
    there = np.concatenate([[1.0], np.cumprod(1 - anything / at_risk)[:-1]])
    so_far = np.cumsum(there * wanted / at_risk)
    place = np.searchsorted(times, at, side="right") - 1
    return [float(so_far[p]) if p >= 0 else 0.0 for p in place]
