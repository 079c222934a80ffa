"""Put what was settled into the tables: persons, places, and the log."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from attrs import frozen

from safeward.apps.access.actions.carried import restrict_as_recorded
from safeward.apps.access.queries import agency_codes
from safeward.apps.access.types import AgencyKind, RestrictionKind
from safeward.apps.foundation import clock
from safeward.apps.people import head
from safeward.apps.people.linking.mentions import Mention
from safeward.apps.people.models import IdentityDecision, IdentityHead, Person, Place
from safeward.apps.people.types import Decided
from safeward.core.vocabulary.identifiers import SEPARATOR, person_id

if TYPE_CHECKING:
    from safeward.apps.access.models import User

_AT_ONCE = 2_000


@frozen
class Line:
    """A line of the log before it has a number."""

    kind: Decided
    record_a: str
    person: UUID
    known_on: date
    record_b: str = ""
    other: UUID | None = None
    weight: float | None = None
    probability: float | None = None
    levels: Mapping[str, int] = {}
    basis: str = ""
    words: str = ""
    records: tuple[str, ...] = ()
    carried: tuple[UUID, ...] = ()
    undoes: UUID | None = None


def log(
    held: IdentityHead, lines: Iterable[Line], by: "User | None" = None
) -> list[IdentityDecision]:
    """Append lines to the log, in their order."""
    every = list(lines)
    if not every:
        return []
    rows = [
        IdentityDecision(
            number=number,
            kind=line.kind.value,
            record_a=line.record_a,
            record_b=line.record_b,
            records=list(line.records),
            person_id=line.person,
            other_id=line.other,
            weight=line.weight,
            probability=line.probability,
            levels=dict(line.levels),
            carried=[str(row) for row in line.carried],
            basis=line.basis,
            words=line.words,
            known_on=line.known_on,
            by=by,
            undoes_id=line.undoes,
        )
        for number, line in zip(head.numbers(held, len(every)), every, strict=True)
    ]
    return IdentityDecision.objects.bulk_create(rows, batch_size=_AT_ONCE)


def police_codes() -> frozenset[str]:
    """Codes of the agencies that are police."""
    return agency_codes(AgencyKind.POLICE)


def new_person(mention: Mention, code: str) -> Person:
    """A person of whom this mention is the first."""
    return Person(
        code=code,
        agency=mention.agency,
        division=mention.division,
        family_name=mention.family_name[:200],
        given_names=mention.given_names[:200],
        date_of_birth=mention.date_of_birth,
        sex=mention.sex,
        first_known_on=mention.known_on,
    )


def renew(
    person: Person, mention: Mention, latest: date, police: Collection[str]
) -> None:
    """Let a person's row show what one more of their records says.

    The latest record that says something is shown. The first agency holds the person;
    police do as soon as one of their records is among them.
    """
    if mention.known_on >= latest:
        person.division = mention.division or person.division
        person.family_name = mention.family_name[:200] or person.family_name
        person.given_names = mention.given_names[:200] or person.given_names
        person.date_of_birth = mention.date_of_birth or person.date_of_birth
        person.sex = mention.sex or person.sex
    if mention.agency in police and person.agency not in police:
        person.agency = mention.agency
    person.first_known_on = min(person.first_known_on, mention.known_on)


RENEWED = (
    *("division", "family_name", "given_names", "date_of_birth", "sex"),
    *("agency", "first_known_on"),
)
"""What `renew` may change."""


def free_codes(firsts: Iterable[tuple[str, str]]) -> list[str]:
    """Names for new persons after their first records, each not yet given.

    A code is taken where the record named somebody before it was taken out of them.
    """
    wanted = [person_id(agency, record) for agency, record in firsts]
    taken: set[str] = set()
    for some in range(0, len(wanted), 900):
        rows = Person.objects.filter(code__in=wanted[some : some + 900])
        taken.update(rows.values_list("code", flat=True))
    codes: list[str] = []
    for code in wanted:
        free, turn = code, 1
        while free in taken:
            turn += 1
            free = person_id(code, f"{turn}{SEPARATOR}")
            if Person.objects.filter(code=free).exists():
                taken.add(free)
        taken.add(free)
        codes.append(free)
    return codes


def put(places: Iterable[Place]) -> None:
    """Write down whose records are."""
    Place.objects.bulk_create(places, batch_size=_AT_ONCE)


def hold_back(
    by: "User | None", mentions: Iterable[Mention], persons: Mapping[str, UUID]
) -> None:
    """Hold people back whose records say that they must be."""
    today = clock.today()
    every = list(mentions)
    protected = {persons[m.record_id] for m in every if m.protected}
    if protected:
        restrict_as_recorded(
            by=by,
            subjects=protected,
            kind=RestrictionKind.PROTECTED_ADDRESS,
            since=today,
        )
    for agency in sorted({m.agency for m in every if m.restricted}):
        restrict_as_recorded(
            by=by,
            subjects={
                persons[m.record_id]
                for m in every
                if m.restricted and m.agency == agency
            },
            kind=RestrictionKind.EMPLOYEE,
            since=today,
            works_at=agency,
        )
