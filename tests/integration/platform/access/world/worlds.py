"""Random worlds: who works where, what they hold, and what holds it back."""

import datetime
from uuid import UUID

from attrs import frozen
from hypothesis import strategies as st

from safeward.apps.access.models import Team, User
from safeward.apps.access.roles import ROLES
from safeward.apps.access.types import AgencyKind, Prescription, RestrictionKind
from safeward.apps.foundation import clock
from tests.integration.platform.access.world import made
from tests.integration.platform.access.world.models import Dossier, Human, Note

TEAMS = 5
HUMANS = 3

spans = st.sampled_from(["now", "now", "now", "over", "to come"])
rows = st.fixed_dictionaries(
    {
        "agency": st.sampled_from([None, "P", "H"]),
        "division": st.sampled_from(["", "D1", "D2"]),
        "team": st.integers(-1, TEAMS - 1),
        "opener": st.booleans(),
        "worker": st.booleans(),
        "parties": st.lists(st.booleans(), min_size=HUMANS, max_size=HUMANS),
        "about": st.integers(-1, HUMANS - 1),
    }
)
restrictions = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(RestrictionKind),
        "human": st.integers(0, HUMANS - 1),
        "agency": st.sampled_from(["P", "H"]),
        "division": st.sampled_from(["", "D1", "D2"]),
        "span": spans,
    }
)
worlds = st.fixed_dictionaries(
    {
        "active": st.sampled_from([True] * 9 + [False]),
        "posts": st.lists(
            st.tuples(st.sampled_from(sorted(ROLES)), st.integers(0, TEAMS - 1), spans),
            max_size=3,
        ),
        "rows": st.lists(rows, min_size=1, max_size=4),
        "restrictions": st.lists(restrictions, max_size=3),
        "conflicts": st.lists(st.tuples(st.integers(0, HUMANS - 1), spans), max_size=1),
        "looks": st.lists(
            st.tuples(st.integers(-1, HUMANS - 1), st.sampled_from([1.0, 5.0])),
            max_size=1,
        ),
    }
)


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
