"""Fills a demonstration's database with one person of concern, really ranked.

``python -m tests.functional.cases_made``, with the site's environment; prints the id of
the person.
"""

from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402

from safeward.apps.cases.rows import places  # noqa: E402
from safeward.apps.foundation import clock  # noqa: E402
from safeward.apps.people.actions import place  # noqa: E402
from safeward.apps.ranking.actions import rerank  # noqa: E402
from safeward.apps.records.actions import append  # noqa: E402


def fill() -> None:
    """One event two days ago: strangulation, a firearm, fear, a child."""
    day = clock.today() - timedelta(days=2)
    people = [("R0", "Quill", "Marek"), ("R1", "Harrow", "Ada"), ("R2", "Linden", "Bo")]
    roles = [("R0", "perpetrator"), ("R1", "victim_survivor"), ("R2", "child")]
    event: dict[str, Any] = {
        "incident_id": "I1",
        "agency": "police",
        "kind": "family_violence",
        "occurred_on": day,
        "reported_on": day,
        "division": "ND1",
        "strangulation": True,
        "firearm_access": True,
        "child_present": True,
        "victim_fear": "high",
    }
    with transaction.atomic():
        append(
            by=None,
            persons=[
                {
                    "record_id": record,
                    "agency": "police",
                    "family_name": family,
                    "given_names": given,
                }
                for record, family, given in people
            ],
            incidents=[event],
            involvements=[
                {"incident_id": "I1", "record_id": record, "role": role}
                for record, role in roles
            ],
            orders=[
                {
                    "order_id": "O1",
                    "record_id": "R0",
                    "kind": "safety_notice",
                    "issued_on": day - timedelta(days=3),
                }
            ],
        )
        place(by=None, record_ids=[record for record, _, _ in people])
    rerank(by=None)
    print(places().get(pk="R0").person_id)


if __name__ == "__main__":
    fill()
