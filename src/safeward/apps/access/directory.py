"""Who works where: teams, divisions, holders of a role, for apps that route work.

Opened by `queries.py`; says nothing about anybody's case.
"""

from collections.abc import Iterable

from safeward.apps.access.models import Agency, Membership, Team, User
from safeward.apps.access.roles import ROLES
from safeward.apps.access.standing import Post, holds_on, standing_of
from safeward.apps.access.types import AgencyKind, Permission
from safeward.apps.foundation import clock


def post_for(*, of: User, permission: Permission) -> Post | None:
    """The post in which somebody does a thing: the first of theirs that includes it."""
    posts = standing_of(of).posts
    return next((post for post in posts if permission in post.role.grants), None)


def divisions() -> tuple[str, ...]:
    """Every division that a team works in, in order."""
    rows = Team.objects.exclude(division="").values_list("division", flat=True)
    return tuple(sorted(set(rows)))


def agency_codes(kind: AgencyKind | None = None) -> frozenset[str]:
    """Codes of every agency, or of those of one kind."""
    rows = Agency.objects.all()
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    return frozenset(rows.values_list("code", flat=True))


def agency_of_kind(*, kind: AgencyKind, division: str) -> str:
    """Code of the agency of a kind that works a division; empty where none does."""
    agencies = Agency.objects.filter(kind=kind.value, teams__division=division)
    return agencies.order_by("code", "pk").values_list("code", flat=True).first() or ""


def staff_in(
    *, roles: Iterable[str], agency: str, division: str | None = None
) -> tuple[User, ...]:
    """Active accounts that hold one of these roles today, at an agency or a division.

    Args:
        roles: Codes of roles.
        agency: The agency whose teams they work in.
        division: Only teams of this division; every division when left out.
    """
    posts = Membership.objects.filter(
        holds_on(clock.today()),
        role__in=sorted(roles),
        team__agency__code=agency,
        user__is_active=True,
    )
    if division is not None:
        posts = posts.filter(team__division=division)
    found = {post.user_id: post.user for post in posts.select_related("user")}
    return tuple(found[key] for key in sorted(found))


def roles_with(permission: Permission) -> tuple[str, ...]:
    """Codes of the roles that may do a thing at all, to whomever it be."""
    return tuple(
        sorted(code for code, role in ROLES.items() if permission in role.grants)
    )
