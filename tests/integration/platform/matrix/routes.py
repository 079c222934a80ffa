"""Every address of the platform and what guards it: the manual of the matrix.

A page or operation without a line here fails the test; so does a line without one.
"""

from attrs import frozen

from safeward.apps.access.types import Permission

OPEN = "open"
"""Anybody, signed in or not: sign-in itself and whether the site is up."""
OWN = "own"
"""Whoever is signed in, about themselves or what is theirs alone."""
ROLE = "role"
"""Whose role includes the permission; what is on the page is cut row by row."""
ROW = "row"
"""The permission is asked for the one row that the address names."""
THEIRS = "theirs"
"""Another package's page, guarded by the sign-in before it."""


@frozen
class Guarded:
    """What guards an address, and the permission that it asks for, if one."""

    how: str
    permission: Permission | None = None


def _all(how: str, *names: str) -> dict[str, Guarded]:
    return {name: Guarded(how) for name in names}


def _asks(how: str, permission: Permission, *names: str) -> dict[str, Guarded]:
    return {name: Guarded(how, permission) for name in names}


ROUTES: dict[str, Guarded] = {
    **_all(OPEN, "health", "account_login", "demo_sign_in", "mfa_login_webauthn"),
    **_all(OPEN, "mfa_authenticate", "account_logout", "account_inactive"),
    **_all(OPEN, "api:api-root", "api:nothing"),
    **_all(OWN, "home", "account", "purpose", "unlock", "sessions"),
    **_all(OWN, "sessions_end", "sessions_end_others", "api:description"),
    **_all(OWN, "api:account", "api:own_notices", "api:read_notice"),
    **_all(
        THEIRS,
        "account_reauthenticate",
        "account_change_password",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
        "mfa_reauthenticate_webauthn",
    ),
    # Answers the same whatever is there; what it opens is tested by itself.
    **_asks(ROLE, Permission.BREAK_GLASS, "emergency"),
    **_asks(ROLE, Permission.QUEUE_READ, "queue", "queue_paper"),
    **_asks(ROLE, Permission.EXPORT_MAKE, "queue_export"),
    # One's own drafts and reports; another's draft answers as one that is not there.
    **_all(OWN, "reports", "report_begin", "report_draft", "report_keep"),
    **_all(OWN, "report_people", "report_screen", "report_send", "report_throw_away"),
    **_asks(ROW, Permission.REPORT_READ, "report"),
    **_asks(ROW, Permission.REPORT_CHECK, "report_ask"),
    **_all(OWN, "report_answer"),
    **_asks(ROLE, Permission.QUEUE_READ, "alarms"),
    **_asks(ROW, Permission.QUEUE_READ, "alarm_take"),
    **_asks(ROLE, Permission.HOLDINGS_LOAD, "loads"),
    **_asks(ROW, Permission.HOLDINGS_LOAD, "load", "load_state", "load_rejected"),
    **_asks(ROW, Permission.HOLDINGS_LOAD, "load_take_in", "load_take_back"),
    **_asks(ROW, Permission.HOLDINGS_LOAD, "load_throw_away"),
    **_all(OWN, "queue_keep_view", "queue_forget_view"),
    **_all(OWN, "tokens", "tokens_end", "notice_read"),
    **_asks(ROLE, Permission.STAFF_READ, "staff", "staff_account", "units"),
    **_asks(ROLE, Permission.STAFF_SET, "staff_open", "staff_give_role"),
    **_asks(ROLE, Permission.STAFF_SET, "staff_close", "staff_end_role"),
    **_asks(ROLE, Permission.AGENCY_SET, "units_open", "units_close", "systems"),
    **_asks(ROLE, Permission.AGENCY_SET, "systems_end", "agencies_open"),
    **_asks(ROLE, Permission.AGENCY_SET, "agencies_close"),
    **_asks(ROLE, Permission.RESTRICTION_SET, "limits", "limits_lift"),
    **_asks(ROW, Permission.RESTRICTION_SET, "limits_restrict"),
    **_asks(ROLE, Permission.CONFLICT_SET, "conflicts", "conflicts_end"),
    **_asks(ROLE, Permission.CONFLICT_SET, "conflicts_list"),
    **_asks(ROLE, Permission.BREAK_GLASS_REVIEW, "emergencies", "emergencies_review"),
    **_asks(ROLE, Permission.AUDIT_READ, "audit", "audit_unusual"),
}
