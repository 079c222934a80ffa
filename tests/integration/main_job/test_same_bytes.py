"""The same holdings give the same bytes, however they are handed over."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from safeward.core.synthetic.jurisdiction import generate
from safeward.core.synthetic.types import Jurisdiction
from safeward.core.synthetic.writing import write
from tests.integration.main_job.conftest import Run

LARGE = 100_000


def answers(out: Path) -> dict[str, bytes | str]:
    """Every byte that must repeat, by file."""
    found: dict[str, bytes | str] = {
        path.name: path.read_bytes()
        for path in sorted(out.iterdir())
        if path.name not in ("rejected.csv", "run.json")
    }
    run = json.loads((out / "run.json").read_text())
    found["run.json result"] = json.dumps(run["result"], sort_keys=True)
    return found


def differing(one: Path, other: Path) -> list[str]:
    first, second = answers(one), answers(other)
    return [name for name in first | second if first.get(name) != second.get(name)]


def shuffled(source: Path, target: Path, *, seed: int) -> None:
    """The same tables: rows and columns in another order, in two folders."""
    for part in ("one", "two"):
        (target / part).mkdir(parents=True)
    for path in sorted(source.glob("*.csv")):
        frame = pl.read_csv(path, infer_schema=False)
        columns = frame.columns[::-1]
        frame = frame.select(columns).sample(fraction=1, shuffle=True, seed=seed)
        half = frame.height // 3
        frame.head(half).write_csv(target / "two" / path.name)
        frame.tail(frame.height - half).write_csv(target / "one" / path.name)


def as_parquet(source: Path, target: Path) -> None:
    target.mkdir(parents=True)
    for path in sorted(source.glob("*.csv")):
        frame = pl.read_csv(path, infer_schema=False)
        frame.write_parquet(target / f"{path.stem}.parquet")


def test_shuffled_split_and_single_threaded(
    safeward: Run, holdings: Path, today: date, done: Path, tmp_path: Path
) -> None:
    shuffled(holdings, tmp_path / "in", seed=3)
    out = tmp_path / "out"
    said = safeward(
        *("prioritise", tmp_path / "in" / "two", tmp_path / "in" / "one"),
        *("--out", out, "--as-of", today),
        *("--capacity", holdings / "capacity.toml"),
        threads=1,
    )
    assert said.returncode == 0, said.stderr
    assert differing(done, out) == []


def test_rows_known_later_change_nothing(
    safeward: Run, holdings: Path, made: Jurisdiction, tmp_path: Path
) -> None:
    """Nothing known after the day is read: without the later rows, the same files."""
    incidents = pl.read_csv(holdings / "incidents.csv", infer_schema=False)
    day = sorted(incidents["reported_on"].drop_nulls())[incidents.height * 3 // 4][:10]
    known = incidents.filter(
        pl.col("reported_on").fill_null(pl.col("occurred_on")).str.slice(0, 10) <= day
    )
    shorter = tmp_path / "in"
    shorter.mkdir()
    for path in sorted(holdings.iterdir()):
        (shorter / path.name).write_bytes(path.read_bytes())
    known.write_csv(shorter / "incidents.csv")
    for table in ("involvements", "assessments"):
        rows = pl.read_csv(holdings / f"{table}.csv", infer_schema=False)
        rows.filter(
            pl.col("incident_id").is_null()
            | pl.col("incident_id").is_in(known["incident_id"].implode())
        ).write_csv(shorter / f"{table}.csv")
    outs = [tmp_path / "whole", tmp_path / "shorter"]
    for source, out in zip((holdings, shorter), outs, strict=True):
        said = safeward("prioritise", source, "--out", out, "--as-of", day)
        assert said.returncode == 0, said.stderr
    different = set(differing(*outs))
    assert different <= {"run.json result"}, different


@pytest.mark.parametrize(
    ("table", "column", "swap"),
    [
        ("persons", "sex", {"F": "M", "M": "F"}),
        (
            "persons",
            "indigenous_status",
            {"neither": "aboriginal", "aboriginal": "both"},
        ),
        ("persons", "country_of_birth", None),
        ("persons", "language", None),
        ("persons", "priority_groups", None),
    ],
)
def test_who_somebody_is_changes_nothing(
    safeward: Run,
    holdings: Path,
    today: date,
    queue: pl.DataFrame,
    tmp_path: Path,
    table: str,
    column: str,
    swap: dict[str, str] | None,
) -> None:
    """Law 5: equity fields, and exchanging everyone's sex, change nothing."""
    folder = tmp_path / "in"
    folder.mkdir()
    for path in sorted(holdings.iterdir()):
        (folder / path.name).write_bytes(path.read_bytes())
    frame = pl.read_csv(holdings / f"{table}.csv", infer_schema=False)
    assert frame[column].drop_nulls().len() > 0
    changed = (
        frame.with_columns(pl.col(column).replace(swap))
        if swap
        else frame.with_columns(pl.lit("somewhere").alias(column))
    )
    assert not changed.equals(frame)
    changed.write_csv(folder / f"{table}.csv")
    out = tmp_path / "out"
    said = safeward("prioritise", folder, "--out", out, "--as-of", today)
    assert said.returncode == 0, said.stderr
    assert pl.read_csv(out / "queue.csv", infer_schema=False).equals(queue)


@pytest.mark.slow
def test_a_hundred_thousand_incidents_in_any_form(
    safeward: Run, tmp_path: Path
) -> None:
    made = generate(incidents=LARGE, divisions=6, years=6, seed=11)
    write(made, tmp_path, "csv")
    source = tmp_path / "holdings"
    shuffled(source, tmp_path / "shuffled", seed=5)
    as_parquet(source, tmp_path / "parquet")
    capacity = source / "capacity.toml"
    runs: list[tuple[list[Path], int]] = [
        ([source], 2),
        ([tmp_path / "shuffled" / "one", tmp_path / "shuffled" / "two"], 1),
        ([tmp_path / "parquet"], 2),
    ]
    outs = []
    for number, (folders, threads) in enumerate(runs):
        out = tmp_path / f"out{number}"
        said = safeward(
            *("prioritise", *folders, "--out", out, "--as-of", made.last_day),
            *("--capacity", capacity),
            threads=threads,
        )
        assert said.returncode == 0, said.stderr
        outs.append(out)
    assert differing(outs[0], outs[1]) == []
    assert differing(outs[0], outs[2]) == []
