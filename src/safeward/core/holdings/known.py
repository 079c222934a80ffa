"""Known on: what a run as of a date may use, and nothing learned later."""

from datetime import date

import polars as pl
from attrs import evolve

from safeward.core.holdings.schema import KNOWN_ON
from safeward.core.holdings.types import Holdings

_DATED_BY = {
    "orders": "issued_on",
    "assessments": "completed_on",
    "decisions": "decided_on",
}


def with_known_on(tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Give every row the date from which a run may use it; null means always.

    Incidents are known from their report; a person from ``recorded_on``, else from the
    earliest report the person stands in, else always; orders, assessments and decisions
    from their own date. What is said about a person or an incident is not known before
    that person or incident is.
    """
    incidents = tables["incidents"].with_columns(
        pl.coalesce("reported_on", "occurred_on").alias("reported_on")
    )
    incidents = incidents.with_columns(pl.col("reported_on").alias(KNOWN_ON))
    reports = incidents.select("incident_id", KNOWN_ON)
    involved = tables["involvements"].join(
        reports, on="incident_id", how="left", maintain_order="left"
    )
    first = involved.group_by("record_id").agg(pl.col(KNOWN_ON).min())
    persons = tables["persons"].join(
        first, on="record_id", how="left", maintain_order="left"
    )
    persons = persons.with_columns(pl.coalesce("recorded_on", KNOWN_ON).alias(KNOWN_ON))
    mention = persons.select("record_id", pl.col(KNOWN_ON).alias("\x1fperson"))
    done = {"persons": persons, "incidents": incidents}
    for name, frame in {**tables, "involvements": involved}.items():
        if name in done:
            continue
        own = pl.col(_DATED_BY.get(name, KNOWN_ON))
        done[name] = (
            frame.join(mention, on="record_id", how="left", maintain_order="left")
            .with_columns(pl.max_horizontal(own, "\x1fperson").alias(KNOWN_ON))
            .drop("\x1fperson")
        )
    return done


def known(holdings: Holdings, as_of: date) -> Holdings:
    """Only what was known on or before a date.

    Args:
        holdings: Everything that was read.
        as_of: The date of the run.

    Returns:
        Holdings without the rows learned later, in which what happened later to a
        known row (served, ended, outcome, determination, death) has not happened yet.
        Applying it twice changes nothing.
    """
    day = pl.lit(as_of)
    frames = {
        name: getattr(holdings, name).filter(
            pl.col(KNOWN_ON).is_null() | (pl.col(KNOWN_ON) <= day)
        )
        for name in (
            "persons",
            "incidents",
            "involvements",
            "orders",
            "assessments",
            "decisions",
        )
    }

    def unless_later(when: str, *columns: str) -> list[pl.Expr]:
        later = (pl.col(when) > day).fill_null(False)
        return [pl.when(~later).then(pl.col(c)).alias(c) for c in (*columns, when)]

    frames["persons"] = frames["persons"].with_columns(unless_later("date_of_death"))
    frames["orders"] = frames["orders"].with_columns(
        unless_later("served_on") + unless_later("ended_on")
    )
    frames["incidents"] = frames["incidents"].with_columns(
        unless_later("outcome_on", "outcome")
        + unless_later("aggressor_on", "predominant_aggressor", "aggressor_status")
    )
    return evolve(holdings, **frames)
