"""Rows into the database by the hundred thousand: COPY, or many rows a statement."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import polars as pl
import polars.selectors as cs
from django.db import connection

from safeward.apps.records.store.naming import identifiers
from safeward.apps.records.store.shapes import EXTRA, Shape
from safeward.apps.records.store.turning import CONTENT, as_json
from safeward.core.holdings.schema import KNOWN_ON
from safeward.core.vocabulary.progress import Progress, silent

ROWS: Final = 50_000
"""Handed to the database at once."""
_IDS: Final = 10_000
_SPECIAL: Final = r"[\\\t\n\r]"


def insert(
    rows: pl.DataFrame,
    shape: Shape,
    *,
    load: UUID | None,
    at: datetime,
    progress: Progress = silent,
) -> None:
    """Add rows as they are kept (see `turning.kept`), in their order.

    Args:
        rows: The shape's columns, ``extra``, ``known_on`` and ``content``; ``load``
            too where the rows came with different ones.
        shape: How the table is kept.
        load: What they came with, unless the rows say so.
        at: When they were recorded.
        progress: Told how many are in.
    """
    if "load_id" not in rows.columns:
        load_id = pl.lit(load.hex if load else None, pl.String)
        rows = rows.with_columns(load_id.alias("load_id"))
    rows = rows.with_columns(
        identifiers(rows.height, at), pl.lit(moment_text(at)).alias("recorded_at")
    ).select(
        "id",
        "recorded_at",
        KNOWN_ON,
        "load_id",
        CONTENT,
        EXTRA,
        *shape.columns,
    )
    texts = _as_texts(rows)
    stage = f"writing {shape.name}"
    for start in range(0, texts.height, ROWS):
        progress(stage, start, texts.height)
        add(shape.stored_in, texts.slice(start, ROWS))
    if texts.height:
        progress(stage, texts.height, texts.height)


def add(table: str, texts: pl.DataFrame) -> None:
    """Add rows of text, numbers, truth values and bytes to a table."""
    if texts.is_empty():
        return
    if connection.vendor == "postgresql":
        _copy(table, texts)
        return
    names = ", ".join(f'"{name}"' for name in texts.columns)
    marks = ", ".join(["%s"] * texts.width)
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})',  # noqa: S608
            texts.rows(),
        )


def supersede(shape: Shape, ids: pl.Series, *, load: UUID | None, at: datetime) -> int:
    """Mark rows as no longer current, and by what; says how many were."""
    marked = 0
    for some in chunks(ids):
        values: list[Any] = [
            connection.ops.adapt_datetimefield_value(at),
            load.hex if load else None,
            *some,
        ]
        marks = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE "{shape.stored_in}" '  # noqa: S608
                "SET superseded_at = %s, superseded_by_id = %s "
                f"WHERE superseded_at IS NULL AND id IN ({marks})",
                values,
            )
            marked += cursor.rowcount
    return marked


def chunks(values: pl.Series, size: int = _IDS) -> Iterator[list[Any]]:
    """Values in parts that one statement takes."""
    for start in range(0, values.len(), size):
        yield values.slice(start, size).to_list()


def _as_texts(rows: pl.DataFrame) -> pl.DataFrame:
    """Dates, times and lists as the text that both databases read."""
    lists = [name for name, dtype in rows.schema.items() if dtype == pl.List(pl.String)]
    return rows.with_columns(
        cs.date().dt.to_string("%Y-%m-%d"),
        cs.time().dt.to_string("%H:%M:%S%.6f"),
        *(as_json(pl.col(name), name) for name in lists),
    )


def moment_text(at: datetime) -> str:
    """A moment as both databases read it."""
    return str(connection.ops.adapt_datetimefield_value(at))


def _copy(table: str, texts: pl.DataFrame) -> None:
    """Send rows in PostgreSQL's own text form."""
    names = ", ".join(f'"{name}"' for name in texts.columns)
    plain = texts.with_columns(
        cs.binary().bin.encode("hex").map_batches(lambda s: "\\\\x" + s)
    )
    odd = plain.select(cs.string().exclude(CONTENT).str.contains(_SPECIAL).any())
    plain = plain.with_columns(_escaped(column.name) for column in odd if column.item())
    body = plain.write_csv(
        include_header=False, separator="\t", quote_style="never", null_value="\\N"
    )
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy,
    ):
        copy.write(body)


def _escaped(name: str) -> pl.Expr:
    text = pl.col(name)
    for character, written in (
        ("\\", "\\\\"),
        ("\t", "\\t"),
        ("\n", "\\n"),
        ("\r", "\\r"),
    ):
        text = text.str.replace_all(character, written, literal=True)
    return text
