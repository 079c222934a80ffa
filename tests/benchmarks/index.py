"""The online index against a million mentions: time to build, memory, time to match.

Run as ``python -m tests.benchmarks.index [MENTIONS]``. Times of a match are from a
standardised record to its scored matches; standardising one record is told apart.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from safeward.core.linkage.index import match
from safeward.core.linkage.memory_store import MemoryStore
from safeward.core.linkage.model import default_model
from safeward.core.linkage.standardise import standardise
from safeward.core.synthetic import generate

MENTIONS_AN_INCIDENT = 2.6
ASKED = 2_000


def _persons(mentions: int) -> pl.DataFrame:
    incidents = int(mentions / MENTIONS_AN_INCIDENT * 1.02)
    made = generate(incidents=incidents, divisions=21, years=10, seed=11)
    return made.tables["persons"].head(mentions)


def _alone(std: pl.DataFrame) -> str:
    """Peak memory of a process that reads the records and builds the index."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "std.parquet"
        std.write_parquet(path)
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.index", "--build", str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
    return done.stdout.strip()


def build_only(path: Path) -> None:
    """Build the index of a standardised table and print the peak memory in GB."""
    store = MemoryStore()
    store.add(pl.read_parquet(path))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{peak:.2f}")


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def _percentiles(times: list[float]) -> str:
    series = pl.Series(times)
    shown = [series.quantile(q, "nearest") or 0.0 for q in (0.5, 0.95, 0.99)]
    return " | ".join(f"{1000 * value:.2f}" for value in shown)


def main(mentions: int) -> None:
    """Print one table of what was measured."""
    std = standardise(_persons(mentions))
    store = MemoryStore()
    build_wall, build_cpu = _timed(lambda: store.add(std))
    model = default_model()
    rows = random.Random(5).sample(range(std.height), ASKED)
    records = std[rows].to_dicts()
    for record in records[:100]:
        match(record, store, model)
    walls, cpus, scored, cut = [], [], [], 0
    for record in records:
        wall, cpu = time.perf_counter(), time.process_time()
        found = match(record, store, model)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
        scored.append(found.scored)
        cut += found.cut
    one = pl.DataFrame(
        {"record_id": ["x"], "given_names": ["Anna"], "family_name": ["Smith"]}
    )
    alone = [_timed(lambda: standardise(one))[1] for _ in range(50)]
    print(f"| the index against {std.height:,} mentions | |")
    print("|---|---|")
    print(f"| built, s wall / s CPU | {build_wall:.1f} / {build_cpu:.1f} |")
    print(f"| memory of a process with nothing else, GB | {_alone(std)} |")
    print(f"| one record, ms wall: p50, p95, p99 | {_percentiles(walls)} |")
    print(f"| one record, ms CPU: p50, p95, p99 | {_percentiles(cpus)} |")
    print(
        f"| candidates scored: mean, most | {sum(scored) / ASKED:.1f}, {max(scored)} |"
    )
    print(f"| asked, of these with candidates cut | {ASKED}, {cut} |")
    print(
        f"| standardising one record, ms CPU: p50, p95, p99 | {_percentiles(alone)} |"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build_only(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
