"""A world in which every fact about every person is a word found nowhere else.

Each scope has a person of concern, a victim survivor and everything that is done about
them; each role has a user. What a page may show to whom is then asked of access, row by
row, and what it does show is looked for in its text.
"""

from datetime import date
from typing import Any

from attrs import field, frozen

from safeward.apps.access.models import Agency, Conflict, Restriction, Team, User
from safeward.apps.access.queries import claimable
from safeward.apps.access.roles import ROLES
from safeward.apps.access.types import (
    AgencyKind,
    Level,
    Permission,
    Purpose,
    RestrictionKind,
)
from safeward.apps.cases.models import SafetyRequest
from safeward.apps.people.actions import note_workers, place
from safeward.apps.people.models import Person
from safeward.apps.people.types import WorkerWhy
from safeward.apps.records.actions import append
from tests.integration.platform.access.world import made
from tests.integration.platform.matrix import work
from tests.integration.platform.matrix.marks import Hidden, Levels, Mark, Opening

HERE, AWAY = "ND1", "ND2"
DAY = work.DAY
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
SHOWN_BY = (
    ("report", Permission.REPORT_READ),
    ("question", Permission.SAFETY_CHECK_MAKE),
    ("safety_plan", Permission.SAFETY_PLAN_READ),
)
"""What names its parties to whoever sees all of it."""

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
_PLACES = {
    "division": ("police", HERE),
    "other_division": ("police", AWAY),
    "other_agency": ("specialist_service", HERE),
    "involved": ("police", "ND9"),
}
"""Where the work of a scope lies, if not with the own team."""
_ALSO_HARMED = ("conflict", "employee", "sealed", "protected", "other_division")
"""Scopes whose person of concern was harmed by the own team's."""

_FIRST = (
    "Quorvex", "Blithmar", "Zandreth", "Ulfgeron", "Pwyllcas", "Okhtavin", "Jessamyk",
    "Thrubben", "Vaskolin", "Drymwhit",
)  # fmt: skip
_SECOND = (
    "Hexwolding", "Marquennis", "Tjaldurov", "Bexfordine", "Wyckelstra", "Gnashvoort",
    "Ypsilanto", "Fremkoulos", "Crundwight", "Nubrascoe",
)  # fmt: skip


@frozen
class Subject:
    """The person of concern and the victim survivor of one scope, and their rows."""

    scope: str
    person: Person
    victim: Person
    record: str
    incident: str
    work: work.Work


@frozen
class Marked:
    """The whole world: users by role, subjects by scope, and every mark."""

    users: dict[str, User]
    purposes: dict[str, Purpose | None]
    subjects: dict[str, Subject]
    marks: tuple[Mark, ...]
    levels: Levels
    _hidden: dict[str, Hidden] = field(factory=dict)

    def hidden(self, role: str) -> Hidden:
        """The words that nothing may show to a role's user."""
        if role not in self._hidden:
            user = self.users[role]
            purpose = self.purposes[role]
            self._hidden[role] = Hidden.of(
                mark.word
                for mark in self.marks
                if self.levels.hides(user, mark, purpose)
            )
        return self._hidden[role]


def make_world() -> Marked:
    """Make it: records through the actions that take them in, work row by row."""
    users = _users()
    police = Agency.objects.get(code="police")
    author = made.user("matrix_author", police)
    made.post(author, made.team(police, "matrix_author", "ND8"), "investigator")
    work.run()
    subjects, marks = {}, []
    for number, scope in enumerate(SCOPES):
        subject, theirs = _subject(number, scope, author)
        subjects[scope] = subject
        marks += theirs
    near = subjects["involved"]
    for user in users.values():
        for person in (near.person, near.victim):
            note_workers(by=None, persons=[person.pk], user=user.pk, why=WorkerWhy.LEAD)
        made.conflict(user, subjects["conflict"].person.pk, user)
    keeper = users["unit_manager"]
    _restrict(subjects["employee"], RestrictionKind.EMPLOYEE, keeper, police, HERE)
    _restrict(
        subjects["employee_elsewhere"], RestrictionKind.EMPLOYEE, keeper, police, AWAY
    )
    _restrict(subjects["sealed"], RestrictionKind.SEALED_YOUTH, keeper)
    _harmed_too(subjects, author)
    look = made.look(author, subjects["team"].person.pk)
    for subject in subjects.values():
        subject.work["limit"] = Restriction.objects.order_by("id")[0]
        subject.work["conflict"] = Conflict.objects.order_by("id")[0]
        subject.work["look"] = look
    levels = Levels()
    for subject in subjects.values():
        levels.hold(subject.work.values())
    purposes = {role: _purpose_of(user) for role, user in users.items()}
    return Marked(users, purposes, subjects, tuple(marks), levels)


def _purpose_of(user: User) -> Purpose | None:
    """What somebody says that they need it for: the first of theirs."""
    return next(iter(claimable(of=user)), None)


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
        user = made.user(f"matrix_{code}", agencies[kind])
        made.post(user, _team(kind.value, HERE), code)
        users[code] = user
    return users


def _team(agency: str, division: str, code: str = "team") -> Team:
    of = Agency.objects.get(code=agency)
    name = f"{agency}_{division}_{code}"
    return Team.objects.filter(code=name).first() or made.team(of, name, division)


def _subject(number: int, scope: str, author: User) -> tuple[Subject, list[Mark]]:
    agency, division = _PLACES.get(scope, ("police", HERE))
    team = _team(agency, division, "far" if scope in _PLACES else "team")
    service = _team("specialist_service", AWAY if scope == "other_division" else HERE)
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
        incidents=[_incident(incident, agency, division)],
        involvements=_involved(incident, one, two),
    )
    placed = place(by=None, record_ids=[one, two])
    Person.objects.filter(pk__in=placed.persons.values()).update(team=team)
    him, her = (Person.objects.get(pk=placed.persons[key]) for key in (one, two))
    rows, marks = work.made(scope, (him, her), (one, two), team, service, author)
    subject = Subject(scope, him, her, one, incident, rows)
    return subject, [*marks, *_marks(first, him, rows), *_marks(second, her, rows)]


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


def _incident(key: str, agency: str, division: str) -> dict[str, Any]:
    return {
        "incident_id": key,
        "agency": agency,
        "kind": "family_violence",
        "occurred_on": DAY,
        "division": division,
        "injury": "serious",
    }


def _involved(incident: str, he: str, *harmed: str) -> list[dict[str, Any]]:
    return [
        {
            "incident_id": incident,
            "record_id": record,
            "role": "perpetrator" if record == he else "victim_survivor",
            "relationship": "partner",
        }
        for record in (he, *harmed)
    ]


def _harmed_too(subjects: dict[str, Subject], author: User) -> None:
    """Let the own team's person have harmed people whom not everybody may see.

    A service was asked about one of them, with whom everybody has a conflict.
    """
    his, others = subjects["team"], [subjects[scope] for scope in _ALSO_HARMED]
    append(
        by=None,
        incidents=[_incident("mx-too", "police", HERE)],
        involvements=_involved("mx-too", his.record, *(one.record for one in others)),
    )
    action = his.work["action"]
    SafetyRequest.objects.create(
        action=action,
        root=action.pk,
        victim=subjects["conflict"].person,
        service=_team("specialist_service", AWAY),
        by=author,
        asked_on=DAY,
    )


def _marks(record: dict[str, object], person: Person, rows: work.Work) -> list[Mark]:
    name, phone = str(record["family_name"]), str(record["phone"])

    def at(least: Level) -> tuple[Opening, ...]:
        return tuple(Opening(one, person, least) for one in SHOWS_PEOPLE)

    whole = tuple(Opening(one, rows[on], Level.FULL) for on, one in SHOWN_BY)
    contacts = tuple(Opening(one, person, Level.FULL) for one in SHOWS_CONTACTS)
    alarm = (Opening(Permission.QUEUE_READ, rows["alarm"], Level.PRESENCE),)
    named = [Mark(one, (*at(Level.SUMMARY), *whole)) for one in (name, name[::-1])]
    there = [
        Mark(one, (*at(Level.PRESENCE), *whole, *alarm))
        for one in (str(person.pk), person.code)
    ]
    reached = [
        Mark(one, contacts)
        for one in (
            str(record["address"]),
            str(record["suburb"]),
            phone,
            phone.replace(" ", ""),
        )
    ]
    return named + there + reached


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
