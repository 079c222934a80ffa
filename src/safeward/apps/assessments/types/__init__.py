"""The words of assessments: frozen values and closed lists that other apps may use."""

from safeward.apps.assessments.types.audited import Act, Kept, Look
from safeward.apps.assessments.types.live import Ask, Live, Result
from safeward.apps.assessments.types.pages import (
    Agreement,
    Answered,
    AssessmentPage,
    Cell,
    Choice,
    Due,
    Figures,
    History,
    Line,
    Named,
    NewPage,
    OverrideCount,
    OverrideLine,
    SittingPage,
    TierPage,
    Whose,
)
from safeward.apps.assessments.types.ranking import Ranking, Standing
from safeward.apps.assessments.types.refused import (
    InstrumentClosed,
    JudgeFirst,
    NotForThisCase,
    OverrideRefused,
)
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
    "Agreement",
    "Answered",
    "Ask",
    "AssessmentPage",
    "Because",
    "Cell",
    "Choice",
    "Concern",
    "Due",
    "Figures",
    "Gate",
    "History",
    "InstrumentClosed",
    "JudgeFirst",
    "Kept",
    "Line",
    "Live",
    "Look",
    "Named",
    "NewPage",
    "NotForThisCase",
    "OverrideCount",
    "OverrideLine",
    "OverrideReason",
    "OverrideRefused",
    "OverrideState",
    "Ranking",
    "Result",
    "SittingPage",
    "Standing",
    "Status",
    "TierPage",
    "Whose",
]
