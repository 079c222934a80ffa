"""How many people each division can reach in a week, under the policy in use."""

from datetime import date
from typing import Final

import polars as pl

from safeward.core.capacity.allocate import allocate
from safeward.core.capacity.types import Capacity
from safeward.core.holdings.types import Holdings
from safeward.core.priority.streams import ages, stream
from safeward.core.vocabulary.codes import FRONTLINE_WITH_OVERSIGHT
from safeward.core.vocabulary.law import Law

QUEUE_DAYS: Final = 730
"""People with an event in about two years stand in a queue; hours are for them."""


def reachable(
    holdings: Holdings,
    people: pl.DataFrame,
    points: pl.DataFrame,
    rows: pl.DataFrame,
    capacity: Capacity,
    law: Law,
) -> dict[str, int]:
    """People a week's hours fund in each division, on the first day of the rows.

    Args:
        holdings: For dates of birth, which streams are read from.
        people: ``record_id, person_id`` of everyone.
        points: Axes and tier of every row.
        rows: Of a sample.
        capacity: What divisions can do.
        law: The jurisdiction's dated facts.
    """
    day = rows["as_of"].min()
    if not isinstance(day, date):
        return {}
    here = rows.select("person_id", "as_of", "division", "days_since_last_event")
    cases = (
        here.hstack(points.drop("person_id", "as_of"))
        .filter(pl.col("as_of") == day, pl.col("days_since_last_event") <= QUEUE_DAYS)
        .join(
            ages(holdings, people, rows["person_id"].unique(), day),
            on="person_id",
            how="left",
        )
        .with_columns(
            stream(law, day),
            last_event_on=pl.lit(day)
            - pl.duration(days=pl.col("days_since_last_event").fill_null(0)),
            checks=pl.lit([], dtype=pl.List(pl.String)),
        )
    )
    given = allocate(cases, capacity).responses.filter(
        pl.col("response") != FRONTLINE_WITH_OVERSIGHT
    )
    counts = dict(given.group_by("division").len().iter_rows())
    return {division: int(counts[division]) for division in sorted(counts)}
