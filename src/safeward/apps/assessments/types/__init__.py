"""The words of assessments: frozen values and closed lists that other apps may use."""

from safeward.apps.assessments.types.audited import Act, Kept, Look
from safeward.apps.assessments.types.live import Ask, Live, Result
from safeward.apps.assessments.types.ranking import Ranking, Standing
from safeward.apps.assessments.types.words import (
    Because,
    Concern,
    Gate,
    OverrideReason,
    OverrideState,
    Status,
)

__all__ = [
    "Act",
    "Ask",
    "Because",
    "Concern",
    "Gate",
    "Kept",
    "Live",
    "Look",
    "OverrideReason",
    "OverrideState",
    "Ranking",
    "Result",
    "Standing",
    "Status",
]
