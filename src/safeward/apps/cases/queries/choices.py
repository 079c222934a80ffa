"""What forms let people choose from: staff, teams, services, victim survivors."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import teams as teams_of
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.cases import rows
from safeward.apps.cases.actions.safety import SERVICES
from safeward.apps.cases.library import library
from safeward.apps.cases.models import Case, Plan, PlanAction
from safeward.apps.cases.queries import reading
from safeward.apps.people.queries import people_of, record_ids

if TYPE_CHECKING:
    from safeward.apps.access.models import User

type Choices = tuple[tuple[str, str], ...]


def own_teams(*, by: "User") -> Choices:
    """The actor's own teams."""
    return tuple((str(key), name) for key, name in teams_of(of=by))


def members(*, team: UUID) -> Choices:
    """Who works in a team today."""
    return tuple(
        (str(user.pk), user.display_name)
        for user in rows.members_of([team]).order_by("display_name", "id")
    )


def other_teams(*, case: UUID) -> Choices:
    """Teams of the same agency to which a case could go."""
    row = Case.objects.filter(pk=case).order_by("id")[0]
    found = (
        rows.teams()
        .filter(agency__code=row.agency)
        .exclude(division="")
        .exclude(pk=row.team_id)
        .order_by("division", "name", "id")
    )
    return tuple((str(team.pk), f"{team.name}, {team.division}") for team in found)


def owners(*, case: UUID) -> Choices:
    """Who could own an action: the team of the case, and services of its division."""
    row = Case.objects.filter(pk=case).order_by("id")[0]
    teams = rows.teams().filter(
        Q(pk=row.team_id) | Q(division=row.division, agency__kind__in=SERVICES)
    )
    found = rows.members_of(teams.values("pk")).select_related("agency")
    return tuple(
        (str(user.pk), f"{user.display_name}, {user.agency.name}")
        for user in found.order_by("agency__code", "display_name", "id")
    )


def services(*, division: str) -> Choices:
    """Services that hold victim survivors, those of a division first."""
    found = rows.teams().filter(agency__kind__in=SERVICES).select_related("agency")
    lines = [
        (team.division != division, f"{team.agency.name}, {team.name}", team.pk)
        for team in found.order_by("id")
    ]
    return tuple((str(key), words) for _, words, key in sorted(lines))


def victim_survivors(*, by: "User", plan: UUID, purpose: Purpose | None) -> Choices:
    """Whom reports about the person name as victim survivor or child.

    Only those whom the actor may see by name.

    Raises:
        Refused: When the actor writes no plans here.
    """
    row = Plan.objects.select_related("case__person").filter(pk=plan).order_by("id")[0]
    reading.asked(by, Permission.PLAN_MAKE, row, purpose, Level.FULL)
    own = record_ids(row.case.person_id)
    named = rows.involvements().filter(record_id__in=own, role="perpetrator")
    harmed = rows.involvements().filter(
        incident_id__in=list(named.values_list("incident_id", flat=True)),
        role__in=["victim_survivor", "child"],
    )
    roles = dict(harmed.order_by("-role", "id").values_list("record_id", "role"))
    whose = people_of(set(roles))
    names = reading.names_for(by, set(whose.values()), purpose)
    children = {person for record, person in whose.items() if roles[record] == "child"}
    return tuple(
        (str(person), name + (" (child)" if person in children else ""))
        for person, name in names.items()
    )


def members_of_case(*, case: UUID) -> Choices:
    """Who works in the team that has a case."""
    return members(team=Case.objects.filter(pk=case).order_by("id")[0].team_id)


def responses() -> Choices:
    """The library, by type."""
    return tuple(
        (code, f"{response.type.words}: {response.title}")
        for code, response in library().items()
    )


def plan_of_action(*, by: "User", action: UUID, purpose: Purpose | None) -> UUID:
    """The version that an action stands in: an address, nothing more.

    Raises:
        Refused: When the actor may not see the plan.
        Http404: When there is no such action.
    """
    row = PlanAction.objects.filter(pk=action).order_by("id").first()
    if row is None:
        raise Http404
    must(by, Permission.PLAN_READ, row, purpose)
    return row.plan_id


def division_of(*, case: UUID) -> str:
    """The division that a case lies in, for the order of a list."""
    return Case.objects.filter(pk=case).order_by("id")[0].division
