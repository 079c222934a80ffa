"""Cases, plans, reviews, safety checks, units and stations."""

from ninja import Router

from safeward.api.operating import changes, reads
from safeward.apps.cases import actions
from safeward.apps.cases.queries import (
    case_page,
    plan_page,
    safety_plan,
    safety_requests,
    station_page,
)

router = Router(tags=["cases"])
reads(router, "/cases/{case}", case_page)
reads(router, "/plans/{plan}", plan_page)
reads(router, "/victim-survivors/{victim}/safety-plan", safety_plan)
reads(router, "/safety-checks", safety_requests)
reads(router, "/station", station_page)
changes(router, "/people/{person}/accept", actions.accept, "accept_case")
changes(router, "/people/{person}/oversee", actions.oversee, "oversee_case")
for _verb, _do in (
    ("give-back", actions.give_back),
    ("transfer", actions.transfer),
    ("close", actions.close),
    ("reopen", actions.reopen),
    ("reviews", actions.review),
    ("notes", actions.note),
    ("lead", actions.name_lead),
    ("plans", actions.begin_plan),
):
    changes(router, f"/cases/{{case}}/{_verb}", _do, f"case_{_do.__name__}")
changes(router, "/plans/{plan}/actions", actions.add_action)
changes(router, "/plans/{plan}/submit", actions.submit_plan)
changes(router, "/plans/{plan}/approve", actions.approve_plan)
changes(router, "/actions/{action}/progress", actions.progress, "action_progress")
changes(router, "/actions/{action}/safety-check", actions.ask_for_check)
changes(router, "/safety-checks/{question}/answer", actions.answer_check)
changes(router, "/reviews/{review}/approve", actions.approve_review)
