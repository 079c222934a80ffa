"""What pages and API are handed, already cut to what the reader may see."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from attrs import field, frozen

from safeward.apps.access.types import Level
from safeward.apps.assessments.types import Concern
from safeward.apps.intake.types.content import Content
from safeward.apps.intake.types.words import FollowUpReason, ReportKind, UploadState
from safeward.apps.records.types import TableCounts


@frozen
class DraftLine:
    """One draft in a list: never whom it is about."""

    id: UUID
    kind: ReportKind
    begun_at: datetime
    updated_at: datetime


@frozen
class DraftShown:
    """A draft as its writer continues it.

    ``device_key`` encrypts on the writer's device what could not be sent yet.
    """

    id: UUID
    kind: ReportKind
    content: Content
    revision: int
    updated_at: datetime
    earlier: UUID | None
    sitting: UUID | None
    device_key: str = field(repr=False)


@frozen
class ReportLine:
    """One report in a list."""

    id: UUID
    kind: ReportKind
    occurred_on: date
    submitted_at: datetime
    division: str
    no_family_violence: bool
    level: Level
    asked: int
    about: tuple[str, ...] = ()


@frozen
class PartyShown:
    """Somebody in a report, as far as the reader may see them."""

    role: str
    relationship: str
    name: str = ""
    person: UUID | None = None
    injury: str = ""
    seen: str = ""
    spoken_to: str = ""
    where_now: str = ""
    safe_tonight: str = ""
    referrals: tuple[str, ...] = ()


@frozen
class FollowUpShown:
    """What a supervisor asked for, and the answer."""

    id: UUID
    reason: FollowUpReason
    words: str
    asked_by: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


@frozen
class ReportShown:
    """One report, cut to a level: what is not open is empty."""

    id: UUID
    kind: ReportKind
    level: Level
    occurred_on: date
    submitted_at: datetime
    agency: str
    division: str
    no_family_violence: bool
    made_by: str = ""
    mine: bool = False
    may_ask: bool = False
    earlier: UUID | None = None
    later: tuple[UUID, ...] = ()
    parties: tuple[PartyShown, ...] = ()
    narrative: str = ""
    markers: Mapping[str, str] | None = None
    checks: Mapping[str, str] | None = None
    criminal: str = ""
    civil: str = ""
    aggressor: str = ""
    aggressor_confidence: str = ""
    aggressor_factors: tuple[str, ...] = ()
    aggressor_words: str = ""
    concern: Concern | None = None
    concern_words: str = ""
    reasons: Mapping[str, str] | None = None
    details: Mapping[str, str] | None = None
    follow_ups: tuple[FollowUpShown, ...] = ()


@frozen
class Submitted:
    """What came of a submit."""

    report: UUID
    repeated: bool


@frozen
class AlarmLine:
    """An alarm as those who were told of it see it: no name, a link to open."""

    id: UUID
    person: UUID
    report: UUID
    division: str
    began_at: datetime
    stage: str
    due_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str


@frozen
class UploadShown:
    """A hand-over of files as those who may load see it.

    Attributes:
        stage: What is being done now, empty when nothing is.
        done: How much of it, of `total`.
        counts: What the files bring, by table of the format.
        preview: Whose the mentions would be: joined, new, reviews; empty when not
            tried out.
        rejected: How many lines the list of refused rows and values has.
    """

    id: UUID
    source: str
    made_by: str
    as_of: date
    received_at: datetime
    state: UploadState
    load: UUID | None
    problem: str
    rejected: int
    stage: str = ""
    done: int = 0
    total: int = 0
    counts: Mapping[str, TableCounts] = field(factory=dict)
    preview: Mapping[str, int] = field(factory=dict)
