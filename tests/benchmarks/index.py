"""The online index against a million mentions: time to build, memory, time to match.

Run as ``python -m tests.benchmarks.index [MENTIONS]``. Times of a match are from a
standardised record to its scored matches; standardising one record is told apart.
"""

import random
import resource
import sys
import time
from collections.abc import Callable

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


def _gigabytes() -> float:
    with open("/proc/self/statm", encoding="ascii") as told:
        pages = int(told.read().split()[1])
    return pages * resource.getpagesize() / 1e9


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
    before = _gigabytes()
    store = MemoryStore()
    build_wall, build_cpu = _timed(lambda: store.add(std))
    held = _gigabytes() - before
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
    print(f"| held, GB beyond the standardised frame | {held:.2f} |")
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
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
