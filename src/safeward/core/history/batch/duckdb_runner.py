"""Runs questions on DuckDB, in memory, with its own bounds."""

import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol

import polars as pl

from safeward.core.history.batch.question import Question

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from duckdb import DuckDBPyConnection

MEMORY_LIMIT = "3GB"
"""Beyond this DuckDB spills to a temporary folder."""

Build = Callable[[Question], "ir.Table"]


class Session(Protocol):
    """An engine that holds named tables and answers expressions over them."""

    def keep(self, name: str, build: Build) -> None:
        """Compute ``build(question)`` and hold it under this name."""

    def answer(self, build: Build) -> pl.DataFrame:
        """Compute ``build(question)``; the order of the rows is free."""


Runner = Callable[
    [Question, Mapping[str, pl.DataFrame]], AbstractContextManager[Session]
]
"""Opens a session for a question over these named frames."""


@lru_cache(maxsize=64)
def sql(build: Build, put: Question, dialect: str) -> str:
    """The expression in an engine's own words; kept, since writing it takes a while."""
    import ibis

    return str(ibis.to_sql(build(put), dialect=dialect, pretty=False))


class _DuckDB:
    def __init__(self, put: Question, connection: "DuckDBPyConnection") -> None:
        self._put = put
        self._connection = connection

    def keep(self, name: str, build: Build) -> None:
        query = sql(build, self._put, "duckdb")
        self._connection.execute(f"CREATE TEMP TABLE {name} AS {query}")

    def answer(self, build: Build) -> pl.DataFrame:
        found: pl.DataFrame = self._connection.sql(sql(build, self._put, "duckdb")).pl()
        return found


class _Connections(threading.local):
    """One DuckDB in memory for each thread: opening one takes longer than asking it."""

    @cached_property
    def connection(self) -> "DuckDBPyConnection":
        import duckdb

        # Held for as long as the connection, and removed with it.
        self.spill = tempfile.TemporaryDirectory(prefix="safeward-")
        connection = duckdb.connect(
            config={
                "threads": pl.thread_pool_size(),
                "memory_limit": MEMORY_LIMIT,
                "temp_directory": self.spill.name,
                "preserve_insertion_order": False,
            }
        )
        connection.execute("SET enable_progress_bar = false")
        return connection


_connections = _Connections()


@contextmanager
def on_duckdb(put: Question, frames: Mapping[str, pl.DataFrame]) -> Iterator[Session]:
    """A DuckDB in memory, on as many threads as Polars uses."""
    with _connections.connection.cursor() as connection:
        for name, frame in frames.items():
            connection.register(name, frame.to_arrow())
        yield _DuckDB(put, connection)
