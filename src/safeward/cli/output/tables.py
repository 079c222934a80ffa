"""Frames to CSV and Parquet that are safe to open and the same on every run."""

import os
from pathlib import Path

import polars as pl

from safeward.core.vocabulary.cells import RUN_AS_FORMULA


def as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Put lists, booleans and dates into the words of the holdings format."""
    columns = []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if kind == pl.List(pl.String):
            column = column.list.join(";")
        elif kind == pl.Boolean:
            column = (
                pl.when(column)
                .then(pl.lit("yes"))
                .when(~column)
                .then(pl.lit("no"))
                .alias(name)
            )
        columns.append(column)
    return frame.select(columns)


def guarded(frame: pl.DataFrame) -> pl.DataFrame:
    """Prefix every text that a spreadsheet would run as a formula with an apostrophe.

    Leading blanks and control characters do not hide a formula from a spreadsheet, so
    they do not hide it from this guard either.
    """
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(
        pl.when(pl.col(name).str.contains(RUN_AS_FORMULA))
        .then(pl.lit("'") + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name in texts
    )


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame as CSV: UTF-8, LF, empty for not recorded, formula-safe."""
    guarded(as_text(frame)).write_csv(path, line_terminator="\n", null_value="")
    os.chmod(path, 0o600)


def write_parquet(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame as Parquet, lists and booleans in the words of the format."""
    as_text(frame).write_parquet(path, compression="zstd", statistics=False)
    os.chmod(path, 0o600)


def write_table(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame in the form its file's ending names, whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        if path.suffix == ".parquet":
            write_parquet(frame, partial)
        else:
            write_csv(frame, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
