"""Frozen values that cross the border of this app."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from attrs import field, frozen

from safeward.apps.access.types import Level


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


@frozen
class Filters:
    """What of a queue is wanted; what is left out is no condition."""

    tiers: frozenset[str] = field(default=frozenset(), converter=frozenset)
    divisions: frozenset[str] = field(default=frozenset(), converter=frozenset)
    streams: frozenset[str] = field(default=frozenset(), converter=frozenset)
    checks: frozenset[str] = field(default=frozenset(), converter=frozenset)
    held_by: UUID | None = None
    unheld: bool = False
    provisional: bool | None = None
    overdue: bool = False
    changed_since: date | None = None


@frozen
class QueueRow:
    """One line of a queue, cut to what its reader may see.

    At ``Level.PRESENCE`` only ``entry``, ``person``, ``code``, ``division``, ``rank``
    and ``level`` are said; reasons and what would change the tier need everything.
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
    review_by: date | None = None
    overdue_days: int = 0
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
class CutLine:
    """Where this week's hours end in a division, and the next five left out."""

    division: str
    after_rank: int
    beyond: int
    next_five: tuple[QueueRow, ...]


@frozen
class QueuePage:
    """One page of a queue and what stands above it.

    ``by_tier`` counts everyone of the filtered queue whom the reader may see.
    """

    rows: tuple[QueueRow, ...]
    total: int
    number: int
    pages: int
    by_tier: Mapping[str, int]
    changed: int
    cut_lines: tuple[CutLine, ...]
    run: RunSummary | None
    as_of: date
