"""What a copy holds and where it goes: shared by backup.py and restore.py."""

import datetime
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from safeward.config.environment import Environment, read
from safeward.core.vocabulary.errors import ConfigurationRefused

HEADS = Path("audit") / "heads"
NAMED = {"sqlite3": "safeward.sqlite3", "postgresql": "safeward.pgdump"}
SUMS = "sha256.txt"


class CopyRefused(Exception):
    """A copy that cannot be made or put back; the message says what to do."""


def ended(work: Callable[[Environment], str]) -> None:
    """Do the work for this installation, and end with one sentence: 0 done, 2 not."""
    os.umask(0o077)
    try:
        print(work(read(os.environ)))
    except (CopyRefused, ConfigurationRefused) as error:
        sys.exit(_told(str(error)))
    except OSError as error:
        sys.exit(_told(f"{error.filename}: {error.strerror}."))


def kind(database: dict[str, Any]) -> str:
    """Which database it is: sqlite3 or postgresql."""
    return str(database["ENGINE"]).rpartition(".")[2]


def address(database: dict[str, Any]) -> tuple[str, str]:
    """Where the PostgreSQL client finds the database, and the password apart from it.

    A password among a program's arguments can be read by everybody on the machine.
    """
    from psycopg.conninfo import make_conninfo

    said = {
        "dbname": database["NAME"],
        "user": database["USER"],
        "host": database["HOST"],
        "port": database["PORT"],
        **database["OPTIONS"],
    }
    password = said.pop("password", "") or database["PASSWORD"]
    return make_conninfo(**{k: v for k, v in said.items() if v}), password


def client(name: str, password: str, *words: str) -> None:
    """Run one of PostgreSQL's own programs.

    Raises:
        CopyRefused: It is not here, or it failed; with the first line that it said.
    """
    if shutil.which(name) is None:
        raise CopyRefused(
            f"{name} was not found; install PostgreSQL's client programs, of the "
            "server's version or newer."
        )
    secret = {"PGPASSWORD": password} if password else {}
    done = subprocess.run(
        [name, "--no-password", *words],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise CopyRefused(f"{name} failed: {said[0]}")


def sums(folder: Path) -> str:
    """A line a file: its SHA-256 and its name, as `sha256sum --check` reads them."""
    lines = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != SUMS:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    return "".join(lines)


def settled(folder: Path) -> None:
    """Have every file and folder below this one on the disk."""
    for path in [folder, *folder.rglob("*")]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def stamp() -> str:
    """This moment in UTC, as a name that sorts."""
    return f"{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S.%fZ}"


def _told(sentence: str) -> int:
    print(f"safeward: {sentence}", file=sys.stderr)
    return 2
