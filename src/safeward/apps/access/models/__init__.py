"""Tables of access: agencies and staff, what holds records back, and sign-in."""

from safeward.apps.access.models.limits import BreakGlass, Conflict, Restriction
from safeward.apps.access.models.sign_in import SignInFailure, StaffSession, Token
from safeward.apps.access.models.staff import Agency, Membership, Team, User

__all__ = [
    "Agency",
    "BreakGlass",
    "Conflict",
    "Membership",
    "Restriction",
    "SignInFailure",
    "StaffSession",
    "Team",
    "Token",
    "User",
]
