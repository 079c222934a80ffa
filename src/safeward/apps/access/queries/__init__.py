"""What access answers: may they, what may they see, and who somebody is here."""

from safeward.apps.access.directory import (
    agency_of_kind,
    divisions,
    post_for,
    staff_in,
)
from safeward.apps.access.queries.accounts import (
    TokenHolder,
    bearer,
    claimable,
    demo_people,
    find_thing,
    memberships,
    open_looks,
    open_sessions,
    own_session,
    posts,
    purpose_stated,
    session_state,
    signed_in_as,
    teams,
    tokens,
)
from safeward.apps.access.queries.asking import Actor, may, visible, with_level
from safeward.apps.access.queries.telling import (
    Look,
    emergency_looks,
    held_back,
    holders,
    overseers,
)
from safeward.apps.access.standing import Standing, standing_of

__all__ = [
    "Actor",
    "Look",
    "Standing",
    "TokenHolder",
    "agency_of_kind",
    "bearer",
    "claimable",
    "demo_people",
    "divisions",
    "emergency_looks",
    "find_thing",
    "held_back",
    "holders",
    "may",
    "memberships",
    "open_looks",
    "open_sessions",
    "overseers",
    "own_session",
    "post_for",
    "posts",
    "purpose_stated",
    "session_state",
    "signed_in_as",
    "staff_in",
    "standing_of",
    "teams",
    "tokens",
    "visible",
    "with_level",
]
