"""Rows out of the database as frames: whole tables, or those with some keys."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import polars as pl
from attrs import frozen
from django.db import connection

from safeward.apps.records.store.shapes import ANSWERS, EXTRA, Shape
from safeward.apps.records.store.turning import from_json
from safeward.apps.records.store.writing import chunks

type Columns = dict[str, pl.DataType]

_NOT_TEXT: Final = {EXTRA, ANSWERS, "id", "load_id"}
_ESCAPE: Final = re.compile(r"\\(.)")
_ESCAPES: Final = {
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
}


@frozen
class Moment:
    """Which rows count: the current ones, or those that were so at a moment."""

    at: datetime | None = None

    def conditions(self, row: str = "t") -> list[tuple[str, list[str]]]:
        """Conditions on a row with their values, each row meeting one of them at most.

        Each speaks of ``superseded_at`` in such a way that the index of current rows,
        or that of superseded ones, serves it.
        """
        current = f"{row}.superseded_at IS NULL"
        if self.at is None:
            return [(current, [])]
        at = str(connection.ops.adapt_datetimefield_value(self.at))
        recorded = f"{row}.recorded_at <= %s"
        later = f"{row}.superseded_at IS NOT NULL AND {row}.superseded_at > %s"
        return [
            (f"{current} AND {recorded}", [at]),
            (f"{later} AND {recorded}", [at, at]),
        ]


NOW: Final = Moment()


def columns_of(shape: Shape) -> Columns:
    """What a kept row says, ``extra`` included."""
    return {**shape.columns, EXTRA: pl.String()}


def whole(shape: Shape, columns: Columns, moment: Moment = NOW) -> pl.DataFrame:
    """These columns of every row that counts, in no order."""
    conditions = moment.conditions()
    selects = [_select(shape, columns, condition) for condition, _ in conditions]
    values = [value for _, some in conditions for value in some]
    return _fetched(" UNION ALL ".join(selects), values, columns, many=True)


def those_with(
    shape: Shape,
    columns: Columns,
    column: str,
    values: pl.Series,
    moment: Moment = NOW,
) -> pl.DataFrame:
    """These columns of the rows that count and have one of some values in a column."""
    frames = [empty(columns)]
    for some in chunks(values):
        marks = ", ".join(["%s"] * len(some))
        selects, given = [], []
        for condition, more in moment.conditions():
            selects.append(
                _select(shape, columns, f"{condition} AND t.{column} IN ({marks})")
            )
            given += [*more, *some]
        frames.append(_fetched(" UNION ALL ".join(selects), given, columns))
    return frames[-1] if len(frames) <= 2 else pl.concat(frames)


def query_rows(
    shape: Shape, columns: Columns, condition: str, values: Sequence[Any]
) -> pl.DataFrame:
    """These columns of the rows ``t`` that meet a condition, in no order."""
    return _fetched(_select(shape, columns, condition), values, columns, many=True)


def empty(columns: Columns) -> pl.DataFrame:
    """No row of these columns."""
    return pl.DataFrame(schema=columns)


def as_text(name: str, dtype: pl.DataType) -> str:
    """A column as both databases hand it over alike, with nothing of Python's made."""
    match dtype:
        case pl.Binary() if connection.vendor == "postgresql":
            return f"encode({name}, 'hex')"
        case pl.Boolean():
            return f"CAST({name} AS integer)"
        case pl.Date() | pl.Time() | pl.List():
            return f"CAST({name} AS text)"
        case _ if name.split(".")[-1] in _NOT_TEXT:
            return f"CAST({name} AS text)"
        case _:
            return name


def _select(shape: Shape, columns: Columns, condition: str) -> str:
    said = ", ".join(as_text(f"t.{name}", dtype) for name, dtype in columns.items())
    return f'SELECT {said} FROM "{shape.stored_in}" t WHERE {condition}'  # noqa: S608


def _fetched(
    sql: str, values: Sequence[Any], columns: Columns, *, many: bool = False
) -> pl.DataFrame:
    if many and connection.vendor == "postgresql":
        return _typed(_copied(sql, values, columns), columns)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    if not rows:
        return empty(columns)
    cells = zip(*rows, strict=True)
    raw = [
        pl.Series(name, column, dtype=_raw(dtype))
        for (name, dtype), column in zip(columns.items(), cells, strict=True)
    ]
    return _typed(pl.DataFrame(raw), columns)


def _raw(dtype: pl.DataType) -> pl.DataType:
    """What a column is when it comes out of the database."""
    match dtype:
        case pl.Boolean():
            return pl.Int64()
        case pl.Binary() if connection.vendor == "sqlite":
            return dtype
        case pl.Float64() | pl.Int64():
            return dtype
        case _:
            return pl.String()


def _typed(raw: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    return raw.with_columns(
        _meant(raw[name], dtype)
        for name, dtype in columns.items()
        if raw.schema[name] != dtype
    )


def _meant(cells: pl.Series, dtype: pl.DataType) -> pl.Series:
    match dtype:
        case pl.Boolean():
            return cells.cast(pl.Boolean)
        case pl.Date():
            return cells.str.to_date("%Y-%m-%d")
        case pl.Time():
            return cells.str.to_time("%H:%M:%S%.f")
        case pl.Binary():
            return cells.str.decode("hex")
        case _:
            return from_json(cells)


def _copied(sql: str, values: Sequence[Any], columns: Columns) -> pl.DataFrame:
    """Fetch rows in PostgreSQL's own text form, without a Python value a cell."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({sql}) TO STDOUT", values) as copy,
    ):
        body = b"".join(copy)
    schema = {name: _raw(dtype) for name, dtype in columns.items()}
    if not body:
        return pl.DataFrame(schema=schema)
    rows = pl.read_csv(
        BytesIO(body),
        has_header=False,
        separator="\t",
        quote_char=None,
        null_values="\\N",
        schema=schema,
    )
    return rows.with_columns(
        _unescaped(cells)
        for cells in rows
        if cells.dtype == pl.String and cells.str.contains("\\", literal=True).any()
    )


def _unescaped(cells: pl.Series) -> pl.Series:
    odd = cells.str.contains("\\", literal=True).fill_null(False)
    meant = [_ESCAPE.sub(_character, text) for text in cells.filter(odd)]
    return cells.scatter(odd.arg_true(), pl.Series(meant, dtype=pl.String))


def _character(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[1], found[1])
