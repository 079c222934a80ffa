"""A Parquet file as rows, each column as text or already of its declared type."""

from pathlib import Path

import polars as pl

from safeward.core.holdings.schema import Kind, Table
from safeward.core.vocabulary.errors import HoldingsRejected


def read_parquet(path: Path, table: Table, file: str) -> pl.DataFrame:
    """Read a whole Parquet file.

    Raises:
        HoldingsRejected: It is not one.
    """
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise HoldingsRejected(f"{file} cannot be read as Parquet") from error
    declared = {column.name: column for column in table.columns}
    columns = []
    for name, kind in frame.schema.items():
        column = declared.get(name)
        if column is not None and column.dtype == kind and column.kind is not Kind.LIST:
            columns.append(pl.col(name))
        else:
            columns.append(_as_text(name, kind))
    return frame.select(columns)


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    cell = pl.col(name)
    if kind == pl.String:
        return cell
    if kind == pl.Boolean:
        return (
            pl.when(cell).then(pl.lit("yes")).when(~cell).then(pl.lit("no")).alias(name)
        )
    if kind == pl.Date:
        return cell.dt.to_string("iso:strict")
    if isinstance(kind, pl.Datetime):
        return cell.dt.to_string("%Y-%m-%dT%H:%M")
    if isinstance(kind, pl.List):
        return cell.cast(pl.List(pl.String)).list.join(";", ignore_nulls=True)
    return cell.cast(pl.String)
