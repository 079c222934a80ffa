"""What is held out: later days, and whole divisions."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import polars as pl
from attrs import frozen

from safeward.core.risk.types import Sample

JUDGED_SHARE: Final = 1 / 3
"""The last third of the days is judged."""
MOST_PLACES: Final = 5
"""Divisions are held out in at most so many groups."""


@frozen
class Split:
    """Rows that are learned from and rows that are judged.

    Attributes:
        name: ``time`` or ``place``.
        learned, judged: Rows of the sample.
        overlap: Outcomes of the learned days reach into the judged ones, because the
            days asked for are too few for the horizon.
    """

    name: str
    learned: pl.DataFrame
    judged: pl.DataFrame
    overlap: bool = False


def by_time(sample: Sample) -> Split | None:
    """Later days judged by what could have been fitted before them.

    Where there are enough days, only days whose horizon ended by the first judged day
    are learned from: on that day nothing later was known. None with a single day.
    """
    days = sample.dates
    if len(days) < 2:
        return None
    first = days[-max(1, round(len(days) * JUDGED_SHARE))]
    ended = [d for d in days if d + timedelta(days=sample.horizon) <= first]
    learned = ended or [day for day in days if day < first]
    return Split(
        "time",
        sample.rows.filter(pl.col("as_of").is_in(learned)),
        sample.rows.filter(pl.col("as_of") >= first),
        overlap=not ended,
    )


def by_place(sample: Sample) -> Sequence[Split]:
    """Each group of divisions judged by what was fitted on the people of the others.

    A person belongs to the division of the latest event known on the last day; all of
    their days are judged together. Empty with a single division.
    """
    home = (
        sample.rows.sort("as_of", "person_id")
        .group_by("owner", maintain_order=True)
        .agg(home=pl.col("division").last())
    )
    sizes = home.group_by("home").len().sort("len", "home", descending=[True, False])
    if sizes.height < 2:
        return ()
    groups: list[list[str]] = [[] for _ in range(min(MOST_PLACES, sizes.height))]
    filled = [0] * len(groups)
    for name, size in sizes.iter_rows():
        least = filled.index(min(filled))
        groups[least].append(name)
        filled[least] += size
    rows = sample.rows.join(home, on="owner", how="left", maintain_order="left")
    inside = [pl.col("home").is_in(sorted(group)) for group in groups]
    return tuple(
        Split("place", rows.filter(~here).drop("home"), rows.filter(here).drop("home"))
        for here in inside
    )
