"""Villages with more of everything that stands beside a tier."""

from datetime import date
from random import Random
from typing import Any

from safeward.core.instruments.library import instrument
from tests.generative.priority_timeline.lives import random_report, random_village
from tests.spec.priority_checks.village import Village, ago


def random_street(die: Random, people: int = 6) -> Village:
    """Ages, deaths, borders, mutual harm, shared references and grouped records."""
    village = random_village(die, people, decisions=die.random() < 0.5)
    names = [f"p{number}" for number in range(people)]
    for name in names:
        if die.random() < 0.6:
            village.person(name, **_facts(die))
        if die.random() < 0.3:
            # The one harmed is said to have harmed back, or another as well.
            other = die.choice([f"v{name}", *names])
            village.report(die.choice([2, 50, 400]), other, name, event_ref=_ref(die))
        if die.random() < 0.3:
            random_report(die, village, name, event_ref=_ref(die))
        if die.random() < 0.3:
            _answers(die, village, name)
    if die.random() < 0.5:
        village.same |= {f"v{names[0]}": names[-1], f"w{names[1]}": names[2]}
    return village


def _ref(die: Random) -> str | None:
    return die.choice([None, "E1", "E2"])


def _facts(die: Random) -> dict[str, Any]:
    return {
        "date_of_birth": die.choice(
            [
                None,
                date(2010, 6, 30),
                date(2010, 7, 1),
                date(2016, 1, 1),
                date(1980, 2, 29),
            ]
        ),
        "date_of_death": die.choice([None, None, None, None, ago(20)]),
        "state": die.choice([None, "VIC", "NSW"]),
        "recorded_on": die.choice([None, ago(300), ago(3)]),
        "restricted": die.choice([None, None, True]),
    }


def _answers(die: Random, village: Village, name: str) -> None:
    tool = die.choice(["safelives_dash", "lap_lethality_screen"])
    number, day = f"D{name}", die.choice([1, 20, 200, 400])
    for item in instrument(tool).questions:
        village.tables["assessments"].append(
            {
                "assessment_id": number,
                "instrument": tool,
                "completed_on": ago(day),
                "record_id": name,
                "victim_record_id": f"v{name}",
                "item": item.id,
                "answer": die.choice(["yes", "yes", "no", None]),
            }
        )
