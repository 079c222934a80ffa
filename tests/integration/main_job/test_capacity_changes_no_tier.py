"""Law 4: what a division can do this week decides the line, never a tier or a rank."""

import re
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.integration.main_job.conftest import Run

DECIDED_BY_CAPACITY = ("response", "shortfall")
UNTOUCHED = ("safety.csv", "review.csv", "relationships.parquet", "people.parquet")


def _hours_times(text: str, factor: int) -> str:
    """The same capacity file with every division's hours multiplied."""
    head, *divisions = re.split(r"(?m)^(?=\[divisions)", text)
    more = [
        re.sub(
            r"(= *)(\d+)\b", lambda found: f"{found[1]}{int(found[2]) * factor}", part
        )
        for part in divisions
    ]
    return head + "".join(more)


@pytest.fixture(params=["no hours at all", "a hundred times the hours", "no file"])
def otherwise(
    request: pytest.FixtureRequest,
    safeward: Run,
    holdings: Path,
    today: date,
    tmp_path: Path,
) -> Path:
    """The same morning with another capacity."""
    files = tmp_path / "files"
    shutil.copytree(holdings, files)
    capacity = files / "capacity.toml"
    if request.param == "no file":
        capacity.unlink()
    else:
        factor = 0 if request.param == "no hours at all" else 100
        text = capacity.read_text("utf-8")
        changed = _hours_times(text, factor)
        assert changed != text
        capacity.write_text(changed, "utf-8")
    out = tmp_path / "out"
    said = safeward("prioritise", files, "--out", out, "--as-of", today, "--quiet")
    assert said.returncode == 0, said.stderr
    return out


def test_tiers_ranks_and_reasons_stay(done: Path, otherwise: Path):
    before = pl.read_csv(done / "queue.csv", infer_schema=False)
    after = pl.read_csv(otherwise / "queue.csv", infer_schema=False)
    assert not before.equals(after)
    assert before.drop(DECIDED_BY_CAPACITY).equals(after.drop(DECIDED_BY_CAPACITY))
    for name in UNTOUCHED:
        assert (done / name).read_bytes() == (otherwise / name).read_bytes()
