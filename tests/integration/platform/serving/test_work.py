"""The work beside the site seals, sends, checks, and outlives nobody."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.integration.platform.foundation.test_commands import (
    KEY,
    SAFEWARD,
    environment,
    run,
)

LATER = 20.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = run(tmp_path, "db", "migrate", SAFEWARD_SECRET_KEY=KEY)
    assert made.returncode == 0, made.stderr
    return tmp_path


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [SAFEWARD, *words],
        env=environment(folder, SAFEWARD_SECRET_KEY=KEY),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def until(true: object, *arguments: object) -> None:
    end = time.monotonic() + LATER
    while time.monotonic() < end:
        if true(*arguments):  # type: ignore[operator]
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def test_it_checks_the_log_and_stops_when_told(folder: Path) -> None:
    work = start(folder, "work")
    until((folder / "audit" / "checked.json").exists)
    work.send_signal(signal.SIGTERM)
    said = work.communicate(timeout=LATER)[0]
    assert (work.returncode, said) == (0, "")


def test_it_ends_with_whoever_started_it(folder: Path) -> None:
    work = start(folder, "work", "--until-input-ends")
    until((folder / "audit" / "checked.json").exists)
    assert work.stdin is not None
    work.stdin.close()
    assert work.wait(timeout=LATER) == 0


def test_it_refuses_tables_that_are_not_up_to_date(tmp_path: Path) -> None:
    said = run(tmp_path / "none", "work", SAFEWARD_SECRET_KEY=KEY)
    assert said.returncode == 2
    assert "safeward db migrate" in said.stderr


def test_work_that_died_is_started_again_and_both_end_together(tmp_path: Path) -> None:
    """The commands are replaced by two that only say they ran."""
    said = tmp_path / "said"
    script = tmp_path / "both.py"
    script.write_text(
        "from safeward.cli import together\n"
        "together.START = (\n"
        '    "import sys, time\\n"\n'
        f"    \"open({str(said)!r}, 'a').write(sys.argv[1] + chr(10))\\n\"\n"
        "    \"time.sleep(60) if sys.argv[1] == 'site' else sys.stdin.read(0)\"\n"
        ")\n"
        "raise SystemExit(together.together(['site'], ['work']))\n"
    )
    both = subprocess.Popen([sys.executable, str(script)], env=dict(os.environ))
    until(lambda: said.exists() and said.read_text().count("work") >= 2)
    assert said.read_text().count("site") == 1
    both.send_signal(signal.SIGTERM)
    assert both.wait(timeout=LATER) == 0
