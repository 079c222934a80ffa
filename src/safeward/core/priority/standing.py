"""What is known today: the version of each event that stands, and who suffered it."""

from datetime import date

import polars as pl

from safeward.core.history.types import Events
from safeward.core.vocabulary.calendar import months_before

_KEY = ["person_id", "event_id", "known_from"]


def standing(events: Events, as_of: date) -> pl.DataFrame:
    """The version of every event that was known on a day."""
    return events.events.filter(_stands(as_of))


def pairs(events: Events, as_of: date) -> pl.DataFrame:
    """Who is said to have harmed whom: one row a pair and event known on a day.

    Returns:
        ``person_id`` (alleged perpetrator), ``victim_id, event_id, relationship,
        is_child, occurred_on, reported_on, band, injury`` (of the event, gravest).
    """
    return (
        events.victims.lazy()
        .filter(_stands(as_of))
        .join(
            events.events.lazy().select(
                *_KEY, "occurred_on", "reported_on", "band", "injury"
            ),
            on=_KEY,
        )
        .select(
            "person_id",
            "victim_id",
            "event_id",
            "relationship",
            "is_child",
            "occurred_on",
            "reported_on",
            "band",
            pl.col("injury_right").alias("injury"),
        )
        .collect()
    )


def within(months: int, as_of: date) -> pl.Expr:
    """Reported in so many calendar months up to the day."""
    return pl.col("reported_on") > months_before(as_of, months)


def _stands(as_of: date) -> pl.Expr:
    return (pl.col("known_from") <= as_of) & (
        pl.col("known_to").is_null() | (pl.col("known_to") > as_of)
    )
