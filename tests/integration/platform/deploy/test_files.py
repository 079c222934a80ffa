"""The compose file and the units name only commands and settings that exist."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import typer.main

from safeward.cli.app import app
from tests.integration.platform.deploy.conftest import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))


def commands() -> list[tuple[str, list[str]]]:
    found = [
        (unit.name, shlex.split(line.removeprefix("ExecStart=")))
        for unit in UNITS
        for line in unit.read_text().splitlines()
        if line.startswith("ExecStart=")
    ]
    composed = (DEPLOY / "compose.yaml").read_text()
    lines = re.findall(r"^ +command: (\[.*\])$", composed, re.MULTILINE)
    return found + [("compose.yaml", json.loads(line)) for line in lines]


def test_web_and_work_stand_in_both() -> None:
    both = {(place, " ".join(words[:3])) for place, words in commands()}
    assert both == {
        ("safeward-web.service", "safeward serve --workers"),
        ("safeward-work.service", "safeward work"),
        ("compose.yaml", "safeward serve --host"),
        ("compose.yaml", "safeward work"),
    }


@pytest.mark.parametrize(("place", "words"), commands(), ids=str)
def test_a_command_that_is_named_exists(place: str, words: list[str]) -> None:
    assert words[0] == "safeward"
    command, rest = typer.main.get_command(app), words[1:]
    context = command.make_context("safeward", [], resilient_parsing=True)
    while hasattr(command, "resolve_command"):
        _name, command, rest = command.resolve_command(context, rest)
        assert command is not None
    # Reads the options and runs nothing; one that is unknown is an error.
    command.make_context("safeward", rest)


@pytest.mark.parametrize(
    "path", [*UNITS, DEPLOY / "compose.yaml"], ids=lambda path: path.name
)
def test_a_setting_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(r"SAFEWARD_[A-Z_]+", path.read_text()))
    known = (ROOT / "src/safeward/config/environment.py").read_text()
    assert named
    assert {name for name in named if f'"{name}"' not in known} == set()


def test_systemd_can_read_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not here")
    # The account and the program are not on this machine.
    for unit in UNITS:
        text = re.sub("ExecStart=safeward", "ExecStart=/bin/true", unit.read_text())
        (tmp_path / unit.name).write_text(text)
    said = subprocess.run(
        ["systemd-analyze", "verify", *[str(tmp_path / unit.name) for unit in UNITS]],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in said.stderr.splitlines() if "safeward-" in line]
    assert ours == []
