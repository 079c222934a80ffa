"""Frozen values and words that cross this app's border."""

from safeward.apps.cases.types.case import (
    CaseAction,
    CaseThing,
    CloseReason,
    EventKind,
    ReturnReason,
    Status,
    WakeUp,
)
from safeward.apps.cases.types.plan import (
    Answer,
    Contact,
    PlanStatus,
    Progress,
    QualityAnswer,
    ResponseType,
    ReviewOutcome,
)

__all__ = [
    "Answer",
    "CaseAction",
    "CaseThing",
    "CloseReason",
    "Contact",
    "EventKind",
    "PlanStatus",
    "Progress",
    "QualityAnswer",
    "ResponseType",
    "ReturnReason",
    "ReviewOutcome",
    "Status",
    "WakeUp",
]
