"""How fast history is read from reports: today's state, and two years of months.

Today's state is every feature of everybody with an event, and of every pair, evidence
included, from tables in memory. The months are the features the policy reads, for
everybody known by then, as a tier timeline and a backtest ask for them. Each runs in a
process of its own, so that its peak memory is its own.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

type Row = tuple[str, float, str]

_MEASURE = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
import polars as pl
from safeward.core.history.catalogue import (
    PAIR_FEATURES, PERSON_FEATURES, features,
)
from safeward.core.history.events import build_events
from safeward.core.history.ibis_engine import evaluate
from safeward.core.holdings.read import read_holdings
from safeward.core.priority.inputs import INPUTS
from safeward.core.vocabulary.calendar import months_before

import duckdb, ibis, pyarrow, scipy.sparse.csgraph  # imports are not what is measured
folder, what = Path(sys.argv[1]), sys.argv[2]
holdings = read_holdings([folder])
people = pl.read_parquet(folder / "truth" / "people.parquet")
today = date(2026, 6, 30)
found = {}

def measured(name, work):
    wall, busy = time.perf_counter(), time.process_time()
    done = work()
    found[f"{name}, wall"] = time.perf_counter() - wall
    found[f"{name}, CPU"] = time.process_time() - busy
    return done

def everybody(events, day):
    known = events.events.filter(pl.col("known_from") <= day)
    return known.select("person_id", as_of=pl.lit(day)).unique()

if what == "today":
    events = measured("events", lambda: build_events(holdings, people, since=today))
    persons = everybody(events, today)
    named = events.victims.select("person_id", "victim_id", as_of=pl.lit(today))
    pairs = named.unique()
    measured("persons, evidence", lambda: evaluate(events, persons, PERSON_FEATURES))
    measured("pairs, evidence", lambda: evaluate(events, pairs, PAIR_FEATURES))
    found |= {"versions": events.events.height, "persons": persons.height}
    found["pairs"] = pairs.height
else:
    asked = features(
        sorted(name for name, each in INPUTS.items() if each.origin == "history")
    )
    events = measured("events of all days", lambda: build_events(holdings, people))
    def replay():
        rows = 0
        for months in range(24):
            day = months_before(today, months)
            rows += evaluate(
                events, everybody(events, day), asked, evidence=False
            ).height
        return rows
    found["persons and months"] = measured("24 months", replay)
    found["versions of all days"] = events.events.height
found[f"peak memory, {what}"] = (
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
)
print(json.dumps(found))
"""


def run(size: int = 1_000_000, seed: int = 7) -> list[Row]:
    """Measure on a synthetic jurisdiction of this many incidents over ten years."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _make(place, size, seed)
        for what in ("today", "months"):
            done = subprocess.run(
                [sys.executable, "-c", _MEASURE, str(place), what],
                check=True,
                capture_output=True,
                text=True,
            )
            rows += [
                (name, value, _unit(name))
                for name, value in json.loads(done.stdout).items()
            ]
    return rows


def _make(place: Path, size: int, seed: int) -> None:
    """Write the jurisdiction and who is who in truth, in a process that ends."""
    work = f"""
from pathlib import Path
import polars as pl
from safeward.core.holdings.write import write_tables
from safeward.core.synthetic import generate
made = generate(incidents={size}, divisions=21, years=10, seed={seed})
place = Path({str(place)!r})
write_tables(made.tables, place, form="parquet")
(place / "truth").mkdir()
who = made.truth["records"].select("record_id", person_id="true_person_id")
who.cast(pl.String).write_parquet(place / "truth" / "people.parquet")
"""
    subprocess.run([sys.executable, "-c", work], check=True)


def _unit(name: str) -> str:
    if name.endswith(("wall", "CPU")):
        return "s"
    return "GB" if name.startswith("peak") else "rows"


if __name__ == "__main__":
    for name, value, unit in run(int(sys.argv[1]) if sys.argv[1:] else 1_000_000):
        print(f"{name:40} {value:14.2f} {unit}")
