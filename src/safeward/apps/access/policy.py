"""Who may see this app's own tables."""

from safeward.apps.access.models import (
    Agency,
    BreakGlass,
    Conflict,
    Membership,
    Restriction,
    SignInFailure,
    StaffSession,
    Team,
    Token,
    User,
)
from safeward.apps.access.registry import exempt, register
from safeward.apps.access.types import Rule


def register_all() -> None:
    """Register the rule of every table of this app."""
    register(Agency, Rule(agency="code"))
    register(Team, Rule(agency="agency__code", division="division", team="pk"))
    register(User, Rule(agency="agency__code", involved=("pk",)))
    register(
        Membership,
        Rule(
            agency="team__agency__code",
            division="team__division",
            team="team__pk",
            involved=("user_id",),
        ),
    )
    register(StaffSession, Rule(agency="user__agency__code", involved=("user_id",)))
    register(Token, Rule(agency="user__agency__code", involved=("user_id",)))
    register(BreakGlass, Rule(agency="user__agency__code", subjects=("thing_id",)))
    for limit in (Restriction, Conflict):
        exempt(limit, "shows who stands close to whom; read by decisions alone")
    exempt(SignInFailure, "counted at sign-in, shown to nobody")
