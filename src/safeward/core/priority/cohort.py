"""Who is in the queue on a day, and since when without a break."""

from datetime import date

import polars as pl

from safeward.core.history.types import Events
from safeward.core.holdings.types import Holdings

MONTHS_AFTER_EVENT = 24
MONTHS_AFTER_CUSTODY = 12

_FOREVER = date(9999, 12, 31)


def stays(
    events: Events,
    holdings: Holdings,
    people: pl.DataFrame,
    custody_kinds: tuple[str, ...],
) -> pl.DataFrame:
    """Spans of days on which a person is in the queue whatever the tier.

    A harm event known in the 24 months before; an order that is current; custody that
    ended in the 12 months before (until then the custody itself is a current order).

    Args:
        events: What each alleged perpetrator is said to have done.
        holdings: What is known on the day of the run.
        people: ``record_id, person_id``.
        custody_kinds: Kinds of order that are custody.

    Returns:
        ``person_id, start, end`` (the first day out of the queue), sorted, spans of one
        person neither touching nor overlapping.
    """
    by_event = events.events.lazy().select(
        "person_id",
        start="known_from",
        end=pl.min_horizontal(
            pl.col("known_to").fill_null(_FOREVER),
            _months_after(pl.col("reported_on"), MONTHS_AFTER_EVENT),
        ),
    )
    custody = pl.col("kind").is_in(custody_kinds)
    ended = pl.col("ended_on").fill_null(_FOREVER)
    released = pl.min_horizontal(ended, pl.col("expires_on").fill_null(_FOREVER))
    over = pl.min_horizontal(
        ended, pl.col("expires_on").dt.offset_by("1d").fill_null(_FOREVER)
    )
    by_order = (
        holdings.orders.lazy()
        .join(people.lazy().select("record_id", "person_id"), on="record_id")
        .select(
            "person_id",
            start="issued_on",
            end=pl.when(custody & (released < _FOREVER))
            .then(_months_after(released, MONTHS_AFTER_CUSTODY))
            .otherwise(over),
        )
    )
    spans = (
        pl.concat([by_event, by_order])
        .filter(pl.col("end") > pl.col("start"))
        .sort("person_id", "start", "end")
        .with_columns(
            reach=pl.col("end").cum_max().shift(1).over("person_id"),
        )
        .with_columns(
            part=(pl.col("reach").is_null() | (pl.col("start") > pl.col("reach")))
            .cum_sum()
            .over("person_id")
        )
        .group_by("person_id", "part")
        .agg(pl.col("start").min(), pl.col("end").max())
        .select("person_id", "start", "end")
        .sort("person_id", "start")
    )
    return spans.collect()


def dead(holdings: Holdings, people: pl.DataFrame) -> pl.Series:
    """Person_ids of people whom any agency knows to be dead."""
    return (
        holdings.persons.lazy()
        .filter(pl.col("date_of_death").is_not_null())
        .join(people.lazy().select("record_id", "person_id"), on="record_id")
        .select(pl.col("person_id").unique().sort())
        .collect()
        .to_series()
    )


def present(spans: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """People whose span holds the day, and the span's first day as ``entered``."""
    return spans.filter((pl.col("start") <= as_of) & (pl.col("end") > as_of)).select(
        "person_id", entered="start"
    )


def _months_after(day: pl.Expr, months: int) -> pl.Expr:
    """First day on which so many months back is no longer before this day.

    A day of the month that the later month lacks becomes the first of the next, so
    that the span agrees with ``months_before`` to the day.
    """
    moved = day.dt.offset_by(f"{months}mo")
    return (
        pl.when(moved.dt.day() == day.dt.day())
        .then(moved)
        .otherwise(moved.dt.offset_by("1d"))
    )
