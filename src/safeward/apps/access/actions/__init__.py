"""Everything that changes who may do what; each names who does it and is audited."""

from safeward.apps.access.actions.demo import make_demo_people
from safeward.apps.access.actions.emergency import break_glass, review_emergency_look
from safeward.apps.access.actions.limits import (
    end_conflict,
    lift_restriction,
    list_conflict,
    restrict,
)
from safeward.apps.access.actions.sessions import (
    end_other_sessions,
    end_session,
    unlock_session,
)
from safeward.apps.access.actions.staff import (
    close_account,
    end_role,
    give_role,
    open_account,
)

__all__ = [
    "break_glass",
    "close_account",
    "end_conflict",
    "end_other_sessions",
    "end_role",
    "end_session",
    "give_role",
    "lift_restriction",
    "list_conflict",
    "make_demo_people",
    "open_account",
    "restrict",
    "review_emergency_look",
    "unlock_session",
]
