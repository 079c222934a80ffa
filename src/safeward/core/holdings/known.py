"""Known on: what a run as of a date may use, and nothing learned later."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import polars as pl
from attrs import evolve

from safeward.core.holdings.schema import KNOWN_ON, place_of
from safeward.core.holdings.types import Holdings

PERSON_PLACE: Final = place_of("record_id")
INCIDENT_PLACE: Final = place_of("incident_id")
_DATED_BY: Final = {
    "orders": "issued_on",
    "assessments": "completed_on",
    "decisions": "decided_on",
}


def with_known_on(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Give every row the date from which a run may use it; null means always.

    Incidents are known from their report; a person from ``recorded_on``, else from the
    earliest report the person stands in, else always; orders, assessments and decisions
    from their own date. What is said about a person or an incident is not known before
    that person or incident is.

    Args:
        tables: Settled tables, with the places that their references point to.
    """
    incidents = tables["incidents"].with_columns(
        pl.coalesce("reported_on", "occurred_on").alias("reported_on")
    )
    reported = incidents["reported_on"]
    involved = tables["involvements"].with_columns(
        reported.gather(tables["involvements"][INCIDENT_PLACE]).alias(KNOWN_ON)
    )
    first = involved.group_by(PERSON_PLACE).agg(pl.col(KNOWN_ON).min())
    persons = (
        tables["persons"]
        .with_row_index(PERSON_PLACE)
        .join(first, on=PERSON_PLACE, how="left", maintain_order="left")
        .with_columns(pl.coalesce("recorded_on", KNOWN_ON).alias(KNOWN_ON))
        .drop(PERSON_PLACE)
    )
    done = {
        "persons": persons,
        "incidents": incidents.with_columns(reported.alias(KNOWN_ON)),
        "involvements": involved,
    }
    for name, date_column in _DATED_BY.items():
        done[name] = tables[name].with_columns(pl.col(date_column).alias(KNOWN_ON))
    for name in ("involvements", *_DATED_BY):
        person = persons[KNOWN_ON].gather(done[name][PERSON_PLACE])
        done[name] = (
            done[name]
            .with_columns(pl.max_horizontal(KNOWN_ON, person).alias(KNOWN_ON))
            .drop(PERSON_PLACE, INCIDENT_PLACE, strict=False)
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
