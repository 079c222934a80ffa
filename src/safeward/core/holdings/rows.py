"""Row by row: every cell read by its column's declaration, bad ones set apart."""

from typing import Final

import polars as pl

from safeward.core.holdings.rejected import FILE, LINE, ROW, VALUE, Ledger, shown
from safeward.core.holdings.schema import INCIDENTS, OCCURRED_AT, Column, Table
from safeward.core.holdings.values import REASONS, clock_time, meaning, trimmed

_FIRST_BIRTH_YEAR: Final = 1900


def parse_rows(
    raw: pl.DataFrame, table: Table, ledger: Ledger
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read each cell of some rows.

    Args:
        raw: Columns as text, or of a column's own dtype where the file says so, with
            FILE and LINE. Columns may be missing, others may be there.
        table: The declarations to read them by.
        ledger: Where problems are listed.

    Returns:
        The rows that stand by themselves, with all columns of the table, unknown ones
        by name, FILE and LINE; and the keys, as far as they are there, of the rows
        that were refused.
    """
    raw = raw.with_columns(trimmed(pl.col(pl.String)))
    unknown = sorted(set(raw.columns) - {*table.names, FILE, LINE})
    rows = raw.select(
        *(_typed(column, raw) for column in table.columns),
        *unknown,
        *([_occurred_at(raw)] if table is INCIDENTS else []),
        FILE,
        LINE,
    )
    bad_rows = pl.repeat(False, raw.height, dtype=pl.Boolean, eager=True)
    for column in table.columns:
        bad = _bad(column, raw, rows)
        if bad.any():
            _list(raw.filter(bad), column, ledger)
            if column.required:
                bad_rows |= bad
    if "date_of_birth" in table.names:
        early = pl.col("date_of_birth").dt.year() < _FIRST_BIRTH_YEAR
        rows = without(
            rows,
            early,
            table.column("date_of_birth"),
            f"a birth before {_FIRST_BIRTH_YEAR}",
            ledger,
        )
    return rows.filter(~bad_rows), rows.filter(bad_rows).select(table.key)


def without(
    rows: pl.DataFrame, bad: pl.Expr, column: Column, reason: str, ledger: Ledger
) -> pl.DataFrame:
    """Treat some values of an optional column as not recorded, and list them."""
    cell = pl.col(column.name)
    value = shown(cell.cast(pl.String), masked=column.masked)
    ledger.add(
        rows.filter(bad), column=column.name, value=value, reason=reason, refused=VALUE
    )
    kept = pl.when(bad.fill_null(False)).then(None).otherwise(cell)
    return rows.with_columns(kept.alias(column.name))


def _typed(column: Column, raw: pl.DataFrame) -> pl.Expr:
    kind = raw.schema.get(column.name)
    if kind is None:
        value = pl.lit(None)
    elif kind == pl.String:
        value = meaning(column, pl.col(column.name))
    else:
        value = pl.col(column.name)
    return value.cast(column.dtype).alias(column.name)


def _occurred_at(raw: pl.DataFrame) -> pl.Expr:
    if raw.schema["occurred_on"] == pl.String:
        return clock_time(pl.col("occurred_on")).alias(OCCURRED_AT)
    return pl.lit(None, dtype=pl.Datetime("us")).alias(OCCURRED_AT)


def _bad(column: Column, raw: pl.DataFrame, rows: pl.DataFrame) -> pl.Series:
    """Where a cell means nothing, or is empty though it must not be."""
    lost = rows[column.name].is_null()
    if not column.may_be_empty:
        return lost
    if raw.schema.get(column.name) != pl.String:
        return pl.Series(values=[False], dtype=pl.Boolean)
    return lost & raw[column.name].is_not_null()


def _list(rows: pl.DataFrame, column: Column, ledger: Ledger) -> None:
    value = pl.col(column.name).cast(pl.String)
    senseless = pl.lit(REASONS.get(column.kind, "empty"))
    ledger.add(
        rows,
        column=column.name,
        value=shown(value, masked=column.masked),
        reason=pl.when(value.is_null()).then(pl.lit("empty")).otherwise(senseless),
        refused=ROW if column.required else VALUE,
    )
