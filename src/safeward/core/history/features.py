"""The language in which a feature is declared: data only, no code, no SQL.

A feature says which of a person's events it reads (a filter), reported when (a
window), and what it makes of them (a measure). Every list of words here is closed, so
an engine that handles them all handles every feature that can be written.
"""

from enum import StrEnum

from attrs import field, frozen
from attrs.validators import in_

from safeward.core.vocabulary.codes import FEARS, HARM_KINDS, INJURIES, MARKERS


class Subject(StrEnum):
    """Whose history a feature describes."""

    PERSON = "person"
    PAIR = "pair"


class Moves(StrEnum):
    """How a feature may move; only the first two may carry points.

    ``rising``: another event, graver harm or a marker set to yes never lowers it.
    ``falling_with_time``: days since something; another event never raises it.
    ``free``: for display, neither is promised.
    """

    RISING = "rising"
    FALLING_WITH_TIME = "falling_with_time"
    FREE = "free"


class Measure(StrEnum):
    """What is made of the events that pass the filter inside the window.

    Counts of days are of distinct days of occurrence. Measures of days since, and of
    the last band, have no value when no event passes; all others are then 0.
    """

    EVENT_DAYS = "event_days"
    EVENTS = "events"
    ANY = "any"
    HIGHEST_BAND = "highest_band"
    HIGHEST_FEAR = "highest_fear"
    SUM_OF_GRAVITY = "sum_of_gravity"
    DAYS_SINCE_LATEST = "days_since_latest"
    DAYS_SINCE_FIRST = "days_since_first"
    VICTIMS = "victims"
    CHILDREN = "children"
    MOST_EVENT_DAYS_ONE_VICTIM = "most_event_days_one_victim"


GRAVITY_WEIGHTS = {1: 1, 2: 3, 3: 8, 4: 19, 5: 50}
"""What an event of each band adds to cumulative gravity. Source: judgement."""


class Rule(StrEnum):
    """How a derived feature is made of others of the same subject.

    ``smallest``: of those that have a value. ``two_or_more``: 1 when the first is at
    least 2. ``difference``: first less second. ``mean_gap``: (first less second) in
    whole days over (third less 1), for three operands *days since first*, *days since
    last*, *event-days*; no value under two event-days.
    """

    SMALLEST = "smallest"
    TWO_OR_MORE = "two_or_more"
    DIFFERENCE = "difference"
    MEAN_GAP = "mean_gap"


@frozen
class Has:
    """The event has this marker."""

    marker: str = field(validator=in_(MARKERS))


@frozen
class Kind:
    """A row of the event is of this kind."""

    kind: str = field(validator=in_(HARM_KINDS))


FLAGS = ("breach", "proactive", "acute", "child_party")


@frozen
class Is:
    """The event is a breach, proactive, acute, or has a child as a party."""

    flag: str = field(validator=in_(FLAGS))


@frozen
class InjuryAtLeast:
    """Somebody was hurt at least this badly."""

    injury: str = field(validator=in_(INJURIES))


@frozen
class FearAtLeast:
    """The victim survivor was at least this afraid."""

    fear: str = field(validator=in_(FEARS))


@frozen
class BandAtLeast:
    """The event's gravity band is at least this."""

    band: int = field(validator=in_(range(1, 6)))


@frozen
class AllOf:
    """Every one of these holds; all events pass when there are none."""

    parts: tuple["Filter", ...]


@frozen
class AnyOf:
    """At least one of these holds."""

    parts: tuple["Filter", ...]


@frozen
class Not:
    """This does not hold (an unknown marker does not hold)."""

    part: "Filter"


Filter = (
    Has | Kind | Is | InjuryAtLeast | FearAtLeast | BandAtLeast | AllOf | AnyOf | Not
)
EVERY_EVENT = AllOf(())


@frozen
class Span:
    """So many days or calendar months back from the as-of date."""

    length: int
    unit: str = field(validator=in_(("days", "months")))


@frozen
class Window:
    """Which reports count, by the event's ``reported_on``, never after the as-of date.

    Attributes:
        back: How far back. ``days`` counts the edge day (reported_on >= as_of - n),
            ``months`` does not (reported_on > the same day n months earlier). None:
            for ever.
        but_not: Leave out the reports of this more recent span.
    """

    back: Span | None = None
    but_not: Span | None = None


EVER = Window()


def days(length: int) -> Window:
    """Reports of the last so many days, the edge day included."""
    return Window(Span(length, "days"))


def months(length: int) -> Window:
    """Reports of the last so many calendar months, the edge day left out."""
    return Window(Span(length, "months"))


@frozen
class Feature:
    """One documented fact about a person's or a pair's history as of a date.

    Attributes:
        id: Its name in frames, policies and evidence columns.
        sentence: For people; ``{value}`` stands for the number.
        subject: Person of concern, or the pair with one victim survivor.
        events: Which events are read.
        window: Reported when.
        measure: What is made of them.
        moves: How it may move.
        unit: ``event-days``, ``days``, ``yes/no`` ...
        source: Where the factor comes from, or ``judgement``.
    """

    id: str
    sentence: str
    subject: Subject
    events: Filter
    window: Window
    measure: Measure
    moves: Moves
    unit: str
    source: str


@frozen
class Derived:
    """A fact made of others: no events of its own, its evidence is theirs."""

    id: str
    sentence: str
    subject: Subject
    of: tuple[str, ...]
    rule: Rule
    moves: Moves
    unit: str
    source: str


Declared = Feature | Derived
