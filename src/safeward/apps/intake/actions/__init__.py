"""What surfaces and later apps may do through intake."""

from safeward.apps.intake.actions.alarms import AlarmMissing, acknowledge
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
from safeward.apps.intake.actions.screening import begin_screening, discard_screening
from safeward.apps.intake.actions.submitting import Incomplete, submit
from safeward.apps.intake.actions.uploads import (
    NotNow,
    receive,
    take_back,
    take_in,
    throw_away,
)
from safeward.apps.intake.staging import FilesRefused
from safeward.apps.records.types import UndoRefused

__all__ = [
    "AlarmMissing",
    "AnsweredAlready",
    "DraftMoved",
    "FilesRefused",
    "Incomplete",
    "NotNow",
    "TooManyDrafts",
    "UndoRefused",
    "WordsMissing",
    "acknowledge",
    "answer_follow_up",
    "ask_follow_up",
    "begin_draft",
    "begin_screening",
    "discard_screening",
    "receive",
    "save_draft",
    "submit",
    "take_back",
    "take_in",
    "throw_away",
    "throw_away_draft",
]
