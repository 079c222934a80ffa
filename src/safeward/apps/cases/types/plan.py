"""The words of plans: kinds of response, how an action stands, what she answered."""

from enum import StrEnum


class ResponseType(StrEnum):
    """What a response sets out to do."""

    SUPPORT = "support"
    PREVENTION = "prevention"
    DIVERSION = "diversion"
    DISRUPTION = "disruption"
    ENFORCEMENT = "enforcement"

    @property
    def words(self) -> str:
        """The type as it is shown."""
        return self.value.capitalize()


class PlanStatus(StrEnum):
    """How a version of a plan stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SUPERSEDED = "superseded"

    @property
    def words(self) -> str:
        """The status as it is shown."""
        return _PLANS[self]


_PLANS = {
    PlanStatus.DRAFT: "Draft",
    PlanStatus.SUBMITTED: "Waiting for approval",
    PlanStatus.APPROVED: "Approved",
    PlanStatus.SUPERSEDED: "Replaced by a later version",
}


class Progress(StrEnum):
    """How an action stands."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_ACHIEVED = "not_achieved"
    STOPPED = "stopped"

    @property
    def words(self) -> str:
        """The state as it is shown."""
        return _PROGRESS[self]

    @property
    def over(self) -> bool:
        """Whether nothing more is to be done."""
        return self in {Progress.DONE, Progress.NOT_ACHIEVED, Progress.STOPPED}

    @property
    def acts(self) -> bool:
        """Whether something has been done that could be noticed."""
        return self in {Progress.UNDER_WAY, Progress.DONE, Progress.NOT_ACHIEVED}


_PROGRESS = {
    Progress.PLANNED: "Planned",
    Progress.UNDER_WAY: "Under way",
    Progress.DONE: "Done",
    Progress.NOT_ACHIEVED: "Tried, not achieved",
    Progress.STOPPED: "Stopped",
}


class Answer(StrEnum):
    """What the service that holds the victim survivor says about an action."""

    SAFE = "safe"
    CONDITIONS = "conditions"
    NOT_SAFE = "not_safe"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"

    @property
    def words(self) -> str:
        """The answer as it is shown."""
        return _ANSWERS[self]

    @property
    def clears(self) -> bool:
        """Whether the action may go ahead on it."""
        return self in {Answer.SAFE, Answer.CONDITIONS}


_ANSWERS = {
    Answer.SAFE: "Safe to go ahead",
    Answer.CONDITIONS: "Safe to go ahead on conditions",
    Answer.NOT_SAFE: "Not safe now",
    Answer.REFUSED: "She does not want it",
    Answer.NOT_REACHED: "She could not be reached safely",
}


class ReviewOutcome(StrEnum):
    """What a review says about the tier."""

    KEEP = "keep"
    AS_FACTS = "as_facts"

    @property
    def words(self) -> str:
        """The outcome as it is shown."""
        return _OUTCOMES[self]


_OUTCOMES = {
    ReviewOutcome.KEEP: "Keep the tier",
    ReviewOutcome.AS_FACTS: "Let the tier follow the facts of today",
}


class Contact(StrEnum):
    """Whether somebody spoke with a victim survivor; an attempt is not a contact."""

    REACHED = "reached"
    ATTEMPTED = "attempted"
    NONE = "none"

    @property
    def words(self) -> str:
        """The state as it is shown."""
        return _CONTACTS[self]


_CONTACTS = {
    Contact.REACHED: "Contact was made",
    Contact.ATTEMPTED: "Contact was tried and not made",
    Contact.NONE: "No contact was tried",
}


class QualityAnswer(StrEnum):
    """One line of the check of a report."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"

    @property
    def words(self) -> str:
        """The answer as it is shown."""
        return {"yes": "Yes", "no": "No", "not_applicable": "Does not apply"}[self]
