"""A Parquet file as rows, each column as text or already of its declared type."""

from pathlib import Path
from typing import Final

import polars as pl

from safeward.core.holdings.csv_record import NOT_UTF8
from safeward.core.holdings.rejected import LINE
from safeward.core.holdings.schema import Column, Kind, Table
from safeward.core.holdings.values import SEPARATOR, in_words
from safeward.core.vocabulary.errors import HoldingsRejected

_TYPED: Final = (Kind.YES_NO, Kind.DATE, Kind.NUMBER)
"""Kinds whose Parquet type says everything, so that no text need be read."""

_UNREADABLE: Final = (
    pl.exceptions.PolarsError,
    pl.exceptions.PanicException,
    OSError,
    ValueError,
)


def read_frame(path: Path, file: str) -> pl.DataFrame:
    """The file as it is.

    Args:
        path: Where it lies.
        file: What people call it.

    Raises:
        HoldingsRejected: It is not a Parquet file.
    """
    try:
        return pl.read_parquet(path, glob=False, hive_partitioning=False)
    except _UNREADABLE:
        return _read_as_bytes(path, file)


def rows_and_broken(
    frame: pl.DataFrame, table: Table
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Bring every column to text, or leave it as the type it is declared to be.

    Args:
        frame: A file as read.
        table: The declarations.

    Returns:
        Its rows with LINE, counted from 1; and LINE and ``reason`` of those that hold
        text that is not UTF-8.
    """
    declared = {column.name: column for column in table.columns}
    lines = pl.int_range(1, frame.height + 1, dtype=pl.Int64, eager=True).alias(LINE)
    broken = pl.repeat(False, frame.height, dtype=pl.Boolean, eager=True)
    columns = [lines]
    for cells in frame:
        column = declared.get(cells.name)
        if column is not None and cells.dtype == pl.Binary:
            cells, bad = _decoded(cells)
            broken |= bad
        elif column is None or not _says_everything(cells, column):
            cells = _said(cells)
        columns.append(cells)
    rows = pl.DataFrame(columns)
    why = pl.lit(NOT_UTF8).alias("reason")
    return rows.filter(~broken), rows.filter(broken).select(LINE, why)


def _says_everything(cells: pl.Series, column: Column) -> bool:
    if column.kind not in _TYPED or cells.dtype != column.dtype:
        return False
    if column.kind is Kind.DATE:
        return bool(cells.dt.year().is_between(1, 9999).all())
    if column.kind is Kind.NUMBER:
        return bool((cells.is_finite() & (cells >= 0)).all())
    return True


def _said(cells: pl.Series) -> pl.Series:
    """Values of any type as text."""
    kind = cells.dtype
    if kind == pl.Binary or (kind.is_nested() and kind != pl.List(pl.String)):
        spelled = [_spelled(cell) for cell in cells.to_list()]
        return pl.Series(cells.name, spelled, dtype=pl.String)
    said = in_words(pl.col(cells.name), kind).alias(cells.name)
    return cells.to_frame().select(said).to_series()


def _spelled(cell: object) -> str | None:
    """One value of a kind that the format does not know, so that it is kept."""
    if isinstance(cell, bytes):
        return cell.decode(errors="backslashreplace")
    if isinstance(cell, list):
        return SEPARATOR.join(filter(None, map(_spelled, cell)))
    return None if cell is None else str(cell)


def _decoded(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Bytes as text, and where they are none."""

    def text(cell: bytes | None) -> str | None:
        try:
            return None if cell is None else cell.decode()
        except UnicodeDecodeError:
            return None

    said = pl.Series(cells.name, map(text, cells.to_list()), dtype=pl.String)
    return said, said.is_null() & cells.is_not_null()


def _read_as_bytes(path: Path, file: str) -> pl.DataFrame:
    """Read text as bytes where one bad byte made the fast reader refuse the file."""
    import pyarrow
    import pyarrow.parquet

    try:
        whole = pyarrow.parquet.ParquetFile(path).read()
        for place, field in enumerate(whole.schema):
            if pyarrow.types.is_string(field.type):
                cells = whole.column(place).cast(pyarrow.binary())
                whole = whole.set_column(place, field.name, cells)
        return pl.DataFrame(whole)
    except (*_UNREADABLE, pyarrow.ArrowException) as error:
        raise HoldingsRejected(
            f"{file} cannot be read as Parquet, so its header is unknown."
        ) from error
