"""Custody and orders of a person as of a date: plain facts, never points.

Nothing that had not happened by the date is read: an order issued later does not exist
yet, and service or an end on a later day has not happened. An expiry is known from the
day of issue.
"""

import polars as pl

from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.codes import CUSTODY_ORDERS, PROTECTIVE_ORDERS

KEY = ("person_id", "as_of")


def custody_and_orders(
    holdings: Holdings, membership: pl.DataFrame, cohort: pl.DataFrame
) -> pl.DataFrame:
    """Who is in custody, when they are due out, and which orders stand.

    Args:
        holdings: All that agencies handed over.
        membership: ``record_id, person_id``; a record may sit in several persons.
        cohort: ``person_id, as_of``.

    Returns:
        The distinct rows of the cohort, sorted, with ``in_custody``;
        ``custody_ended_on`` (the last release, null while in custody);
        ``release_due_on`` (the latest expiry of the custody that runs, null where one
        spell has none); ``orders_current`` and ``orders_unserved`` (counts of
        protective orders issued and not over; one expiring today still stands);
        ``oldest_unserved_on`` (its issue); ``next_order_expiry``;
        ``protected_person_exists`` (a current order protects somebody).
    """
    rows = cohort.select(KEY).unique().sort(KEY).lazy()
    held = (
        holdings.orders.lazy()
        .join(membership.lazy().select("record_id", "person_id"), on="record_id")
        .join(rows, on="person_id")
        .filter(pl.col("issued_on") <= pl.col("as_of"))
        .unique(["order_id", *KEY])
        .with_columns(
            pl.when(pl.col(day) <= pl.col("as_of")).then(day).alias(day)
            for day in ("served_on", "ended_on")
        )
    )
    return (
        rows.join(_custody(held), on=KEY, how="left")
        .join(_orders(held), on=KEY, how="left")
        .with_columns(
            pl.col("in_custody", "protected_person_exists").fill_null(False),
            pl.col("orders_current", "orders_unserved").fill_null(0),
            release_due_on=pl.when("in_custody").then("release_due_on"),
            custody_ended_on=pl.when(~pl.col("in_custody")).then("custody_ended_on"),
        )
        .sort(KEY)
        .collect()
    )


def _custody(held: pl.LazyFrame) -> pl.LazyFrame:
    over = pl.min_horizontal("ended_on", "expires_on")
    running = over.is_null() | (over > pl.col("as_of"))
    due = pl.col("expires_on").filter(running)
    return (
        held.filter(pl.col("kind").is_in(CUSTODY_ORDERS))
        .group_by(KEY)
        .agg(
            running.any().alias("in_custody"),
            over.filter(over <= pl.col("as_of")).max().alias("custody_ended_on"),
            pl.when(~due.has_nulls()).then(due.max()).alias("release_due_on"),
        )
    )


def _orders(held: pl.LazyFrame) -> pl.LazyFrame:
    protective = pl.col("kind").is_in(PROTECTIVE_ORDERS)
    unserved = protective & pl.col("served_on").is_null()
    named = pl.col("protected_record_id").list.len() > 0
    return (
        held.filter(
            pl.col("ended_on").is_null()
            & (
                pl.col("expires_on").is_null()
                | (pl.col("expires_on") >= pl.col("as_of"))
            )
        )
        .group_by(KEY)
        .agg(
            protective.sum().cast(pl.Int64).alias("orders_current"),
            unserved.sum().cast(pl.Int64).alias("orders_unserved"),
            pl.col("issued_on").filter(unserved).min().alias("oldest_unserved_on"),
            pl.col("expires_on").filter(protective).min().alias("next_order_expiry"),
            (protective | named.fill_null(False))
            .any()
            .alias("protected_person_exists"),
        )
    )
