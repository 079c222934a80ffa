"""What happens to a case, what state follows from it, and why a case ends."""

from enum import StrEnum


class Status(StrEnum):
    """How a case stands; always worked out from its events, never stored."""

    WAITING = "waiting"
    HELD = "held"
    OVERSEEN = "overseen"
    FRONTLINE = "frontline"
    COLD = "cold"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        """The status as it is shown."""
        return _STATUS[self]

    @property
    def open(self) -> bool:
        """Whether somebody still has to answer for the case."""
        return self != Status.CLOSED


_STATUS = {
    Status.WAITING: "Waiting for a unit to take it over",
    Status.HELD: "Held by the unit",
    Status.OVERSEEN: "Frontline, overseen by the unit",
    Status.FRONTLINE: "With frontline",
    Status.COLD: "Cold case",
    Status.CLOSED: "Closed",
}


class EventKind(StrEnum):
    """One thing that happened to a case."""

    ACCEPTED = "accepted"
    OVERSEEN = "overseen"
    RETURNED = "returned"
    TRANSFERRED = "transferred"
    CLOSED = "closed"
    REOPENED = "reopened"
    COLD = "cold"
    WOKEN = "woken"
    LEAD = "lead"
    SUPERVISOR = "supervisor"
    NOTE = "note"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """The event as it is shown."""
        return _EVENTS[self]

    @property
    def gives(self) -> Status | None:
        """The status that follows, where the event changes it."""
        return _GIVES.get(self)


_EVENTS = {
    EventKind.ACCEPTED: "Accepted by the unit",
    EventKind.OVERSEEN: "Left with frontline, overseen by the unit",
    EventKind.RETURNED: "Returned to frontline",
    EventKind.TRANSFERRED: "Transferred",
    EventKind.CLOSED: "Closed",
    EventKind.REOPENED: "Reopened",
    EventKind.COLD: "Marked as a cold case",
    EventKind.WOKEN: "Woken from cold",
    EventKind.LEAD: "Lead named",
    EventKind.SUPERVISOR: "Supervisor named",
    EventKind.NOTE: "Note",
    EventKind.WITHDRAWN: "Taken back as a mistake",
}
_GIVES = {
    EventKind.ACCEPTED: Status.HELD,
    EventKind.OVERSEEN: Status.OVERSEEN,
    EventKind.RETURNED: Status.FRONTLINE,
    EventKind.TRANSFERRED: Status.WAITING,
    EventKind.CLOSED: Status.CLOSED,
    EventKind.REOPENED: Status.HELD,
    EventKind.COLD: Status.COLD,
    EventKind.WOKEN: Status.HELD,
}


class CloseReason(StrEnum):
    """Why a case is closed.

    Only the first says that the risk is lower, so only it needs evidence and only it
    lets the tier fall at once.
    """

    RISK_REDUCED = "risk_reduced"
    UNABLE_TO_CONTACT = "unable_to_contact"
    MOVED = "moved"
    NO_ACTION_WANTED = "no_action_wanted"
    DECEASED = "deceased"
    NOT_THE_AGGRESSOR = "not_the_aggressor"

    @property
    def words(self) -> str:
        """The reason as it is shown."""
        return _REASONS[self]

    @property
    def lowers(self) -> bool:
        """Whether priority may let the tier fall at this closure."""
        return self == CloseReason.RISK_REDUCED


_REASONS = {
    CloseReason.RISK_REDUCED: "The risk is reduced, and there is evidence of it",
    CloseReason.UNABLE_TO_CONTACT: "Nobody could be reached",
    CloseReason.MOVED: "Moved out of the division or the state",
    CloseReason.NO_ACTION_WANTED: "The victim survivor does not want action",
    CloseReason.DECEASED: "The person has died",
    CloseReason.NOT_THE_AGGRESSOR: "Wrongly named as the predominant aggressor",
}


class ReturnReason(StrEnum):
    """Why frontline keeps a case or gets it back; capacity is said as what it is."""

    BELOW_THRESHOLD = "below_threshold"
    FRONTLINE_INVESTIGATES = "frontline_investigates"
    ACTIONS_DONE = "actions_done"
    NO_CAPACITY = "no_capacity"

    @property
    def words(self) -> str:
        """The reason as it is shown."""
        return _RETURNS[self]


_RETURNS = {
    ReturnReason.BELOW_THRESHOLD: "The tier does not ask for a unit",
    ReturnReason.FRONTLINE_INVESTIGATES: "Frontline's investigation is well under way",
    ReturnReason.ACTIONS_DONE: "The unit's part of the plan is done",
    ReturnReason.NO_CAPACITY: "No hours left this week; the tier stays as it is",
}


class WakeUp(StrEnum):
    """What wakes a cold case; no score does."""

    NEW_REPORT = "new_report"
    NEW_VICTIM = "new_victim"
    RELEASE = "release"
    ORDER_EXPIRY = "order_expiry"

    @property
    def words(self) -> str:
        """The event as it is shown."""
        return _WAKES[self]


_WAKES = {
    WakeUp.NEW_REPORT: "A new report names this person",
    WakeUp.NEW_VICTIM: "A report names a victim survivor who was not known before",
    WakeUp.RELEASE: "Release from custody within 28 days",
    WakeUp.ORDER_EXPIRY: "An order expires within 28 days",
}


class CaseAction(StrEnum):
    """What is done here, as the audit log and a submit name it."""

    ACCEPT = "case.accept"
    OVERSEE = "case.oversee"
    RETURN = "case.return"
    TRANSFER = "case.transfer"
    CLOSE = "case.close"
    REOPEN = "case.reopen"
    COLD = "case.cold"
    WAKE = "case.wake"
    LEAD = "case.lead"
    SUPERVISOR = "case.supervisor"
    NOTE = "case.note"
    WITHDRAW = "case.withdraw"
    REVIEW = "case.review"
    REVIEW_APPROVE = "case.review_approve"
    PLAN_PROPOSE = "plan.propose"
    PLAN_ADD = "plan.add"
    PLAN_REMOVE = "plan.remove"
    PLAN_SUBMIT = "plan.submit"
    PLAN_SEND_BACK = "plan.send_back"
    PLAN_APPROVE = "plan.approve"
    ACTION_PROGRESS = "plan.progress"
    SAFETY_ASK = "safety.ask"
    SAFETY_CHECK = "safety.check"
    SAFETY_PLAN_WRITE = "safety.plan_write"
    QUALITY_CHECK = "quality.check"
    HOURS_SET = "capacity.hours"
    READ_CASE = "case.read"
    READ_CASES = "case.list"
    READ_PLAN = "plan.read"
    PRINT_CASE = "case.print"
    READ_SAFETY_CHECKS = "safety.list"
    READ_SAFETY_PLAN = "safety.plan_read"
    READ_UNIT = "unit.read"
    READ_STATION = "station.read"


class CaseThing(StrEnum):
    """Kinds of thing that the audit names from here."""

    CASE = "case"
    PLAN = "plan"
    PLAN_ACTION = "plan_action"
    SAFETY_CHECK = "safety_check"
    SAFETY_PLAN = "safety_plan"
    REVIEW = "review"
    REPORT = "report"
    PERSON = "person"
    HOURS = "hours"
