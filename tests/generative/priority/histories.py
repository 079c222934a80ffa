"""Random histories of several people, and the features that a policy reads of them.

Each person has reports of their own against victim survivors of their own, so that one
scoring answers for all of them.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl

from safeward.core.history.catalogue import CATALOGUE
from safeward.core.history.events import build_events
from safeward.core.history.ibis_engine import evaluate
from safeward.core.instruments.types import RECORDED_SCHEMA
from safeward.core.priority.inputs import BEFORE, INPUTS
from safeward.core.vocabulary.codes import HARM_KINDS, MARKERS
from tests.spec.history.examples import holdings

TODAY = date(2026, 6, 30)
EDGES = (0, 1, 7, 8, 28, 29, 90, 91, 180, 364, 365, 366, 729, 731, 1095, 1097, 3650)
ASKED = [
    CATALOGUE[name]
    for name in [*(n for n, e in INPUTS.items() if e.origin == "history"), BEFORE]
]
NO_RESULTS = pl.DataFrame(schema=RECORDED_SCHEMA)


@dataclass
class History:
    """Incidents and involvements that a test may change."""

    people: int
    incidents: list[dict[str, Any]] = field(default_factory=list)
    involved: list[dict[str, Any]] = field(default_factory=list)

    def add(self, die: Random, person: int, **facts: Any) -> dict[str, Any]:
        """One more report against a person, on a day and victim of its own."""
        number = len(self.incidents)
        back = die.choice(EDGES) if die.random() < 0.6 else die.randint(0, 4000)
        reported = TODAY - timedelta(days=back)
        incident = {
            "incident_id": f"I{number:04d}",
            "agency": "police",
            "kind": die.choice([*HARM_KINDS, "family_violence"]),
            "occurred_on": reported
            - timedelta(days=die.choice([0, 0, 1, 90, 91, 500])),
            "reported_on": reported,
            "division": "ND1",
            "injury": die.choice([None, None, "none", "minor", "serious", "fatal"]),
            "victim_fear": die.choice([None, "none", "some", "high"]),
            "harm": die.choice([None, None, 5.0, 200.0, 400.0, 3000.0]),
            "detected": die.choice([None, "victim", "proactive"]),
            **{
                marker: die.choice([True, False, None, None, None])
                for marker in MARKERS
            },
            **facts,
        }
        self.incidents.append(incident)
        self._involve(incident, f"al{person}", "perpetrator")
        self._involve(incident, f"bo{person}_{die.randint(0, 2)}", "victim_survivor")
        if die.random() < 0.3:
            self._involve(incident, f"kid{person}", "child")
        return incident

    def _involve(self, incident: dict[str, Any], record: str, role: str) -> None:
        self.involved.append(
            {
                "incident_id": incident["incident_id"],
                "record_id": record,
                "role": role,
            }
        )

    def everybody(self) -> pl.DataFrame:
        """``person_id, as_of`` of the alleged perpetrators today."""
        ids = {"person_id": [f"AL{i}" for i in range(self.people)]}
        return pl.DataFrame(ids).with_columns(as_of=pl.lit(TODAY))

    def known(self, cohort: pl.DataFrame | None = None) -> pl.DataFrame:
        """Features of everybody today, or of a cohort."""
        records = sorted({party["record_id"] for party in self.involved})
        people = pl.DataFrame(
            {
                "record_id": records,
                # The records of another agency are the same people.
                "person_id": [
                    record.removeprefix("hub_").upper() for record in records
                ],
            },
            schema={"record_id": pl.String, "person_id": pl.String},
        )
        events = build_events(holdings(self.incidents, self.involved), people)
        asked = self.everybody() if cohort is None else cohort
        return evaluate(events, asked, ASKED, evidence=False)


def random_history(die: Random, people: int = 12) -> History:
    """People with up to six reports each."""
    history = History(people)
    for person in range(people):
        for _ in range(die.randint(0, 6)):
            history.add(die, person)
    return history
