"""Assessments, when the next is due, and tiers set by judgement."""

from ninja import Router

from safeward.api.operating import changes, reads
from safeward.apps.assessments import actions
from safeward.apps.assessments.queries import (
    assessment_page,
    due,
    figures,
    history,
    tier_page,
    waiting_overrides,
)

router = Router(tags=["assessments"])
reads(router, "/assessments/due", due, "assessments_due")
reads(router, "/assessments/figures", figures, "assessment_figures")
reads(router, "/assessments/{assessment}", assessment_page)
reads(router, "/people/{person}/assessments", history, "assessments_of")
reads(router, "/people/{person}/tier", tier_page)
reads(router, "/overrides", waiting_overrides)
changes(router, "/people/{person}/tier/raise", actions.raise_tier)
changes(router, "/people/{person}/tier/lower", actions.ask_lower)
changes(router, "/overrides/{override}/decide", actions.decide_lower)
