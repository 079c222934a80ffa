"""What surfaces and later apps may do through intake."""

from safeward.apps.intake.actions.alarms import acknowledge
from safeward.apps.intake.actions.drafts import (
    DraftMoved,
    TooManyDrafts,
    begin_draft,
    save_draft,
    throw_away_draft,
)
from safeward.apps.intake.actions.follow_ups import (
    AnsweredAlready,
    WordsMissing,
    answer_follow_up,
    ask_follow_up,
)

__all__ = [
    "AnsweredAlready",
    "DraftMoved",
    "TooManyDrafts",
    "WordsMissing",
    "acknowledge",
    "answer_follow_up",
    "ask_follow_up",
    "begin_draft",
    "save_draft",
    "throw_away_draft",
]
