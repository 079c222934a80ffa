"""Where files lie between hand-over and load: beside the database, for a day at most.

One folder an upload, open to the platform's own account only: the files in the format's
names, what was refused of them, and how far the work on them is.
"""

import csv
import json
import shutil
from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from pathlib import Path
from time import monotonic
from uuid import UUID

import polars as pl
from django.conf import settings

from safeward.apps.foundation import clock
from safeward.core.holdings.schema import TABLES
from safeward.core.vocabulary.cells import guarded
from safeward.core.vocabulary.errors import UnusableInput
from safeward.core.vocabulary.progress import Progress

MOST_BYTES = 500 * 1024 * 1024
"""Of one hand-over, all files together; more is loaded by `safeward db load`."""

KEPT_FOR = timedelta(days=1)
ENDINGS = (".csv", ".parquet")
NAMES = frozenset(f"{table}{ending}" for table in TABLES for ending in ENDINGS)
_EVERY_SECONDS = 0.5


class FilesRefused(UnusableInput):
    """Files that this place does not take: their names, their size, or none at all."""


def stage(key: UUID, files: Iterable[tuple[str, Iterable[bytes]]]) -> int:
    """Write files down, or nothing; says how many.

    Raises:
        FilesRefused: A name is none of the format's, or they are too big together.
    """
    folder = _folder(key) / "files"
    folder.mkdir(parents=True, mode=0o700)
    try:
        written = _write(folder, files)
    except BaseException:
        remove(key)
        raise
    if not written:
        remove(key)
        raise FilesRefused("Choose the files that were handed over.")
    return written


def files_of(key: UUID) -> Path:
    """The folder of the files, as a loader reads it.

    Raises:
        FilesRefused: They are gone; hand them over again.
    """
    folder = _folder(key) / "files"
    if not folder.is_dir():
        raise FilesRefused("The files are no longer here; hand them over again.")
    return folder


def rejected_of(key: UUID) -> Path:
    """The list of what was refused in them, as a table for a spreadsheet."""
    return _folder(key) / "rejected.csv"


def write_rejected(key: UUID, rejected: pl.DataFrame) -> None:
    """Keep what was refused; no cell of it is one that a spreadsheet would run."""
    with rejected_of(key).open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(rejected.columns)
        lines.writerows(
            [guarded(str(value)) for value in row] for row in rejected.rows()
        )


def rejected_lines(key: UUID, most: int) -> list[dict[str, str]]:
    """The first lines of what was refused; none once the files are gone."""
    try:
        with rejected_of(key).open(encoding="utf-8", newline="") as file:
            return list(islice(csv.DictReader(file), most))
    except OSError:
        return []


def remove(key: UUID) -> None:
    """Delete the files and all that was noted of them."""
    shutil.rmtree(_folder(key), ignore_errors=True)


def remove_old() -> None:
    """Delete what lay here longer than a day."""
    oldest = (clock.now() - KEPT_FOR).timestamp()
    for folder in _root().glob("*"):
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def noting(key: UUID) -> Progress:
    """Note how far the work is, twice a second, where a page can read it.

    In a file, because a load writes in one transaction of which nobody sees anything
    before it ends.
    """
    path = _folder(key) / "progress.json"
    last = [0.0]

    def note(stage: str, done: int = 0, total: int | None = None) -> None:
        if monotonic() - last[0] < _EVERY_SECONDS and done < (total or 0):
            return
        last[0] = monotonic()
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps([stage, done, total or 0]), encoding="utf-8")
        beside.replace(path)

    return note


def noted(key: UUID) -> tuple[str, int, int]:
    """How far the work is: stage, done, total."""
    try:
        text = (_folder(key) / "progress.json").read_text(encoding="utf-8")
        stage, done, total = json.loads(text)
    except (OSError, ValueError):
        return "", 0, 0
    return str(stage), int(done), int(total)


def _write(folder: Path, files: Iterable[tuple[str, Iterable[bytes]]]) -> int:
    room, written = MOST_BYTES, 0
    for given, chunks in files:
        name = given.lower()
        if name not in NAMES:
            raise FilesRefused(
                "A file is named after its table: "
                f"{', '.join(f'{table}.csv' for table in TABLES)}, or .parquet."
            )
        path = folder / name
        if path.exists():
            raise FilesRefused(f"{name} is there twice.")
        with path.open("xb") as file:
            path.chmod(0o600)
            for chunk in chunks:
                room -= len(chunk)
                if room < 0:
                    raise FilesRefused(
                        f"More than {MOST_BYTES // 1024**2} MB; load it with "
                        "`safeward db load` where the platform runs."
                    )
                file.write(chunk)
        written += 1
    return written


def _root() -> Path:
    root: Path = settings.SAFEWARD_DATA / "uploads"
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    return root


def _folder(key: UUID) -> Path:
    return _root() / key.hex
