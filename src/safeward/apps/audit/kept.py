"""The chain's head in a second place: one small file a day, outside the database.

Whoever rewrites the database from some entry on can work out every later hash; what he
then cannot do without this folder too is to make the kept heads agree.
"""

import datetime
import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safeward.apps.audit.types import AuditFailed, Head

WITHIN_DATA = Path("audit") / "heads"
"""Where heads are kept, within the folder that SAFEWARD_DATA names."""


def read(folder: Path) -> tuple[Head, ...]:
    """Every head kept, by day.

    Raises:
        AuditFailed: When a file of the folder cannot be read as one.
    """
    return tuple(_one(path) for path in sorted(folder.glob("????-??-??.json")))


def latest(folder: Path) -> Head | None:
    """The head of the last day that has one.

    Raises:
        AuditFailed: When its file cannot be read as one.
    """
    last = max(folder.glob("????-??-??.json"), default=None)
    return _one(last) if last else None


def keep(folder: Path, head: Head) -> None:
    """Put the head of a day in place whole, unless a later one already stands there.

    Safe with several processes; the file is on the disk when this returns.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(folder):
        path = folder / f"{head.day.isoformat()}.json"
        if path.exists() and _one(path).number >= head.number:
            return
        text = json.dumps(
            {"day": head.day.isoformat(), "number": head.number, "hash": head.hash}
        )
        handle, partial = tempfile.mkstemp(prefix=".head-", dir=folder)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
            os.replace(partial, path)
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise
        _settle(folder)


def _one(path: Path) -> Head:
    try:
        said = json.loads(path.read_text(encoding="ascii"))
        return Head(
            datetime.date.fromisoformat(said["day"]),
            int(said["number"]),
            str(said["hash"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise AuditFailed(
            f"The kept head {path.name} cannot be read; put it back from a backup."
        ) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _settle(folder: Path) -> None:
    """Have the new name itself on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
