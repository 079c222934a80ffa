"""A queue made row by row: people, a run, entries as a run would have stored them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from safeward.apps.access.models import Agency, Membership, Team, User
from safeward.apps.foundation.identifiers import uuid7
from safeward.apps.people.models import Person
from safeward.apps.ranking.models import Entry, Run

TODAY = date(2026, 11, 22)
MORNING = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
SINCE = date(2020, 1, 1)
NAMES = ("Abara", "Berg", "Castellano", "Dvorak", "Eriksen", "Farrugia", "Grech")


def reason(sentence: str, axis: str = "likelihood", points: int = 9) -> dict[str, Any]:
    return {
        "axis": axis,
        "points": points,
        "sentence": sentence,
        "source": "AIC T&I 552",
        "evidence": ["I1"],
    }


def police_team(division: str = "ND1", code: str = "fviu") -> Team:
    police, _ = Agency.objects.get_or_create(
        code="police", defaults={"name": "Police", "kind": "police"}
    )
    return Team.objects.create(
        agency=police,
        code=f"{code}_{division}",
        name=f"Unit {division}",
        division=division,
        prescription="assessing",
    )


def staff(name: str, team: Team, role: str = "unit_manager") -> User:
    user = User.objects.create(username=name, display_name=name, agency=team.agency)
    Membership.objects.create(user=user, team=team, role=role, since=SINCE)
    return user


def run(as_of: date = TODAY, **values: Any) -> Run:
    return Run.objects.create(
        **{
            "as_of": as_of,
            "policy": "default 1",
            "policy_status": "draft",
            "model": "default",
            "jurisdiction": "VIC",
            "finished_at": MORNING - (TODAY - as_of),
            "warnings": [
                "T1 is 4 % of the list: this policy no longer says who is first."
            ],
        }
        | values
    )


def place(tier: str, number: int) -> str:
    return f"{tier}{number:06d}"


def made(
    of: Run, count: int, *, division: str = "ND1", start: int = 0, **values: Any
) -> Sequence[Entry]:
    """Make so many people and their entries, most urgent first, without history."""
    people, entries = [], []
    for number in range(start, start + count):
        tier = "T1" if number < 3 else "T2" if number < 10 else "T3"
        person = Person(
            id=uuid7(),
            code=f"P{division}{number:07d}"[:16],
            agency="police",
            division=division,
            family_name=NAMES[number % len(NAMES)],
            given_names=f"Given {number}",
            date_of_birth=date(1980, 1, 1) + timedelta(days=number),
            first_known_on=SINCE,
        )
        people.append(person)
        changed = number % 5 == 0
        said = {
            "run": of,
            "person": person,
            "agency": "police",
            "division": division,
            "stream": "adult",
            "tier": tier,
            "raw_tier": tier,
            "since": of.as_of - timedelta(days=number % 20),
            "likelihood": max(5, 90 - number % 80),
            "severity": max(5, 80 - number % 70),
            "order_points": 170 - number % 100,
            "last_event_on": of.as_of - timedelta(days=number % 40),
            "place": place(tier, number),
            "tier_low": tier,
            "tier_high": tier,
            "checks": ["order_unserved"] if number % 4 == 0 else [],
            "reasons": [
                reason(f"{one} days with alleged harm in 12 months: 4 Jun 2026")
                for one in range(8, 2, -1)
            ],
            "would_change": ["A report with strangulation would raise it to T1"],
            "stake": {"victim_survivors": 1 + number % 3, "children": number % 2},
            "response": "joint_safety_visit"
            if number < 5
            else "frontline_with_oversight",
            "shortfall": 5 <= number < 10,
            "review_by": of.as_of + timedelta(days=3 - number % 7),
            "direction": "rose" if changed else "",
            "from_tier": "T3" if changed else "",
            "changed_on": of.as_of if changed else None,
            "changed_why": "3 days with alleged harm in 90 days" if changed else "",
            "content": "0" * 64,
            "shown_from": of.as_of,
        }
        entries.append(Entry(id=uuid7(), **(said | values)))
    Person.objects.bulk_create(people)
    return Entry.objects.bulk_create(entries)
