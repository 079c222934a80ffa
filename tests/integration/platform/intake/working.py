"""Staff and contents for the tests of intake."""

from datetime import date

from attrs import evolve, frozen

from safeward.apps.access.models import User
from safeward.apps.access.types import AgencyKind
from safeward.apps.assessments.types import Concern
from safeward.apps.intake.types import AggressorConfidence, Choice, Content, Party
from tests.integration.platform.access.world import made

HAPPENED = date(2026, 6, 29)


@frozen
class Staff:
    """Who works in one made-up division, and one of another."""

    member: User
    supervisor: User
    manager: User
    investigator: User
    hub: User
    elsewhere: User


def staff(division: str = "ND1") -> Staff:
    police = made.agency("police")
    hub = made.agency("hub", AgencyKind.HUB)
    station = made.team(police, "station", division)
    unit = made.team(police, "unit", division)
    far = made.team(police, "far", "ND2")
    practice = made.team(hub, "practice", division)
    people = {}
    for name, role, team in (
        ("member", "frontline_member", station),
        ("supervisor", "liaison_officer", station),
        ("manager", "unit_manager", unit),
        ("investigator", "investigator", unit),
        ("hub", "hub_practitioner", practice),
        ("elsewhere", "unit_manager", far),
    ):
        people[name] = made.user(name, team.agency)
        made.post(people[name], team, role)
    return Staff(**people)


def person(key: str, role: str, **said: object) -> Party:
    return evolve(
        Party(
            key=key,
            role=role,
            choice=Choice.NEW,
            given_names=f"Given{key}",
            family_name=f"Family{key}",
        ),
        **said,
    )


HE = person("a", "perpetrator", date_of_birth=date(1988, 3, 4), sex="M")
SHE = person(
    "b",
    "victim_survivor",
    date_of_birth=date(1990, 5, 6),
    sex="F",
    relationship="former_partner",
    injury="minor",
)
CHILD = person(
    "c",
    "child",
    date_of_birth=date(2019, 7, 8),
    relationship="child",
    seen="yes",
    spoken_to="no",
    where_now="with her mother",
    safe_tonight="yes",
)


def whole(*parties: Party, **said: object) -> Content:
    """A report from which nothing is missing."""
    return evolve(
        Content(
            occurred_on=HAPPENED,
            occurred_at="21:30",
            division="ND1",
            detected="victim",
            parties=parties or (HE, SHE, CHILD),
            markers={"child_present": "yes", "strangulation": "no"},
            victim_fear="high",
            checks={"orders": "nothing"},
            narrative="What was seen and heard.",
            aggressor="a",
            aggressor_confidence=AggressorConfidence.LIKELY,
            aggressor_factors=("fear", "control"),
            concern=Concern.HIGH,
            concern_words="She was shaking and would not come out.",
            criminal="pending_enquiries",
            civil="none",
        ),
        **said,
    )
