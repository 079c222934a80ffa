"""What is sent to each address that changes something, so that access is reached.

A form that lacks something is told so before anybody is asked; these lack nothing.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from safeward.apps.cases.queries import CHECKLIST, SECTION_WORDS
from safeward.apps.foundation import clock
from tests.integration.platform.matrix.marked import Subject

WORDS = "Said by the matrix."
type Sent = dict[str, Any]


def _later(days: int = 7) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def _row(subject: Subject, name: str) -> str:
    return str(subject.work[name].pk)


def _words(subject: Subject) -> Sent:
    del subject
    return {"words": WORDS}


def _nothing(subject: Subject) -> Sent:
    del subject
    return {}


def _decided(subject: Subject) -> Sent:
    return _words(subject) | {"decision": "reject"}


def _taken(subject: Subject) -> Sent:
    return {
        "team": _row(subject, "team"),
        "reason": "frontline_investigates",
        "lead": "",
        "supervisor": "",
        "words": WORDS,
    }


def _action(subject: Subject) -> Sent:
    return {
        "response": "own",
        "what": WORDS,
        "owner": _row(subject, "account"),
        "due": _later(),
        "alerts": "no",
    }


def _asked(subject: Subject) -> Sent:
    return {
        "victim": str(subject.victim.pk),
        "service": str(subject.work["question"].service_id),  # type: ignore[attr-defined]
        "words": WORDS,
    }


def _answered(subject: Subject) -> Sent:
    del subject
    return {"answer": "safe", "words": WORDS, "holds_until": _later()}


def _her_plan(subject: Subject) -> Sent:
    return {
        **dict.fromkeys(SECTION_WORDS, WORDS),
        "review_on": _later(30),
        "team": _row(subject, "team"),
    }


def _tier(subject: Subject) -> Sent:
    del subject
    return {
        "do": "up",
        "up-to_tier": "T1",
        "up-reason": "pattern",
        "up-words": WORDS,
    }


def _of(**said: object) -> Callable[[Subject], Sent]:
    return lambda subject: dict(said)


FORMS: Mapping[str, Callable[[Subject], Sent]] = {
    "queue_export": _of(kind="csv", question=""),
    "people": _of(family_name="Quorvex", given_names="Xevrouq"),
    "person_warn": lambda _: {"kind": "weapon", "words": WORDS, "until": _later()},
    "person_contact": _of(how="do_not_call", words=WORDS),
    "person_end_warning": _nothing,
    "person_end_contact": _nothing,
    "identity_review": _decided,
    "identity_split": lambda one: _words(one) | {"record": one.record},
    "identity_undo": _words,
    "report_ask": _of(reason="narrative_thin", words=WORDS),
    "report_answer": _of(answer=WORDS),
    "alarm_take": _nothing,
    "station_check": lambda _: {
        **dict.fromkeys(CHECKLIST, "yes"),
        "reason": "",
        "words": "",
    },
    "load_take_back": _nothing,
    "load_throw_away": _nothing,
    "assessments_new": lambda one: {
        "whose": str(one.victim.pk),
        "adult": "",
        "instrument": "odara",
    },
    "assessments_again": _of(because="reassessed"),
    "assessments_tier": _tier,
    "assessments_decide": _of(do="refuse", words=WORDS),
    "assessments_discard": _nothing,
    "case_step": _of(reason="moved", words=WORDS),
    "cases_accept": _taken,
    "cases_oversee": _taken,
    "case_review_approve": _nothing,
    "plan_aim": _of(aim=WORDS),
    "plan_submit": _nothing,
    "plan_remove": _nothing,
    "plan_approve": _nothing,
    "plan_send_back": _words,
    "plan_add": _action,
    "plan_progress": _of(state="under_way", result=""),
    "plan_ask": _asked,
    "safety_check": _answered,
    "safety_plan": _her_plan,
    # Operations; where a form's fields will do, they are the form's.
    "api:search": _of(family_name="Quorvex", given_names="Xevrouq"),
    "api:confirm_link": _words,
    "api:reject_link": _words,
    "api:never_link": _words,
    "api:undo_identity": _words,
    "api:merge_people": lambda one: _words(one) | {"other": str(one.victim.pk)},
    "api:flag_person": lambda _: {"kind": "weapon", "words": WORDS, "until": _later()},
    "api:end_flag": _nothing,
    "api:set_safe_contact": _of(how="do_not_call", words=WORDS),
    "api:acknowledge": _nothing,
    "api:answer_follow_up": _of(answer=WORDS),
    "api:raise_tier": _of(to_tier="T1", reason="pattern", words=WORDS),
    "api:ask_lower": _of(to_tier="T3", reason="recorded_wrongly", words=WORDS),
    "api:decide_lower": _of(approve=False, words=WORDS),
    "api:accept_case": lambda one: {"team": _row(one, "team"), "words": WORDS},
    "api:oversee_case": lambda one: {
        "team": _row(one, "team"),
        "reason": "frontline_investigates",
        "words": WORDS,
    },
    "api:case_give_back": lambda one: {
        "station": _row(one, "team"),
        "reason": "actions_done",
        "words": WORDS,
    },
    "api:case_transfer": lambda one: {"team": _row(one, "team"), "words": WORDS},
    "api:case_close": _of(reason="moved", words=WORDS, evidence=[]),
    "api:case_reopen": _words,
    "api:case_note": _words,
    "api:case_review": _of(
        outcome="keep", contact="reached", plan_changed=False, found=WORDS
    ),
    "api:case_name_lead": lambda one: {"officer": _row(one, "account")},
    "api:case_begin_plan": _of(aim=WORDS, actions=[]),
    "api:add_action": lambda one: {
        "action": {
            "response": "own",
            "what": WORDS,
            "owner": _row(one, "account"),
            "due_on": _later(),
        }
    },
    "api:submit_plan": _nothing,
    "api:approve_plan": _nothing,
    "api:approve_review": _nothing,
    "api:action_progress": _of(state="under_way", result=""),
    "api:ask_for_check": _asked,
    "api:answer_check": _answered,
}
"""By address; an address without a line is sent an empty form."""

QUERIES = {
    "api:review_queue": {"first": 0, "size": 20},
    "api:assessment_figures": {"since": "2026-01-01", "until": "2026-12-31"},
    "queue": {"size": 50},
}
"""What an address is asked with, where it needs more than itself."""
