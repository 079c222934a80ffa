"""Small holdings written by hand: name what matters, the rest is not recorded."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from safeward.core.holdings.schema import TABLES
from safeward.core.holdings.types import Holdings

Row = Mapping[str, Any]


def table(name: str, rows: Iterable[Row]) -> pl.DataFrame:
    """A table of the format with every column, sorted by key."""
    declared = TABLES[name]
    schema = {column.name: column.dtype for column in declared.columns}
    full = [{column: row.get(column) for column in schema} for row in rows]
    return pl.DataFrame(full, schema=schema, orient="row").sort(
        declared.key, nulls_last=True
    )


def holdings(
    incidents: Iterable[Row] = (),
    involvements: Iterable[Row] = (),
    orders: Iterable[Row] = (),
) -> Holdings:
    """Holdings of these rows; a person's record exists for every record named."""
    involved = list(involvements)
    return Holdings(
        persons=table("persons", []),
        incidents=table("incidents", incidents),
        involvements=table("involvements", involved),
        orders=table("orders", orders),
        assessments=table("assessments", []),
        decisions=table("decisions", []),
        rejected=pl.DataFrame(),
    )


def incident(incident_id: str, occurred_on: date, **facts: Any) -> dict[str, Any]:
    """A family violence report by police on the day it happened, unless said."""
    return {
        "incident_id": incident_id,
        "agency": "police",
        "kind": "family_violence",
        "occurred_on": occurred_on,
        "reported_on": occurred_on,
        "division": "ND1",
        **facts,
    }


def parties(incident_id: str, **people: str) -> list[dict[str, Any]]:
    """Involvements: ``parties("I1", perpetrator="al", victim_survivor="bo")``.

    Several records of one role are separated by blanks.
    """
    return [
        {"incident_id": incident_id, "record_id": record, "role": role}
        for role, records in people.items()
        for record in records.split()
    ]


def themselves(*records: str) -> pl.DataFrame:
    """Everybody is one person with one record; the person is named in capitals."""
    return pl.DataFrame(
        {"record_id": records, "person_id": [record.upper() for record in records]},
        schema={"record_id": pl.String, "person_id": pl.String},
    )
