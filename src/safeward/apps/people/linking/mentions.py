"""What placing needs to know of mentions: as agencies wrote them, and from when."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl
from attrs import frozen

from safeward.apps.records import queries as records
from safeward.apps.records.types import ALWAYS
from safeward.core.holdings.types import Holdings

MANY = 5_000
"""From so many mentions on, everything held is read at once."""


@frozen
class Mention:
    """One mention, as far as a person's row shows it.

    Attributes:
        known_on: From when it is known; `ALWAYS` where nothing says.
        division: Of the latest report in which it stands; empty where none.
    """

    record_id: str
    agency: str
    known_on: date
    division: str
    family_name: str
    given_names: str
    date_of_birth: date | None
    sex: str
    protected: bool
    restricted: bool

    @property
    def turn(self) -> tuple[date, str]:
        """When its turn comes."""
        return self.known_on, self.record_id


def read(record_ids: Collection[str], held: Holdings | None = None) -> pl.DataFrame:
    """The persons table of these mentions, with the ``division`` of the latest report.

    Args:
        record_ids: Which; unknown ones are left out.
        held: Holdings that have them, where the caller has read them anyway.
    """
    if held is None:
        held = (
            records.holdings()
            if len(record_ids) >= MANY
            else records.holdings(records=record_ids)
        )
    wanted = pl.Series("record_id", list(record_ids), dtype=pl.String)
    persons = held.persons.filter(pl.col("record_id").is_in(wanted.implode()))
    reports = held.incidents.select("incident_id", "reported_on", "division")
    latest = (
        held.involvements.filter(pl.col("record_id").is_in(wanted.implode()))
        .join(reports, on="incident_id")
        .sort("reported_on", "incident_id")
        .group_by("record_id")
        .agg(pl.col("division").last())
    )
    return persons.join(latest, on="record_id", how="left")


def mentions(persons: pl.DataFrame) -> list[Mention]:
    """Each mention of a frame, in the order in which their turns come."""
    columns = ["record_id", "agency", "known_on", "division", "family_name"]
    columns += ["given_names", "date_of_birth", "sex", "protected", "restricted"]
    return in_turn(persons.select(columns).iter_rows(named=True))


def in_turn(rows: Iterable[Mapping[str, Any]]) -> list[Mention]:
    """Each mention of some rows, in the order in which their turns come."""
    return sorted(map(_mention, rows), key=lambda one: one.turn)


def _mention(row: Mapping[str, Any]) -> Mention:
    return Mention(
        record_id=row["record_id"],
        agency=row["agency"],
        known_on=row["known_on"] or ALWAYS,
        division=row["division"] or "",
        family_name=row["family_name"] or "",
        given_names=row["given_names"] or "",
        date_of_birth=row["date_of_birth"],
        sex=row["sex"] or "",
        protected=bool(row["protected"]),
        restricted=bool(row["restricted"]),
    )
