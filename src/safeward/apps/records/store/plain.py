"""A few rows out of the database as plain values: frames pay only by the thousand."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

import polars as pl
from django.db import connection

from safeward.apps.records.store.reading import NOW, Moment
from safeward.apps.records.store.shapes import ANSWERS, EXTRA, PART, TIME, Shape
from safeward.core.holdings.schema import OCCURRED_AT

type Row = dict[str, Any]

_AT_ONCE = 10_000


def rows_with(
    shape: Shape, column: str, values: Collection[str], moment: Moment = NOW
) -> list[Row]:
    """The rows that count and have one of some values in a column, as they are kept."""
    names = [*shape.columns, EXTRA]
    lists = [
        name for name, dtype in shape.columns.items() if dtype == pl.List(pl.String)
    ]
    rows = [
        dict(zip(names, cells, strict=True))
        for cells in cells_with(shape, names, column, values, moment)
    ]
    for row in rows:
        for name in lists:
            if row[name] is not None:
                row[name] = json.loads(row[name])
    return rows


def cells_with(
    shape: Shape,
    names: Sequence[str],
    column: str,
    values: Collection[str],
    moment: Moment = NOW,
) -> Iterator[tuple[Any, ...]]:
    """Cells of such rows, in the order of some column names."""
    said = ", ".join(f"t.{name}" for name in names)
    for some in _chunks(values):
        marks = ", ".join(["%s"] * len(some))
        selects, given = [], []
        for condition, more in moment.conditions():
            selects.append(
                f'SELECT {said} FROM "{shape.stored_in}" t '  # noqa: S608
                f"WHERE {condition} AND t.{column} IN ({marks})"
            )
            given += [*more, *some]
        yield from _fetched(" UNION ALL ".join(selects), given)


def first_reports(records: Collection[str], moment: Moment) -> dict[str, Any]:
    """The earliest report in which each of some mentions stands."""
    found: dict[str, Any] = {}
    for some in _chunks(records):
        marks = ", ".join(["%s"] * len(some))
        selects, given = [], []
        for part, values in moment.conditions("v"):
            for report, more in moment.conditions("i"):
                selects.append(
                    "SELECT v.record_id, i.reported_on "  # noqa: S608
                    "FROM records_involvement v JOIN records_incident i "
                    "ON i.incident_id = v.incident_id "
                    f"WHERE {part} AND {report} AND v.record_id IN ({marks})"
                )
                given += [*values, *more, *some]
        for record, day in _fetched(" UNION ALL ".join(selects), given):
            found[record] = min(day, found.get(record, day))
    return found


def reports_of(records: Collection[str]) -> dict[str, list[tuple[Any, str, str]]]:
    """Day, id and division of every report in which each of some mentions stands."""
    found: dict[str, list[tuple[Any, str, str]]] = {}
    for some in _chunks(records):
        marks = ", ".join(["%s"] * len(some))
        sql = (
            "SELECT v.record_id, i.reported_on, i.incident_id, i.division "  # noqa: S608
            "FROM records_involvement v JOIN records_incident i "
            "ON i.incident_id = v.incident_id "
            "WHERE v.superseded_at IS NULL AND i.superseded_at IS NULL "
            f"AND v.record_id IN ({marks})"
        )
        for record, day, incident, division in _fetched(sql, some):
            found.setdefault(record, []).append((day, incident, division or ""))
    return found


def as_given(rows: list[Row], shape: Shape) -> tuple[list[Row], list[str]]:
    """Kept rows as the format has them, sorted by key; and their unknown columns."""
    extras = [json.loads(row.pop(EXTRA) or "{}") for row in rows]
    unknown = sorted({name for extra in extras for name in extra})
    for row, extra in zip(rows, extras, strict=True):
        row |= {name: extra.get(name) for name in unknown}
    match shape.name:
        case "assessments":
            rows = [one for row in rows for one in _answered(row)]
        case "incidents":
            for row in rows:
                time = row.pop(TIME)
                row[OCCURRED_AT] = time and datetime.combine(row["occurred_on"], time)
    rows.sort(key=lambda row: tuple(row[name] for name in shape.table.key))
    return rows, unknown


def _answered(row: Row) -> Iterator[Row]:
    answers = json.loads(row.pop(ANSWERS))
    del row[PART]
    for item, answer in answers.items():
        yield {**row, "item": item, "answer": answer}


def _chunks(values: Collection[str]) -> Iterator[list[str]]:
    every = sorted(values)
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]


def _fetched(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
