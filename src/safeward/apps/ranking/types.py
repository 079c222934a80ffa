"""Frozen values that cross the border of this app."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from attrs import field, frozen

from safeward.apps.access.types import Level
from safeward.core.vocabulary.errors import UnusableInput


class Direction(StrEnum):
    """How a person's place in the queue changed."""

    ROSE = "rose"
    FELL = "fell"
    NEW = "new"
    LEFT = "left"

    @property
    def words(self) -> str:
        """The change as it is shown."""
        return _DIRECTIONS[self]


_DIRECTIONS = {
    Direction.ROSE: "Rose",
    Direction.FELL: "Fell",
    Direction.NEW: "New",
    Direction.LEFT: "Left the queue",
}


class Sort(StrEnum):
    """Orders in which a queue can be read."""

    RANK = "rank"
    LATEST_EVENT = "latest_event"
    REVIEW_DUE = "review_due"
    CHANGED = "changed"

    @property
    def words(self) -> str:
        """The order as it is shown."""
        return _SORTS[self]


_SORTS = {
    Sort.RANK: "Most urgent first",
    Sort.LATEST_EVENT: "Latest report first",
    Sort.REVIEW_DUE: "Review due first",
    Sort.CHANGED: "Changed last first",
}


class Clock(StrEnum):
    """What a day beside a tier is about."""

    REVIEW = "review"
    ORDER_EXPIRES = "order_expires"
    ORDER_UNSERVED_SINCE = "order_unserved_since"
    RELEASE = "release"

    @property
    def words(self) -> str:
        """The day as it is named."""
        return _CLOCKS[self]


_CLOCKS = {
    Clock.REVIEW: "Review due",
    Clock.ORDER_EXPIRES: "Order expires",
    Clock.ORDER_UNSERVED_SINCE: "Order not served since",
    Clock.RELEASE: "Release due",
}


class Completes(StrEnum):
    """What the night's run has yet to say of an entry that a report made."""

    DOUBTFUL_LINKS = "doubtful_links"
    RESPONSE = "response"
    STAKE = "stake"
    SHARED_EVENT = "shared_event"

    @property
    def words(self) -> str:
        """What is still to come, as it is shown."""
        return _COMPLETES[self]


_COMPLETES = {
    Completes.DOUBTFUL_LINKS: "What doubtful links would change",
    Completes.RESPONSE: "The proposed response under this week's hours",
    Completes.STAKE: "Whether those harmed are harmed by others too",
    Completes.SHARED_EVENT: "What other reports with this reference add",
}


class RankingRefused(UnusableInput):
    """A run that would write over what a later day has said already."""


class Act(StrEnum):
    """Changes that this app makes."""

    RANKED = "ranking.ranked"
    RESCORED = "ranking.rescored"
    HELD = "ranking.held"


class Look(StrEnum):
    """Pages of this app that people read."""

    QUEUE = "ranking.queue"
    ENTRY = "ranking.entry"
    CHANGES = "ranking.changes"
    OVERDUE = "ranking.overdue"
    PAST_DAY = "ranking.past_day"
    EXPORT = "ranking.export"


class Kept(StrEnum):
    """Kinds of row that the audit log names."""

    RUN = "ranking.run"
    ENTRY = "ranking.entry"
    PERSON = "people.person"


class Counted(StrEnum):
    """What is counted beside an audited act."""

    PEOPLE = "people"
    WRITTEN = "written"
    ROSE = "rose"
    FELL = "fell"
    NEW = "new"
    LEFT = "left"


TIER_CHANGED = "ranking.tier_changed"
"""Topic of the notice that a person's tier changed; it is about the entry."""


@frozen
class Reason:
    """One sentence that says why, with where its weight comes from.

    Attributes:
        axis: ``likelihood``, ``severity``, ``floor`` or ``note``.
        points: What it gives on the axis; None for a floor or a note.
        sentence: In words that can be said in court.
        source: The factor's published source, or "".
        evidence: Incident ids that it rests on, the latest first.
    """

    axis: str
    points: int | None
    sentence: str
    source: str = ""
    evidence: tuple[str, ...] = ()


@frozen
class Change:
    """What moved a person, from where, on which day and why."""

    direction: Direction
    from_tier: str
    on: date
    why: str


def _codes(values: Iterable[str]) -> frozenset[str]:
    return frozenset(values)


@frozen
class Filters:
    """What of a queue is wanted; what is left out is no condition."""

    tiers: frozenset[str] = field(default=frozenset(), converter=_codes)
    divisions: frozenset[str] = field(default=frozenset(), converter=_codes)
    streams: frozenset[str] = field(default=frozenset(), converter=_codes)
    checks: frozenset[str] = field(default=frozenset(), converter=_codes)
    held_by: UUID | None = None
    unheld: bool = False
    provisional: bool | None = None
    overdue: bool = False
    changed_since: date | None = None


@frozen
class QueueRow:
    """One line of a queue, cut to what its reader may see.

    Reasons, what would change the tier and what moved it need everything; below that
    they are empty. ``beyond`` says that no case from here on in its division is reached
    by this week's hours.
    """

    entry: UUID
    person: UUID
    code: str
    level: Level
    rank: int
    division: str
    tier: str = ""
    since: date | None = None
    stream: str = ""
    likelihood: int | None = None
    severity: int | None = None
    last_event_on: date | None = None
    provisional: bool = False
    provisional_because: str = ""
    tier_low: str = ""
    tier_high: str = ""
    checks: tuple[str, ...] = ()
    response: str = ""
    shortfall: bool | None = None
    beyond: bool = False
    review_by: date | None = None
    overdue_days: int = 0
    clocks: tuple[tuple[Clock, date], ...] = ()
    victim_survivors: int = 0
    children: int = 0
    reasons: tuple[Reason, ...] = ()
    would_change: tuple[str, ...] = ()
    change: Change | None = None
    holder: UUID | None = None
    holder_name: str = ""
    family_name: str = ""
    given_names: str = ""
    date_of_birth: date | None = None
    live: bool = False
    completes: tuple[str, ...] = ()


@frozen
class EntryPanel:
    """A person's place in the queue, as their own page shows it.

    Attributes:
        row: As a line of the queue, cut to what the reader may see.
        facts_tier: The tier that the facts alone give: no override, no hold.
        unknowns: What is not recorded and would raise the tier.
        as_of: The day it speaks of.
    """

    row: QueueRow
    facts_tier: str
    unknowns: tuple[str, ...]
    as_of: date


@frozen
class Changed:
    """Somebody whose tier changed; ``to_tier`` is empty for who left the queue."""

    person: UUID
    code: str
    division: str
    direction: Direction
    from_tier: str
    to_tier: str
    on: date
    why: str


@frozen
class Overdue:
    """Somebody whose review is past."""

    person: UUID
    code: str
    division: str
    tier: str
    review_by: date
    days_overdue: int


@frozen
class RunSummary:
    """What a run said about itself."""

    id: UUID
    as_of: date
    policy: str
    policy_status: str
    finished_at: datetime | None
    counts: Mapping[str, int]
    warnings: tuple[str, ...]
    not_collected: tuple[str, ...]
    review_hours: Mapping[str, float]


@frozen
class Hours:
    """Hours of one kind of staff in a week: had, spent on cases, and short."""

    had: float
    used: float
    short: float


@frozen
class LeftOut:
    """Somebody beyond this week's hours or out of the queue, and why."""

    row: QueueRow
    why: str


@frozen
class CutLine:
    """What this week's hours reach in a division, and the next five left out.

    Attributes:
        division: Its code.
        note: What is wrong with its hours, or "".
        reached: Of each tier how many are reached, and of how many.
        hours: By kind of staff.
        next_five: Those of the next five whom the reader may see.
    """

    division: str
    note: str
    reached: Mapping[str, tuple[int, int]]
    hours: Mapping[str, Hours]
    next_five: tuple[LeftOut, ...]


@frozen
class QueuePage:
    """One page of a queue and what stands above it.

    People of whom the reader may see no more than that they exist are in no row: among
    the others, in the order of urgency, their tier could be read off.

    Attributes:
        rows: In the order asked for.
        total: Rows of the filtered queue.
        number: The page, from 1.
        by_tier: As ``total`` by tier, the filter on tiers left aside.
        by_stream: As ``by_tier`` by stream, the filter on streams left aside too.
        changed: Of these, how many changed since the day before.
        overdue: How many have a review overdue.
        provisional: How many have a provisional tier.
        unheld_first: How many of the first tier nobody holds.
        divisions: Codes of the divisions that the reader's whole queue has.
        holders: Ids and names of those who hold somebody in it, by name.
        cut_lines: One for each division of the queue that was given hours.
        left: Who left the queue on the day, and why; the most urgent first.
        run: The run that the queue rests on; None before the first.
        as_of: The day it speaks of.
    """

    rows: tuple[QueueRow, ...]
    total: int
    number: int
    by_tier: Mapping[str, int]
    by_stream: Mapping[str, int]
    changed: int
    overdue: int
    provisional: int
    unheld_first: int
    divisions: tuple[str, ...]
    holders: tuple[tuple[UUID, str], ...]
    cut_lines: tuple[CutLine, ...]
    left: tuple[LeftOut, ...]
    run: RunSummary | None
    as_of: date


@frozen
class Exported:
    """A queue to be written to a file; the audit log has its entry already.

    Attributes:
        rows: Those that the reader may both see and export, most urgent first.
        as_of: The day it speaks of.
        mark: The id of the audit log's entry, to stand in the file.
        left_out: How many more there were than one file takes.
    """

    rows: tuple[QueueRow, ...]
    as_of: date
    mark: UUID
    left_out: int = 0
