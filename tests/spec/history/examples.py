"""Small holdings written by hand: name what matters, the rest is not recorded."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from safeward.core.history.catalogue import features
from safeward.core.history.events import build_events
from safeward.core.history.ibis_engine import evaluate
from safeward.core.history.memory import evaluate_one, not_asked, reports_of
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


def answers(
    held: Holdings, as_of: date, person: str, *ids: str, unknown_as_yes: bool = False
) -> dict[str, int | None]:
    """What both engines say of a person, who must say the same, evidence included."""
    records = sorted(set(held.involvements["record_id"]) | {person.lower()})
    people = themselves(*records)
    asked = features(ids)
    plain = evaluate_one(
        reports_of(held, people),
        person,
        as_of,
        asked,
        unknown_as_yes=unknown_as_yes,
        not_asked=not_asked(held),
    )
    cohort = pl.DataFrame({"person_id": [person], "as_of": [as_of]})
    batch = evaluate(
        build_events(held, people), cohort, asked, unknown_as_yes=unknown_as_yes
    ).row(0, named=True)
    for id, value in plain.items():
        assert batch[id] == value.value, id
        assert tuple(batch[f"{id}__evidence"]) == value.evidence, id
    return {id: value.value for id, value in plain.items()}


def themselves(*records: str) -> pl.DataFrame:
    """Everybody is one person with one record; the person is named in capitals."""
    return pl.DataFrame(
        {"record_id": records, "person_id": [record.upper() for record in records]},
        schema={"record_id": pl.String, "person_id": pl.String},
    )
