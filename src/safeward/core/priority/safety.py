"""People whose safety is at stake: victim survivors and children in their own right."""

from datetime import date
from typing import Final

import polars as pl

from safeward.core.holdings.types import Holdings
from safeward.core.priority.standing import within
from safeward.core.vocabulary.codes import CHECKS

MONTHS: Final = 36
URGENT: Final = ("T1", "T2")
SEVERAL: Final = 2

_BEARING_ON_SAFETY: Final = (
    "aggressor",
    "in_custody",
    "release_due",
    "order_unserved",
    "order_expiring",
)
"""Checks of the alleged perpetrator that the victim survivor's safety turns on."""


def safety(
    alleged: pl.DataFrame,
    queue: pl.DataFrame,
    ages: pl.DataFrame,
    own_checks: dict[str, pl.Series],
    holdings: Holdings,
    people: pl.DataFrame,
    *,
    adult_age: int,
    as_of: date,
) -> pl.DataFrame:
    """One row a victim survivor or child linked to a T1 or T2, or to two or more.

    Args:
        alleged: Pairs and events known today.
        queue: ``person_id, tier, checks`` of people of concern.
        ages: ``person_id, age`` of victim survivors and children.
        own_checks: By check, the people of whom it is true.
        holdings: What is known today.
        people: ``record_id, person_id``.
        adult_age: Age from which a person is no child.
        as_of: The day.

    Returns:
        ``person_id, is_child`` (by age, where unknown by the latest role),
        ``alleged_perpetrators_36m, highest_tier, last_event_on, own_assessment_on``
        (latest assessment of this person's own risk), ``checks``; no names; sorted.
    """
    recent = alleged.lazy().filter(within(MONTHS, as_of))
    bearing = queue.lazy().select(
        "person_id",
        "tier",
        bearing=pl.col("checks").list.set_intersection(list(_BEARING_ON_SAFETY)),
    )
    own = [
        pl.when(pl.col("person_id").is_in(who.implode())).then(pl.lit(check))
        for check, who in own_checks.items()
    ]
    return (
        recent.sort("occurred_on", "event_id")
        .join(bearing, on="person_id", how="left")
        .group_by(person="victim_id")
        .agg(
            pl.col("is_child").last().alias("child_role"),
            pl.col("person_id").n_unique().alias("alleged_perpetrators_36m"),
            pl.col("tier").min().alias("highest_tier"),
            pl.col("occurred_on").max().alias("last_event_on"),
            pl.col("bearing").explode().drop_nulls().unique(),
        )
        .filter(
            pl.col("highest_tier").is_in(URGENT)
            | (pl.col("alleged_perpetrators_36m") >= SEVERAL)
        )
        .rename({"person": "person_id"})
        .join(ages.lazy().select("person_id", "age"), on="person_id", how="left")
        .join(_own_assessments(holdings, people), on="person_id", how="left")
        .with_columns(
            is_child=pl.coalesce(pl.col("age") < adult_age, "child_role"),
            met=pl.concat_list("bearing", *own).list.drop_nulls(),
        )
        .select(
            "person_id",
            "is_child",
            pl.col("alleged_perpetrators_36m").cast(pl.Int64),
            "highest_tier",
            "last_event_on",
            "own_assessment_on",
            pl.concat_list(
                pl.when(pl.col("met").list.contains(check)).then(pl.lit(check))
                for check in CHECKS
            )
            .list.drop_nulls()
            .alias("checks"),
        )
        .sort("person_id")
        .collect()
    )


def _own_assessments(holdings: Holdings, people: pl.DataFrame) -> pl.LazyFrame:
    """The latest completed assessment of each person's own risk."""
    return (
        holdings.assessments.lazy()
        .filter(~pl.col("void").fill_null(value=False))
        .select(record_id="victim_record_id", on="completed_on")
        .drop_nulls()
        .unique()
        .join(people.lazy().select("record_id", "person_id"), on="record_id")
        .group_by("person_id")
        .agg(pl.col("on").max().alias("own_assessment_on"))
    )
