"""A world in which every fact about every person is a word found nowhere else.

Each scope has a person of concern, a victim survivor and a report; each role has a
user. What a page may show to whom is then asked of access, person by person, and what
it does show is looked for in its text.
"""

from datetime import date
from uuid import UUID

from attrs import field, frozen

from safeward.apps.access.models import Agency, Restriction, Team, User
from safeward.apps.access.queries import claimable, may
from safeward.apps.access.roles import ROLES
from safeward.apps.access.types import (
    AgencyKind,
    Level,
    Permission,
    Purpose,
    RestrictionKind,
)
from safeward.apps.people.actions import note_workers, place
from safeward.apps.people.models import Person
from safeward.apps.people.types import WorkerWhy
from safeward.apps.records.actions import append
from tests.integration.platform.access.world import made

HERE, AWAY = "ND1", "ND2"
DAY = date(2026, 6, 1)
SHOWS_PEOPLE = (
    Permission.QUEUE_READ,
    Permission.PERSON_SEARCH,
    Permission.PERSON_READ,
    Permission.REPORT_READ,
    Permission.ASSESSMENT_READ,
    Permission.CASE_READ,
    Permission.PLAN_READ,
    Permission.IDENTITY_DECIDE,
    Permission.RESTRICTION_SET,
)
SHOWS_CONTACTS = (Permission.PERSON_READ, Permission.PERSON_SEARCH)

SCOPES = (
    "team",
    "involved",
    "division",
    "other_division",
    "other_agency",
    "employee",
    "employee_elsewhere",
    "protected",
    "sealed",
    "conflict",
)
"""Own team, own case, own division, ...; whoever is restricted is the own team's."""

_FIRST = (
    "Quorvex", "Blithmar", "Zandreth", "Ulfgeron", "Pwyllcas", "Okhtavin", "Jessamyk",
    "Thrubben", "Vaskolin", "Drymwhit",
)  # fmt: skip
_SECOND = (
    "Hexwolding", "Marquennis", "Tjaldurov", "Bexfordine", "Wyckelstra", "Gnashvoort",
    "Ypsilanto", "Fremkoulos", "Crundwight", "Nubrascoe",
)  # fmt: skip


@frozen
class Mark:
    """A word that says something of somebody, and how much must be open to see it."""

    word: str
    person: UUID
    least: Level
    by: tuple[Permission, ...]


@frozen
class Subject:
    """The person of concern and the victim survivor of one scope."""

    scope: str
    person: Person
    victim: Person
    record: str
    incident: str


@frozen
class Marked:
    """The whole world: users by role, subjects by scope, and every mark."""

    users: dict[str, User]
    subjects: dict[str, Subject]
    marks: tuple[Mark, ...]
    _levels: dict[tuple[UUID, UUID, Purpose | None], dict[Permission, Level]] = field(
        factory=dict
    )

    def levels(
        self, user: User, person: UUID, purpose: Purpose | None
    ) -> dict[Permission, Level]:
        """What access says of somebody and one person; asked once."""
        key = (user.pk, person, purpose)
        if key not in self._levels:
            row = Person.objects.get(pk=person)
            self._levels[key] = {
                permission: may(user, permission, row, purpose).level
                for permission in SHOWS_PEOPLE
            }
        return self._levels[key]

    def hidden(self, user: User, purpose: Purpose | None) -> list[Mark]:
        """The marks that nothing may show to somebody."""
        return [
            mark
            for mark in self.marks
            if max(self.levels(user, mark.person, purpose)[one] for one in mark.by)
            < mark.least
        ]


def make_world() -> Marked:
    """Make it, through the same actions that take records in."""
    users = _users()
    police = Agency.objects.get(code="police")
    unit = Team.objects.get(code="police_team")
    subjects, marks = {}, []
    for number, scope in enumerate(SCOPES):
        subject, theirs = _subject(number, scope)
        subjects[scope] = subject
        marks += theirs
        if scope not in {"division", "other_division", "other_agency", "involved"}:
            Person.objects.filter(pk=subject.person.pk).update(team=unit)
        if scope == "involved":
            for user in users.values():
                note_workers(
                    by=None,
                    persons=[subject.person.pk],
                    user=user.pk,
                    why=WorkerWhy.LEAD,
                )
        if scope == "conflict":
            for user in users.values():
                made.conflict(user, subject.person.pk, user)
    keeper = users["unit_manager"]
    _restrict(subjects["employee"], RestrictionKind.EMPLOYEE, keeper, police, HERE)
    _restrict(
        subjects["employee_elsewhere"], RestrictionKind.EMPLOYEE, keeper, police, AWAY
    )
    _restrict(subjects["sealed"], RestrictionKind.SEALED_YOUTH, keeper)
    return Marked(users, subjects, tuple(marks))


def purposes_of(user: User) -> list[Purpose | None]:
    """What somebody can say at all, and to have said nothing."""
    theirs = claimable(of=user)
    return [theirs[0]] if theirs else [None]


def _users() -> dict[str, User]:
    agencies = {
        kind: Agency.objects.get_or_create(
            code=kind.value, defaults={"name": kind.words, "kind": kind.value}
        )[0]
        for kind in AgencyKind
    }
    users = {}
    for code, role in ROLES.items():
        kind = next(kind for kind in AgencyKind if kind in role.held_at)
        team = Team.objects.filter(code=f"{kind.value}_team").first() or made.team(
            agencies[kind], f"{kind.value}_team", HERE
        )
        user = made.user(f"matrix_{code}", agencies[kind])
        made.post(user, team, code)
        users[code] = user
    return users


def _subject(number: int, scope: str) -> tuple[Subject, list[Mark]]:
    agency = "specialist_service" if scope == "other_agency" else "police"
    division = AWAY if scope == "other_division" else HERE
    if scope == "involved":
        division = "ND9"
    born = date(1950 + 4 * number, 1 + number, 2 + 2 * number)
    one, two, incident = f"mx-{scope}-1", f"mx-{scope}-2", f"mx-{scope}-i"
    first = _record(one, agency, born, _FIRST[number], number)
    second = _record(
        two, agency, born.replace(year=born.year + 2), _SECOND[number], 50 + number
    )
    if scope == "protected":
        first["protected"] = second["protected"] = True
    append(
        by=None,
        persons=[first, second],
        incidents=[
            {
                "incident_id": incident,
                "agency": agency,
                "kind": "family_violence",
                "occurred_on": DAY,
                "division": division,
                "injury": "serious",
            }
        ],
        involvements=[
            {
                "incident_id": incident,
                "record_id": one,
                "role": "perpetrator",
                "relationship": "partner",
            },
            {
                "incident_id": incident,
                "record_id": two,
                "role": "victim_survivor",
                "relationship": "partner",
            },
        ],
    )
    placed = place(by=None, record_ids=[one, two])
    people = {
        record: Person.objects.get(pk=key) for record, key in placed.persons.items()
    }
    subject = Subject(scope, people[one], people[two], one, incident)
    marks = [
        *_marks(first, people[one]),
        *_marks(second, people[two]),
    ]
    return subject, marks


def _record(
    record: str, agency: str, born: date, name: str, number: int
) -> dict[str, object]:
    return {
        "record_id": record,
        "agency": agency,
        "family_name": name,
        "given_names": name[::-1].title(),
        "date_of_birth": born,
        "address": f"{number + 3} {name}side Lane",
        "suburb": f"{name}ville",
        "phone": f"0491 570 {100 + number}",
        "recorded_on": DAY,
    }


def _marks(record: dict[str, object], person: Person) -> list[Mark]:
    name, address = str(record["family_name"]), str(record["address"])
    given, phone = str(record["given_names"]), str(record["phone"])
    summary = [Mark(name, person.pk, Level.SUMMARY, SHOWS_PEOPLE)]
    summary += [Mark(given, person.pk, Level.SUMMARY, SHOWS_PEOPLE)]
    full = [
        Mark(address, person.pk, Level.FULL, SHOWS_CONTACTS),
        Mark(str(record["suburb"]), person.pk, Level.FULL, SHOWS_CONTACTS),
        Mark(phone, person.pk, Level.FULL, SHOWS_CONTACTS),
        Mark(phone.replace(" ", ""), person.pk, Level.FULL, SHOWS_CONTACTS),
    ]
    there = [
        Mark(str(person.pk), person.pk, Level.PRESENCE, SHOWS_PEOPLE),
        Mark(person.code, person.pk, Level.PRESENCE, SHOWS_PEOPLE),
    ]
    return summary + full + there


def _restrict(
    subject: Subject,
    kind: RestrictionKind,
    by: User,
    at: Agency | None = None,
    division: str = "",
) -> None:
    for person in (subject.person, subject.victim):
        Restriction.objects.filter(subject_id=person.pk, kind=kind.value).delete()
        made.restriction(kind, person.pk, by, at=at, division=division)
