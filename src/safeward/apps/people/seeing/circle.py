"""Who was in events with a person, as what, how often: before it is cut to a reader."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
from attrs import define, field

from safeward.apps.people.seeing.timeline import events_of
from safeward.core.holdings.types import Holdings

PERPETRATOR, VICTIM, CHILD = "perpetrator", "victim_survivor", "child"
_ADULT_AT = 18


@define
class Met:
    """Somebody met in events, whoever may be told so."""

    key: str
    person: UUID | None
    child: bool = False
    events: dict[tuple[str, str], set[str]] = field(factory=dict)
    last: dict[tuple[str, str], date] = field(factory=dict)
    relationship: str = ""
    said_on: date = date.min
    sources: set[str] = field(factory=set)

    def count(self, ways: Collection[tuple[str, str]]) -> int:
        """Different events in which the two stood in one of these ways."""
        return len(set().union(*(self.events.get(way, set()) for way in ways)))

    def latest(self, ways: Collection[tuple[str, str]]) -> date:
        """The last of them."""
        return max(self.last[way] for way in ways if way in self.last)


def met(
    held: Holdings, mine: Collection[str], owners: Mapping[str, UUID], today: date
) -> list[Met]:
    """Everybody who stood in an event with a person.

    Args:
        held: The neighbourhood of the person's mentions.
        mine: These mentions.
        owners: Whose each mention of the neighbourhood is.
        today: To tell who is under eighteen.
    """
    own = set(mine)
    events = {row["incident_id"]: row for row in events_of(held).iter_rows(named=True)}
    parts: dict[str, list[dict[str, Any]]] = {}
    for row in held.involvements.iter_rows(named=True):
        if row["incident_id"] in events:
            parts.setdefault(row["incident_id"], []).append(row)
    born = dict(held.persons.select("record_id", "date_of_birth").iter_rows())
    found: dict[str, Met] = {}
    for incident, rows in parts.items():
        ours = [row for row in rows if row["record_id"] in own]
        theirs = [row for row in rows if row["record_id"] not in own]
        for row in theirs:
            person = owners.get(row["record_id"])
            key = str(person or row["record_id"])
            one = found.setdefault(key, Met(key, person))
            _add(one, events[incident], ours, row, born.get(row["record_id"]), today)
    return sorted(found.values(), key=lambda one: one.key)


def _add(
    one: Met,
    event: Mapping[str, Any],
    ours: Iterable[Mapping[str, Any]],
    theirs: Mapping[str, Any],
    born: date | None,
    today: date,
) -> None:
    on = event["occurred_on"]
    one.child = one.child or theirs["role"] == CHILD or _minor(born, today)
    one.sources.add(event["agency"])
    for mine in ours:
        way = (mine["role"], theirs["role"])
        one.events.setdefault(way, set()).add(event["event"])
        one.last[way] = max(on, one.last.get(way, on))
        # Written with whoever was harmed: what they are to the alleged perpetrator.
        said = theirs["relationship"] or mine["relationship"]
        if said and on >= one.said_on:
            one.relationship, one.said_on = said, on


def _minor(born: date | None, today: date) -> bool:
    if born is None:
        return False
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return years < _ADULT_AT


def latest_contact(
    persons: pl.DataFrame, mine: Collection[str]
) -> dict[str, Any] | None:
    """The latest of some mentions that says where the person is."""
    wanted = pl.Series(list(mine), dtype=pl.String).implode()
    rows = persons.filter(
        pl.col("record_id").is_in(wanted)
        & pl.any_horizontal(pl.col("address", "suburb", "phone", "email").is_not_null())
    ).sort("known_on", "record_id", nulls_last=False)
    return rows.row(-1, named=True) if rows.height else None
