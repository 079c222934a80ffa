"""What concerns some mentions of people, in a constant number of plain questions."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

import polars as pl

from safeward.apps.records.store.plain import (
    Row,
    as_given,
    cells_with,
    first_reports,
    rows_with,
)
from safeward.apps.records.store.reading import Moment
from safeward.apps.records.store.shapes import SHAPES
from safeward.apps.records.types import Rows
from safeward.core.holdings.schema import KNOWN_ON, OCCURRED_AT

MOST_TIED: Final = 50
"""Reports of one event; a reference that more share is a placeholder, such as "000"."""

_OWN_DAY: Final = {
    "orders": "issued_on",
    "assessments": "completed_on",
    "decisions": "decided_on",
}


def neighbourhood(
    *, records: Iterable[str], recorded_at: datetime | None = None
) -> Rows:
    """What concerns some mentions of people, as plain rows of the format.

    That is: the incidents in which they stand or are named, and those that share an
    ``event_ref`` with one of these; everybody in them; the mentions' orders,
    assessments and decisions; and whoever is named in any of it. For what has to be
    quick; `holdings` gives the same as frames. Reports that share a reference with
    over `MOST_TIED` are left out, and the reference is named.

    Args:
        records: The mentions, by ``record_id``.
        recorded_at: As the platform stood at that moment; now when left out.
    """
    moment = Moment(recorded_at)
    asked = set(records)
    incidents, shared = _incidents(asked, moment)
    ids = {row["incident_id"] for row in incidents}
    involvements = _rows("involvements", "incident_id", ids, moment)
    orders = _rows("orders", "record_id", asked, moment)
    about = _rows("assessments", "record_id", asked, moment)
    parts = {(row["assessment_id"], row["part"]): row for row in about}
    for row in _rows("assessments", "victim_record_id", asked, moment):
        parts[row["assessment_id"], row["part"]] = row
    assessments = list(parts.values())
    decisions = _rows("decisions", "record_id", asked, moment)
    people = asked.union(
        (row["predominant_aggressor"] for row in incidents),
        (row["record_id"] for row in (*involvements, *assessments)),
        (row["victim_record_id"] for row in assessments),
        (other for row in orders for other in row["protected_record_id"] or ()),
    )
    persons = _rows("persons", "record_id", people - {None}, moment)
    kept = {
        "persons": persons,
        "incidents": incidents,
        "involvements": involvements,
        "orders": orders,
        "assessments": assessments,
        "decisions": decisions,
    }
    rows, unknown = {}, {}
    for name, some in kept.items():
        rows[name], unknown[name] = as_given(some, SHAPES[name])
    _date(rows, moment)
    return Rows(unknown=unknown, shared=shared, **rows)


def together(one: Rows, other: Rows) -> Rows:
    """Two neighbourhoods as one: what concerns the mentions of either."""
    rows: dict[str, list[Row]] = {}
    unknown: dict[str, list[str]] = {}
    for name, shape in SHAPES.items():
        by_key = {
            tuple(row[column] for column in shape.table.key): row
            for row in (*one.tables[name], *other.tables[name])
        }
        unknown[name] = sorted({*one.unknown[name], *other.unknown[name]})
        rows[name] = [
            {**dict.fromkeys(unknown[name]), **by_key[key]} for key in sorted(by_key)
        ]
    return Rows(unknown=unknown, shared=one.shared | other.shared, **rows)


def framed(rows: Rows) -> dict[str, pl.DataFrame]:
    """The same as frames of Holdings."""
    frames = {}
    for name, shape in SHAPES.items():
        schema: dict[str, Any] = {c.name: c.dtype for c in shape.table.columns}
        schema |= dict.fromkeys(rows.unknown[name], pl.String())
        if name == "incidents":
            schema[OCCURRED_AT] = pl.Datetime("us")
        schema[KNOWN_ON] = pl.Date()
        frames[name] = pl.DataFrame(
            [tuple(row[column] for column in schema) for row in getattr(rows, name)],
            schema=schema,
            orient="row",
        )
    return frames


def _incidents(asked: set[str], moment: Moment) -> tuple[list[Row], frozenset[str]]:
    """The incidents, and the references that too many share to be followed."""
    ids = {
        key
        for name, column in (
            ("involvements", "record_id"),
            ("incidents", "predominant_aggressor"),
        )
        for (key,) in cells_with(SHAPES[name], ["incident_id"], column, asked, moment)
    }
    own = _rows("incidents", "incident_id", ids, moment)
    references = {row["event_ref"] for row in own} - {None}
    tied: dict[str, set[str]] = {}
    columns = ["event_ref", "incident_id"]
    cells = cells_with(SHAPES["incidents"], columns, "event_ref", references, moment)
    for reference, key in cells:
        tied.setdefault(reference, set()).add(key)
    shared = {one for one, reports in tied.items() if len(reports) > MOST_TIED}
    others = {key for one in tied.keys() - shared for key in tied[one]} - ids
    return own + _rows("incidents", "incident_id", others, moment), frozenset(shared)


def _rows(name: str, column: str, values: set[str], moment: Moment) -> list[Row]:
    return rows_with(SHAPES[name], column, values, moment)


def _date(rows: dict[str, list[Row]], moment: Moment) -> None:
    """Give every row its ``known_on``, as `core.holdings.known` does for whole tables.

    A mention that is not dated itself is known from its earliest report, which may lie
    outside of the neighbourhood.
    """
    undated = {r["record_id"] for r in rows["persons"] if r["recorded_on"] is None}
    first = first_reports(undated, moment)
    known: dict[str, date | None] = {}
    for row in rows["persons"]:
        key = row["record_id"]
        row[KNOWN_ON] = known[key] = row["recorded_on"] or first.get(key)
    reported: dict[str, date] = {}
    for row in rows["incidents"]:
        row[KNOWN_ON] = reported[row["incident_id"]] = row["reported_on"]
    for row in rows["involvements"]:
        row[KNOWN_ON] = _later(reported[row["incident_id"]], known[row["record_id"]])
    for name, day in _OWN_DAY.items():
        for row in rows[name]:
            row[KNOWN_ON] = _later(row[day], known[row["record_id"]])


def _later(own: date, person: date | None) -> date:
    return own if person is None else max(own, person)
