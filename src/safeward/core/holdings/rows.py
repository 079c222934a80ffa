"""Row by row: every cell read by its column's declaration, bad ones set apart."""

from typing import Final

import polars as pl
import polars.selectors as cs

from safeward.core.holdings.rejected import FILE, LINE, ROW, VALUE, Ledger, shown
from safeward.core.holdings.schema import INCIDENTS, OCCURRED_AT, Column, Table
from safeward.core.holdings.values import (
    REASONS,
    clock_time,
    meaning,
    usual_meaning,
    working_dtype,
)

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
        The rows that stand by themselves, with all columns of the table (each of its
        ``working_dtype``), unknown ones by name, FILE and LINE; and the keys, as far as
        they are there, of the rows that were refused.
    """
    raw = _trimmed(raw)
    rows = _read_cells(raw, table)
    bad_rows = pl.repeat(False, raw.height, dtype=pl.Boolean, eager=True)
    for column in table.columns:
        if _lost(column, raw, rows) == 0:
            continue
        bad = rows[column.name].is_null()
        if column.may_be_empty:
            bad &= raw[column.name].is_not_null()
        _list(raw.filter(bad), column, ledger)
        if column.required:
            bad_rows |= bad
    if "date_of_birth" in table.names:
        early = pl.col("date_of_birth").dt.year() < _FIRST_BIRTH_YEAR
        reason = f"a birth before {_FIRST_BIRTH_YEAR}"
        rows = without(rows, early, table.column("date_of_birth"), reason, ledger)
    if not bad_rows.any():
        return rows, rows.clear().select(table.key)
    return rows.filter(~bad_rows), rows.filter(bad_rows).select(table.key)


def without(
    rows: pl.DataFrame, bad: pl.Expr, column: Column, reason: str, ledger: Ledger
) -> pl.DataFrame:
    """Treat some values of an optional column as not recorded, and list them."""
    found = rows.filter(bad)
    if found.is_empty():
        return rows
    cell = pl.col(column.name)
    value = shown(cell.cast(pl.String), masked=column.masked)
    ledger.add(found, column=column.name, value=value, reason=reason, refused=VALUE)
    kept = pl.when(bad.fill_null(False)).then(None).otherwise(cell)
    return rows.with_columns(kept.alias(column.name))


def _trimmed(raw: pl.DataFrame) -> pl.DataFrame:
    """Text without blanks around it; null where nothing is left."""
    raw = raw.with_columns(cs.string().str.strip_chars())
    empty = raw.select((cs.string() == "").any())
    names = [cells.name for cells in empty if cells.item()]
    return raw.with_columns(
        pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in names
    )


def _read_cells(raw: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Known columns, then unknown ones by name, then what reading adds."""
    known = []
    for column in table.columns:
        match raw.schema.get(column.name):
            case None:
                value = pl.lit(None, dtype=working_dtype(column))
            case pl.String():
                value = usual_meaning(column, pl.col(column.name))
            case _:
                value = pl.col(column.name)
        known.append(value.alias(column.name))
    unknown = sorted(set(raw.columns) - {*table.names, FILE, LINE})
    added = [_occurred_at(raw)] if table is INCIDENTS else []
    rows = raw.select(*known, *unknown, *added, FILE, LINE)
    doubtful = [column for column in table.columns if _lost(column, raw, rows)]
    return rows.with_columns(
        raw.select(meaning(column, pl.col(column.name)).alias(column.name)).to_series()
        for column in doubtful
        if raw.schema[column.name] == pl.String
    )


def _occurred_at(raw: pl.DataFrame) -> pl.Expr:
    if raw.schema["occurred_on"] == pl.String:
        return clock_time(pl.col("occurred_on")).alias(OCCURRED_AT)
    return pl.lit(None, dtype=pl.Datetime("us")).alias(OCCURRED_AT)


def _lost(column: Column, raw: pl.DataFrame, rows: pl.DataFrame) -> int:
    """How many cells mean nothing, or are empty though they must not be."""
    empty = rows[column.name].null_count()
    if not column.may_be_empty:
        return empty
    if column.name not in raw.columns or column.kind not in REASONS:
        return 0
    return empty - raw[column.name].null_count()


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
