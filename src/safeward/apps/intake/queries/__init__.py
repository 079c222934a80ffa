"""What surfaces and later apps may read of intake."""

from safeward.apps.intake.queries.alarms import alarms, waiting
from safeward.apps.intake.queries.drafts import draft, my_drafts, still_needed
from safeward.apps.intake.queries.reports import (
    ReportMissing,
    my_reports,
    needed_for,
    report,
    reports_about,
)

__all__ = [
    "ReportMissing",
    "alarms",
    "draft",
    "my_drafts",
    "my_reports",
    "needed_for",
    "report",
    "reports_about",
    "still_needed",
    "waiting",
]
