"""What lies between one alleged perpetrator and each victim survivor or child."""

from datetime import date

import polars as pl

from safeward.core.history.catalogue import PAIR_FEATURES
from safeward.core.history.ibis_engine import evaluate
from safeward.core.history.types import Events
from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.codes import PROTECTIVE_ORDERS

PAIR = ("person_id", "victim_id")


def relationships(
    events: Events,
    holdings: Holdings,
    membership: pl.DataFrame,
    as_of: date,
    *,
    persons: pl.Series | None = None,
    evidence: bool = False,
) -> pl.DataFrame:
    """Every pair that an event known on a day names, and how things stand in it.

    Args:
        events: From ``build_events``.
        holdings: All that agencies handed over.
        membership: ``record_id, person_id``.
        as_of: The day.
        persons: Only these alleged perpetrators.
        evidence: Also the evidence of every feature.

    Returns:
        Sorted by ``person_id, victim_id``: ``relationship`` (the last one said),
        ``is_child`` (a party as child only), ``first_event, last_event`` (dates of
        occurrence), ``children`` (different people who were a party as child in these
        events, this one apart), ``order_current`` (a protective order against the
        person stands for this victim), and every feature of pairs.
    """
    now = (pl.col("known_from") <= as_of) & (
        pl.col("known_to").is_null() | (pl.col("known_to") > as_of)
    )
    if persons is not None:
        now = now & pl.col("person_id").is_in(persons.implode())
    identity = ("person_id", "event_id", "known_from")
    days = events.events.lazy().filter(now).select(*identity, "occurred_on")
    between = events.victims.lazy().filter(now).join(days, on=identity).collect()
    children = (
        between.select(*identity, "victim_id")
        .join(
            between.filter("is_child").select(*identity, child="victim_id"), on=identity
        )
        .filter(pl.col("child") != pl.col("victim_id"))
        .group_by(PAIR)
        .agg(pl.col("child").n_unique().cast(pl.Int64).alias("children"))
    )
    told = (
        between.sort(*PAIR, "occurred_on", "event_id")
        .group_by(PAIR, maintain_order=True)
        .agg(
            pl.col("relationship").filter(pl.col("relationship").is_not_null()).last(),
            pl.col("is_child").all(),
            pl.col("occurred_on").min().alias("first_event"),
            pl.col("occurred_on").max().alias("last_event"),
        )
        .join(children, on=PAIR, how="left")
        .join(_protected(holdings, membership, as_of), on=PAIR, how="left")
        .with_columns(
            pl.col("children").fill_null(0), pl.col("order_current").fill_null(False)
        )
    )
    cohort = told.select(*PAIR, pl.lit(as_of).alias("as_of"))
    features = evaluate(events, cohort, PAIR_FEATURES, evidence=evidence)
    return told.join(features.drop("as_of"), on=PAIR, how="left").sort(PAIR)


def _protected(
    holdings: Holdings, membership: pl.DataFrame, as_of: date
) -> pl.DataFrame:
    """Pairs of respondent and protected person of an order that stands."""
    people = membership.lazy().select("record_id", "person_id")
    return (
        holdings.orders.lazy()
        .filter(
            pl.col("kind").is_in(PROTECTIVE_ORDERS)
            & (pl.col("issued_on") <= as_of)
            & (pl.col("ended_on").is_null() | (pl.col("ended_on") > as_of))
            & (pl.col("expires_on").is_null() | (pl.col("expires_on") >= as_of))
        )
        .select("record_id", "protected_record_id")
        .join(people, on="record_id")
        .explode("protected_record_id")
        .join(
            people.rename(
                {"record_id": "protected_record_id", "person_id": "victim_id"}
            ),
            on="protected_record_id",
        )
        .select(*PAIR, order_current=pl.lit(True))
        .unique()
        .collect()
    )
