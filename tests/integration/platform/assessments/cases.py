"""A small case for the tests: who works it, whose violence, whose risk."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from attrs import field, frozen

from safeward.apps.access.models import Agency, User
from safeward.apps.access.roles.base import Role
from safeward.apps.access.roles.governance import Administrator, Evaluator
from safeward.apps.access.roles.partners import (
    ChildProtectionPractitioner,
    SpecialistWorker,
)
from safeward.apps.access.roles.police import Investigator, UnitManager
from safeward.apps.assessments.models import Licence, Training
from safeward.apps.assessments.ranking import connect_ranking
from safeward.apps.assessments.types import Ranking, Standing
from safeward.apps.people.models import Person, Place, Worker
from safeward.apps.people.types import WorkerWhy
from safeward.apps.records.actions import append
from safeward.core.priority.policy import load_policy
from tests.integration.platform.people.staff import somebody

DIVISION = "ND1"
TODAY = date(2026, 7, 1)
WORDS = "She told me that he followed her to work twice this week."


@frozen
class Case:
    """Staff and people of one case."""

    investigator: User
    manager: User
    other_manager: User
    far_away: User
    worker: User
    child_protection: User
    evaluator: User
    administrator: User
    person: Person
    victim: Person
    child: Person


@frozen
class Queue:
    """Stands in for ranking: who stands where, and who was rescored."""

    standing: dict[UUID, Standing] = field(factory=dict)
    rescored: list[UUID] = field(factory=list)

    def put(
        self, person: Person, tier: str, floor: str = "", since: date = TODAY
    ) -> None:
        self.standing[person.pk] = Standing(tier, floor, since, None)

    def connect(self) -> None:
        policy = load_policy()

        def standing(people: Sequence[UUID]) -> Mapping[UUID, Standing]:
            return {key: self.standing[key] for key in people if key in self.standing}

        connect_ranking(
            Ranking(
                standing=standing,
                rescore=self.rescored.extend,
                clocks=lambda: policy.clocks,
            )
        )


def made() -> Case:
    """The case: a unit works him, a service holds her, child protection the child."""
    case = Case(
        investigator=somebody("investigator", Investigator, DIVISION),
        manager=somebody("manager", UnitManager, DIVISION),
        other_manager=somebody("other manager", UnitManager, DIVISION),
        far_away=somebody("far away", Investigator, "ND2"),
        worker=somebody("worker", SpecialistWorker, DIVISION),
        child_protection=somebody(
            "child protection", ChildProtectionPractitioner, DIVISION
        ),
        evaluator=somebody("evaluator", Evaluator, DIVISION),
        administrator=somebody("administrator", Administrator, DIVISION),
        person=person("he", "Marlow", "Dorn"),
        victim=person("she", "Ada", "Quince", agency="specialist"),
        child=person(
            "the child", "Pip", "Quince", agency="specialist", born=date(2018, 3, 4)
        ),
    )
    unit = case.investigator.memberships.get().team
    Person.objects.filter(pk=case.person.pk).update(team=unit)
    case.person.refresh_from_db()
    works(case.investigator, case.person, WorkerWhy.LEAD)
    works(case.investigator, case.victim, WorkerWhy.LEAD)
    works(case.investigator, case.child, WorkerWhy.LEAD)
    works(case.worker, case.victim, WorkerWhy.HOLDER_OF_SAFETY)
    works(case.worker, case.child, WorkerWhy.HOLDER_OF_SAFETY)
    works(case.child_protection, case.child, WorkerWhy.LEAD)
    for name in ("safelives_dash", "maram", "lap_lethality_screen", "s_dash"):
        for who in (case.investigator, case.worker, case.child_protection):
            trained(who, name, by=case.administrator)
    for name in ("vp_safvr", "lap_lethality_screen"):
        licensed(case.investigator.agency, name, by=case.administrator)
    return case


def person(
    record: str,
    given: str,
    family: str,
    agency: str = "police",
    born: date = date(1990, 5, 6),
) -> Person:
    record_id = record.replace(" ", "-")
    append(
        by=None,
        persons=[
            {
                "record_id": record_id,
                "agency": agency,
                "given_names": given,
                "family_name": family,
                "date_of_birth": born,
                "recorded_on": date(2026, 1, 1),
            }
        ],
    )
    row = Person.objects.create(
        code=f"P{record_id}"[:13],
        agency=agency,
        division=DIVISION,
        given_names=given,
        family_name=family,
        date_of_birth=born,
        first_known_on=date(2026, 1, 1),
    )
    Place.objects.create(
        record_id=record_id,
        person=row,
        probability=1.0,
        basis="alone",
        known_on=date(2026, 1, 1),
    )
    return row


def works(who: User, about: Person, why: WorkerWhy = WorkerWhy.LEAD) -> None:
    Worker.objects.create(person=about, user=who, why=why.value)


def trained(who: User, instrument: str, *, by: User) -> Training:
    return Training.objects.create(
        user=who, instrument=instrument, trained_on=date(2024, 1, 1), recorded_by=by
    )


def licensed(agency: Agency, instrument: str, *, by: User) -> Licence:
    return Licence.objects.create(
        agency=agency,
        instrument=instrument,
        reference="letter 1",
        since=date(2024, 1, 1),
        recorded_by=by,
    )


__all__ = ["Case", "Queue", "Role", "made", "person", "trained", "works"]
