"""A database with a made-up state in it, and how long it took to fill.

Run as ``python -m tests.benchmarks.platform.world FOLDER [INCIDENTS]`` with
SAFEWARD_DATABASE naming an empty database and SAFEWARD_DATA a folder; FOLDER keeps the
made-up files, so that the second database is filled from the same ones.
"""

import os
import resource
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from time import perf_counter

import polars as pl

SAFEWARD = Path(sys.executable).with_name("safeward")
DIVISIONS = 21


def main(folder: Path, incidents: int) -> None:
    """Make the files once, load them, rank everybody and make demo people."""
    os.environ["SAFEWARD_DEMO"] = "1"
    holdings = folder / "holdings"
    if not holdings.is_dir():
        _timed(
            "synth", str(folder), "--incidents", str(incidents), "--decisions",
            "--divisions", str(DIVISIONS), "--years", "10", "--format", "parquet",
            "--until", date.today().isoformat(),
        )  # fmt: skip
    _timed("db", "migrate")
    _timed("db", "load", str(holdings))
    _timed("db", "rerank")
    _timed("db", "demo-people", "--division", busiest(holdings))


def busiest(holdings: Path) -> str:
    """The division with most reports to its police."""
    reports = pl.read_parquet(
        holdings / "incidents.parquet", columns=["agency", "division"]
    ).filter(pl.col("agency") == "police")
    seen = Counter(reports["division"].to_list())
    return min(seen, key=lambda division: (-seen[division], division))


def _timed(*arguments: str) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = perf_counter()
    subprocess.run([SAFEWARD, *arguments], check=True)
    wall = perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = after.ru_maxrss / 1e6
    name = " ".join(arguments[:2])
    print(f"{name:24} {wall:8.1f} s {cpu:8.1f} CPU s, peak so far {peak:.1f} GB")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
