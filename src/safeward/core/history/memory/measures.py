"""Features of one person, or one pair, read off a list of events."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from safeward.core.history.catalogue import with_operands
from safeward.core.history.features import (
    GRAVITY_WEIGHTS,
    AllOf,
    AnyOf,
    BandAtLeast,
    Declared,
    Derived,
    FearAtLeast,
    Feature,
    Filter,
    Has,
    InjuryAtLeast,
    Is,
    Kind,
    Measure,
    Not,
    Rule,
    Window,
)
from safeward.core.history.memory.events import Event, events_of
from safeward.core.history.memory.reports import Report
from safeward.core.history.types import Value
from safeward.core.vocabulary.calendar import months_before
from safeward.core.vocabulary.codes import FEARS, INJURIES

STILL_OPEN_DAYS = 28


def evaluate_one(
    reports: Sequence[Report],
    person: str,
    as_of: date,
    asked: Sequence[Declared],
    *,
    victim: str | None = None,
    unknown_as_yes: bool = False,
    not_asked: Collection[tuple[str, str]] = (),
) -> dict[str, Value]:
    """Features of one person, or of the pair with a victim, as of a day.

    Args:
        reports: Every report that may touch the person, or all there are.
        person: The alleged perpetrator's person_id.
        as_of: The day.
        asked: Features of one subject.
        victim: The victim survivor's person_id, for features of pairs.
        unknown_as_yes: Count the unknown markers of events reported in the last 28
            days as yes.
        not_asked: Pairs of form (else agency) and marker never asked for.
    """
    events = events_of(reports, person, as_of, not_asked)
    if victim is not None:
        events = [event for event in events if victim in event.victims]
    values: dict[str, Value] = {}
    for feature in with_operands(asked):
        if isinstance(feature, Derived):
            values[feature.id] = derive(feature, [values[id] for id in feature.of])
        else:
            values[feature.id] = measure(feature, events, as_of, unknown_as_yes)
    return {feature.id: values[feature.id] for feature in asked}


def measure(
    feature: Feature, events: Sequence[Event], as_of: date, unknown_as_yes: bool
) -> Value:
    """One feature over one person's events."""
    passing = [
        event
        for event in events
        if in_window(feature.window, event.reported_on, as_of)
        and passes(feature.events, event, unknown_as_yes and still_open(event, as_of))
    ]
    return of_passing(feature, passing, as_of, unknown_as_yes)


def still_open(event: Event, as_of: date) -> bool:
    """Whether what nobody recorded of an event may still be found out."""
    return event.reported_on >= as_of - timedelta(days=STILL_OPEN_DAYS)


def of_passing(
    feature: Feature, passing: Sequence[Event], as_of: date, unknown_as_yes: bool
) -> Value:
    """What a feature makes of the events that it counts."""

    def band(event: Event) -> int:
        return event.band(unknown_as_yes=unknown_as_yes and still_open(event, as_of))

    def age(event: Event) -> int:
        return (as_of - event.reported_on).days

    if feature.measure is Measure.EVENT_DAYS:
        return _rests(len({event.occurred_on for event in passing}), passing)
    if feature.measure is Measure.EVENTS:
        return _rests(len(passing), passing)
    if feature.measure is Measure.ANY:
        return _rests(1 if passing else 0, passing)
    if feature.measure is Measure.SUM_OF_GRAVITY:
        return _rests(sum(GRAVITY_WEIGHTS[band(event)] for event in passing), passing)
    if feature.measure is Measure.HIGHEST_BAND:
        worst = max((band(event) for event in passing), default=0)
        return _rests(worst, [event for event in passing if band(event) == worst])
    if feature.measure is Measure.HIGHEST_FEAR:
        fears = {event.event_id: FEARS.index(event.fear or "none") for event in passing}
        worst = max(fears.values(), default=0)
        return _rests(
            worst, [each for each in passing if worst and fears[each.event_id] == worst]
        )
    if feature.measure is Measure.DAYS_SINCE_LATEST:
        least = min((age(event) for event in passing), default=None)
        return _rests(least, [event for event in passing if age(event) == least])
    if feature.measure is Measure.DAYS_SINCE_FIRST:
        most = max((age(event) for event in passing), default=None)
        return _rests(most, [event for event in passing if age(event) == most])
    if feature.measure in (Measure.VICTIMS, Measure.CHILDREN):
        children = feature.measure is Measure.CHILDREN
        counted = {
            victim
            for event in passing
            for victim, is_child in event.victims.items()
            if is_child == children
        }
        naming = [
            event
            for event in passing
            if any(is_child == children for is_child in event.victims.values())
        ]
        return _rests(len(counted), naming)
    days: dict[str, set[date]] = defaultdict(set)
    for event in passing:
        for victim in event.victims:
            days[victim].add(event.occurred_on)
    if not days:
        return Value(0)
    # Of victims with equally many days, the smallest person_id.
    worst_off = min(days, key=lambda victim: (-len(days[victim]), victim))
    against = [event for event in passing if worst_off in event.victims]
    return _rests(len(days[worst_off]), against)


def _rests(value: int | None, events: Sequence[Event]) -> Value:
    latest = sorted(events, key=lambda e: (e.reported_on, e.event_id), reverse=True)
    return Value(value, tuple(event.event_id for event in latest[:5]))


def in_window(window: Window, reported: date, as_of: date) -> bool:
    """Whether a report made on a day falls inside a window seen from another."""
    if reported > as_of:
        return False
    if window.back:
        if window.back.unit == "days":
            if reported < as_of - timedelta(days=window.back.length):
                return False
        elif reported <= months_before(as_of, window.back.length):
            return False
    if window.but_not:
        if window.but_not.unit == "days":
            return reported < as_of - timedelta(days=window.but_not.length)
        return reported <= months_before(as_of, window.but_not.length)
    return True


def passes(filter_: Filter, event: Event, open_question: bool) -> bool:
    """Whether an event passes a filter; open questions are answered with yes."""
    match filter_:
        case Has(marker):
            asked = open_question and marker in event.unknown
            return asked or event.markers[marker] is True
        case Kind(kind):
            return kind in event.kinds
        case Is(flag):
            return bool(getattr(event, flag))
        case InjuryAtLeast(injury):
            return INJURIES.index(event.injury or "none") >= INJURIES.index(injury)
        case FearAtLeast(fear):
            return FEARS.index(event.fear or "none") >= FEARS.index(fear)
        case BandAtLeast(lowest):
            return event.band(unknown_as_yes=open_question) >= lowest
        case Not(part):
            return not passes(part, event, open_question)
        case AllOf(parts):
            return all(passes(part, event, open_question) for part in parts)
        case AnyOf(parts):
            return any(passes(part, event, open_question) for part in parts)


def derive(feature: Derived, operands: Sequence[Value]) -> Value:
    """A feature made of others, with the evidence of the one that decides."""
    first = operands[0]
    if feature.rule is Rule.SMALLEST:
        there = [operand for operand in operands if operand.value is not None]
        return min(there, key=lambda each: each.value or 0, default=Value(None))
    if feature.rule is Rule.TWO_OR_MORE:
        enough = first.value is not None and first.value >= 2
        return Value(1, first.evidence) if enough else Value(0)
    if feature.rule is Rule.DIFFERENCE:
        return Value((first.value or 0) - (operands[1].value or 0), first.evidence)
    last, count = operands[1], operands[2]
    if first.value is None or last.value is None or (count.value or 0) < 2:
        return Value(None)
    gap = (first.value - last.value) // ((count.value or 0) - 1)
    return Value(gap, count.evidence)
