"""Agencies and teams: opened, and closed once nobody works there any more."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from safeward.apps.access.actions.asking import must
from safeward.apps.access.models import Agency, Membership, Team, User
from safeward.apps.access.queries import may
from safeward.apps.access.types import (
    AgencyKind,
    Permission,
    Prescription,
    Refused,
)
from safeward.apps.access.types.audited import Act, Kept
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.core.vocabulary.errors import UnusableInput

KEEPS_AGENCIES = frozenset({AgencyKind.GOVERNMENT})
"""Administrators of these take other agencies in; all others keep their own."""


class UnitRefused(UnusableInput):
    """A team or agency that cannot be opened or closed as it was asked for."""


@transaction.atomic
def open_team(
    *,
    by: User,
    agency: Agency,
    code: str,
    name: str,
    division: str,
    prescription: Prescription,
) -> Team:
    """Open a team of an agency; what the law prescribes it to be opens purposes.

    Raises:
        Refused: The actor does not keep that agency.
        UnitRefused: The code is taken, or the agency is closed.
    """
    must(by, Permission.AGENCY_SET, agency)
    if Team.objects.filter(code=code).exists():
        raise UnitRefused("There is a team with that code; choose another.")
    if agency.closed_on is not None:
        raise UnitRefused("That agency is closed.")
    team = Team.objects.create(
        agency=agency,
        code=code,
        name=name,
        division=division,
        prescription=prescription.value,
    )
    _record(by, Act.TEAM_OPENED, Thing(Kept.TEAM, team.pk))
    return team


@transaction.atomic
def close_team(*, by: User, team: Team) -> None:
    """Close a team; every role in it ends with the day before.

    Raises:
        Refused: The actor does not keep its agency.
    """
    must(by, Permission.AGENCY_SET, team)
    today = clock.today()
    posts = Membership.objects.filter(Q(until=None) | Q(until__gte=today), team=team)
    if posts.filter(user=by).exists():
        raise UnitRefused("You work in that team yourself; a colleague may close it.")
    for post in posts.order_by("id"):
        post.until = max(post.since, today - timedelta(days=1))
        post.save(update_fields=["until"])
        things = [Thing(Kept.MEMBERSHIP, post.pk), Thing(Kept.ACCOUNT, post.user_id)]
        record_write(by=by.pk, action=Act.ROLE_ENDED, things=things)
    team.closed_on = today
    team.save(update_fields=["closed_on"])
    _record(by, Act.TEAM_CLOSED, Thing(Kept.TEAM, team.pk))


@transaction.atomic
def open_agency(*, by: User, code: str, name: str, kind: AgencyKind) -> Agency:
    """Take an agency in; its first administrator is opened with it by `open_account`.

    Raises:
        Refused: The actor is no administrator of the department that takes agencies in.
        UnitRefused: The code is taken.
    """
    decision = may(by, Permission.AGENCY_SET, by.agency)
    if not decision or AgencyKind(by.agency.kind) not in KEEPS_AGENCIES:
        raise Refused(decision, Permission.AGENCY_SET)
    if Agency.objects.filter(code=code).exists():
        raise UnitRefused("There is an agency with that code; choose another.")
    agency = Agency.objects.create(code=code, name=name, kind=kind.value)
    _record(by, Act.AGENCY_OPENED, Thing(Kept.AGENCY, agency.pk))
    return agency


@transaction.atomic
def close_agency(*, by: User, agency: Agency) -> None:
    """Close an agency whose teams are all closed.

    Raises:
        Refused: The actor does not keep it.
        UnitRefused: A team of it is open, which the actor's own always is.
    """
    must(by, Permission.AGENCY_SET, agency)
    if agency.teams.filter(closed_on=None).exists():
        raise UnitRefused("Close its teams first.")
    agency.closed_on = clock.today()
    agency.save(update_fields=["closed_on"])
    _record(by, Act.AGENCY_CLOSED, Thing(Kept.AGENCY, agency.pk))


def _record(by: User, act: Act, thing: Thing) -> None:
    record_write(by=by.pk, action=act, things=[thing])
