"""Unusable input gets one sentence and status 2; nothing is lost or half-written."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.integration.main_job.conftest import Run

KILLER = """
import contextlib, os, signal, sys
from safeward.cli import prioritise

stages = []
wanted = int(sys.argv[1])

def progress(stage, done=0, total=None):
    if stage not in stages:
        stages.append(stage)
        if len(stages) == wanted:
            os.kill(os.getpid(), int(sys.argv[2]))

@contextlib.contextmanager
def shown():
    yield progress

prioritise.shown = shown
from safeward.cli.app import run
run(sys.argv[3:])
"""


def one_sentence(said: subprocess.CompletedProcess[str]) -> str:
    assert said.returncode == 2, (said.stdout, said.stderr)
    assert "Traceback" not in said.stderr
    assert len(said.stderr.strip().splitlines()) == 1
    return said.stderr


def test_a_folder_that_is_not_there(safeward: Run, tmp_path: Path) -> None:
    said = safeward(
        *("prioritise", tmp_path / "none", "--out", tmp_path / "out"),
        *("--as-of", "2026-01-01"),
    )
    assert "none" in one_sentence(said)


def test_a_day_that_is_no_date(safeward: Run, holdings: Path, tmp_path: Path) -> None:
    said = safeward(
        *("prioritise", holdings, "--out", tmp_path / "out", "--as-of", "1/2/2026")
    )
    assert "YYYY-MM-DD" in one_sentence(said)


def test_an_output_folder_that_is_not_ours_is_left_alone(
    safeward: Run, holdings: Path, today: date, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("precious")
    said = safeward("prioritise", holdings, "--out", out, "--as-of", today)
    assert "run.json" in one_sentence(said)
    assert (out / "thesis.txt").read_text() == "precious"


def test_the_output_may_not_swallow_the_input(
    safeward: Run, holdings: Path, today: date
) -> None:
    said = safeward("prioritise", holdings, "--out", holdings, "--as-of", today)
    assert "input" in one_sentence(said)
    assert (holdings / "persons.csv").is_file()


def test_a_missing_required_column_names_file_and_column(
    safeward: Run, holdings: Path, today: date, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    shutil.copytree(holdings, folder)
    text = (folder / "incidents.csv").read_text()
    (folder / "incidents.csv").write_text(text.replace("division", "area", 1))
    said = safeward(
        *("prioritise", folder, "--out", tmp_path / "out", "--as-of", today)
    )
    sentence = one_sentence(said)
    assert "incidents.csv" in sentence
    assert "division" in sentence
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", ["status = 3", "not toml at all ["])
def test_a_policy_that_cannot_be_read(
    safeward: Run, holdings: Path, today: date, tmp_path: Path, text: str
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(text)
    said = safeward(
        *("prioritise", holdings, "--out", tmp_path / "out", "--as-of", today),
        *("--policy", policy),
    )
    assert "policy" in one_sentence(said)


def test_a_capacity_file_that_cannot_be_read(
    safeward: Run, holdings: Path, today: date, tmp_path: Path
) -> None:
    capacity = tmp_path / "capacity.toml"
    capacity.write_text("[responses.visit]\nhours = 'many'\n")
    said = safeward(
        *("prioritise", holdings, "--out", tmp_path / "out", "--as-of", today),
        *("--capacity", capacity),
    )
    assert "capacity.toml" in one_sentence(said)


def test_an_unexpected_error_shows_a_trace_only_when_asked(
    safeward: Run, holdings: Path, today: date, tmp_path: Path
) -> None:
    code = (
        "import sys, safeward.core.pipeline as p\n"
        "def run(*a, **k): raise RuntimeError('Mary Smith, 1 High Street')\n"
        "p.run = run\n"
        "from safeward.cli.app import run\nrun(sys.argv[1:])\n"
    )
    arguments = ["prioritise", holdings, "--out", tmp_path / "out", "--as-of", today]
    for extra in ([], ["--debug"]):
        said = subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments), *extra],
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 1
        assert ("Traceback" in said.stderr) == bool(extra)
        assert ("Mary" in said.stderr) == bool(extra)


@pytest.mark.parametrize("stage", range(1, 9))
@pytest.mark.parametrize("signal_number", [9, 15])
def test_killed_at_any_stage_it_leaves_the_earlier_run_whole(
    holdings: Path,
    today: date,
    done: Path,
    tmp_path: Path,
    stage: int,
    signal_number: int,
) -> None:
    out = tmp_path / "out"
    shutil.copytree(done, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    said = subprocess.run(
        [
            *(sys.executable, "-c", KILLER, str(stage), str(signal_number)),
            *("prioritise", str(holdings), "--out", str(out), "--as-of", str(today)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode == 0:
        pytest.fail("the run has fewer stages than this test kills it at")
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    if signal_number == 15:
        assert [path.name for path in tmp_path.iterdir()] == ["out"]
        assert "nothing was written" in said.stderr


def test_a_later_run_clears_what_a_killed_one_left(
    safeward: Run, holdings: Path, today: date, tmp_path: Path
) -> None:
    left = tmp_path / ".out.safeward-partial-999999999-x"
    left.mkdir()
    (left / "queue.csv").write_text("half")
    out = tmp_path / "out"
    said = safeward("prioritise", holdings, "--out", out, "--as-of", today)
    assert said.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
