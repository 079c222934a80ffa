"""Tables of cases, plans, safety, and of what a unit and a station look after."""

from safeward.apps.cases.models.case import Case, CaseEvent, Review
from safeward.apps.cases.models.plan import ActionProgress, Plan, PlanAction
from safeward.apps.cases.models.quality import QualityCheck
from safeward.apps.cases.models.safety import SafetyCheck, SafetyPlan, SafetyRequest
from safeward.apps.cases.models.unit import WeeklyHours

__all__ = [
    "ActionProgress",
    "Case",
    "CaseEvent",
    "Plan",
    "PlanAction",
    "QualityCheck",
    "Review",
    "SafetyCheck",
    "SafetyPlan",
    "SafetyRequest",
    "WeeklyHours",
]
