"""Everyone with alleged harm known on each day, and what was known of them then.

Events are united once for all days, with every version of what was known when; a day
reads the versions of that day, results completed by it, and the people as they were
linked on it. Nothing is filtered by what came later except the labels.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl
from attrs import evolve

from safeward.core.history.catalogue import features
from safeward.core.history.ibis_engine import evaluate
from safeward.core.history.types import Events
from safeward.core.holdings.types import Holdings
from safeward.core.instruments.recorded import prepared, results_on
from safeward.core.risk.guard import check
from safeward.core.risk.inputs import CANDIDATES, Candidate
from safeward.core.risk.outcomes import labelled, newcomers
from safeward.core.risk.types import KEY, Identity, Sample
from safeward.core.vocabulary.codes import CUSTODY_ORDERS

RESPONDED_DAYS = 90
"""How long before a day a unit's recorded review still counts as a response."""

_NOT_INTENSIVE = ("T3", "T4")


def sample(
    holdings: Holdings,
    events: Events,
    identity: Identity,
    happened: pl.DataFrame,
    *,
    dates: Sequence[date],
    horizon: int,
    data_to: date,
    proactive: bool = False,
    candidates: Sequence[Candidate] = CANDIDATES,
) -> Sample:
    """Look at everyone known on each day, with that day's knowledge.

    Args:
        holdings: Everything that was read.
        events: From ``build_events``, of everyone.
        identity: Who was who on each day.
        happened: What followed, from ``outcomes.happened``.
        dates: As-of dates.
        horizon: Days after each date that are looked at.
        data_to: Last day of the data.
        proactive: Also count events that only proactive checks found.
        candidates: What may be read.

    Raises:
        GuardedInput: A candidate is not on the closed list.
    """
    check(candidate.id for candidate in candidates)
    counted = events if proactive else without_proactive(events)
    cohort = pl.concat(cohort_on(counted, identity, day) for day in dates)
    died = _died(holdings, identity.everyone)
    cohort = (
        cohort.join(died, left_on="person_id", right_on="person_id", how="left")
        .filter(pl.col("died_on").is_null() | (pl.col("died_on") > pl.col("as_of")))
        .drop("died_on")
    )
    asked = [c.id for c in candidates if c.origin == "history"]
    values = evaluate(counted, cohort, features(asked), evidence=False)
    recorded = [c.id for c in candidates if c.origin == "recorded"]
    assessed = results_on(
        prepared(holdings.assessments, identity.everyone), cohort.select(KEY)
    ).select(*KEY, "safvr_latest", *recorded)
    rows = (
        cohort.join(values, on=KEY, how="left", maintain_order="left")
        .join(assessed, on=KEY, how="left", maintain_order="left")
        .with_columns(
            in_custody=_in_custody(holdings, identity.everyone, cohort),
            responded=_responded(holdings, identity.everyone, cohort),
        )
    )
    rows = labelled(rows, happened, horizon)
    new, total = newcomers(rows, happened, dates, horizon)
    return Sample(
        rows=rows.sort("as_of", "person_id"),
        inputs=tuple(c.id for c in candidates),
        happened=happened,
        exits=_exits(holdings, identity.people, died),
        dates=tuple(dates),
        horizon=horizon,
        data_to=data_to,
        decisions=holdings.decisions.height > 0,
        grave_by_newcomers=new,
        grave_total=total,
    )


def without_proactive(events: Events) -> Events:
    """The same events without what only proactive checks found."""
    found = pl.col("proactive").fill_null(value=False)
    kept = events.events.filter(~found)
    return evolve(
        events,
        events=kept,
        victims=events.victims.join(
            kept.select("version"), on="version", how="semi", maintain_order="left"
        ),
    )


def cohort_on(events: Events, identity: Identity, day: date) -> pl.DataFrame:
    """Everyone of whom alleged harm was known on a day, as linked on that day.

    Returns:
        ``person_id, as_of, owner, division``, sorted by person.
    """
    apart = identity.apart[day]
    whole = pl.col("person_id").str.contains("~", literal=True)
    return (
        events.events.filter(
            pl.col("known_from") <= day,
            pl.col("known_to").is_null() | (pl.col("known_to") > day),
        )
        .sort("person_id", "occurred_on", pl.col("incident_ids").list.last())
        .group_by("person_id", maintain_order=True)
        .agg(pl.col("division").last())
        .join(
            apart.rename({"person_id": "owner"}),
            left_on="person_id",
            right_on="part",
            how="left",
            maintain_order="left",
        )
        .filter(
            pl.col("owner").is_not_null()
            | (~whole & ~pl.col("person_id").is_in(apart["person_id"].implode()))
        )
        .select(
            "person_id",
            pl.lit(day).alias("as_of"),
            pl.coalesce("owner", "person_id").alias("owner"),
            "division",
        )
    )


def _died(holdings: Holdings, people: pl.DataFrame) -> pl.DataFrame:
    return (
        holdings.persons.filter(pl.col("date_of_death").is_not_null())
        .join(people, on="record_id")
        .group_by("person_id")
        .agg(died_on=pl.col("date_of_death").min())
    )


def _exits(
    holdings: Holdings, people: pl.DataFrame, died: pl.DataFrame
) -> pl.DataFrame:
    """Days that end the chance of an outcome: death, and the beginning of custody."""
    custody = (
        holdings.orders.filter(pl.col("kind").is_in(CUSTODY_ORDERS))
        .join(people, on="record_id")
        .select("person_id", on="issued_on")
    )
    return pl.concat([died.select("person_id", on="died_on"), custody]).unique()


def _marked(cohort: pl.DataFrame, found: pl.DataFrame) -> pl.Series:
    """Whether a row of the cohort is among the keys found."""
    return cohort.join(
        found.select(KEY).unique().with_columns(mark=True),
        on=KEY,
        how="left",
        maintain_order="left",
    )["mark"].fill_null(value=False)


def _in_custody(
    holdings: Holdings, people: pl.DataFrame, cohort: pl.DataFrame
) -> pl.Series:
    over = pl.min_horizontal("ended_on", "expires_on")
    found = (
        holdings.orders.filter(pl.col("kind").is_in(CUSTODY_ORDERS))
        .join(people, on="record_id")
        .join(cohort.select(KEY), on="person_id")
        .filter(
            pl.col("issued_on") <= pl.col("as_of"),
            over.is_null() | (over > pl.col("as_of")),
        )
    )
    return _marked(cohort, found)


def _responded(
    holdings: Holdings, people: pl.DataFrame, cohort: pl.DataFrame
) -> pl.Series:
    """A unit reviewed or raised the case in the days before; never after the day."""
    since = timedelta(days=RESPONDED_DAYS)
    found = (
        holdings.decisions.filter(
            pl.col("kind").is_in(["review", "override"]),
            ~pl.col("tier").is_in(_NOT_INTENSIVE).fill_null(value=False),
        )
        .join(people, on="record_id")
        .join(cohort.select(KEY), on="person_id")
        .filter(
            pl.col("decided_on") <= pl.col("as_of"),
            pl.col("decided_on") >= pl.col("as_of") - since,
        )
    )
    return _marked(cohort, found)
