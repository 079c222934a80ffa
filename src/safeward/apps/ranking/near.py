"""The neighbourhood of some people: everything that their tiers may rest on."""

from collections.abc import Collection, Mapping
from uuid import UUID

from attrs import frozen

from safeward.apps.people.queries import codes_of, in_doubt, records_of
from safeward.apps.records.queries import neighbourhood, together
from safeward.apps.records.types import Rows


@frozen
class Near:
    """What stands around some people.

    Attributes:
        rows: Their records' reports, what these are tied to, and everybody in them.
        person_of: The code of each record's person.
        codes: The codes of the people asked about.
        doubtful: Codes of those whom an open doubt about identity touches.
        cut: Codes of those with a report whose reference too many others share: what
            else stands under it was not read.
    """

    rows: Rows
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
    rows = neighbourhood(records=own)
    person_of = codes_of([row["record_id"] for row in rows.persons])
    others = _also_alleged(rows, person_of, own)
    if others:
        rows = together(rows, neighbourhood(records=others))
        missing = {row["record_id"] for row in rows.persons} - person_of.keys()
        person_of |= codes_of(sorted(missing)) if missing else {}
    codes = {
        person: person_of[theirs[0]]
        for person, theirs in records.items()
        if theirs and theirs[0] in person_of
    }
    return Near(
        rows=rows,
        person_of=person_of,
        codes=codes,
        doubtful=frozenset(codes[person] for person in in_doubt(codes)),
        cut=_cut(rows, person_of) & frozenset(codes.values()),
    )


def _cut(rows: Rows, person_of: Mapping[str, str]) -> frozenset[str]:
    """Codes of everybody in a report whose reference is shared by too many."""
    reports = {
        row["incident_id"]: row["predominant_aggressor"]
        for row in rows.incidents
        if row["event_ref"] in rows.shared
    }
    records = set(reports.values())
    records |= {
        row["record_id"] for row in rows.involvements if row["incident_id"] in reports
    }
    return frozenset(person_of[one] for one in records if one in person_of)


def _also_alleged(rows: Rows, person_of: Mapping[str, str], own: set[str]) -> set[str]:
    """All records of people who are alleged, or named, beside those asked about."""
    alleged = {
        row["record_id"] for row in rows.involvements if row["role"] == "perpetrator"
    }
    alleged |= {row["predominant_aggressor"] for row in rows.incidents} - {None}
    people = {person_of[record] for record in alleged - own if record in person_of}
    return {record for record, person in person_of.items() if person in people} - own
