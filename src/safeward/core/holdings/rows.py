"""Row by row: every cell read by its column's declaration, bad ones set apart."""

import polars as pl
from attrs import frozen

from safeward.core.holdings.rejected import FILE, LINE, ROW, VALUE, problems
from safeward.core.holdings.schema import INCIDENTS, OCCURRED_AT, Column, Kind, Table
from safeward.core.holdings.values import (
    EARLIEST_BIRTH_YEAR,
    REASONS,
    clock_time,
    meaning,
    shown,
    trimmed,
)


@frozen
class ParsedRows:
    """Rows that stand by themselves, and the problems of those that do not.

    Attributes:
        rows: All columns of the table, unknown ones as text, FILE and LINE.
        problems: Frames as made by ``problems``.
        refused: How many rows were refused.
    """

    rows: pl.DataFrame
    problems: list[pl.DataFrame]
    refused: int


def parse_rows(raw: pl.DataFrame, table: Table) -> ParsedRows:
    """Read each cell of some rows of one file.

    Args:
        raw: Text columns as the file names them, or of a column's own dtype where the
            file says so, with FILE and LINE. Columns may be missing.
        table: The declarations to read them by.
    """
    text_names = [name for name, kind in raw.schema.items() if kind == pl.String]
    raw = raw.with_columns(trimmed(pl.col(name)) for name in text_names)
    as_is = [
        column.name
        for column in table.columns
        if column.name in raw.columns and raw.schema[column.name] != pl.String
    ]
    rows = raw.select(
        *(_column(column, raw) for column in table.columns),
        *([_occurred_at(raw)] if table is INCIDENTS else []),
        *(pl.col(name) for name in sorted(set(raw.columns) - set(table.names))),
    )
    found = []
    refuse = pl.Series(values=[], dtype=pl.Boolean).extend_constant(False, raw.height)
    for column in table.columns:
        value = rows[column.name]
        if column.required and not column.may_be_empty:
            bad = value.is_null()
        elif column.name in raw.columns and column.name not in as_is:
            bad = value.is_null() & raw[column.name].is_not_null()
        else:
            continue
        if bad.any():
            found.append(_listed(raw, bad, column))
            if column.required:
                refuse |= bad
    found.extend(_early_births(rows, table))
    if "date_of_birth" in table.names:
        born = pl.col("date_of_birth")
        rows = rows.with_columns(
            pl.when(born.dt.year() >= EARLIEST_BIRTH_YEAR).then(born)
        )
    return ParsedRows(rows.filter(~refuse), found, int(refuse.sum()))


def _column(column: Column, raw: pl.DataFrame) -> pl.Expr:
    if column.name not in raw.columns:
        return pl.lit(None, dtype=column.dtype).alias(column.name)
    cell = pl.col(column.name)
    if raw.schema[column.name] == column.dtype and column.dtype != pl.String():
        return cell
    return meaning(column, cell).cast(column.dtype).alias(column.name)


def _occurred_at(raw: pl.DataFrame) -> pl.Expr:
    if raw.schema["occurred_on"] == pl.String:
        return clock_time(pl.col("occurred_on")).alias(OCCURRED_AT)
    return pl.lit(None, dtype=pl.Datetime("us")).alias(OCCURRED_AT)


def _listed(raw: pl.DataFrame, bad: pl.Series, column: Column) -> pl.DataFrame:
    rows = raw.filter(bad)
    value = pl.col(column.name)
    why = REASONS.get(column.kind, "empty")
    return problems(
        rows,
        column=column.name,
        value=shown(value.cast(pl.String), masked=column.masked),
        reason=pl.when(value.is_null()).then(pl.lit("empty")).otherwise(pl.lit(why)),
        refused=ROW if column.required else VALUE,
    )


def _early_births(rows: pl.DataFrame, table: Table) -> list[pl.DataFrame]:
    if "date_of_birth" not in table.names:
        return []
    born = pl.col("date_of_birth")
    early = rows.filter(born.dt.year() < EARLIEST_BIRTH_YEAR)
    if early.is_empty():
        return []
    return [
        problems(
            early,
            column="date_of_birth",
            value=shown(born.dt.to_string("iso:strict"), masked=True),
            reason=f"born before {EARLIEST_BIRTH_YEAR}",
            refused=VALUE,
        )
    ]
