"""Runs an unbound expression on DuckDB, in memory, with its own bounds."""

import tempfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

import polars as pl

if TYPE_CHECKING:
    import ibis.expr.types as ir

MEMORY_LIMIT = "3GB"
"""Beyond this DuckDB spills to a temporary folder."""


class Runner(Protocol):
    """Something that answers an expression over named frames."""

    def __call__(
        self, expression: "ir.Table", frames: Mapping[str, pl.DataFrame]
    ) -> pl.DataFrame:
        """Answer the expression; the order of the rows is free."""


def on_duckdb(
    expression: "ir.Table", frames: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """Answer with DuckDB, on as many threads as Polars uses."""
    import duckdb
    import ibis

    with (
        tempfile.TemporaryDirectory(prefix="safeward-") as spill,
        duckdb.connect(
            config={
                "threads": pl.thread_pool_size(),
                "memory_limit": MEMORY_LIMIT,
                "temp_directory": spill,
            }
        ) as connection,
    ):
        for name, frame in frames.items():
            connection.register(name, frame.to_arrow())
        found: pl.DataFrame = connection.sql(
            str(ibis.to_sql(expression, dialect="duckdb"))
        ).pl()
        return found
