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
from safeward.apps.intake.queries.uploads import (
    UploadMissing,
    rejected_file,
    rejected_lines,
    upload,
    uploads,
)

__all__ = [
    "ReportMissing",
    "UploadMissing",
    "alarms",
    "draft",
    "my_drafts",
    "my_reports",
    "needed_for",
    "rejected_file",
    "rejected_lines",
    "report",
    "reports_about",
    "still_needed",
    "upload",
    "uploads",
    "waiting",
]
