"""What a run asks, each thing once, and the columns that answering needs."""

from collections.abc import Iterable
from functools import cached_property

from attrs import define

from safeward.core.history.features import (
    AllOf,
    AnyOf,
    Feature,
    Filter,
    Has,
    Kind,
    Measure,
    Not,
    Span,
    Window,
)

BY_VICTIM = (Measure.VICTIMS, Measure.CHILDREN, Measure.MOST_EVENT_DAYS_ONE_VICTIM)
DAYS = (Measure.EVENT_DAYS,)
PLAIN = tuple(measure for measure in Measure if measure not in (*BY_VICTIM, *DAYS))


def edge_name(span: Span) -> str:
    """Column of the cohort that holds the day a span reaches back to."""
    return f"edge_{span.length}{span.unit}"


def leaves(filter_: Filter) -> tuple[Filter, ...]:
    """The conditions a filter is put together from."""
    match filter_:
        case AllOf(parts) | AnyOf(parts):
            return tuple(leaf for part in parts for leaf in leaves(part))
        case Not(part):
            return leaves(part)
        case _:
            return (filter_,)


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

    def columns(self, family: tuple[Measure, ...]) -> dict[str, tuple[Measure, str]]:
        """Answer columns of a family of measures, each with its condition's column."""
        return {
            f"m{number}": (measure, f"c{condition}")
            for number, (measure, condition) in enumerate(self.measures)
            if measure in family
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
        return tuple(sorted({x.kind for x in self._leaves if isinstance(x, Kind)}))

    @cached_property
    def markers(self) -> tuple[str, ...]:
        """Every marker that a filter reads."""
        return tuple(sorted({x.marker for x in self._leaves if isinstance(x, Has)}))

    @property
    def _leaves(self) -> tuple[Filter, ...]:
        return tuple(leaf for each, _ in self.conditions for leaf in leaves(each))
