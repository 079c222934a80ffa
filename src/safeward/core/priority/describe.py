"""Plain facts about each person of concern that stand beside the tier."""

from datetime import date
from typing import Final

import polars as pl

from safeward.core.holdings.types import Holdings
from safeward.core.priority.standing import within

COUNT_MONTHS: Final = 36
ALSO_MONTHS: Final = 24
NO_DIVISION: Final = "not_recorded"
"""Division of a person without any harm event, such as one on an order alone."""

FIRST_AGENCY: Final = "police"


def records(
    holdings: Holdings, people: pl.DataFrame, wanted: pl.Series
) -> pl.DataFrame:
    """Each person's records, and the identifier people know them by.

    Returns:
        ``person_id, record_ids`` (sorted), ``identifier``: the smallest of the police,
        else the smallest of any agency, by agency first.
    """
    return (
        people.lazy()
        .filter(pl.col("person_id").is_in(wanted.implode()))
        .select("record_id", "person_id")
        .join(
            holdings.persons.lazy().select("record_id", "agency", "identifier"),
            on="record_id",
        )
        .with_columns(other=pl.col("agency") != FIRST_AGENCY)
        .sort("person_id", "record_id")
        .group_by("person_id", maintain_order=True)
        .agg(
            pl.col("record_id").alias("record_ids"),
            pl.col("identifier")
            .filter(pl.col("identifier").is_not_null())
            .sort_by(
                *(
                    pl.col(name).filter(pl.col("identifier").is_not_null())
                    for name in ("other", "agency", "identifier")
                )
            )
            .first(),
        )
        .collect()
    )


def places(events: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Where each person's events were.

    Args:
        events: Events known today, one row a person and event.
        as_of: The day.

    Returns:
        ``person_id, division`` (of the latest event, ties to the greatest
        incident_id), ``also_in`` (other divisions with events reported in 24 months),
        ``last_event_on``.
    """
    return (
        events.lazy()
        .select(
            "person_id",
            "occurred_on",
            "reported_on",
            "division",
            greatest=pl.col("incident_ids").list.last(),
        )
        .sort("person_id", "occurred_on", "greatest")
        .group_by("person_id", maintain_order=True)
        .agg(
            pl.col("division").last(),
            pl.col("occurred_on").last().alias("last_event_on"),
            pl.col("division")
            .filter(within(ALSO_MONTHS, as_of))
            .unique()
            .sort()
            .alias("divisions"),
        )
        .select(
            "person_id",
            "division",
            pl.col("divisions")
            .list.set_difference(pl.concat_list("division"))
            .list.sort()
            .alias("also_in"),
            "last_event_on",
        )
        .collect()
    )


def harmed(alleged: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """How many different people each is said to have harmed in 36 months.

    Returns:
        ``person_id, victim_survivors, children``: a person who was a party as a child
        only counts as a child.
    """
    each = (
        alleged.lazy()
        .filter(within(COUNT_MONTHS, as_of))
        .group_by("person_id", "victim_id")
        .agg(pl.col("is_child").all())
    )
    return (
        each.group_by("person_id")
        .agg(
            (~pl.col("is_child")).sum().cast(pl.Int64).alias("victim_survivors"),
            pl.col("is_child").sum().cast(pl.Int64).alias("children"),
        )
        .collect()
    )
