"""Installations of their own, each with its folder and its database."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from attrs import frozen

from safeward.config.environment import postgresql

ROOT = Path(__file__).parents[4]
TEST_DATABASE = os.environ.get("SAFEWARD_TEST_DATABASE", "")
KEY = "a key of a test that has more than fifty characters in it"
WORKING = "tests.integration.platform.deploy.working"


@frozen
class Installation:
    """A data folder, and where its database is."""

    data: Path
    database: str

    def run(self, *words: str, fails: bool = False) -> str:
        """Run Python on this installation; what it said on either stream."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SAFEWARD_", "DJANGO_"))
        }
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=kept
            | {
                "SAFEWARD_DATA": str(self.data),
                "SAFEWARD_DATABASE": self.database,
                "SAFEWARD_SECRET_KEY": KEY,
                "SAFEWARD_HTTPS": "0",
                "DJANGO_SETTINGS_MODULE": "safeward.config.settings",
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        assert bool(done.returncode) == fails, done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout + done.stderr

    def safeward(self, *words: str, fails: bool = False) -> str:
        script = str(Path(sys.executable).with_name("safeward"))
        return self.run(script, *words, fails=fails)

    def load(self, count: int) -> None:
        self.run("-m", WORKING, "load", str(count))
        self.safeward("audit", "seal")

    def rows(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = json.loads(self.run("-m", WORKING, "rows"))
        return found

    def back_up(self, into: Path) -> Path:
        return Path(self.run("deploy/backup.py", str(into)).strip())

    def restore(self, copy: Path, *words: str, fails: bool = False) -> str:
        return self.run("deploy/restore.py", str(copy), *words, fails=fails)

    @property
    def heads(self) -> Path:
        return self.data / "audit" / "heads"


@pytest.fixture(scope="module")
def install(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[], Installation]]:
    """Make an empty place for an installation; it is gone after the module's tests."""
    made: list[str] = []

    def new() -> Installation:
        data = tmp_path_factory.mktemp("installation") / "data"
        if not TEST_DATABASE:
            return Installation(data, str(data / "held" / "safeward.sqlite3"))
        name = f"copies_{uuid.uuid4().hex}"
        made.append(name)
        with _server() as server:
            # An owner of this database alone, as in use.
            server.execute(f"CREATE ROLE {name} LOGIN")
            server.execute(f"CREATE DATABASE {name} OWNER {name} TEMPLATE template0")
        folder = postgresql(TEST_DATABASE)["HOST"]
        return Installation(data, f"postgresql://{name}@/{name}?host={folder}")

    yield new
    for name in made:
        with _server() as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
            server.execute(f"DROP ROLE {name}")


def _server() -> psycopg.Connection[Any]:
    return psycopg.connect(TEST_DATABASE, autocommit=True)
