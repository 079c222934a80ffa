"""An earlier run's folder, read back to say what changed since."""

import json
from datetime import date
from pathlib import Path

import polars as pl

from safeward.core.priority.types import Previous
from safeward.core.vocabulary.errors import UnusableInput


def read_previous(folder: Path) -> Previous:
    """Read what an earlier run said.

    Raises:
        UnusableInput: When the folder is not a run of ours, or of another format.
    """
    try:
        run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        as_of = date.fromisoformat(run["result"]["as_of"])
        people = pl.read_parquet(folder / "people.parquet")
        queue = pl.read_parquet(folder / "queue.parquet")
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
        raise UnusableInput(
            f"{folder} (--since) is not the output folder of an earlier run; it needs "
            "run.json, people.parquet and queue.parquet."
        ) from None
    return Previous(as_of=as_of, people=people, queue=queue)
