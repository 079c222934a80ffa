"""Words of notices and webhooks; what they carry are ids and codes."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from attrs import field, frozen

EVENT = "notices.event"
"""Topic of something that other agencies' systems may want to know of."""
WEBHOOK = "notices.webhook"
"""Topic of one such thing for one of them."""


class NoticeKind(StrEnum):
    """What a notice to somebody is about."""

    EMERGENCY_LOOK_AT_OURS = "emergency_look_at_ours"
    EMERGENCY_LOOK_TO_REVIEW = "emergency_look_to_review"
    ALARM = "alarm"
    FOLLOW_UP = "follow_up"
    SAFETY_ASKED = "safety_asked"
    SAFETY_ANSWERED = "safety_answered"
    LOWER_TIER_ASKED = "lower_tier_asked"

    @property
    def words(self) -> str:
        """The notice as it is shown; who and what is worked out for its reader."""
        return _NOTICES[self]


_NOTICES = {
    NoticeKind.EMERGENCY_LOOK_AT_OURS: (
        "A record that your team holds was opened in an emergency"
    ),
    NoticeKind.EMERGENCY_LOOK_TO_REVIEW: "An emergency look is to be reviewed",
    NoticeKind.ALARM: "An alarm waits for you: open Alarms",
    NoticeKind.FOLLOW_UP: "You are asked something about a report: open Reports",
    NoticeKind.SAFETY_ASKED: "Your service is asked something: open Safety checks",
    NoticeKind.SAFETY_ANSWERED: "A service answered you: open the plan",
    NoticeKind.LOWER_TIER_ASKED: "You have an item to decide: open Assessments",
}


class Event(StrEnum):
    """What another agency's system can be told of."""

    REPORT_RECEIVED = "report_received"
    TIER_CHANGED = "tier_changed"
    REVIEW_OVERDUE = "review_overdue"
    ITEM_WAITING = "item_waiting"

    @property
    def words(self) -> str:
        """The event as it is shown."""
        return _EVENTS[self]


_EVENTS = {
    Event.REPORT_RECEIVED: "A report was received",
    Event.TIER_CHANGED: "A person's tier changed",
    Event.REVIEW_OVERDUE: "A review is overdue",
    Event.ITEM_WAITING: "An account has an item waiting",
}


class Act(StrEnum):
    """What this app writes into the audit log."""

    SUBSCRIBED = "notices.subscribed"
    UNSUBSCRIBED = "notices.unsubscribed"
    READ = "notices.read"


class Kept(StrEnum):
    """Kinds of row that those entries name."""

    NOTICE = "notices.notice"
    SUBSCRIPTION = "notices.subscription"


@frozen
class NoticeLine:
    """A notice in its reader's list.

    Attributes:
        id: The notice.
        at: When it was given.
        words: What happened.
        detail: Why and by whom, as far as this reader may know.
        read: Whether it has been read.
    """

    id: UUID
    at: datetime
    words: str
    detail: str
    read: bool


@frozen
class SubscriptionLine:
    """A subscription in its agency's list."""

    id: UUID
    address: str
    events: tuple[Event, ...]
    since: date
    delivered_at: datetime | None
    failure: str


@frozen
class Subscribed:
    """A subscription just made; its secret is shown now and never again."""

    id: UUID
    secret: str = field(repr=False)
