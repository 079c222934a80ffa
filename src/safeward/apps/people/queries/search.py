"""Search before create: whom a description may mean, each as far as one may see."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.access.queries import (
    Standing,
    agency_codes,
    may,
    standing_of,
    with_level,
)
from safeward.apps.access.types import Level, Permission, Purpose, Refused
from safeward.apps.audit.actions import record_search
from safeward.apps.audit.types import Counts, Thing
from safeward.apps.people import meter
from safeward.apps.people.contacts import closed_to
from safeward.apps.people.index_store import values_of
from safeward.apps.people.models import Person
from safeward.apps.people.queries.identity import people_of
from safeward.apps.people.searching import Hit, as_record, found_under_keys, weigh
from safeward.apps.people.types import Act, Counted, Kept
from safeward.apps.people.types.search import (
    Asked,
    Candidate,
    Searched,
    SearchReason,
)
from safeward.core.linkage.standardise import STANDARDISED

if TYPE_CHECKING:
    from safeward.apps.access.models import User

SHOWN = 20
_STRONG, _GOOD = 18.0, 10.0
_SUBURB = STANDARDISED.index("suburb")


def search(
    *,
    by: "User",
    asked: Asked,
    purpose: Purpose | None,
    reason: SearchReason | None = None,
) -> Searched:
    """Find whom a description may mean, misspelt and partial as it may be.

    Recorded also when nobody is found; never what was typed. Somebody who opens nobody
    of those found is asked for a reason after a few searches.

    Args:
        by: Who searches.
        asked: What is known.
        purpose: What for.
        reason: Why they go on, once that was asked.

    Raises:
        Refused: When no role of theirs searches for people.
        TooManySearches: When they search faster than a person needs to.
    """
    standing = standing_of(by)
    allowed = may(standing, Permission.PERSON_SEARCH)
    if not allowed:
        raise Refused(allowed, Permission.PERSON_SEARCH, purpose=purpose)
    if not asked.enough:
        return Searched(too_little=True)
    before = meter.counted(by.pk, reason=reason is not None)
    if before is None:
        return Searched(reason_needed=True)
    candidates, more = _candidates(standing, asked, purpose)
    counts: dict[StrEnum, int] = {
        Counted.FOUND: len(candidates),
        Counted.SEARCHES_SINCE_OPENED: before,
    }
    if reason is not None:
        counts[Counted.of_reason(reason)] = 1
    record_search(
        by=by.pk,
        action=Act.SEARCHED,
        purpose=purpose,
        things=[Thing(Kept.PERSON, one.person) for one in candidates],
        counts=Counts(counts),
    )
    return Searched(candidates=tuple(candidates), more=more)


def _candidates(
    standing: Standing, asked: Asked, purpose: Purpose | None
) -> tuple[list[Candidate], bool]:
    record = as_record(asked)
    agencies = agency_codes() if record["identifier"] is not None else ()
    records, cut = found_under_keys(record, agencies)
    owners = people_of(records)
    records = [one for one in records if one in owners]
    held = values_of(records)
    rows = with_level(
        standing,
        Person.objects.filter(pk__in=set(owners.values())),
        Permission.PERSON_SEARCH,
        purpose,
    )
    seen = {row.pk: row for row in rows}
    closed = closed_to(standing, seen.keys(), purpose)
    # Whoever may only know that somebody exists must not learn where, by asking.
    distant = {pk for pk, row in seen.items() if _level(row) < Level.SUMMARY}
    records = [one for one in records if owners[one] in seen]
    blind = {one for one in records if owners[one] in closed | distant}
    best: dict[UUID, Hit] = {}
    for hit in weigh(record, records, held, blind=blind):
        best.setdefault(owners[hit.record], hit)
    ordered = list(best)
    shown = [
        _candidate(seen[person], best[person], held, hide=person in closed)
        for person in ordered[:SHOWN]
    ]
    return shown, cut or len(ordered) > SHOWN


def _level(person: Person) -> Level:
    return Level(person.access_level)  # type: ignore[attr-defined]


def _candidate(
    person: Person, hit: Hit, held: Mapping[str, Sequence[object]], *, hide: bool
) -> Candidate:
    level = _level(person)
    if level < Level.SUMMARY:
        return Candidate(
            person=person.pk,
            level=level,
            agency=person.agency,
            division=person.division,
        )
    suburb = held[hit.record][_SUBURB] if level >= Level.FULL and not hide else None
    return Candidate(
        person=person.pk,
        level=level,
        agency=person.agency,
        division=person.division,
        code=person.code,
        name=f"{person.given_names} {person.family_name}".strip(),
        date_of_birth=person.date_of_birth,
        sex=person.sex,
        suburb=str(suburb or "").title(),
        speaks=tuple(
            one
            for one in hit.speaks
            if level >= Level.FULL or one.about not in _TELLS_WHERE
        ),
        likeness=_likeness(hit.bits),
    )


_TELLS_WHERE = frozenset({"Address", "Phone", "E-mail"})


def _likeness(bits: float) -> str:
    if bits >= _STRONG:
        return "Very likely"
    return "Likely" if bits >= _GOOD else "Possible"
