"""What the facts of a day say of one person, in plain Python and in microseconds.

Which events pass a feature's filter does not depend on the day, so it is found out once
an event; a day then only looks at dates.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from attrs import evolve, frozen

from safeward.core.history.catalogue import features, with_operands
from safeward.core.history.features import Declared, Derived, Feature, Measure, Window
from safeward.core.history.memory.events import Event
from safeward.core.history.memory.measures import (
    derive,
    of_passing,
    passes,
    still_open,
)
from safeward.core.history.types import Value
from safeward.core.instruments.memory import Value as Result
from safeward.core.instruments.memory import recorded_one
from safeward.core.instruments.types import Assessment
from safeward.core.priority.facts import read_by
from safeward.core.priority.inputs import INPUTS
from safeward.core.priority.live_history import Version
from safeward.core.priority.live_orders import Orders
from safeward.core.priority.memory import Assessed, assess_one
from safeward.core.priority.policy import Policy
from safeward.core.priority.release import BEFORE_CUSTODY_DAYS, HIGH, days_read
from safeward.core.vocabulary.calendar import months_before

_NOTHING: Final = {
    measure: Value(None)
    if measure in (Measure.DAYS_SINCE_LATEST, Measure.DAYS_SINCE_FIRST)
    else Value(0)
    for measure in Measure
}


@frozen
class Asked:
    """The inputs that a policy reads, worked out once a policy.

    Attributes:
        policy: The policy.
        features: Features of events, operands before what is made of them.
        windows: The windows among them, each once.
        recorded: Columns of recorded results.
        release_days: How near a release the policy looks, None where it does not.
    """

    policy: Policy
    features: tuple[Declared, ...]
    windows: tuple[Window, ...]
    recorded: tuple[str, ...]
    release_days: int | None

    @classmethod
    def by(cls, policy: Policy) -> "Asked":
        """Find out what a policy reads."""
        asked = with_operands(features(read_by(policy)))
        plain = [feature for feature in asked if isinstance(feature, Feature)]
        return cls(
            policy=policy,
            features=asked,
            windows=tuple(dict.fromkeys(feature.window for feature in plain)),
            recorded=tuple(n for n, e in INPUTS.items() if e.origin == "recorded"),
            release_days=days_read(policy),
        )


@frozen
class Imagined:
    """What is not known and read as yes; nothing at all by itself.

    Attributes:
        markers: Unknown markers of events reported in the last 28 days; None: all.
        items: Whether unanswered items of the latest assessments are too.
    """

    markers: frozenset[str] | None = frozenset()
    items: bool = False


AS_KNOWN: Final = Imagined()
ALL_YES: Final = Imagined(None, True)


@frozen
class DayRead:
    """What one day's facts say.

    Attributes:
        history: Features by id, with evidence.
        recorded: Results of instruments (``RECORDED_SCHEMA``), empty without any.
        state: Custody as far as a floor reads it.
        override: A tier to which a person raised the case.
        assessed: Axes, floors and tier.
    """

    history: Mapping[str, Value]
    recorded: Mapping[str, Result]
    state: Mapping[str, int | None]
    override: str | None
    assessed: Assessed

    @property
    def values(self) -> dict[str, int | None]:
        """Every input by id."""
        return _values(self.history, self.recorded, self.state)


class Reading:
    """One person's facts on any day; each day is read once."""

    def __init__(
        self,
        asked: Asked,
        versions: Sequence[Version],
        assessments: Sequence[Assessment],
        orders: Orders,
        overrides: Sequence[tuple[date, str | None]],
    ) -> None:
        self._asked = asked
        self._versions = versions
        self._assessments = assessments
        self._orders = orders
        self._overrides = overrides
        self._passing: dict[tuple[int, bool], tuple[bool, ...]] = {}
        self._kept: list[Event] = []
        self._days: dict[tuple[date, Imagined], DayRead] = {}

    def on(self, day: date, imagined: Imagined = AS_KNOWN) -> DayRead:
        """What the facts known on a day say.

        Args:
            day: The day.
            imagined: What is read as yes although nobody recorded it.
        """
        found = self._days.get((day, imagined))
        if found is None:
            found = self._days[day, imagined] = self._read(day, imagined)
        return found

    def raw(self, day: date) -> int:
        """The tier that the facts known on a day give, 1 to 4."""
        return int(self.on(day).assessed.tier[1])

    def events(self, day: date) -> list[Event]:
        """The person's events as known on a day."""
        return [each.event for each in self._versions if each.stands(day)]

    def open(self, event: Event, day: date) -> bool:
        """Whether what nobody recorded of an event counts as unknown on a day."""
        return still_open(event, day)

    def _read(self, day: date, imagined: Imagined) -> DayRead:
        plain = self._without_release(day, imagined)
        state = self._near_release(day, imagined)
        if not state:
            return plain
        values = _values(plain.history, plain.recorded, state)
        assessed = assess_one(values, self._asked.policy, plain.override)
        return evolve(plain, state=state, assessed=assessed)

    def _without_release(self, day: date, imagined: Imagined) -> DayRead:
        history = self._history(day, imagined)
        recorded = self._recorded(day, imagined)
        override = next(
            (tier for on, tier in reversed(self._overrides) if on <= day), None
        )
        values = _values(history, recorded, {})
        assessed = assess_one(values, self._asked.policy, override)
        return DayRead(history, recorded, {}, override, assessed)

    def _history(self, day: date, imagined: Imagined) -> dict[str, Value]:
        yes = imagined.markers is None or bool(imagined.markers)
        events = self.events(day)
        if imagined.markers:
            events = [
                evolve(event, unknown=event.unknown & imagined.markers)
                for event in events
            ]
            self._kept += events  # so that no other event is ever taken for them
        spans = {window: _span(window, day) for window in self._asked.windows}
        passing = [
            self._passes(event, yes and still_open(event, day)) for event in events
        ]
        values: dict[str, Value] = {}
        for place, feature in enumerate(self._asked.features):
            if isinstance(feature, Derived):
                values[feature.id] = derive(feature, [values[id] for id in feature.of])
                continue
            first, last = spans[feature.window]
            found = [
                event
                for event, passed in zip(events, passing, strict=True)
                if passed[place] and first <= event.reported_on <= last
            ]
            values[feature.id] = (
                of_passing(feature, found, day, yes)
                if found
                else _NOTHING[feature.measure]
            )
        return values

    def _passes(self, event: Event, open_question: bool) -> tuple[bool, ...]:
        key = (id(event), open_question)
        found = self._passing.get(key)
        if found is None:
            found = self._passing[key] = tuple(
                isinstance(feature, Feature)
                and passes(feature.events, event, open_question)
                for feature in self._asked.features
            )
        return found

    def _recorded(self, day: date, imagined: Imagined) -> dict[str, Result]:
        if not self._assessments:
            return {}
        row = recorded_one(self._assessments, "", day)
        if imagined.items:
            row |= {
                "days_since_dash_high": row["days_since_dash_high_if_yes"],
                "dash_high_on": row["dash_high_if_yes_on"],
                "dash_point": row["dash_high"],
                "lap_trigger": row["lap_trigger_if_yes"],
            }
        return row

    def _near_release(self, day: date, imagined: Imagined) -> dict[str, int | None]:
        """What a floor reads of a release near the day; nothing when none is."""
        reach = self._asked.release_days
        began = None if reach is None else self._orders.custody_began(day, reach)
        if began is None:
            return {}
        first = began - timedelta(days=BEFORE_CUSTODY_DAYS)
        looked_at = {began} | {
            each.known_from
            for each in self._versions
            if first <= each.known_from <= day
        }
        high = any(
            self._without_release(looked, imagined).assessed.tier in HIGH
            for looked in looked_at
        )
        stood = self._orders.on(day)
        away = [
            abs((when - day).days)
            for when in (stood.release_due_on, stood.custody_ended_on)
            if when is not None
        ]
        return {
            "days_from_release": min(away, default=None),
            "high_tier_before": int(high),
            "protected_person_exists": int(stood.protected_person_exists),
        }


def _values(
    history: Mapping[str, Value],
    recorded: Mapping[str, Result],
    state: Mapping[str, int | None],
) -> dict[str, int | None]:
    values = {name: value.value for name, value in history.items()}
    results = {n: result for n, result in recorded.items() if isinstance(result, int)}
    return {**values, **results, **state}


def _span(window: Window, day: date) -> tuple[date, date]:
    """First and last day of a report that a window holds, seen from a day."""
    first, last = date.min, day
    if window.back is not None:
        length = window.back.length
        if window.back.unit == "days":
            first = day - timedelta(days=length)
        else:
            first = months_before(day, length) + timedelta(days=1)
    if window.but_not is not None:
        length = window.but_not.length
        if window.but_not.unit == "days":
            last = day - timedelta(days=length + 1)
        else:
            last = months_before(day, length)
    return first, last
