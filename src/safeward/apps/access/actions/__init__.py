"""Everything that changes who may do what; each names who does it and is audited."""

from safeward.apps.access.actions.asking import must, record_refused
from safeward.apps.access.actions.demo import make_demo_people
from safeward.apps.access.actions.emergency import break_glass, review_emergency_look
from safeward.apps.access.actions.limits import (
    end_conflict,
    lift_restriction,
    list_conflict,
    must_keep_list_of,
    restrict,
)
from safeward.apps.access.actions.sessions import (
    end_other_sessions,
    end_session,
    state_purpose,
    unlock_session,
)
from safeward.apps.access.actions.staff import (
    close_account,
    end_role,
    give_role,
    open_account,
)
from safeward.apps.access.actions.tokens import TokenRefused, end_token, make_token
from safeward.apps.access.actions.units import (
    UnitRefused,
    close_agency,
    close_team,
    open_agency,
    open_team,
)

__all__ = [
    "TokenRefused",
    "UnitRefused",
    "break_glass",
    "close_account",
    "close_agency",
    "close_team",
    "end_conflict",
    "end_other_sessions",
    "end_role",
    "end_session",
    "end_token",
    "give_role",
    "lift_restriction",
    "list_conflict",
    "make_demo_people",
    "make_token",
    "must",
    "must_keep_list_of",
    "open_account",
    "open_agency",
    "open_team",
    "record_refused",
    "restrict",
    "review_emergency_look",
    "state_purpose",
    "unlock_session",
]
