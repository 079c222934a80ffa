"""What intake writes into the audit log."""

from enum import StrEnum


class Act(StrEnum):
    """Changes that this app makes."""

    DRAFT_BEGUN = "intake.draft_begun"
    DRAFT_THROWN_AWAY = "intake.draft_thrown_away"
    SUBMITTED = "intake.submitted"
    FOLLOW_UP_ASKED = "intake.follow_up_asked"
    FOLLOW_UP_ANSWERED = "intake.follow_up_answered"
    ALARM_RAISED = "intake.alarm_raised"
    ALARM_CLIMBED = "intake.alarm_climbed"
    ALARM_ACKNOWLEDGED = "intake.alarm_acknowledged"
    FILES_RECEIVED = "intake.files_received"
    FILES_TAKEN_IN = "intake.files_taken_in"
    FILES_TAKEN_BACK = "intake.files_taken_back"
    FILES_THROWN_AWAY = "intake.files_thrown_away"


class Look(StrEnum):
    """Pages of this app that people read."""

    DRAFTS = "intake.drafts"
    DRAFT = "intake.draft"
    REPORTS = "intake.reports"
    REPORT = "intake.report"
    ALARMS = "intake.alarms"
    UPLOADS = "intake.uploads"
    UPLOAD = "intake.upload"
    REJECTED = "intake.rejected_rows"


class Kept(StrEnum):
    """Kinds of row that the log names."""

    DRAFT = "intake.draft"
    REPORT = "intake.report"
    ALARM = "intake.escalation"
    FOLLOW_UP = "intake.follow_up"
    PERSON = "people.person"
    UPLOAD = "intake.upload"


class Counted(StrEnum):
    """What is counted beside an audited act."""

    PARTIES = "parties"
    CHILDREN = "children"
    TOLD = "told"
    STAGE = "stage"
    FILES = "files"
