"""Staff for the tests of people: a unit of each of two divisions."""

from datetime import date

from safeward.apps.access.models import Agency, Membership, Team, User
from safeward.apps.access.roles.base import Role
from safeward.apps.access.roles.police import UnitManager
from safeward.apps.access.types import AgencyKind, Prescription

SINCE = date(2020, 1, 1)


def somebody(name: str, role: type[Role] = UnitManager, division: str = "ND1") -> User:
    """An account with one role in the team of that agency kind in a division."""
    kind = sorted(role.held_at)[0]
    agency, _ = Agency.objects.get_or_create(
        code="police" if kind is AgencyKind.POLICE else kind.value,
        defaults={"name": kind.words, "kind": kind.value},
    )
    team, _ = Team.objects.get_or_create(
        code=f"{agency.code}-{division}",
        defaults={
            "agency": agency,
            "name": f"Team of {division}",
            "division": division,
            "prescription": Prescription.ASSESSING.value,
        },
    )
    user = User.objects.create(username=name, display_name=name, agency=agency)
    Membership.objects.create(user=user, team=team, role=role.code, since=SINCE)
    return user
