"""The whole job beside Splink linking the same mentions, and how both grow.

Run as ``python -m tests.benchmarks.whole_job [INCIDENTS]``. One process does everything
from agency files to the brief; another gives Splink the same mentions, already
standardised, and lets it link them: once with a stored model and once after estimating
one (random pairs for u, two sessions of expectation maximisation for m).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.linkage import MENTIONS_AN_INCIDENT, splink

TRAINING_PAIRS = 1_000_000
TRAINING_SESSION = 1_000_000


def run(incidents: int = 1_000_000, *, with_splink: bool = True) -> dict[str, float]:
    """Measure one size and print it.

    Returns:
        ``wall, cpu, peak_gb`` of the whole job, and the same of Splink by name.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _python(_MAKE, folder, incidents)
        found = {"job": _timed([_SAFEWARD, *_arguments(folder)])}
        if with_splink:
            for engine in ("trained", "stored"):
                found[engine] = _timed(
                    [sys.executable, "-m", __spec__.name, engine, str(folder)]
                )
        report = json.loads((folder / "out" / "run.json").read_text())
    mentions = incidents * MENTIONS_AN_INCIDENT
    print(f"{incidents:,} incidents, about {mentions:,.0f} mentions")
    print("| | wall s | CPU s | peak GB |")
    print("|---|---:|---:|---:|")
    for name, (wall, cpu, peak) in found.items():
        print(f"| {_WORDS[name]} | {wall:.1f} | {cpu:.1f} | {peak:.2f} |")
    print("stages, wall s:", report["run"]["seconds"])
    job = found["job"]
    for name in ("trained", "stored"):
        if name in found:
            print(
                f"Splink {name} / whole job: wall {found[name][0] / job[0]:.2f}x, "
                f"CPU {found[name][1] / job[1]:.2f}x"
            )
    return {"wall": job[0], "cpu": job[1], "peak_gb": job[2]}


def growth(sizes: tuple[int, ...] = (10_000, 100_000, 1_000_000)) -> None:
    """Print what one thousand incidents cost as data grow."""
    rows = [(size, run(size, with_splink=False)) for size in sizes]
    print("| incidents | wall s | CPU ms an incident | peak GB |")
    print("|---:|---:|---:|---:|")
    for size, row in rows:
        print(
            f"| {size:,} | {row['wall']:.1f} | {1000 * row['cpu'] / size:.3f} "
            f"| {row['peak_gb']:.2f} |"
        )


_WORDS = {
    "job": "files to ranked, allocated queue and brief",
    "trained": "Splink trains, predicts and clusters",
    "stored": "Splink predicts and clusters, stored model",
}
_SAFEWARD = str(Path(sys.executable).with_name("safeward"))
_MAKE = """
import sys
from pathlib import Path
import polars as pl
from safeward.core.linkage.standardise import standardise
from safeward.core.synthetic import generate
from safeward.core.synthetic.writing import write
folder = Path(sys.argv[1])
made = generate(incidents=int(sys.argv[2]), divisions=21, years=10, seed=31)
write(made, folder, "parquet")
(folder / "day").write_text(made.last_day.isoformat())
persons = made.tables["persons"].with_columns(identifier=pl.lit(None, pl.String))
standardise(persons).write_parquet(folder / "std.parquet")
"""


def _arguments(folder: Path) -> list[str]:
    day = (folder / "day").read_text()
    return [
        *("prioritise", str(folder / "holdings"), "--quiet"),
        *("--out", str(folder / "out"), "--as-of", day),
    ]


def _python(code: str, *arguments: object) -> None:
    subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=True)


def _timed(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak GB of one process and its threads."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        raise SystemExit(f"{command[:3]} ended with status {status}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20


def _splink_trained(folder: Path) -> None:
    import polars as pl

    from safeward.core.linkage.estimate import estimate_m, estimate_u
    from safeward.core.linkage.model import default_model

    model = default_model()
    std = pl.read_parquet(folder / "std.parquet")
    names = [comparison.name for comparison in model.comparisons]
    estimate_u(std, model, names, pairs=TRAINING_PAIRS, seed=1)
    estimate_m(
        std, model, names, [("born",), ("given", "family")], most=TRAINING_SESSION
    )
    splink(folder / "std.parquet", folder / "splink.parquet")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "trained":
        _splink_trained(Path(sys.argv[2]))
    elif len(sys.argv) == 3 and sys.argv[1] == "stored":
        splink(Path(sys.argv[2]) / "std.parquet", Path(sys.argv[2]) / "s.parquet")
    else:
        run(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
