"""Copies what the platform holds: `python deploy/backup.py FOLDER`.

Makes FOLDER/<moment in UTC>, whole or not at all. The kept heads of the audit log are
copied first and the database after, so that no copy has heads newer than its log. The
site and the sealer may go on meanwhile.
"""

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from held import (
    HEADS,
    NAMED,
    SUMS,
    CopyRefused,
    address,
    client,
    ended,
    kind,
    settled,
    stamp,
    sums,
)

from safeward.config.environment import Environment


def back_up(environment: Environment, into: Path) -> str:
    """Copy heads, then the database, and say where they are."""
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = stamp()
    partial, whole = into / f".{name}.partial", into / name
    partial.mkdir(mode=0o700)
    try:
        (partial / "heads").mkdir()
        for path in sorted((environment.data / HEADS).glob("????-??-??.json")):
            shutil.copyfile(path, partial / "heads" / path.name)
        database = environment.database
        copy = {"sqlite3": _sqlite, "postgresql": _postgresql}[kind(database)]
        copy(database, partial / NAMED[kind(database)])
        (partial / SUMS).write_text(sums(partial), encoding="utf-8")
        settled(partial)
        partial.rename(whole)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return str(whole)


def _sqlite(database: dict[str, Any], to: Path) -> None:
    held = Path(database["NAME"])
    if not held.is_file():
        raise CopyRefused(f"there is no database at {held}.")
    try:
        with (
            closing(sqlite3.connect(held, timeout=20)) as source,
            closing(sqlite3.connect(to)) as copy,
        ):
            source.backup(copy)
            # One file, without a journal beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
            said = copy.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        raise CopyRefused(f"the database could not be copied: {error}.") from None
    if said != "ok":
        raise CopyRefused(f"the database is damaged, so it was not copied: {said}.")


def _postgresql(database: dict[str, Any], to: Path) -> None:
    where, password = address(database)
    client(
        "pg_dump",
        password,
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        "--schema=public",
        f"--file={to}",
        f"--dbname={where}",
    )


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit("usage: python deploy/backup.py FOLDER")
    ended(lambda environment: back_up(environment, Path(sys.argv[1])))
