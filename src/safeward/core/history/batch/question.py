"""What a run asks, each thing once, and the columns that answering needs."""

from collections.abc import Iterable
from functools import cached_property

from attrs import define

from safeward.core.history.features import (
    AllOf,
    AnyOf,
    Feature,
    Filter,
    Kind,
    Measure,
    Not,
    Span,
    Window,
)

BY_VICTIM = (Measure.VICTIMS, Measure.CHILDREN, Measure.MOST_EVENT_DAYS_ONE_VICTIM)


def edge_name(span: Span) -> str:
    """Column of the cohort that holds the day a span reaches back to."""
    return f"edge_{span.length}{span.unit}"


def kinds_in(filter_: Filter) -> frozenset[str]:
    """Kinds of incident that a filter reads."""
    if isinstance(filter_, Kind):
        return frozenset({filter_.kind})
    if isinstance(filter_, AllOf | AnyOf):
        return frozenset().union(*(kinds_in(part) for part in filter_.parts))
    return kinds_in(filter_.part) if isinstance(filter_, Not) else frozenset()


@define(frozen=True, slots=False)
class Question:
    """What is asked: each distinct condition and measure once.

    Attributes:
        conditions: Distinct (filter, window), in order of first use.
        measures: Distinct (measure, condition's number), in order of first use.
        unknown_as_yes: Whether fresh unknown markers count as yes.
    """

    conditions: tuple[tuple[Filter, Window], ...]
    measures: tuple[tuple[Measure, int], ...]
    unknown_as_yes: bool

    @classmethod
    def about(cls, asked: Iterable[Feature], *, unknown_as_yes: bool) -> "Question":
        """Say once what several features ask in common."""
        asked = tuple(asked)
        conditions = tuple(dict.fromkeys((each.events, each.window) for each in asked))
        number = {condition: place for place, condition in enumerate(conditions)}
        measures = dict.fromkeys(
            (each.measure, number[each.events, each.window]) for each in asked
        )
        return cls(conditions, tuple(measures), unknown_as_yes)

    def condition(self, feature: Feature) -> str:
        """Name of the column that says which events a feature reads."""
        return f"c{self.conditions.index((feature.events, feature.window))}"

    def measure(self, feature: Feature) -> str:
        """Name of the column that answers a feature."""
        condition = self.conditions.index((feature.events, feature.window))
        return f"m{self.measures.index((feature.measure, condition))}"

    def columns(self, *, by_victim: bool) -> dict[str, tuple[Measure, str]]:
        """Answer columns, those that look at each victim apart or the others."""
        return {
            f"m{number}": (measure, f"c{condition}")
            for number, (measure, condition) in enumerate(self.measures)
            if (measure in BY_VICTIM) == by_victim
        }

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Every span whose edge a window needs."""
        edges = {
            span
            for _, window in self.conditions
            for span in (window.back, window.but_not)
            if span
        }
        return tuple(sorted(edges, key=edge_name))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of incident that a filter reads."""
        return tuple(sorted({k for each, _ in self.conditions for k in kinds_in(each)}))
