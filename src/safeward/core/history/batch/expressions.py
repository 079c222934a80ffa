"""Features as one Ibis expression: join, conditions, two group-bys, no windows.

Every distinct condition (filter and window) is computed once a row. The first group-by
is by day of occurrence, so that counts of days need no distinct; the second adds days
up. The expressions are unbound: any SQL engine that Ibis writes for can run them.
"""

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING

from attrs import frozen

from safeward.core.history.batch.facts import edge_name
from safeward.core.history.features import (
    GRAVITY_WEIGHTS,
    AllOf,
    AnyOf,
    BandAtLeast,
    FearAtLeast,
    Feature,
    Filter,
    Has,
    InjuryAtLeast,
    Is,
    Kind,
    Measure,
    Not,
    Window,
)
from safeward.core.vocabulary.codes import FEARS, INJURIES

if TYPE_CHECKING:
    import ibis.expr.types as ir

UNKNOWN_DAYS = 28
"""Only markers of events reported in the last 28 days count as unknown."""

BY_VICTIM = (Measure.VICTIMS, Measure.CHILDREN, Measure.MOST_EVENT_DAYS_ONE_VICTIM)


@frozen
class Tables:
    """The unbound tables that expressions read."""

    cohort: "ir.Table"
    events: "ir.Table"
    victims: "ir.Table"


@frozen
class Question:
    """What is asked: each distinct condition and measure once.

    Attributes:
        conditions: Distinct (filter, window), in order of first use.
        measures: Distinct (measure, condition's number), in order of first use.
        unknown_as_yes: Whether fresh unknown markers count as yes.
        victim_count: How many victim codes there are.
    """

    conditions: tuple[tuple[Filter, Window], ...]
    measures: tuple[tuple[Measure, int], ...]
    unknown_as_yes: bool
    victim_count: int

    def column(self, feature: Feature) -> str:
        """Name of the column that answers a feature."""
        return f"m{self.measures.index((feature.measure, self.condition(feature)))}"

    def condition(self, feature: Feature) -> int:
        """Number of a feature's condition."""
        return self.conditions.index((feature.events, feature.window))


def question(
    asked: Sequence[Feature], *, unknown_as_yes: bool, victim_count: int
) -> Question:
    """Say once what several features ask in common."""
    conditions = tuple(dict.fromkeys((each.events, each.window) for each in asked))
    measures = dict.fromkeys(
        (each.measure, conditions.index((each.events, each.window))) for each in asked
    )
    return Question(conditions, tuple(measures), unknown_as_yes, victim_count)


def holds(
    filter_: Filter, event: "ir.Table", unknown_as_yes: bool
) -> "ir.BooleanValue":
    """Whether an event passes a filter."""
    import ibis

    fresh = event.age <= UNKNOWN_DAYS

    def test(part: Filter) -> "ir.BooleanValue":
        match part:
            case Has(marker):
                known = event[marker]
                return (
                    known | (event[f"unknown_{marker}"] & fresh)
                    if (unknown_as_yes)
                    else known
                )
            case Kind(kind):
                return event[f"kind_{kind}"]
            case Is(flag):
                return event[flag]
            case InjuryAtLeast(injury):
                return event.injury >= INJURIES.index(injury)
            case FearAtLeast(fear):
                return event.victim_fear >= FEARS.index(fear)
            case BandAtLeast(lowest):
                return event.gravity >= lowest
            case Not(inner):
                return ~test(inner)
            case AllOf(parts):
                return reduce(lambda a, b: a & b, map(test, parts), ibis.literal(True))
            case AnyOf(parts):
                return reduce(lambda a, b: a | b, map(test, parts), ibis.literal(False))

    return test(filter_)


def inside(window: Window, event: "ir.Table") -> "ir.BooleanValue":
    """Whether an event was reported inside a window."""
    import ibis

    within = ibis.literal(True)
    if window.back:
        edge = event[edge_name(window.back)]
        within = (
            event.reported >= edge
            if window.back.unit == "days"
            else event.reported > edge
        )
    if window.but_not:
        edge = event[edge_name(window.but_not)]
        within = within & (
            event.reported < edge
            if window.but_not.unit == "days"
            else event.reported <= edge
        )
    return within


def conditions(tables: Tables, asked: Question) -> "ir.Table":
    """Each cohort row with each event known then: conditions ``c0, c1, ...``."""
    import ibis

    cohort, events = tables.cohort, tables.events
    joined = cohort.join(
        events,
        [
            cohort.key == events.key,
            events.known_from <= cohort.as_of,
            events.known_to > cohort.as_of,
            events.reported <= cohort.as_of,
        ],
    )
    aged = joined.mutate(age=joined.as_of - joined.reported)
    band = (
        ibis.ifelse(aged.age <= UNKNOWN_DAYS, aged.band_if_unknown_yes, aged.band)
        if asked.unknown_as_yes
        else aged.band
    )
    graded = aged.mutate(gravity=band)
    passed = {
        f"c{number}": holds(filter_, graded, asked.unknown_as_yes)
        & inside(window, graded)
        for number, (filter_, window) in enumerate(asked.conditions)
    }
    return graded.select(
        "row",
        "event",
        "occurred",
        "age",
        "gravity",
        "victim_fear",
        "has_victim",
        "has_child",
        **passed,
    )


def _weight(band: "ir.IntegerValue") -> "ir.IntegerValue":
    import ibis

    return ibis.cases(
        *((band == place, weight) for place, weight in GRAVITY_WEIGHTS.items()), else_=0
    )


def _of_a_day(
    measure: Measure, passed: "ir.BooleanColumn", event: "ir.Table"
) -> "ir.IntegerScalar":
    """One measure over the events of one day of occurrence."""
    match measure:
        case Measure.EVENT_DAYS | Measure.ANY:
            return passed.ifelse(1, 0).max()
        case Measure.EVENTS:
            return passed.ifelse(1, 0).sum()
        case Measure.HIGHEST_BAND:
            return passed.ifelse(event.gravity, 0).max()
        case Measure.HIGHEST_FEAR:
            return passed.ifelse(event.victim_fear, 0).max()
        case Measure.SUM_OF_GRAVITY:
            return passed.ifelse(_weight(event.gravity), 0).sum()
        case Measure.DAYS_SINCE_LATEST:
            return event.age.min(where=passed)
        case Measure.DAYS_SINCE_FIRST:
            return event.age.max(where=passed)
        case _:
            raise AssertionError(measure)


def _over_days(measure: Measure, day: "ir.IntegerColumn") -> "ir.IntegerScalar":
    """The days' results into one."""
    match measure:
        case Measure.EVENT_DAYS | Measure.EVENTS | Measure.SUM_OF_GRAVITY:
            return day.sum()
        case Measure.DAYS_SINCE_LATEST:
            return day.min()
        case _:
            return day.max()


def values(tables: Tables, asked: Question) -> "ir.Table":
    """One row a cohort row that has events: ``row, m0, m1, ...``."""
    event = conditions(tables, asked)
    plain = {
        f"m{number}": (measure, condition)
        for number, (measure, condition) in enumerate(asked.measures)
        if measure not in BY_VICTIM
    }
    by_day = event.group_by("row", "occurred").aggregate(
        **{
            name: _of_a_day(measure, event[f"c{condition}"], event)
            for name, (measure, condition) in plain.items()
        }
    )
    return by_day.group_by("row").aggregate(
        **{
            name: _over_days(measure, by_day[name])
            for name, (measure, _) in plain.items()
        }
    )


def victim_values(tables: Tables, asked: Question) -> "ir.Table":
    """The measures that look at each victim survivor apart: ``row, m3, ...``.

    The most event-days against one victim come packed with that victim, the smallest
    of those who tie: ``days * victim_count + (victim_count - 1 - victim)``.
    """
    event = conditions(tables, asked)
    apart = {
        f"m{number}": (measure, condition)
        for number, (measure, condition) in enumerate(asked.measures)
        if measure in BY_VICTIM
    }
    relevant = reduce(
        lambda a, b: a | b, (event[f"c{condition}"] for _, condition in apart.values())
    )
    event = event.filter(relevant)
    suffering = event.join(tables.victims, "event")
    counted = {
        Measure.VICTIMS: ~suffering.is_child,
        Measure.CHILDREN: suffering.is_child,
    }
    by_day = suffering.group_by("row", "victim", "occurred").aggregate(
        **{
            name: (
                suffering[f"c{condition}"] & counted[measure]
                if measure in counted
                else suffering[f"c{condition}"]
            )
            .ifelse(1, 0)
            .max()
            for name, (measure, condition) in apart.items()
        }
    )
    by_victim = by_day.group_by("row", "victim").aggregate(
        **{
            name: by_day[name].max() if measure in counted else by_day[name].sum()
            for name, (measure, _) in apart.items()
        }
    )
    packed = by_victim.mutate(
        **{
            name: by_victim[name] * asked.victim_count
            + (asked.victim_count - 1 - by_victim.victim)
            for name, (measure, _) in apart.items()
            if measure not in counted
        }
    )
    return packed.group_by("row").aggregate(
        **{
            name: packed[name].sum() if measure in counted else packed[name].max()
            for name, (measure, _) in apart.items()
        }
    )
