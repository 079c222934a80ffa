"""What journeys share: one database with its people, and one Chromium a module."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.functional.demonstration import AXE, ROOT, call

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
STYLE = ROOT / "build" / "static" / "staticfiles.json"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demonstration's people of division ND1, and nothing else.

    Journeys copy it: its making takes longer than most of them.
    """
    if CHROMIUM is None:
        pytest.skip("no Chromium was found on the path")
    if not STYLE.exists() or not AXE.exists():
        pytest.skip("the pages' style was not made here: npm was out of reach")
    data = tmp_path_factory.mktemp("made") / "data"
    call(data, "db", "migrate")
    call(data, "db", "demo-people", "--division", "ND1")
    return data


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()
