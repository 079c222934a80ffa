"""A small fictional jurisdiction, and ways to run the main job on it."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from safeward.core.synthetic.jurisdiction import generate
from safeward.core.synthetic.types import Jurisdiction
from safeward.core.synthetic.writing import write

COMMAND = Path(sys.executable).with_name("safeward")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def made() -> Jurisdiction:
    return generate(incidents=2_000, divisions=2, years=4, seed=7)


@pytest.fixture(scope="session")
def holdings(made: Jurisdiction, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("jurisdiction")
    write(made, folder, "csv")
    return folder / "holdings"


@pytest.fixture(scope="session")
def today(made: Jurisdiction) -> date:
    return made.last_day


@pytest.fixture(scope="session")
def safeward() -> Run:
    def run(
        *arguments: object, threads: int | None = None
    ) -> subprocess.CompletedProcess[str]:
        environment = dict(os.environ)
        if threads:
            environment["POLARS_MAX_THREADS"] = str(threads)
        return subprocess.run(
            [str(COMMAND), *map(str, arguments)],
            capture_output=True,
            text=True,
            env=environment,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def done(
    safeward: Run, holdings: Path, today: date, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An output folder of the main job."""
    out = tmp_path_factory.mktemp("out") / "today"
    said = safeward("prioritise", holdings, "--out", out, "--as-of", today)
    assert said.returncode == 0, said.stderr
    return out


@pytest.fixture(scope="session")
def queue(done: Path) -> pl.DataFrame:
    return pl.read_csv(done / "queue.csv", infer_schema=False)
