"""Puts a copy back: `python deploy/restore.py COPY [--replace]`.

Stop the site and the sealer first. Database and kept heads come from the one copy. A
database that holds anything is refused unless `--replace` says that it may go. Heads
that stand in the data folder are put aside, never removed: where they go further than
the copy they show how much was lost.
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

ASIDE = "before_restore"


def restore(environment: Environment, copy: Path, *, replace: bool) -> str:
    """Put database and heads back, and say what became of the heads that were there."""
    database = environment.database
    held = copy / NAMED[kind(database)]
    _whole(copy, held)
    {"sqlite3": _sqlite, "postgresql": _postgresql}[kind(database)](
        database, held, replace
    )
    aside = _heads(copy / "heads", environment.data / HEADS)
    said = f"Put back from {copy}. Run `safeward audit verify` before anything else."
    return f"{said} Heads that stood here are in {aside}." if aside else said


def _whole(copy: Path, held: Path) -> None:
    if not (copy / SUMS).is_file():
        raise CopyRefused(f"{copy} is no copy that backup.py made: it has no {SUMS}.")
    if not held.is_file():
        raise CopyRefused(
            f"{copy} has no {held.name}: it is of another kind of database than "
            "SAFEWARD_DATABASE names."
        )
    if sums(copy) != (copy / SUMS).read_text(encoding="utf-8"):
        raise CopyRefused(
            f"files of {copy} are not those that were copied; `sha256sum --check "
            f"{SUMS}` there says which. Take another copy."
        )


def _sqlite(database: dict[str, Any], held: Path, replace: bool) -> None:
    place = Path(database["NAME"])
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with (
            closing(sqlite3.connect(place, timeout=5)) as there,
            closing(
                sqlite3.connect(f"{held.absolute().as_uri()}?mode=ro", uri=True)
            ) as source,
        ):
            tables = there.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            _refuse_held(tables, str(place), replace)
            # One transaction of its own: all of the copy stands there or nothing.
            source.backup(there)
    except sqlite3.Error as error:
        raise CopyRefused(f"nothing was put back at {place}: {error}.") from None


def _postgresql(database: dict[str, Any], held: Path, replace: bool) -> None:
    import psycopg

    where, password = address(database)
    try:
        with psycopg.connect(
            where, password=password or None, autocommit=True
        ) as there:
            _into(there, held, replace, where, password)
    except psycopg.Error as error:
        said = str(error).splitlines()[0]
        raise CopyRefused(f"nothing was put back: {said}.") from None


def _into(there: Any, held: Path, replace: bool, where: str, password: str) -> None:
    """Fill an empty schema; what stood there goes only when the copy is in."""
    count = there.execute(
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    ).fetchone()[0]
    _refuse_held(count, there.info.dbname, replace)
    with there.transaction():
        there.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
        there.execute("CREATE SCHEMA public AUTHORIZATION pg_database_owner")
        there.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")
    try:
        client(
            "pg_restore",
            password,
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            "--schema=public",
            f"--dbname={where}",
            str(held),
        )
    except BaseException:
        with there.transaction():
            there.execute("DROP SCHEMA public CASCADE")
            there.execute(f"ALTER SCHEMA {ASIDE} RENAME TO public")
        raise
    there.execute(f"DROP SCHEMA {ASIDE} CASCADE")


def _refuse_held(tables: int, where: str, replace: bool) -> None:
    if tables and not replace:
        raise CopyRefused(
            f"the database {where} holds something already; name an empty one in "
            "SAFEWARD_DATABASE, or say --replace to lose what it holds."
        )


def _heads(copied: Path, place: Path) -> Path | None:
    aside = None
    if any(place.glob("*.json")):
        aside = place.with_name(f"heads-before-{stamp()}")
        place.rename(aside)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in sorted(copied.iterdir()):
        shutil.copyfile(path, place / path.name)
    settled(place)
    return aside


if __name__ == "__main__":
    words = sys.argv[1:]
    told = "--replace" in words
    copies = [word for word in words if word != "--replace"]
    if len(copies) != 1 or copies[0].startswith("-"):
        sys.exit("usage: python deploy/restore.py COPY [--replace]")
    ended(lambda environment: restore(environment, Path(copies[0]), replace=told))
