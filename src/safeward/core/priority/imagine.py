"""A question put to one run: these people, with other records, as of the same day."""

import polars as pl
from attrs import evolve

from safeward.core.history.events import build_events
from safeward.core.holdings.types import Holdings
from safeward.core.priority.corrected import without_lost
from safeward.core.priority.today import Today


def imagine(
    today: Today, subjects: pl.DataFrame, *, uncorrected: bool = False
) -> Today:
    """The same day, with only these people as alleged perpetrators.

    Args:
        today: The day of the run.
        subjects: ``record_id, person_id`` of the people asked about.
        uncorrected: Read reports that were later taken out up to that later day, as
            they stood then.
    """
    holdings = _touching(
        today.given if uncorrected else today.holdings, subjects["record_id"].unique()
    )
    events = build_events(holdings, today.people, subjects=subjects)
    if not uncorrected:
        events = without_lost(events)
    overrides = (
        subjects.join(today.people, on="record_id", suffix="_real")
        .select("person_id", person_id_real="person_id_real")
        .unique()
        .join(
            today.facts.overrides,
            left_on="person_id_real",
            right_on="person_id",
        )
        .group_by("person_id", "decided_on")
        .agg(pl.col("override_tier").min())
        .sort("person_id", "decided_on")
    )
    facts = evolve(
        today.facts,
        events=events,
        assessed={
            name: frame.drop("person_id").join(subjects, on="record_id")
            for name, frame in today.facts.assessed.items()
        },
        overrides=overrides,
        custody=today.facts.custody.of(subjects),
    )
    return evolve(today, holdings=holdings, people=subjects, events=events, facts=facts)


def _touching(holdings: Holdings, records: pl.Series) -> Holdings:
    """Only what mentions these records, and other reports of the same events."""
    mentioned = records.implode()
    reports = holdings.involvements.filter(pl.col("record_id").is_in(mentioned))[
        "incident_id"
    ]
    determined = holdings.incidents.filter(
        pl.col("predominant_aggressor").is_in(mentioned)
    )["incident_id"]
    about = pl.concat([reports, determined]).unique().implode()
    shared = holdings.incidents.filter(
        pl.col("incident_id").is_in(about) & pl.col("event_ref").is_not_null()
    )["event_ref"]
    near = holdings.incidents.filter(
        pl.col("incident_id").is_in(about)
        | pl.col("event_ref").is_in(shared.unique().implode())
    )["incident_id"].implode()
    return evolve(
        holdings,
        incidents=holdings.incidents.filter(pl.col("incident_id").is_in(near)),
        involvements=holdings.involvements.filter(pl.col("incident_id").is_in(near)),
        orders=holdings.orders.filter(pl.col("record_id").is_in(mentioned)),
        assessments=holdings.assessments.filter(pl.col("record_id").is_in(mentioned)),
        decisions=holdings.decisions.filter(pl.col("record_id").is_in(mentioned)),
    )
