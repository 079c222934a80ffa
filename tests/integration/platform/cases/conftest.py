"""A unit, a station, a service, and a person of concern with two victim survivors."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from attrs import frozen

from safeward.apps.access.models import Team, User
from safeward.apps.access.types import AgencyKind, Prescription, Purpose
from safeward.apps.cases.actions import accept
from safeward.apps.cases.models import Case
from safeward.apps.foundation import clock
from safeward.apps.people.models import Person, Place, Worker
from safeward.apps.ranking.models import Entry, Run
from safeward.apps.records.actions import append
from tests.integration.platform.access.world import made

NOW = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)
"""Nine in the morning of Sunday 22 November 2026 in Melbourne."""

TODAY = date(2026, 11, 22)

MANAGING = Purpose.RISK_MANAGEMENT

REASONS = [
    {
        "axis": "floor",
        "points": None,
        "sentence": "Alleged strangulation, reported 20 Nov 2026",
        "source": "Glass 2008",
        "evidence": ["I1"],
    },
    {
        "axis": "severity",
        "points": 5,
        "sentence": "Believed access to a firearm, recorded in 90 days: 20 Nov 2026",
        "source": "MARAM",
        "evidence": ["I1"],
    },
]


@frozen
class World:
    """Everybody and everything that the tests are about."""

    unit: Team
    far_unit: Team
    station: Team
    outreach: Team
    manager: User
    deputy: User
    investigator: User
    other: User
    frontline: User
    liaison: User
    specialist: User
    far_manager: User
    oversight: User
    person: Person
    victim: Person
    second_victim: Person
    entry: Entry


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def make_world() -> World:
    police = made.agency("police")
    service = made.agency("specialist", AgencyKind.SPECIALIST_SERVICE)
    monitor = made.agency("oversight", AgencyKind.OVERSIGHT)
    unit = made.team(police, "unit", "D1", Prescription.ASSESSING)
    far_unit = made.team(police, "far_unit", "D9", Prescription.ASSESSING)
    station = made.team(police, "station", "D1", Prescription.ASSESSING)
    outreach = made.team(service, "outreach", "D1", Prescription.ASSESSING)
    monitoring = made.team(monitor, "monitoring", "")
    append(
        by=None,
        persons=[
            {"record_id": f"R{n}", "agency": "police", "family_name": name}
            for n, name in enumerate(["Quill", "Harrow", "Linden"])
        ],
        incidents=[
            {
                "incident_id": "I1",
                "agency": "police",
                "kind": "family_violence",
                "occurred_on": date(2026, 11, 20),
                "reported_on": date(2026, 11, 20),
                "division": "D1",
                "strangulation": True,
            }
        ],
        involvements=[
            {"incident_id": "I1", "record_id": "R0", "role": "perpetrator"},
            {"incident_id": "I1", "record_id": "R1", "role": "victim_survivor"},
            {"incident_id": "I1", "record_id": "R2", "role": "child"},
        ],
        orders=[
            {
                "order_id": "O1",
                "record_id": "R0",
                "kind": "safety_notice",
                "issued_on": date(2026, 11, 16),
            }
        ],
    )
    people = [
        human(f"P{n}", record, family, given)
        for n, (record, family, given) in enumerate(
            [("R0", "Quill", "Marek"), ("R1", "Harrow", "Ada"), ("R2", "Linden", "Bo")]
        )
    ]
    return World(
        unit=unit,
        far_unit=far_unit,
        station=station,
        outreach=outreach,
        manager=member(unit, "unit_manager", "manager"),
        deputy=member(unit, "unit_manager", "deputy"),
        investigator=member(unit, "investigator", "investigator"),
        other=member(unit, "investigator", "other"),
        frontline=member(station, "frontline_member", "frontline"),
        liaison=member(station, "liaison_officer", "liaison"),
        specialist=member(outreach, "specialist_worker", "specialist"),
        far_manager=member(far_unit, "unit_manager", "far_manager"),
        oversight=member(monitoring, "oversight", "oversight"),
        person=people[0],
        victim=people[1],
        second_victim=people[2],
        entry=entry_of(people[0]),
    )


def member(team: Team, role: str, name: str) -> User:
    user: User = made.user(name, team.agency)
    made.post(user, team, role)
    return user


def human(code: str, record: str, family: str, given: str) -> Person:
    person = Person.objects.create(
        code=code,
        agency="police",
        division="D1",
        family_name=family,
        given_names=given,
        first_known_on=date(2020, 1, 1),
    )
    Place.objects.create(
        record_id=record,
        person=person,
        probability=1.0,
        basis="made",
        known_on=date(2020, 1, 1),
    )
    return person


def entry_of(person: Person, **said: Any) -> Entry:
    """A place in the queue; a T1 by strangulation unless told otherwise."""
    run = Run.objects.order_by("id").first() or Run.objects.create(
        as_of=TODAY,
        policy="default 1",
        policy_status="draft",
        model="m",
        jurisdiction="V",
    )
    said = {
        "agency": person.agency,
        "division": person.division,
        "stream": "adult",
        "tier": "T1",
        "raw_tier": "T1",
        "since": date(2026, 11, 20),
        "likelihood": 50,
        "severity": 70,
        "order_points": 120,
        "place": f"D1 T1 {person.code}",
        "tier_low": "T1",
        "tier_high": "T1",
        "reasons": REASONS,
        "review_by": date(2026, 11, 21),
        "content": "0" * 64,
        "shown_from": date(2026, 11, 20),
    } | said
    return Entry.objects.create(run=run, person=person, **said)


@pytest.fixture(autouse=True)
def no_rescoring(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> list[Any]:
    """What would be scored again: the queue of these tests is made by hand."""
    asked: list[Any] = []
    if "rescored" not in request.keywords:
        monkeypatch.setattr(
            "safeward.apps.cases.actions.telling.rescore",
            lambda **given: asked.append(given),
        )
    return asked


@pytest.fixture
def case(world: World) -> Case:
    """A case that the manager accepted, led by the investigator."""
    key = accept(
        by=world.manager,
        person=world.person.pk,
        team=world.unit.pk,
        purpose=Purpose.RISK_MANAGEMENT,
        lead=world.investigator.pk,
        supervisor=world.manager.pk,
    )
    return Case.objects.get(pk=key)


def involved(person: Person) -> set[tuple[str, str]]:
    """Who is involved with a person now, and why."""
    found = Worker.objects.filter(person=person).select_related("user").order_by("id")
    return {(worker.user.username, worker.why) for worker in found}
