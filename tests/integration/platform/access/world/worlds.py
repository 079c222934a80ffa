"""Random worlds: who works where, what they hold, and what holds it back."""

import datetime
import random
from uuid import UUID

from attrs import frozen
from hypothesis import strategies as st

from safeward.apps.access.models import Team, User
from safeward.apps.access.roles import ROLES
from safeward.apps.access.types import (
    AgencyKind,
    Permission,
    Prescription,
    RestrictionKind,
)
from safeward.apps.foundation import clock
from tests.integration.platform.access.world import made
from tests.integration.platform.access.world.models import Dossier, Human, Note

TEAMS = 5
HUMANS = 4

# Roles that see people stand first, and the one that opens seals stands twice.
roles = sorted(ROLES, key=lambda code: Permission.CASE_READ not in ROLES[code].grants)
roles = ["child_protection_practitioner", *roles]
SPANS = ("now", "now", "now", "over", "to come")


def restriction_from(chance: random.Random) -> dict:
    return {
        "kind": chance.choice(list(RestrictionKind)),
        "human": chance.randrange(HUMANS),
        "agency": chance.choice("PH"),
        "division": chance.choice(["", "D1", "D2"]),
        "span": chance.choice(SPANS),
    }


def world_from(seed: int) -> dict:
    """A dense world: most rows are near to somebody, and something holds most back."""
    chance = random.Random(seed)
    return {
        "active": chance.random() > 0.05,
        "posts": [
            (chance.choice(roles[:10]), chance.randrange(TEAMS), chance.choice(SPANS))
            for _ in range(chance.randint(1, 3))
        ],
        "rows": [
            {
                "agency": chance.choice(["P", "P", "H", None]),
                "division": chance.choice(["D1", "D1", "D2", ""]),
                "team": chance.randint(-1, TEAMS - 1),
                "opener": chance.random() < 0.2,
                "worker": chance.random() < 0.3,
                "parties": [chance.random() < 0.3 for _ in range(HUMANS)],
                "about": chance.choice([-1, -1, *range(HUMANS)]),
            }
            for _ in range(6)
        ],
        "restrictions": [restriction_from(chance) for _ in range(chance.randint(0, 3))],
        "conflicts": [
            (chance.randrange(HUMANS), chance.choice(SPANS))
            for _ in range(chance.random() < 0.3)
        ],
        "looks": [
            (chance.randint(-1, HUMANS - 1), chance.choice([1.0, 5.0]))
            for _ in range(chance.random() < 0.3)
        ],
    }


# A seed makes a world: drawn piece by piece, worlds come out small and alike.
seeds = st.integers(0, 2**32)
worlds = seeds.map(world_from)
restrictions = seeds.map(lambda seed: restriction_from(random.Random(seed)))


@frozen
class World:
    actor: User
    other: User
    humans: list[Human]
    teams: list[Team]


def made_from(drawn: dict) -> World:
    police = made.agency("P")
    hub = made.agency("H", AgencyKind.HUB)
    teams = [
        made.team(police, "P1", "D1"),
        made.team(police, "P2", "D2", Prescription.SHARING),
        made.team(police, "P0", "", Prescription.NONE),
        made.team(hub, "H1", "D1"),
        made.team(hub, "H2", "D2", Prescription.NONE),
    ]
    actor = made.user("actor", police, active=drawn["active"])
    other = made.user("other", police)
    humans = [Human.objects.create() for _ in range(HUMANS)]
    for role, where, span in drawn["posts"]:
        made.post(actor, teams[where], role, *during(span))
    for row in drawn["rows"]:
        dossier = Dossier.objects.create(
            agency=row["agency"],
            division=row["division"],
            team=teams[row["team"]] if row["team"] >= 0 else None,
            opener=actor if row["opener"] else None,
            about=humans[row["about"]].pk if row["about"] >= 0 else None,
        )
        dossier.workers.set([other, *([actor] if row["worker"] else [])])
        dossier.parties.set(made.several(humans, row["parties"]))
        Note.objects.create(dossier=dossier)
    world = World(actor, other, humans, teams)
    for each in drawn["restrictions"]:
        restrict(world, each)
    for human, span in drawn["conflicts"]:
        _, until = during(span)
        made.conflict(actor, humans[human].pk, other, until)
    for human, hours in drawn["looks"]:
        thing: UUID = (
            humans[human].pk if human >= 0 else Dossier.objects.order_by("id")[0].pk
        )
        made.look(actor, thing, hours_ago=hours)
    return world


def restrict(world: World, drawn: dict) -> None:
    since, until = during(drawn["span"])
    agencies = {team.agency.code: team.agency for team in world.teams}
    made.restriction(
        drawn["kind"],
        world.humans[drawn["human"]].pk,
        world.other,
        at=agencies[drawn["agency"]],
        division=drawn["division"],
        since=since,
        until=until,
    )


def during(span: str) -> tuple[datetime.date, datetime.date | None]:
    today = clock.today()
    a_day = datetime.timedelta(days=1)
    if span == "over":
        return made.LONG_AGO, today - a_day
    if span == "to come":
        return today + a_day, None
    return made.LONG_AGO, today
