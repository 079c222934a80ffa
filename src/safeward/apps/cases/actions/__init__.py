"""Everything that changes a case, a plan, a check; each names who does it."""

from safeward.apps.cases.actions.demo import state_demo_hours
from safeward.apps.cases.actions.doing import progress
from safeward.apps.cases.actions.ending import close, mark_cold, reopen, wake
from safeward.apps.cases.actions.parts_of_plans import OWN, Wanted
from safeward.apps.cases.actions.planning import (
    add_action,
    approve_plan,
    begin_plan,
    remove_action,
    send_back,
    set_aim,
    submit_plan,
)
from safeward.apps.cases.actions.reviewing import approve_review, review
from safeward.apps.cases.actions.safety import (
    CHECK_ANSWERED,
    CHECK_ASKED,
    answer_check,
    ask_for_check,
    write_safety_plan,
)
from safeward.apps.cases.actions.taking import (
    accept,
    give_back,
    name_lead,
    name_supervisor,
    note,
    oversee,
    transfer,
)
from safeward.apps.cases.actions.taking_back import withdraw
from safeward.apps.cases.actions.unit import check_report, set_hours
from safeward.apps.cases.actions.waking import nightly, wake_cold_cases

__all__ = [
    "CHECK_ANSWERED",
    "CHECK_ASKED",
    "OWN",
    "Wanted",
    "accept",
    "add_action",
    "answer_check",
    "approve_plan",
    "approve_review",
    "ask_for_check",
    "begin_plan",
    "check_report",
    "close",
    "give_back",
    "mark_cold",
    "name_lead",
    "name_supervisor",
    "nightly",
    "note",
    "oversee",
    "progress",
    "remove_action",
    "reopen",
    "review",
    "send_back",
    "set_aim",
    "set_hours",
    "state_demo_hours",
    "submit_plan",
    "transfer",
    "wake",
    "wake_cold_cases",
    "withdraw",
    "write_safety_plan",
]
