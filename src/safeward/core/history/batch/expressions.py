"""Features as one Ibis expression: join, conditions, two group-bys, no windows.

Every distinct condition (filter and window) is computed once a row and kept; answers
group what is kept. Days are counted by grouping by day of occurrence first, so that
nothing needs a distinct. The expressions are unbound: any SQL engine that Ibis writes
for can run them.
"""

from functools import lru_cache, reduce
from typing import TYPE_CHECKING

from safeward.core.history.batch.question import (
    BY_VICTIM,
    DAYS,
    PLAIN,
    Question,
    edge_name,
)
from safeward.core.history.features import (
    FLAGS,
    GRAVITY_WEIGHTS,
    AllOf,
    AnyOf,
    BandAtLeast,
    FearAtLeast,
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

PACK = 2**32
"""Two whole numbers in one: the greater, times this, plus the lesser."""


def tables(put: Question) -> "tuple[ir.Table, ir.Table, ir.Table]":
    """The unbound tables ``cohort``, ``events`` and ``victims`` that facts fill."""
    import ibis

    edges = {edge_name(span): "int32" for span in put.spans}
    yes_no = (
        *put.markers,
        *(f"unknown_{marker}" for marker in put.markers if put.unknown_as_yes),
        *(f"kind_{kind}" for kind in put.kinds),
        *FLAGS,
        "has_victim",
        "has_child",
    )
    numbers = ("event", "known_from", "known_to", "reported", "occurred")
    levels = ("injury", "victim_fear", "band", "band_if_unknown_yes")
    return (
        ibis.table(
            {"row": "int64", "key": "int64", "as_of": "int32"} | edges, "cohort"
        ),
        ibis.table(
            {"key": "int64"}
            | dict.fromkeys((*numbers, *levels), "int32")
            | dict.fromkeys(yes_no, "boolean"),
            "events",
        ),
        ibis.table(
            {"event": "int32", "victim": "int64", "is_child": "boolean"}, "victims"
        ),
    )


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


def conditions(put: Question) -> "ir.Table":
    """Each cohort row with each event known then: conditions ``c0, c1, ...``."""
    import ibis

    cohort, events, _ = tables(put)
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
        if put.unknown_as_yes
        else aged.band
    )
    graded = aged.mutate(gravity=band)
    passed = {
        f"c{number}": holds(filter_, graded, put.unknown_as_yes)
        & inside(window, graded)
        for number, (filter_, window) in enumerate(put.conditions)
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


@lru_cache(maxsize=16)
def known(put: Question) -> "ir.Table":
    """What ``conditions`` computed, kept by the engine under this name."""
    import ibis

    return ibis.table(conditions(put).schema(), "known")


def day_values(put: Question) -> "ir.Table":
    """Counts of distinct days of occurrence: ``row, m0, ...``."""
    event = known(put)
    asked = put.columns(DAYS)
    by_day = event.group_by("row", "occurred").aggregate(
        **{
            name: event[condition].ifelse(1, 0).max()
            for name, (_, condition) in asked.items()
        }
    )
    return by_day.group_by("row").aggregate(
        **{name: by_day[name].sum() for name in asked}
    )


def values(put: Question) -> "ir.Table":
    """Counts of events, any, gravest, sums and days since: ``row, m0, ...``."""
    event = known(put)

    def of(measure: Measure, passed: "ir.BooleanColumn") -> "ir.IntegerScalar":
        match measure:
            case Measure.ANY:
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
            case _:
                return event.age.max(where=passed)

    return event.group_by("row").aggregate(
        **{
            name: of(measure, event[condition])
            for name, (measure, condition) in put.columns(PLAIN).items()
        }
    )


def victim_values(put: Question) -> "ir.Table":
    """The measures that look at each victim survivor apart: ``row, m3, ...``.

    The most event-days against one victim come packed with that victim, the smallest
    of those who tie: ``days * PACK + (PACK - 1 - victim)``.
    """
    event = known(put)
    apart = put.columns(BY_VICTIM)
    relevant = reduce(
        lambda a, b: a | b, (event[condition] for _, condition in apart.values())
    )
    event = event.filter(relevant)
    suffering = event.join(tables(put)[2], "event")
    counted = {
        Measure.VICTIMS: ~suffering.is_child,
        Measure.CHILDREN: suffering.is_child,
    }
    by_day = suffering.group_by("row", "victim", "occurred").aggregate(
        **{
            name: (
                suffering[condition] & counted[measure]
                if measure in counted
                else suffering[condition]
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
            name: by_victim[name].cast("int64") * PACK + (PACK - 1 - by_victim.victim)
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
