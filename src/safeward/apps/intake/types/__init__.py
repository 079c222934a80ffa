"""Frozen values and closed lists of intake that other apps and surfaces may use."""

from safeward.apps.intake.types import lists as lists
from safeward.apps.intake.types.content import Content, Party, Problem
from safeward.apps.intake.types.shown import (
    AlarmLine,
    DraftLine,
    DraftShown,
    FollowUpShown,
    PartyShown,
    ReportLine,
    ReportShown,
    Submitted,
    UploadShown,
)
from safeward.apps.intake.types.words import (
    AggressorConfidence,
    Choice,
    FollowUpReason,
    ReportKind,
    UploadState,
)

__all__ = [
    "AggressorConfidence",
    "AlarmLine",
    "Choice",
    "Content",
    "DraftLine",
    "DraftShown",
    "FollowUpReason",
    "FollowUpShown",
    "Party",
    "PartyShown",
    "Problem",
    "ReportKind",
    "ReportLine",
    "ReportShown",
    "Submitted",
    "UploadShown",
    "UploadState",
    "lists",
]
