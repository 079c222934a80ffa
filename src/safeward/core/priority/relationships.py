"""Who harms whom: one row a pair of alleged perpetrator and victim survivor."""

from datetime import date

import polars as pl

from safeward.core.holdings.types import Holdings
from safeward.core.priority.standing import within
from safeward.core.vocabulary.codes import PROTECTIVE_ORDERS

SCHEMA = {
    "perpetrator": pl.String,
    "victim_survivor": pl.String,
    "relationship": pl.String,
    "tier": pl.String,
    "first_event": pl.Date,
    "last_event": pl.Date,
    "events_12m": pl.Int64,
    "gravest": pl.Int64,
    "order_current": pl.Boolean,
    "children": pl.Int64,
}


def relationships(
    alleged: pl.DataFrame,
    tiers: pl.DataFrame,
    holdings: Holdings,
    people: pl.DataFrame,
    as_of: date,
) -> pl.DataFrame:
    """Every pair of a person in the queue and somebody said to have been harmed.

    Args:
        alleged: Pairs and events known today (``standing.pairs``).
        tiers: ``person_id, tier`` of the queue.
        holdings: What is known today.
        people: ``record_id, person_id``.
        as_of: The day.

    Returns:
        ``perpetrator, victim_survivor, relationship`` (of the latest event that says),
        ``tier, first_event, last_event`` (days of occurrence), ``events_12m`` (distinct
        days), ``gravest`` (band 1-5), ``order_current`` (an order against the one
        protects the other), ``children`` (other parties of shared events who were there
        as children); sorted by pair.
    """
    ours = alleged.lazy().join(tiers.lazy(), on="person_id")
    each = (
        ours.sort("occurred_on", "event_id")
        .group_by("person_id", "victim_id")
        .agg(
            pl.col("relationship").drop_nulls().last(),
            pl.col("tier").first(),
            first_event=pl.col("occurred_on").min(),
            last_event=pl.col("occurred_on").max(),
            events_12m=pl.col("occurred_on").filter(within(12, as_of)).n_unique(),
            gravest=pl.col("band").max(),
        )
    )
    children = (
        ours.select("person_id", "victim_id", "event_id")
        .join(
            ours.filter("is_child").select("person_id", "event_id", child="victim_id"),
            on=["person_id", "event_id"],
        )
        .filter(pl.col("child") != pl.col("victim_id"))
        .group_by("person_id", "victim_id")
        .agg(children=pl.col("child").n_unique())
    )
    return (
        each.join(children, on=["person_id", "victim_id"], how="left")
        .join(
            _protected(holdings, people, as_of).with_columns(order_current=True),
            on=["person_id", "victim_id"],
            how="left",
        )
        .rename({"person_id": "perpetrator", "victim_id": "victim_survivor"})
        .with_columns(
            pl.col("children").fill_null(0),
            pl.col("order_current").fill_null(value=False),
        )
        .select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
        .sort("perpetrator", "victim_survivor")
        .collect()
    )


def _protected(holdings: Holdings, people: pl.DataFrame, as_of: date) -> pl.LazyFrame:
    """Pairs of respondent and protected person of a current protective order."""
    who = people.lazy().select("record_id", "person_id")
    return (
        holdings.orders.lazy()
        .filter(
            pl.col("kind").is_in(PROTECTIVE_ORDERS)
            & (pl.col("issued_on") <= as_of)
            & (pl.col("expires_on").is_null() | (pl.col("expires_on") >= as_of))
            & (pl.col("ended_on").is_null() | (pl.col("ended_on") > as_of))
        )
        .explode("protected_record_id")
        .join(who, on="record_id")
        .join(
            who.rename({"person_id": "victim_id"}),
            left_on="protected_record_id",
            right_on="record_id",
        )
        .select("person_id", "victim_id")
        .unique()
    )
