"""Fills a demonstration's database with one case to assess, and prints its person.

``python -m tests.functional.assessment_made DIVISION``, with the site's environment.
"""

import sys
from datetime import timedelta

import django

django.setup()

from safeward.apps.access.models import User  # noqa: E402
from safeward.apps.assessments.actions import make_demo_trainings  # noqa: E402
from safeward.apps.foundation import clock  # noqa: E402
from safeward.apps.people.actions import place  # noqa: E402
from safeward.apps.people.models import Person, Worker  # noqa: E402
from safeward.apps.people.queries import people_of  # noqa: E402
from safeward.apps.people.types import WorkerWhy  # noqa: E402
from safeward.apps.ranking.actions import rerank  # noqa: E402
from safeward.apps.records.actions import append  # noqa: E402

PEOPLE = (
    ("he", "Marlow", "Dorn", 1985, "perpetrator", None),
    ("she", "Ada", "Quince", 1988, "victim_survivor", "former_partner"),
    ("child", "Pip", "Quince", 2019, "child", "child"),
)


def fill(division: str) -> None:
    """One report with a man, a woman and a child; the unit's investigator works it."""
    today = clock.today()
    append(
        by=None,
        persons=[
            {
                "record_id": record,
                "agency": "police",
                "given_names": given,
                "family_name": family,
                "date_of_birth": today.replace(year=year, day=1),
                "recorded_on": today - timedelta(days=3),
            }
            for record, given, family, year, _, _ in PEOPLE
        ],
        incidents=[
            {
                "incident_id": "report-1",
                "agency": "police",
                "kind": "family_violence",
                "occurred_on": today - timedelta(days=4),
                "reported_on": today - timedelta(days=3),
                "division": division,
                "injury": "minor",
                "threat_to_kill": True,
                "child_present": True,
            }
        ],
        involvements=[
            {
                "incident_id": "report-1",
                "record_id": record,
                "role": role,
                "relationship": relation,
            }
            for record, _, _, _, role, relation in PEOPLE
        ],
    )
    place(by=None, record_ids=[record for record, *_ in PEOPLE])
    persons = people_of([record for record, *_ in PEOPLE])
    investigator = User.objects.get(username="demo_investigator")
    team = investigator.memberships.get().team
    Person.objects.filter(pk=persons["he"]).update(team=team)
    for person in persons.values():
        Worker.objects.create(
            person_id=person, user=investigator, why=WorkerWhy.LEAD.value
        )
    make_demo_trainings()
    rerank(by=None)
    print(persons["he"])


if __name__ == "__main__":
    fill(sys.argv[1])
