"""Runs a question on DuckDB, in memory, with its own bounds."""

import tempfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import polars as pl

from safeward.core.history.batch.question import Question

if TYPE_CHECKING:
    import ibis.expr.types as ir

MEMORY_LIMIT = "3GB"
"""Beyond this DuckDB spills to a temporary folder."""

Build = Callable[[Question], "ir.Table"]


class Runner(Protocol):
    """Something that answers an expression over named frames."""

    def __call__(
        self, build: Build, put: Question, frames: Mapping[str, pl.DataFrame]
    ) -> pl.DataFrame:
        """Answer ``build(put)``; the order of the rows is free."""


@lru_cache(maxsize=64)
def sql(build: Build, put: Question, dialect: str) -> str:
    """The expression in an engine's own words; kept, since writing it takes a while."""
    import ibis

    return str(ibis.to_sql(build(put), dialect=dialect, pretty=False))


def on_duckdb(
    build: Build, put: Question, frames: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """Answer with DuckDB, on as many threads as Polars uses."""
    import duckdb

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
        found: pl.DataFrame = connection.sql(sql(build, put, "duckdb")).pl()
        return found
