"""What this app writes into the audit log."""

from enum import StrEnum


class Act(StrEnum):
    """Changes that this app makes."""

    BEGUN = "assessments.begun"
    JUDGED = "assessments.judged"
    REVEALED = "assessments.revealed"
    COMPLETED = "assessments.completed"
    SUPERSEDED = "assessments.superseded"
    DISCARDED = "assessments.discarded"
    RAISED = "assessments.tier_raised"
    LOWER_ASKED = "assessments.lower_tier_asked"
    LOWER_APPROVED = "assessments.lower_tier_approved"
    LOWER_REFUSED = "assessments.lower_tier_refused"
    LOWER_WITHDRAWN = "assessments.lower_tier_withdrawn"
    TRAINING_RECORDED = "assessments.training_recorded"
    TRAINING_ENDED = "assessments.training_ended"
    LICENCE_RECORDED = "assessments.licence_recorded"
    LICENCE_ENDED = "assessments.licence_ended"


class Look(StrEnum):
    """What somebody looked at."""

    ASSESSMENT = "assessments.assessment"
    HISTORY = "assessments.history"
    SITTING = "assessments.sitting"
    BEGINNING = "assessments.beginning"
    OVERRIDES = "assessments.overrides"
    WAITING = "assessments.waiting"
    DUE = "assessments.due"
    FIGURES = "assessments.figures"


class Kept(StrEnum):
    """Kinds of row that those entries name."""

    SITTING = "assessments.sitting"
    ASSESSMENT = "assessments.assessment"
    OVERRIDE = "assessments.override"
    TRAINING = "assessments.training"
    LICENCE = "assessments.licence"
    PERSON = "people.person"
    ACCOUNT = "access.user"
