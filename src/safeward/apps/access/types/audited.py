"""What access writes into the audit log."""

from enum import StrEnum


class Act(StrEnum):
    """Changes that this app makes."""

    ACCOUNT_OPENED = "access.account_opened"
    ACCOUNT_CLOSED = "access.account_closed"
    ROLE_GIVEN = "access.role_given"
    ROLE_ENDED = "access.role_ended"
    RESTRICTION_SET = "access.restriction_set"
    RESTRICTION_LIFTED = "access.restriction_lifted"
    CONFLICT_LISTED = "access.conflict_listed"
    CONFLICT_ENDED = "access.conflict_ended"
    EMERGENCY_LOOK = "access.emergency_look"
    EMERGENCY_LOOK_REVIEWED = "access.emergency_look_reviewed"
    SESSION_ENDED = "access.session_ended"
    BEARER_MADE = "access.token_made"
    BEARER_ENDED = "access.token_ended"
    TEAM_OPENED = "access.team_opened"
    TEAM_CLOSED = "access.team_closed"
    AGENCY_OPENED = "access.agency_opened"
    AGENCY_CLOSED = "access.agency_closed"
    STAFF_READ = "access.staff_read"
    LIMITS_READ = "access.limits_read"
    LOOKS_READ = "access.looks_read"


class Kept(StrEnum):
    """Kinds of row that those entries name."""

    ACCOUNT = "access.user"
    TEAM = "access.team"
    MEMBERSHIP = "access.membership"
    RESTRICTION = "access.restriction"
    CONFLICT = "access.conflict"
    EMERGENCY_LOOK = "access.emergency_look"
    SESSION = "access.session"
    BEARER = "access.token"
    AGENCY = "access.agency"
    SUBJECT = "access.subject"
    THING = "access.thing"
