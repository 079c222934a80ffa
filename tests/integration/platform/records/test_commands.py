"""`safeward db load`, `loads` and `undo`, run as anybody runs them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.platform.records.test_deliveries import folder

SAFEWARD = str(Path(sys.executable).with_name("safeward"))
SQLITE_ONLY = pytest.mark.skipif(
    "postgres" in os.environ.get("SAFEWARD_TEST_DATABASE", ""),
    reason="the commands make a database of their own, which here is a file",
)


def run(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    told = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "safeward.config.settings",
        "SAFEWARD_DATA": str(place),
        "SAFEWARD_DATABASE": "",
    }
    return subprocess.run(
        [SAFEWARD, "db", *words],
        capture_output=True,
        text=True,
        env=told,
        check=False,
    )


@SQLITE_ONLY
def test_files_go_in_are_listed_and_taken_back(tmp_path: Path) -> None:
    files = str(folder(tmp_path / "files", involvements=BAD))
    refused = run(tmp_path, "load", files)
    assert refused.returncode == 2
    assert "run `safeward db migrate` first" in refused.stderr
    run(tmp_path, "migrate")
    looked = run(tmp_path, "load", files, "--dry-run")
    assert looked.returncode == 0, looked.stderr
    assert "Nothing was taken in." in looked.stdout
    loaded = run(tmp_path, "load", files, "--as-of", "2026-03-31", "--no-rank")
    assert loaded.returncode == 0, loaded.stderr
    assert "persons: 2 new" in loaded.stdout
    assert "involvements: 2 new, 1 refused" in loaded.stdout
    assert "involvements.csv line 4, record_id" in loaded.stdout
    key = loaded.stdout.split("Load ")[1].split()[0]
    listed = run(tmp_path, "loads").stdout.splitlines()
    assert listed[0].startswith(key)
    assert "Taken in: 5 rows of files, for 2026-03-31" in listed[0]
    assert "Looked at, not taken in" in listed[1]
    why = run(tmp_path, "loads", "--refused", key).stdout.splitlines()
    assert why[1].startswith("involvements.csv,4,record_id,p9")
    undone = run(tmp_path, "undo", key)
    assert undone.returncode == 0, undone.stderr
    assert "2 mentions of people are gone" in undone.stdout
    again = run(tmp_path, "undo", key)
    assert (again.returncode, again.stdout) == (2, "")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["load", "{place}/nowhere"], "nowhere is not a folder of agency files"),
        (["load", "{place}", "--as-of", "soon"], "--as-of 'soon' is not a date"),
        (["undo", "that one"], "is no load's id"),
    ],
)
@SQLITE_ONLY
def test_what_cannot_be_used_is_told_in_one_sentence(
    tmp_path: Path, words: list[str], sentence: str
) -> None:
    said = run(tmp_path, *(word.format(place=tmp_path) for word in words))
    assert said.returncode == 2
    assert sentence in said.stderr
    assert said.stderr.count("\n") == 1


BAD = "incident_id,record_id,role\ni1,p1,perpetrator\ni1,p2,child\ni1,p9,witness\n"
