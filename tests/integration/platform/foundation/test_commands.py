"""The commands of the platform, run as people run them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
SAFEWARD = str(Path(sys.executable).with_name("safeward"))
KEY = "a key of a test that has more than fifty characters in it"


def run(folder: Path, *words: str, **values: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SAFEWARD, *words],
        env=environment(folder, **values),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def environment(folder: Path, **values: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SAFEWARD_", "DJANGO_"))
    }
    return kept | {"SAFEWARD_DATA": str(folder), **values}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("platform") / "data"
    made = run(folder, "db", "migrate", SAFEWARD_SECRET_KEY=KEY)
    assert made.returncode == 0, made.stderr
    return folder


def test_migrating_again_changes_nothing(held: Path) -> None:
    again = run(held, "db", "migrate", SAFEWARD_SECRET_KEY=KEY)
    assert (again.returncode, again.stdout) == (0, "The database is up to date.\n")


def test_nobody_else_may_read_the_folder_of_the_database(held: Path) -> None:
    assert held.stat().st_mode & 0o077 == 0


def test_a_whole_installation_has_nothing_to_mend(held: Path) -> None:
    if not (ROOT / "build" / "static" / "staticfiles.json").exists():
        pytest.skip("the pages' style was not made here: npm was out of reach")
    said = run(
        held, "doctor", SAFEWARD_SECRET_KEY=KEY, SAFEWARD_HOSTS="safeward.example"
    )
    assert said.stdout.endswith("Nothing to mend.\n"), said.stdout
    assert said.returncode == 0


def test_the_doctor_names_what_to_mend_and_makes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    said = run(folder, "doctor")
    assert said.returncode == 2
    assert "SAFEWARD_SECRET_KEY" in said.stdout
    assert "safeward db migrate" in said.stdout
    assert not folder.exists()


def test_the_doctor_tells_an_unusable_setting(tmp_path: Path) -> None:
    said = run(tmp_path, "doctor", SAFEWARD_DATABASE="mysql://x")
    assert said.returncode == 2
    assert said.stdout.startswith("MEND  settings: SAFEWARD_DATABASE")


@pytest.mark.parametrize(
    ("values", "words", "sentence"),
    [
        ({}, [], "No secret key is set"),
        ({"SAFEWARD_DEMO": "1"}, ["--host", "0.0.0.0"], "this machine alone"),
        ({"SAFEWARD_DEMO": "1"}, [], "safeward db migrate"),
    ],
)
def test_serving_refuses_what_is_unsafe_or_unready(
    tmp_path: Path, values: dict[str, str], words: list[str], sentence: str
) -> None:
    said = run(tmp_path / "data", "serve", *words, **values)
    assert said.returncode == 2
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr


def test_the_site_answers_and_stops_when_told(held: Path) -> None:
    if not (ROOT / "build" / "static" / "staticfiles.json").exists():
        pytest.skip("the pages' style was not made here: npm was out of reach")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = subprocess.Popen(
        [SAFEWARD, "serve", "--port", str(port), "--workers", "1"],
        env=environment(held, SAFEWARD_DEMO="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert _answer(f"http://127.0.0.1:{port}/health") == b"ok\n"
    finally:
        site.send_signal(signal.SIGTERM)
        said = site.communicate(timeout=30)[0]
    assert f"Safeward is at http://localhost:{port}/" in said
    assert site.returncode == 0


def _answer(address: str) -> bytes:
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return bytes(answer.read())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the site did not answer in 20 s")


def test_demo_people_are_made_in_a_demonstration_only(held: Path) -> None:
    words = ("db", "demo-people", "--division", "Harbourside")
    refused = run(held, *words, SAFEWARD_SECRET_KEY=KEY)
    assert refused.returncode == 2
    assert "SAFEWARD_DEMO=1" in refused.stderr
    made = run(held, *words, SAFEWARD_DEMO="1")
    assert made.returncode == 0, made.stderr
    assert "13 people" in made.stdout


def test_the_demonstrations_unit_states_its_hours(held: Path, tmp_path: Path) -> None:
    capacity = tmp_path / "capacity.toml"
    capacity.write_text("[divisions.Harbourside]\nhours = { investigator = 40 }\n")
    words = ("db", "demo-people", "--capacity", str(capacity), "--division")
    made = run(held, *words, "Harbourside", SAFEWARD_DEMO="1")
    assert made.returncode == 0, made.stderr
    assert "states the hours" in made.stdout
    other = run(held, *words, "Elsewhere", SAFEWARD_DEMO="1")
    assert other.returncode == 2
    assert "no hours of Elsewhere" in other.stderr
