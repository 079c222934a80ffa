"""How fast holdings are read and validated, as Parquet and as CSV, and how big it gets.

Each reading runs in a process of its own, so that its peak memory is its own.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import polars as pl

from safeward.core.vocabulary import codes

type Row = tuple[str, float, str]

_MENTIONS, _INVOLVEMENTS = 2.6, 2.2
_MEASURE = """
import json, resource, sys, time
from pathlib import Path
from safeward.core.holdings.content_hash import content_hash
from safeward.core.holdings.read import read_holdings
started, busy = time.perf_counter(), time.process_time()
holdings = read_holdings([Path(sys.argv[1])])
wall, cpu = time.perf_counter() - started, time.process_time() - busy
started = time.perf_counter()
for table in ("persons", "incidents", "involvements", "orders"):
    content_hash(getattr(holdings, table))
print(json.dumps({
    "wall": wall, "cpu": cpu, "hash": time.perf_counter() - started,
    "rows": holdings.persons.height + holdings.incidents.height
    + holdings.involvements.height,
    "rejected": holdings.rejected.height,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
}))
"""


def run(size: int = 1_000_000) -> list[Row]:
    """Measure with this many incidents, rows shuffled as agencies' exports are not.

    Args:
        size: Incidents; mentions and involvements follow in the issue's proportion.
    """
    from safeward.core.holdings.write import write_tables

    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        tables = made_up(size)
        for form in ("parquet", "csv"):
            place = Path(folder) / form
            write_tables(tables, place, form=form)
            found = _measure(place)
            on_disk = sum(file.stat().st_size for file in place.iterdir()) / 2**20
            rows += [
                (f"{form}: read and validate, wall", found["wall"], "s"),
                (f"{form}: read and validate, CPU", found["cpu"], "s"),
                (f"{form}: content hashes", found["hash"], "s"),
                (f"{form}: peak memory", found["peak"], "GB"),
                (f"{form}: rows kept", found["rows"], "rows"),
                (f"{form}: rejected", found["rejected"], "lines"),
                (f"{form}: on disk", on_disk, "MB"),
            ]
    walls = {name: value for name, value, _ in rows if name.endswith("wall")}
    parquet, csv = walls.values()
    return [*rows, ("CSV takes times Parquet", csv / parquet, "x")]


def made_up(size: int, seed: int = 1) -> dict[str, pl.DataFrame]:
    """Well-formed tables with every column in use, in random order of rows."""
    rng = np.random.default_rng(seed)
    people = int(size * _MENTIONS)
    involved = int(size * _INVOLVEMENTS)
    orders = size // 10
    records = _ids("R", people)
    incidents = _ids("I", size)
    order_ids = _ids("O", orders)

    def pick(values: tuple[object, ...], number: int, empty: float = 0.5) -> pl.Series:
        place = rng.integers(0, len(values), number)
        place = np.where(rng.random(number) < empty, len(values), place)
        return pl.Series([*values, None])[place]

    def names(prefix: str, kinds: int, number: int, empty: float = 0.1) -> pl.Series:
        return pick(tuple(f"{prefix}{n}" for n in range(kinds)), number, empty)

    def days(number: int, first: int, last: int, empty: float = 0.0) -> pl.Series:
        day = pl.Series(rng.integers(first, last, number), dtype=pl.Int32)
        kept = pl.Series(rng.random(number) >= empty)
        return (
            day.to_frame("d")
            .select(pl.when(kept).then(pl.col("d")).cast(pl.Date))
            .to_series()
        )

    flags = {
        marker: pick((True, False), size, 0.4).cast(pl.Boolean)
        for marker in codes.MARKERS
    }
    minutes = pl.Series(rng.integers(0, 1440, size)) * 60_000_000
    occurred = days(size, 16000, 19700)
    reported = occurred.cast(pl.Int64) + pl.Series(rng.integers(0, 60, size))
    clock = occurred.cast(pl.Datetime("us")) + minutes.cast(pl.Duration("us"))
    tables = {
        "persons": pl.DataFrame(
            {
                "record_id": records,
                "agency": pick(("police", "child_protection", "hub_barwon"), people, 0),
                "identifier": names("N", people, people, 0.4),
                "family_name": names("Familyname", 60_000, people),
                "given_names": names("Given Names ", 90_000, people),
                "other_names": names("Other;Names ", 9_000, people, 0.9),
                "date_of_birth": days(people, -14000, 15000, 0.1),
                "sex": pick(codes.SEXES[:2], people, 0.05),
                "address": names("12 Long Example Street ", 400_000, people, 0.3),
                "suburb": names("Suburb", 900, people, 0.3),
                "postcode": pick(tuple(str(n) for n in range(3000, 3999)), people, 0.3),
                "state": pick(codes.STATES, people, 0.3),
                "phone": names("04123", 99_999, people, 0.5),
                "email": names("someone.there@example.org", 900_000, people, 0.7),
                "recorded_on": days(people, 16000, 19760, 0.1),
                "protected": pick((True, False), people, 0.9).cast(pl.Boolean),
                "indigenous_status": pick(codes.INDIGENOUS_STATUSES, people, 0.3),
            }
        ),
        "incidents": pl.DataFrame(
            {
                "incident_id": incidents,
                "agency": pick(("police", "child_protection", "hub_barwon"), size, 0),
                "event_ref": names("E", size, size, 0.8),
                "kind": pick(codes.INCIDENT_KINDS, size, 0),
                "occurred_on": occurred,
                "reported_on": reported.cast(pl.Int32).cast(pl.Date),
                "division": names("ND", 21, size, 0),
                "form": names("v", 3, size, 0.2),
                "harm": pick((1.0, 10.0, 365.5), size, 0.9),
                "injury": pick(codes.INJURIES, size, 0.3),
                **flags,
                "victim_fear": pick(codes.FEARS, size),
                "order_id": pick(tuple(order_ids[: min(orders, 50_000)]), size, 0.9),
                "detected": pick(codes.DETECTED, size),
                "outcome": pick(codes.OUTCOMES, size, 0.6),
                "outcome_on": days(size, 16000, 19760, 0.6),
                "predominant_aggressor": pick(tuple(records[:50_000]), size, 0.97),
                "occurred_at": clock,
            }
        ),
        "involvements": pl.DataFrame(
            {
                "incident_id": incidents[rng.integers(0, size, involved)],
                "record_id": records[rng.permutation(people)[:involved]],
                "role": pick(codes.ROLES[:3], involved, 0),
                "relationship": pick(codes.RELATIONSHIPS, involved, 0.3),
                "injury": pick(codes.INJURIES, involved),
                "present": pick((True, False), involved).cast(pl.Boolean),
            }
        ),
        "orders": pl.DataFrame(
            {
                "order_id": order_ids,
                "record_id": records[rng.integers(0, people, orders)],
                "kind": pick(codes.ORDER_KINDS, orders, 0),
                "protected_record_id": records[rng.integers(0, people, orders)],
                "issued_on": days(orders, 16000, 19700),
                "served_on": days(orders, 16000, 19760, 0.2),
                "expires_on": days(orders, 16000, 20500),
            }
        ),
    }
    return {
        name: table.sample(fraction=1, shuffle=True, seed=seed)
        for name, table in tables.items()
    }


def _ids(letter: str, number: int) -> pl.Series:
    return pl.Series([f"{letter}{n:08d}" for n in range(number)])


def _measure(folder: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    for name, value, unit in run(int(sys.argv[1]) if sys.argv[1:] else 1_000_000):
        print(f"{name:40} {value:12.2f} {unit}")
