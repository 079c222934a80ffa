"""Tables of intake: drafts, reports and their parties, follow-ups, escalations."""

from safeward.apps.intake.models.alarms import Escalation, Told
from safeward.apps.intake.models.reports import (
    Draft,
    FollowUp,
    Report,
    ReportParty,
)

__all__ = ["Draft", "Escalation", "FollowUp", "Report", "ReportParty", "Told"]
