"""The harm that followed: what was later found to have happened after each day."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl
from attrs import frozen

from safeward.core.evaluation.backtest.gravity import days_of_harm
from safeward.core.history.types import Events

GRAVE_QUANTILE = 0.9


@frozen
class Followed:
    """Events as they stand at the end of the data.

    Attributes:
        events: ``person_id, occurred_on, days, grave, injury`` (serious or fatal); one
            row a person and event, void events and those only found by proactive checks
            left out.
        first_known: ``person_id, first_known``: when anything was first known.
        grave_days: From how many days an event is grave.
        grave_share: Share of the replayed events that are.
        replayed: Events within any horizon.
    """

    events: pl.DataFrame
    first_known: pl.DataFrame
    grave_days: float
    grave_share: float
    replayed: int


def followed(
    events: Events,
    dates: Sequence[date],
    horizon: int,
    last: date,
    *,
    grave_days: float | None = None,
) -> Followed:
    """Find what happened after the dates, and from when on it counts as grave.

    Grave is harm at or above the 90th percentile of the events that are replayed, ties
    in, so the share may exceed a tenth; or at or above a number of days that is given.

    Args:
        events: Of everyone; parts of people (``~``) are left out.
        dates: As-of dates.
        horizon: Days after each date that are looked at.
        last: Last day of the data.
        grave_days: From how many days an event is grave; None for the percentile.
    """
    whole = events.events.filter(~pl.col("person_id").str.contains("~", literal=True))
    stands = whole.filter(
        pl.col("known_from") <= last,
        pl.col("known_to").is_null() | (pl.col("known_to") > last),
        ~pl.col("proactive").fill_null(value=False),
    ).select(
        "person_id",
        "event_id",
        "occurred_on",
        days=days_of_harm(),
        injury=pl.col("injury").is_in(["serious", "fatal"]).fill_null(value=False),
    )
    end = min(last, max(dates) + timedelta(days=horizon))
    after = stands.filter(
        pl.col("occurred_on") > min(dates), pl.col("occurred_on") <= end
    )
    limit = _percentile(after["days"]) if grave_days is None else grave_days
    marked = after.with_columns(grave=pl.col("days") >= limit)
    return Followed(
        events=marked.sort("person_id", "event_id"),
        first_known=whole.group_by("person_id").agg(
            first_known=pl.col("known_from").min()
        ),
        grave_days=limit,
        grave_share=int(marked["grave"].sum()) / max(1, marked.height),
        replayed=after.height,
    )


def _percentile(days: pl.Series) -> float:
    cut = days.quantile(GRAVE_QUANTILE, "higher") if days.len() else None
    return float(cut) if cut is not None else float("inf")


def after_day(found: Followed, day: date, horizon: int) -> pl.DataFrame:
    """Who did grave harm within a horizon: ``person_id, grave, days, injuries, new``.

    ``new`` says that nothing was known of the person as alleged perpetrator on the day.
    """
    return (
        found.events.filter(
            pl.col("occurred_on") > day,
            pl.col("occurred_on") <= day + timedelta(days=horizon),
            pl.col("grave") | pl.col("injury"),
        )
        .group_by("person_id")
        .agg(
            pl.col("grave").sum().cast(pl.Int64),
            pl.col("days").filter("grave").sum().round(3),
            injuries=pl.col("injury").sum().cast(pl.Int64),
        )
        .join(found.first_known, on="person_id", how="left")
        .with_columns(
            new=pl.col("first_known").is_null() | (pl.col("first_known") > day)
        )
        .drop("first_known")
        .sort("person_id")
    )
