"""What may be known of assessments, each answer cut to the level of who asks."""

from safeward.apps.assessments.form import asked_in
from safeward.apps.assessments.live import answer_live, how_to_ask
from safeward.apps.assessments.queries.beginning import new_page
from safeward.apps.assessments.queries.choosing import card_of, instruments_for
from safeward.apps.assessments.queries.due import due
from safeward.apps.assessments.queries.figures import figures
from safeward.apps.assessments.queries.history import assessment_page, history
from safeward.apps.assessments.queries.overrides import tier_page, waiting_overrides
from safeward.apps.assessments.queries.sitting import (
    live_of_sitting,
    open_sittings,
    sitting_page,
)

__all__ = [
    "answer_live",
    "asked_in",
    "assessment_page",
    "card_of",
    "due",
    "figures",
    "history",
    "how_to_ask",
    "instruments_for",
    "live_of_sitting",
    "new_page",
    "open_sittings",
    "sitting_page",
    "tier_page",
    "waiting_overrides",
]
