"""The neighbourhood of some people: everything that their tiers may rest on."""

from collections.abc import Collection, Mapping
from uuid import UUID

import polars as pl
from attrs import frozen

from safeward.apps.people.queries import linked, records_of
from safeward.apps.records.queries import holdings_near
from safeward.core.holdings.types import Holdings


@frozen
class Near:
    """What stands around some people.

    Attributes:
        holdings: Their records' reports, what these are tied to, and everybody in them.
        person_of: The code of each record's person.
        codes: The codes of the people asked about.
        doubtful: Codes of those whom an open doubt about identity touches.
        cut: Codes of those with a report whose reference too many others share: what
            else stands under it was not read.
    """

    holdings: Holdings
    person_of: Mapping[str, str]
    codes: Mapping[UUID, str]
    doubtful: frozenset[str]
    cut: frozenset[str]


def near(persons: Collection[UUID]) -> Near:
    """Read the neighbourhood of these people.

    Reports may be one event by an act of somebody else in them (two people harming the
    same one on the same day), so where others are alleged besides the people asked
    about, their reports are read as well.
    """
    records = records_of(persons)
    own = {record for theirs in records.values() for record in theirs}
    held, shared = holdings_near(records=own)
    who = linked(records=held.persons["record_id"].to_list())
    person_of = dict(who.people.select("record_id", "person_id").iter_rows())
    others = _also_alleged(held, person_of, own)
    if others:
        held, more_shared = holdings_near(records=own | others)
        shared |= more_shared
        missing = set(held.persons["record_id"]) - set(person_of)
        more = linked(records=sorted(missing)) if missing else None
        if more is not None:
            person_of |= dict(more.people.select("record_id", "person_id").iter_rows())
    codes = {
        person: person_of[theirs[0]]
        for person, theirs in records.items()
        if theirs and theirs[0] in person_of
    }
    touched = {
        person_of.get(record)
        for rows in (who.review, who.weak_joins)
        for end in ("record_a", "record_b")
        for record in rows[end]
    }
    return Near(
        holdings=held,
        person_of=person_of,
        codes=codes,
        doubtful=frozenset(code for code in codes.values() if code in touched),
        cut=_cut(held, shared, person_of) & frozenset(codes.values()),
    )


def _cut(
    held: Holdings, shared: frozenset[str], person_of: Mapping[str, str]
) -> frozenset[str]:
    """Codes of everybody in a report whose reference is shared by too many."""
    if not shared:
        return frozenset()
    reports = held.incidents.filter(pl.col("event_ref").is_in(sorted(shared)))
    ids = set(reports["incident_id"])
    records = set(reports["predominant_aggressor"].drop_nulls())
    rows = held.involvements.select("incident_id", "record_id").iter_rows()
    records |= {record for report, record in rows if report in ids}
    return frozenset(person_of[one] for one in records if one in person_of)


def _also_alleged(
    held: Holdings, person_of: Mapping[str, str], own: set[str]
) -> set[str]:
    """All records of people who are alleged, or named, beside those asked about."""
    alleged = {
        row["record_id"]
        for row in held.involvements.iter_rows(named=True)
        if row["role"] == "perpetrator"
    }
    alleged |= set(held.incidents["predominant_aggressor"].drop_nulls())
    people = {person_of[record] for record in alleged - own if record in person_of}
    return {record for record, person in person_of.items() if person in people} - own
