"""What concerns some mentions of people, in a constant number of plain questions."""

from itertools import product

import polars as pl

from safeward.apps.records.store.reading import (
    Moment,
    as_text,
    columns_of,
    empty,
    query,
    those_with,
)
from safeward.apps.records.store.shapes import SHAPES
from safeward.apps.records.store.writing import chunks

_TEXT: pl.DataType = pl.String()


def neighbourhood(records: set[str], moment: Moment) -> dict[str, pl.DataFrame]:
    """Rows as they are kept, by table, cut down as `queries.holdings` says."""
    asked = pl.Series("record_id", sorted(records), dtype=_TEXT)
    own = _ids("involvements", "record_id", asked, moment)
    named = _ids("incidents", "predominant_aggressor", asked, moment)
    incidents = _incidents(pl.concat([own, named]).unique(), moment)
    involvements = _rows(
        "involvements", "incident_id", incidents["incident_id"], moment
    )
    orders = _rows("orders", "record_id", asked, moment)
    assessments = pl.concat(
        [
            _rows("assessments", column, asked, moment)
            for column in ("record_id", "victim_record_id")
        ]
    ).unique(["assessment_id", "part"])
    decisions = _rows("decisions", "record_id", asked, moment)
    people = pl.concat(
        [
            asked,
            incidents["predominant_aggressor"],
            involvements["record_id"],
            orders["protected_record_id"].explode(),
            assessments["record_id"],
            assessments["victim_record_id"],
        ]
    )
    persons = _rows("persons", "record_id", people.drop_nulls().unique(), moment)
    return {
        "persons": persons,
        "incidents": incidents,
        "involvements": involvements,
        "orders": orders,
        "assessments": assessments,
        "decisions": decisions,
    }


def first_reported(records: pl.Series, moment: Moment) -> pl.DataFrame:
    """The earliest report of each of these mentions: ``record_id, first_reported``."""
    columns = {"record_id": _TEXT, "first_reported": pl.Date()}
    day = as_text("min(i.reported_on)", columns["first_reported"])
    frames = [empty(columns)]
    for some in chunks(records):
        marks = ", ".join(["%s"] * len(some))
        for (part, values), (report, more) in product(
            moment.conditions("v"), moment.conditions("i")
        ):
            frames.append(
                query(
                    f"SELECT v.record_id, {day} FROM records_involvement v "  # noqa: S608
                    "JOIN records_incident i ON i.incident_id = v.incident_id "
                    f"WHERE {part} AND {report} AND v.record_id IN ({marks}) "
                    "GROUP BY v.record_id",
                    [*values, *more, *some],
                    columns,
                )
            )
    return pl.concat(frames).group_by("record_id").agg(pl.col("first_reported").min())


def _incidents(ids: pl.Series, moment: Moment) -> pl.DataFrame:
    """These incidents, and those that are said to be the same event."""
    own = _rows("incidents", "incident_id", ids, moment)
    references = own["event_ref"].drop_nulls().unique()
    if references.is_empty():
        return own
    tied = _rows("incidents", "event_ref", references, moment)
    return pl.concat([own, tied]).unique("incident_id")


def _rows(name: str, column: str, values: pl.Series, moment: Moment) -> pl.DataFrame:
    shape = SHAPES[name]
    return those_with(shape, columns_of(shape), column, values, moment)


def _ids(name: str, column: str, values: pl.Series, moment: Moment) -> pl.Series:
    columns = {"incident_id": _TEXT}
    return those_with(SHAPES[name], columns, column, values, moment)["incident_id"]
