"""What came after a load and would hang in the air without it."""

from uuid import UUID

import polars as pl
from attrs import frozen
from django.db import connection

from safeward.apps.records.store.reading import query_rows
from safeward.apps.records.store.shapes import SHAPES, Shape
from safeward.core.holdings.schema import Kind

_LATER = "(r.load_id IS NULL OR r.load_id <> %s)"


@frozen
class Resting:
    """The load of a row that rests on another; none when it was typed in."""

    load: UUID | None


def first_resting_on(load: UUID) -> Resting | None:
    """Find a current row of another origin that replaced or names rows of a load.

    A name of a row that stays when the load goes, because the load only changed it,
    counts for nothing.
    """
    for shape in SHAPES.values():
        found = _replacing(load, shape) or _naming(load, shape)
        if found is not None:
            return found
    return None


def _replacing(load: UUID, shape: Shape) -> Resting | None:
    same = " AND ".join(f"r.{name} = o.{name}" for name in shape.key)
    return _first(
        f'SELECT r.load_id FROM "{shape.stored_in}" o '  # noqa: S608
        f'JOIN "{shape.stored_in}" r ON {same} AND r.superseded_at IS NULL '
        f"WHERE o.load_id = %s AND o.superseded_at IS NOT NULL AND {_LATER} "
        "ORDER BY r.id LIMIT 1",
        [load.hex, load.hex],
    )


def _naming(load: UUID, shape: Shape) -> Resting | None:
    for column in shape.table.columns:
        if column.references is None or column.name not in shape.columns:
            continue
        target = SHAPES[column.references]
        key = target.key[0]
        if column.kind is Kind.LIST:
            found = _naming_in_lists(load, shape, column.name, target)
        else:
            found = _first(
                f'SELECT r.load_id FROM "{target.stored_in}" o '  # noqa: S608
                f'JOIN "{shape.stored_in}" r ON r.{column.name} = o.{key} '
                f"AND r.superseded_at IS NULL AND {_LATER} "
                f"WHERE {_vanishes(target)} ORDER BY r.id LIMIT 1",
                [load.hex, load.hex, load.hex],
            )
        if found is not None:
            return found
    return None


def _vanishes(target: Shape, row: str = "o") -> str:
    """A current row of the load, and nothing to give back in its place."""
    same = " AND ".join(f"b.{name} = {row}.{name}" for name in target.key)
    given_back = (
        f'SELECT 1 FROM "{target.stored_in}" b WHERE {same} '  # noqa: S608
        "AND b.superseded_at IS NOT NULL AND b.superseded_by_id = %s"
    )
    current = f"{row}.load_id = %s AND {row}.superseded_at IS NULL"
    return f"{current} AND NOT EXISTS ({given_back})"


def _naming_in_lists(
    load: UUID, shape: Shape, column: str, target: Shape
) -> Resting | None:
    """As `_naming`, for a column that names several."""
    columns = {"id": pl.String(), "load_id": pl.String(), column: shape.columns[column]}
    others = query_rows(
        shape,
        columns,
        f"t.superseded_at IS NULL AND t.{column} IS NOT NULL "
        "AND (t.load_id IS NULL OR t.load_id <> %s)",
        [load.hex],
    )
    key = target.key[0]
    gone = query_rows(
        target,
        {key: target.columns[key]},
        _vanishes(target, "t"),
        [load.hex, load.hex],
    )
    found = others.explode(column).join(gone, left_on=column, right_on=key, how="semi")
    if found.is_empty():
        return None
    first = found.sort("id")["load_id"][0]
    return Resting(UUID(first) if first else None)


def _first(sql: str, values: list[str]) -> Resting | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    if row is None:
        return None
    return Resting(UUID(str(row[0])) if row[0] else None)
