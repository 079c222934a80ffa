"""Which files of the given folders are tables, and what people call them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from safeward.core.holdings.schema import TABLES, Table
from safeward.core.vocabulary.errors import HoldingsRejected

ENDINGS: Final = ("csv", "parquet")


@frozen
class Source:
    """One file to read.

    Attributes:
        table: What it holds.
        path: Where it lies.
        file: What people call it: its name, and as much of its folders' names as tells
            it from the others.
    """

    table: Table
    path: Path
    file: str

    @property
    def is_parquet(self) -> bool:
        """Whether it is Parquet; everything else is read as CSV."""
        return self.path.suffix == ".parquet"


def sources(folders: Sequence[Path]) -> tuple[Source, ...]:
    """The files to read, sorted by table and name, in whatever order folders come.

    Raises:
        HoldingsRejected: A folder is not there, a table stands in one folder in both
            forms, or a table that must exist does not.
    """
    places = sorted({folder.resolve() for folder in folders})
    if not places:
        raise HoldingsRejected("No folder of holdings was given.")
    for place in places:
        if not place.is_dir():
            raise HoldingsRejected(f"{place} is not a folder of holdings.")
    prefixes = _prefixes(places)
    found = []
    for table in TABLES.values():
        here = []
        for place in places:
            paths = [place / f"{table.name}.{ending}" for ending in ENDINGS]
            paths = [path for path in paths if path.exists()]
            if len(paths) > 1:
                raise HoldingsRejected(
                    f"{prefixes[place]}{table.name} is there as .csv and as .parquet: "
                    f"keep one of the two in {place}."
                )
            here += [Source(table, path, prefixes[place] + path.name) for path in paths]
        if table.must_exist and not here:
            where = " or ".join(str(place) for place in places)
            raise HoldingsRejected(
                f"There is no {table.name}.csv or {table.name}.parquet in {where}."
            )
        found += sorted(here, key=lambda source: source.file)
    return tuple(found)


def _prefixes(places: list[Path]) -> dict[Path, str]:
    """The end of each folder's path that tells it from the others."""
    if len(places) <= 1:
        return dict.fromkeys(places, "")
    depth = 1
    while len({place.parts[-depth:] for place in places}) < len(places):
        depth += 1
    return {place: "/".join(place.parts[-depth:]) + "/" for place in places}
