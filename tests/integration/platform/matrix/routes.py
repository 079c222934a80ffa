"""Every address of the platform and what guards it: the manual of the matrix.

A page or operation without a line here fails the test; so does a line without one.
"""

from attrs import evolve, frozen

from safeward.apps.access.types import Level, Permission

OPEN = "open"
"""Anybody, signed in or not: sign-in itself and whether the site is up."""
OWN = "own"
"""Whoever is signed in, about themselves or what is theirs alone."""
ANOTHERS = "another's"
"""Only who made the row; it is another's here, so everybody is refused."""
ROLE = "role"
"""Whose role includes the permission; what is on the page is cut row by row."""
ROW = "row"
"""The permission is asked for the one row that the address names."""
THEIRS = "theirs"
"""Another package's page, guarded by the sign-in before it."""


@frozen
class Ask:
    """One question to access: a permission, at which row, and how much is needed."""

    permission: Permission
    on: str
    least: Level


@frozen
class Guarded:
    """What guards an address.

    Attributes:
        how: One of the words above.
        permission: What a role must include.
        asks: Every group must have an answer that is yes; in a group one is enough.
        sends: The same for sending its form, where that needs more than looking.
    """

    how: str
    permission: Permission | None = None
    asks: tuple[tuple[Ask, ...], ...] = ()
    sends: tuple[tuple[Ask, ...], ...] = ()


def ask(permission: Permission, on: str, least: Level | None = None) -> Ask:
    """Ask for what a permission needs by itself, unless it is said otherwise."""
    own = Level.PRESENCE if permission.looks_only else Level.FULL
    return Ask(permission, on, least or own)


def _all(how: str, *names: str) -> dict[str, Guarded]:
    return {name: Guarded(how) for name in names}


def _role(permission: Permission, *names: str) -> dict[str, Guarded]:
    return {name: Guarded(ROLE, permission) for name in names}


def _row(
    permission: Permission, on: str, *names: str, least: Level | None = None
) -> dict[str, Guarded]:
    asks = ((ask(permission, on, least),),)
    return {name: Guarded(ROW, permission, asks, asks) for name in names}


def _any(*groups: tuple[Ask, ...], of: tuple[str, ...]) -> dict[str, Guarded]:
    return {name: Guarded(ROW, None, groups, groups) for name in of}


def _sent(permission: Permission, on: str, here: dict[str, Guarded]) -> dict:
    """Let sending need another permission than looking does."""
    sends = ((ask(permission, on),),)
    return {name: evolve(one, sends=sends) for name, one in here.items()}


_P = Permission
_DECIDES = tuple(ask(_P.IDENTITY_DECIDE, one) for one in ("person", "victim"))
_SEES_BOTH = tuple(
    (ask(_P.PERSON_READ, one, Level.SUMMARY),) for one in ("person", "victim")
)
_TIER = (ask(_P.ASSESSMENT_MAKE, "person"), ask(_P.OVERRIDE_APPROVE, "person"))
_HER_PLAN = (
    ask(_P.SAFETY_PLAN_READ, "safety_plan", Level.FULL),
    ask(_P.SAFETY_PLAN_MAKE, "safety_plan"),
    ask(_P.SAFETY_PLAN_MAKE, "victim"),
)

ROUTES: dict[str, Guarded] = {
    **_all(OPEN, "health", "account_login", "demo_sign_in", "mfa_login_webauthn"),
    **_all(OPEN, "mfa_authenticate", "account_logout", "account_inactive"),
    **_all(OPEN, "api:api-root", "api:nothing"),
    **_all(OWN, "home", "account", "purpose", "unlock", "sessions"),
    **_all(OWN, "sessions_end", "sessions_end_others", "api:description"),
    **_all(OWN, "tokens", "tokens_end", "notice_read"),
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
    **_role(_P.BREAK_GLASS, "emergency"),
    # The queue.
    **_role(_P.QUEUE_READ, "queue", "queue_paper"),
    **_role(_P.QUEUE_READ, "api:queue", "api:queue_changes", "api:queue_overdue"),
    **_role(_P.EXPORT_MAKE, "queue_export"),
    **_all(OWN, "queue_keep_view", "queue_forget_view"),
    # People and identity.
    **_role(_P.PERSON_SEARCH, "people", "api:search"),
    **_row(_P.PERSON_READ, "person", "person", "api:person_page"),
    **_row(
        *(_P.PERSON_READ, "person", "person_identity", "api:identity_history"),
        least=Level.SUMMARY,
    ),
    **_row(_P.CASE_WORK, "person", "person_warn", "person_contact"),
    **_row(_P.CASE_WORK, "person", "person_end_warning", "person_end_contact"),
    **_row(_P.CASE_WORK, "person", "api:flag_person", "api:end_flag"),
    **_row(_P.CASE_WORK, "person", "api:set_safe_contact"),
    **_role(_P.IDENTITY_DECIDE, "identity", "api:review_queue"),
    **_any(
        *(_DECIDES, *_SEES_BOTH),
        of=(
            *("identity_review", "api:review_page", "api:confirm_link"),
            *("api:reject_link", "api:never_link", "api:merge_people"),
        ),
    ),
    **_row(_P.IDENTITY_DECIDE, "person", "identity_split", "identity_undo"),
    **_row(_P.IDENTITY_DECIDE, "person", "api:undo_identity"),
    # Reports; another's draft answers as one that is not there.
    **_all(OWN, "reports", "report_begin", "api:my_reports", "api:reports_about"),
    **_all(ANOTHERS, "report_draft", "report_keep", "report_people", "report_screen"),
    **_all(ANOTHERS, "report_send", "report_throw_away"),
    **_row(_P.REPORT_MAKE, "report", "report_answer", "api:answer_follow_up"),
    **_row(_P.REPORT_READ, "report", "report", "api:report"),
    **_row(_P.REPORT_CHECK, "report", "report_ask", "station_check"),
    **_role(_P.REPORT_CHECK, "station", "api:station_page"),
    # Alarms and loads.
    **_role(_P.QUEUE_READ, "alarms", "api:alarms"),
    **_row(_P.QUEUE_READ, "alarm", "alarm_take", "api:acknowledge"),
    **_role(_P.HOLDINGS_LOAD, "loads"),
    **_row(_P.HOLDINGS_LOAD, "upload", "load", "load_state", "load_rejected"),
    **_row(_P.HOLDINGS_LOAD, "upload", "load_take_in", "load_take_back"),
    **_row(_P.HOLDINGS_LOAD, "upload", "load_throw_away"),
    # Assessments and tiers.
    **_all(OWN, "assessments", "assessments_card", "api:assessments_due"),
    **_role(_P.ASSESSMENT_MAKE, "assessments_instruments"),
    **_role(_P.FIGURES_READ, "assessments_figures", "api:assessment_figures"),
    **_row(_P.ASSESSMENT_READ, "person", "assessments_of", "api:assessments_of"),
    **_row(
        *(_P.ASSESSMENT_READ, "assessment", "assessments_one", "api:assessment_page"),
        least=Level.SUMMARY,
    ),
    **_row(_P.ASSESSMENT_MAKE, "person", "assessments_new", "assessments_again"),
    **_row(_P.ASSESSMENT_MAKE, "person", "api:raise_tier", "api:ask_lower"),
    **_any(_TIER, of=("api:tier_page",)),
    **_sent(
        *(_P.ASSESSMENT_MAKE, "person"),
        here=_any(_TIER, of=("assessments_tier",)),
    ),
    **_role(_P.OVERRIDE_APPROVE, "api:waiting_overrides"),
    **_row(_P.OVERRIDE_APPROVE, "person", "assessments_decide", "api:decide_lower"),
    **_all(ANOTHERS, "assessments_answer", "assessments_live", "assessments_discard"),
    # Cases.
    **_role(_P.CASE_READ, "cases"),
    **_row(_P.CASE_READ, "case", "case", "case_of", "api:case_page"),
    **_row(_P.CASE_READ, "case", "case_print", least=Level.FULL),
    **_sent(_P.CASE_CLOSE, "case", _row(_P.CASE_READ, "case", "case_step")),
    **_row(_P.CASE_CLOSE, "case", "api:case_close", "api:case_reopen"),
    **_row(_P.CASE_ALLOCATE, "case", "cases_accept", "cases_oversee"),
    **_row(_P.CASE_ALLOCATE, "case", "api:accept_case", "api:oversee_case"),
    **_row(_P.CASE_ALLOCATE, "case", "api:case_give_back", "api:case_transfer"),
    **_row(_P.CASE_ALLOCATE, "case", "api:case_name_lead"),
    **_row(_P.CASE_WORK, "case", "api:case_note", "api:case_review"),
    # One's own step of today; another's answers as one that is not there.
    **_all(ANOTHERS, "case_withdraw"),
    **_row(_P.OVERRIDE_APPROVE, "case", "case_review_approve", "api:approve_review"),
    # Plans, safety checks, safety plans.
    **_row(_P.PLAN_READ, "plan", "plan", "api:plan_page", least=Level.FULL),
    **_sent(
        *(_P.PLAN_MAKE, "plan"),
        here=_row(_P.PLAN_READ, "plan", "plan_add", least=Level.FULL),
    ),
    **_sent(
        *(_P.CASE_WORK, "case"),
        here=_row(_P.PLAN_READ, "plan", "plan_progress", least=Level.FULL),
    ),
    **_row(_P.CASE_WORK, "case", "api:action_progress"),
    **_row(_P.PLAN_MAKE, "plan", "plan_ask", "api:ask_for_check", "api:add_action"),
    **_row(_P.PLAN_MAKE, "case", "plan_new", "api:case_begin_plan"),
    **_row(_P.PLAN_MAKE, "plan", "plan_aim", "plan_submit", "plan_remove"),
    **_row(_P.PLAN_MAKE, "plan", "api:submit_plan"),
    **_row(_P.PLAN_APPROVE, "plan", "plan_approve", "plan_send_back"),
    **_row(_P.PLAN_APPROVE, "plan", "api:approve_plan"),
    **_role(_P.SAFETY_CHECK_MAKE, "safety_checks", "api:safety_requests"),
    **_row(_P.SAFETY_CHECK_MAKE, "question", "safety_check", "api:answer_check"),
    **_any(_HER_PLAN, of=("safety_plan", "api:safety_plan")),
    # Units.
    **_role(_P.WORKLOAD_READ, "unit"),
    **_sent(_P.CASE_ALLOCATE, "team", _row(_P.WORKLOAD_READ, "team", "unit_hours")),
    # Governance.
    **_role(_P.STAFF_READ, "staff", "staff_account", "units"),
    **_role(_P.STAFF_SET, "staff_open", "staff_give_role"),
    **_role(_P.STAFF_SET, "staff_close", "staff_end_role"),
    **_role(_P.AGENCY_SET, "units_open", "units_close", "systems"),
    **_role(_P.AGENCY_SET, "systems_end", "agencies_open"),
    **_role(_P.AGENCY_SET, "agencies_close"),
    **_role(_P.RESTRICTION_SET, "limits", "limits_lift"),
    **_row(_P.RESTRICTION_SET, "person", "limits_restrict"),
    **_role(_P.CONFLICT_SET, "conflicts", "conflicts_end"),
    **_role(_P.CONFLICT_SET, "conflicts_list"),
    **_role(_P.BREAK_GLASS_REVIEW, "emergencies", "emergencies_review"),
    **_role(_P.AUDIT_READ, "audit", "audit_unusual"),
}
