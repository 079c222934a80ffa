"""Tables of intake: drafts, reports, follow-ups, alarms, uploads."""

from safeward.apps.intake.models.alarms import Escalation, Told
from safeward.apps.intake.models.reports import (
    Draft,
    FollowUp,
    Report,
    ReportParty,
)
from safeward.apps.intake.models.uploads import Upload

__all__ = [
    "Draft",
    "Escalation",
    "FollowUp",
    "Report",
    "ReportParty",
    "Told",
    "Upload",
]
