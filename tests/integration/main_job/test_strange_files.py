"""Files we did not make: torn, shuffled, doubled, corrupted, and of another kind."""

import random
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.integration.main_job.conftest import Run


def damaged(source: Path, target: Path, *, seed: int) -> None:
    """Rows missing, doubled, shuffled and corrupted in every table."""
    chance = random.Random(seed)
    target.mkdir()
    for path in sorted(source.glob("*.csv")):
        head, *rows = path.read_bytes().splitlines()
        kept = [row for row in rows if chance.random() > 0.03]
        kept += [row for row in kept if chance.random() < 0.02]
        chance.shuffle(kept)
        for place in range(len(kept)):
            if chance.random() < 0.02:
                kept[place] = _spoilt(kept[place], chance)
        (target / path.name).write_bytes(b"\r\n".join([head, *kept, b""]))


def _spoilt(row: bytes, chance: random.Random) -> bytes:
    cut = chance.randrange(len(row) + 1)
    what = chance.randrange(4)
    if what == 0:
        return row[:cut] + b'"' + row[cut:]
    if what == 1:
        return row[:cut] + b"\xff\xfe" + row[cut:]
    if what == 2:
        return row[:cut]
    return row + b",one,too,many"


@pytest.mark.parametrize("seed", [1, 2])
def test_a_damaged_folder_gives_a_queue_and_a_list_of_what_was_refused(
    safeward: Run,
    holdings: Path,
    today: date,
    queue: pl.DataFrame,
    tmp_path: Path,
    seed: int,
) -> None:
    damaged(holdings, tmp_path / "in", seed=seed)
    said = safeward(
        *("prioritise", tmp_path / "in", "--out", tmp_path / "out", "--as-of", today)
    )
    assert said.returncode == 0, said.stderr
    found = pl.read_csv(tmp_path / "out" / "queue.csv", infer_schema=False)
    assert found.height > 0.8 * queue.height
    rejected = pl.read_csv(tmp_path / "out" / "rejected.csv", infer_schema=False)
    assert rejected.height > 50
    assert set(rejected["refused"]) == {"row", "value"}


def test_the_three_required_tables_alone_are_enough(
    safeward: Run, holdings: Path, today: date, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("persons", "incidents", "involvements"):
        frame = pl.read_csv(holdings / f"{name}.csv", infer_schema=False)
        required = {
            "persons": ["record_id", "agency", "family_name", "given_names"],
            "incidents": ["incident_id", "agency", "kind", "occurred_on", "division"],
            "involvements": ["incident_id", "record_id", "role"],
        }[name]
        frame.select(required).write_csv(folder / f"{name}.csv")
    said = safeward(
        *("prioritise", folder, "--out", tmp_path / "out", "--as-of", today)
    )
    assert said.returncode == 0, said.stderr
    assert "No capacity file was given" in said.stdout
    queue = pl.read_csv(tmp_path / "out" / "queue.csv", infer_schema=False)
    assert queue.height > 50
    assert queue["response"].drop_nulls().to_list() == []


def test_a_folder_without_a_single_row_gives_an_empty_queue(
    safeward: Run, holdings: Path, today: date, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("persons", "incidents", "involvements"):
        head = (holdings / f"{name}.csv").read_text().splitlines()[0]
        (folder / f"{name}.csv").write_text(head + "\n")
    said = safeward(
        *("prioritise", folder, "--out", tmp_path / "out", "--as-of", today)
    )
    assert said.returncode == 0, said.stderr
    assert "Nobody is in the queue" in said.stdout


def test_linking_a_table_of_persons_from_elsewhere(
    safeward: Run, tmp_path: Path
) -> None:
    persons = tmp_path / "persons.csv"
    persons.write_text(
        "record_id,agency,given_names,family_name,date_of_birth,colour\n"
        "1,a,Siobhán,O'Neill-Byrne,1984-02-29,red\n"
        "2,b,SIOBHAN,ONEILL BYRNE,1984-02-29,\n"
        "3,b,Somebody,Else,1990-05-17,blue\n"
    )
    out = tmp_path / "people.csv"
    said = safeward("link", persons, "--out", out)
    assert said.returncode == 0, said.stderr
    people = pl.read_csv(out, infer_schema=False)
    assert people.columns == ["record_id", "person_id", "probability", "basis"]
    who = dict(people.select("record_id", "person_id").iter_rows())
    assert who["1"] == who["2"] != who["3"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("record_id,given_names\n1,A\n", "agency"),
        ("", "persons.csv"),
    ],
)
def test_linking_what_is_no_table_of_persons(
    safeward: Run, tmp_path: Path, text: str, word: str
) -> None:
    persons = tmp_path / "persons.csv"
    persons.write_text(text)
    said = safeward("link", persons, "--out", tmp_path / "people.csv")
    assert said.returncode == 2
    assert word in said.stderr
    assert not (tmp_path / "people.csv").exists()
