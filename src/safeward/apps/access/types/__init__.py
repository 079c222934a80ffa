"""The words of access: frozen values and closed lists that other apps may use."""

from safeward.apps.access.types.agencies import AgencyKind, Prescription
from safeward.apps.access.types.decision import Decision, Ground, Level
from safeward.apps.access.types.governance import (
    AgencyLine,
    ConflictLine,
    LimitLine,
    PostLine,
    StaffLine,
    StaffPage,
    TeamLine,
)
from safeward.apps.access.types.limits import (
    BREAK_GLASS_HOURS,
    EMERGENCY_LOOK,
    BreakGlassReason,
    ConflictKind,
    RestrictionKind,
)
from safeward.apps.access.types.permissions import Permission
from safeward.apps.access.types.purposes import PURPOSES, Purpose
from safeward.apps.access.types.reach import Reach
from safeward.apps.access.types.refused import Refused
from safeward.apps.access.types.rule import Rule
from safeward.apps.access.types.session import SessionState
from safeward.apps.access.types.tokens import TOKEN_LONGEST_DAYS, MadeToken, TokenLine

__all__ = [
    "BREAK_GLASS_HOURS",
    "EMERGENCY_LOOK",
    "PURPOSES",
    "TOKEN_LONGEST_DAYS",
    "AgencyKind",
    "AgencyLine",
    "BreakGlassReason",
    "ConflictKind",
    "ConflictLine",
    "Decision",
    "Ground",
    "Level",
    "LimitLine",
    "MadeToken",
    "Permission",
    "PostLine",
    "Prescription",
    "Purpose",
    "Reach",
    "Refused",
    "RestrictionKind",
    "Rule",
    "SessionState",
    "StaffLine",
    "StaffPage",
    "TeamLine",
    "TokenLine",
]
