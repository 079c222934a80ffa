"""Everything that changes an assessment, a tier, or who may use an instrument."""

from safeward.apps.assessments.actions.completing import complete
from safeward.apps.assessments.actions.demo import make_demo_trainings
from safeward.apps.assessments.actions.gates import (
    end_licence,
    end_training,
    record_licence,
    record_training,
)
from safeward.apps.assessments.actions.overrides import (
    ask_lower,
    decide_lower,
    raise_tier,
    withdraw_lower,
)
from safeward.apps.assessments.actions.sitting import (
    begin,
    begin_again,
    discard,
    judge,
    note_answers,
)
from safeward.apps.assessments.ranking import connect_ranking

__all__ = [
    "ask_lower",
    "begin",
    "begin_again",
    "complete",
    "connect_ranking",
    "decide_lower",
    "discard",
    "end_licence",
    "end_training",
    "judge",
    "make_demo_trainings",
    "note_answers",
    "raise_tier",
    "record_licence",
    "record_training",
    "withdraw_lower",
]
