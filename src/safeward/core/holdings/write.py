"""Write tables in the holdings format, as CSV or Parquet."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import polars as pl

from safeward.core.holdings.schema import KNOWN_ON, OCCURRED_AT, TABLES


def write_tables(
    tables: Mapping[str, pl.DataFrame],
    folder: Path,
    *,
    form: Literal["csv", "parquet"],
) -> None:
    """Write each table as ``NAME.csv`` or ``NAME.parquet``.

    Args:
        tables: Frames by table name, typed as in Holdings or as text; derived columns
            are left out, rows stay in their order.
        folder: Where to; made when it is not there.
        form: Which of the two forms.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        if name not in TABLES:
            raise ValueError(f"the holdings format has no table {name}")
        plain = _with_moments(frame)
        if form == "csv":
            _as_text(plain).write_csv(folder / f"{name}.csv")
        else:
            plain.write_parquet(folder / f"{name}.parquet")


def _with_moments(frame: pl.DataFrame) -> pl.DataFrame:
    """Date and clock time in one column again, and no derived column."""
    if OCCURRED_AT in frame.columns and frame[OCCURRED_AT].is_not_null().any():
        moment = pl.col(OCCURRED_AT).dt.to_string("%Y-%m-%dT%H:%M")
        day = pl.col("occurred_on").cast(pl.String)
        frame = frame.with_columns(pl.coalesce(moment, day).alias("occurred_on"))
    return frame.drop(OCCURRED_AT, KNOWN_ON, strict=False)


def _as_text(frame: pl.DataFrame) -> pl.DataFrame:
    columns = []
    for name, kind in frame.schema.items():
        cell = pl.col(name)
        if kind == pl.Boolean:
            cell = pl.when(cell).then(pl.lit("yes")).when(~cell).then(pl.lit("no"))
        elif isinstance(kind, pl.List):
            cell = cell.list.join(";")
        elif isinstance(kind, pl.Datetime):
            cell = cell.dt.to_string("%Y-%m-%dT%H:%M")
        columns.append(cell.alias(name))
    return frame.select(columns)
