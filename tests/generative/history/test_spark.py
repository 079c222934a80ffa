"""Every feature on local Spark against the plain engine: ``make test-spark``.

Needs Java and pyspark, so it runs only when asked for with ``-m spark``.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from safeward.core.history.batch.duckdb_runner import Build, Session, sql
from safeward.core.history.batch.question import Question
from safeward.core.holdings.types import Holdings
from tests.generative.history.compare import agree
from tests.generative.history.random_holdings import random_holdings

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def spark(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A Spark of our own on this machine, without a user interface."""
    if "spark" not in (request.config.option.markexpr or ""):
        pytest.skip("Spark is slow to start: run `make test-spark`")
    pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    builder = pyspark.sql.SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


class OnSpark:
    """Spark as the engine under the batch expressions."""

    def __init__(self, spark: Any) -> None:
        self._spark = spark

    @contextmanager
    def __call__(
        self, put: Question, frames: Mapping[str, pl.DataFrame]
    ) -> Iterator[Session]:
        for name, frame in frames.items():
            self._view(name, frame)
        self._put = put
        yield self

    def _view(self, name: str, frame: pl.DataFrame) -> None:
        table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
        self._spark.createDataFrame(table).createOrReplaceTempView(name)

    def keep(self, name: str, build: Build) -> None:
        kept = self._spark.sql(sql(build, self._put, "pyspark")).cache()
        kept.createOrReplaceTempView(name)

    def answer(self, build: Build) -> pl.DataFrame:
        found = pl.from_arrow(
            self._spark.sql(sql(build, self._put, "pyspark")).toArrow()
        )
        assert isinstance(found, pl.DataFrame)
        return found


def test_spark_agrees_with_the_plain_engine_on_every_feature(spark: Any) -> None:
    run = OnSpark(spark)

    @settings(
        max_examples=8,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(random_holdings(), st.booleans())
    def agrees(world: tuple[Holdings, pl.DataFrame], unknown_as_yes: bool) -> None:
        agree(*world, unknown_as_yes=unknown_as_yes, run=run)

    agrees()
