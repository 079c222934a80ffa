"""Today's corrections, applied to all the days before: a void equals never having been.

A report recorded in error, and an event that a determination took from a person, are
left out of every day that is replayed, so that no tier, and no date on which one was
reached, rests on them. What was taken out is kept as a notice.
"""

import polars as pl
from attrs import evolve

from safeward.core.history.types import Events
from safeward.core.holdings.types import Holdings


def without_voided(holdings: Holdings) -> Holdings:
    """Leave out reports that were found to be recorded in error.

    Args:
        holdings: What is known on the day of the run.
    """
    kept = pl.col("outcome").ne_missing("recorded_in_error")
    return evolve(holdings, incidents=holdings.incidents.filter(kept))


def without_lost(events: Events) -> Events:
    """Leave out the events that a person was found not to be responsible for.

    An event of a person of which no report stands any more was taken away by a
    determination of the predominant aggressor.
    """
    rows = events.events.select(
        "person_id", "event_id", "known_from", "known_to", "incident_ids"
    ).with_row_index("row_number")
    if not rows["known_to"].is_not_null().any():
        return events
    ended = rows.filter(pl.col("known_to").is_not_null()).select(
        "row_number", "person_id", incident_id="incident_ids"
    )
    standing = rows.filter(
        pl.col("known_to").is_null()
        & pl.col("person_id").is_in(ended["person_id"].unique().implode())
    ).select("person_id", incident_id="incident_ids")
    still = (
        ended.explode("incident_id")
        .join(
            standing.explode("incident_id").unique(),
            on=["person_id", "incident_id"],
            how="semi",
        )
        .select("row_number")
        .unique()
    )
    lost = ended.join(still, on="row_number", how="anti").select("row_number")
    if lost.is_empty():
        return events
    kept = rows.join(lost, on="row_number", how="anti", maintain_order="left")
    key = ["person_id", "event_id", "known_from"]
    return evolve(
        events,
        events=events.events.with_row_index("row_number")
        .filter(~pl.col("row_number").is_in(lost["row_number"].implode()))
        .drop("row_number"),
        victims=events.victims.join(
            kept.select(key), on=key, how="semi", maintain_order="left"
        ),
    )
