"""The list of what was refused, and why: nothing disappears without a line here."""

from typing import Final

import polars as pl

from safeward.core.holdings.schema import REJECTED_SCHEMA

FILE: Final = "\x1ffile"
LINE: Final = "\x1fline"
"""Where a row came from; names no header can hold, dropped when reading is done."""

ROW: Final = "row"
VALUE: Final = "value"


def problems(
    rows: pl.DataFrame,
    *,
    column: str,
    value: pl.Expr,
    reason: str | pl.Expr,
    refused: str,
) -> pl.DataFrame:
    """List a problem of every one of these rows.

    Args:
        rows: The rows in question, with FILE (its number) and LINE.
        column: The column at fault, empty when it is the row as a whole.
        value: What is shown of the value, already masked where it must be.
        reason: Why, in words.
        refused: ``row`` or ``value``.
    """
    why = pl.lit(reason) if isinstance(reason, str) else reason
    return rows.select(
        pl.col(FILE).alias("file"),
        pl.col(LINE).alias("line"),
        pl.lit(column).alias("column"),
        value.fill_null("").alias("value"),
        why.alias("reason"),
        pl.lit(refused).alias("refused"),
    )


def rejected_table(found: list[pl.DataFrame], files: list[str]) -> pl.DataFrame:
    """Put the problems of all files into one sorted table.

    A value is listed as refused only where its row was kept: a refused row says
    everything about itself.

    Args:
        found: Frames made by ``problems``.
        files: The files' names; a file's number is its place here.
    """
    if not found:
        return pl.DataFrame(schema=REJECTED_SCHEMA)
    listed = pl.concat(found)
    rows = listed.filter(pl.col("refused") == ROW)
    values = listed.filter(pl.col("refused") == VALUE)
    kept = values.join(rows, on=["file", "line"], how="anti")
    names = pl.DataFrame({"file": range(len(files)), "name": files}).cast(
        {"file": pl.UInt32, "name": pl.String}
    )
    return (
        pl.concat([rows, kept])
        .unique()
        .join(names, on="file", how="left")
        .select(
            pl.col("name").alias("file"),
            *(
                pl.col(name).cast(kind)
                for name, kind in REJECTED_SCHEMA.items()
                if name != "file"
            ),
        )
        .sort("file", "line", "column", "value", "reason", "refused")
    )
