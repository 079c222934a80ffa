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
WITHIN = "within"
"""The app's function decides by what it finds; nothing is found at the address here."""
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
    **_asks(ROLE, Permission.CASE_READ, "cases"),
    **_asks(ROW, Permission.CASE_READ, "case", "case_of", "case_print", "case_step"),
    **_asks(ROW, Permission.CASE_ALLOCATE, "cases_accept", "cases_oversee"),
    # One's own step of today; another's answers as one that is not there.
    **_asks(ROLE, Permission.CASE_ALLOCATE, "case_withdraw"),
    **_asks(ROW, Permission.OVERRIDE_APPROVE, "case_review_approve"),
    **_asks(ROW, Permission.PLAN_READ, "plan", "plan_add", "plan_progress", "plan_ask"),
    **_asks(ROW, Permission.PLAN_MAKE, "plan_new", "plan_aim", "plan_submit"),
    **_asks(ROW, Permission.PLAN_MAKE, "plan_remove"),
    **_asks(ROW, Permission.PLAN_APPROVE, "plan_approve", "plan_send_back"),
    **_asks(ROLE, Permission.SAFETY_CHECK_MAKE, "safety_checks"),
    **_asks(ROW, Permission.SAFETY_CHECK_MAKE, "safety_check"),
    **_asks(ROW, Permission.SAFETY_PLAN_READ, "safety_plan"),
    **_asks(ROLE, Permission.WORKLOAD_READ, "unit"),
    **_asks(ROW, Permission.WORKLOAD_READ, "unit_hours"),
    **_asks(ROLE, Permission.REPORT_CHECK, "station"),
    **_asks(ROW, Permission.REPORT_CHECK, "station_check"),
    # Operations of the API, by the function they call.
    **_asks(ROLE, Permission.QUEUE_READ, "api:queue", "api:queue_changes"),
    **_asks(ROLE, Permission.QUEUE_READ, "api:queue_overdue"),
    **_asks(ROLE, Permission.PERSON_SEARCH, "api:search"),
    **_asks(ROW, Permission.PERSON_READ, "api:person_page"),
    **_asks(ROLE, Permission.IDENTITY_DECIDE, "api:review_queue"),
    **_all(
        WITHIN,
        "api:accept_case",
        "api:acknowledge",
        "api:action_progress",
        "api:add_action",
        "api:alarms",
        "api:answer_check",
        "api:answer_follow_up",
        "api:approve_plan",
        "api:approve_review",
        "api:ask_for_check",
        "api:ask_lower",
        "api:assessment_figures",
        "api:assessment_page",
        "api:assessments_due",
        "api:assessments_of",
        "api:case_begin_plan",
        "api:case_close",
        "api:case_give_back",
        "api:case_name_lead",
        "api:case_note",
        "api:case_page",
        "api:case_reopen",
        "api:case_review",
        "api:case_transfer",
        "api:confirm_link",
        "api:decide_lower",
        "api:end_flag",
        "api:flag_person",
        "api:identity_history",
        "api:merge_people",
        "api:my_reports",
        "api:never_link",
        "api:oversee_case",
        "api:plan_page",
        "api:raise_tier",
        "api:reject_link",
        "api:report",
        "api:reports_about",
        "api:review_page",
        "api:safety_plan",
        "api:safety_requests",
        "api:set_safe_contact",
        "api:station_page",
        "api:submit_plan",
        "api:tier_page",
        "api:undo_identity",
        "api:waiting_overrides",
    ),
    # People and identity.
    **_asks(ROLE, Permission.PERSON_SEARCH, "people"),
    **_asks(ROW, Permission.PERSON_READ, "person"),
    **_asks(ROLE, Permission.IDENTITY_DECIDE, "identity"),
    **_all(
        WITHIN,
        "identity_review",
        "identity_split",
        "identity_undo",
        "person_contact",
        "person_end_contact",
        "person_end_warning",
        "person_identity",
        "person_warn",
    ),
    # Assessments.
    **_all(
        WITHIN,
        "assessments",
        "assessments_again",
        "assessments_answer",
        "assessments_card",
        "assessments_decide",
        "assessments_discard",
        "assessments_figures",
        "assessments_instruments",
        "assessments_live",
        "assessments_new",
        "assessments_of",
        "assessments_one",
        "assessments_tier",
    ),
    # Cases, plans, units, stations.
    **_all(
        WITHIN,
        "case",
        "case_of",
        "case_print",
        "case_review_approve",
        "case_step",
        "case_withdraw",
        "cases",
        "cases_accept",
        "cases_oversee",
        "plan",
        "plan_add",
        "plan_aim",
        "plan_approve",
        "plan_ask",
        "plan_new",
        "plan_progress",
        "plan_remove",
        "plan_send_back",
        "plan_submit",
        "safety_check",
        "safety_checks",
        "safety_plan",
        "station",
        "station_check",
        "unit",
        "unit_hours",
    ),
}
