"""The tier on the board on one day, of one person: the plain twin of ``board``.

Between turning points a tier only falls, so the day on which it became what it is lies
at one of them or is found between two by halving.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from safeward.core.priority.board import KEPT_UNTIL_CLOSED
from safeward.core.priority.live_reading import Reading
from safeward.core.priority.live_turning import LifeTurns, Span, entered
from safeward.core.priority.policy import Policy
from safeward.core.priority.replay import NOT_IN_QUEUE

_DAY: Final = timedelta(days=1)


@frozen
class OnBoard:
    """What the board shows of a person on a day.

    Attributes:
        shown: The tier shown, 1 to 4.
        raw: The tier that the facts of the day give.
        held: The tier that holds alone would show.
        since: The day on which the tier shown was reached.
        before: What was shown the day before, NOT_IN_QUEUE for nothing.
    """

    shown: int
    raw: int
    held: int
    since: date
    before: int


class Life:
    """One person's tiers by day."""

    def __init__(
        self,
        reading: Reading,
        turns: LifeTurns,
        spans: Sequence[Span],
        policy: Policy,
    ) -> None:
        self._reading = reading
        self._turns = turns
        self._spans = spans
        self._holds = tuple(
            (int(tier[1]), held, timedelta(days=days))
            for tier, hold in sorted(policy.holds.items())
            for held, days in (
                (int(tier[1]), hold.days),
                (int(hold.then[1]), hold.until),
            )
        )
        self._longest = max((days for *_, days in self._holds), default=timedelta())

    def shown(self, day: date) -> int:
        """The tier that holds alone show on a day."""
        tier = self._reading.raw(day)
        for renewed in self._turns.renewing:
            if day - self._longest <= renewed <= day:
                found = self._reading.raw(renewed)
                for holding, held, days in self._holds:
                    if found == holding and day - renewed <= days:
                        tier = min(tier, held)
        return tier

    def on(self, day: date, falls: Iterable[date], first: date | None) -> OnBoard:
        """The board on a day on or after the first turning point.

        Args:
            day: The day.
            falls: Days of recorded reviews and closures.
            first: The earliest decision that anybody recorded, None for none.
        """
        here = entered(self._spans, day)
        if first is None:
            shown = self.shown(day)
            floor = here if shown > KEPT_UNTIL_CLOSED else None
            since, before = self._reached(day, floor)
        else:
            shown, since, before = self._with_reviews(day, frozenset(falls), first)
        if shown > KEPT_UNTIL_CLOSED and here is not None and here > since:
            since, before = here, NOT_IN_QUEUE
        elif before > KEPT_UNTIL_CLOSED and entered(self._spans, since - _DAY) is None:
            before = NOT_IN_QUEUE
        return OnBoard(shown, self._reading.raw(day), self.shown(day), since, before)

    def _reached(self, day: date, floor: date | None = None) -> tuple[date, int]:
        """First day of the run of the tier that holds show, and the tier before it.

        Where the run began before ``floor`` any day before it is answered.
        """
        tier, end = self.shown(day), day
        points = [point for point in self._turns.all if point <= day]
        for place in range(len(points) - 1, -1, -1):
            point = points[place]
            if self.shown(point) != tier:
                since = self._first_day(point, end, tier)
                return since, self.shown(since - _DAY)
            if place == 0:
                return point, NOT_IN_QUEUE
            end = point - _DAY
            before = self.shown(end)
            if before != tier:
                return point, before
            if floor is not None and point < floor:
                return point, before
        raise ValueError(f"nothing was known of the person on {day}")

    def _first_day(self, low: date, high: date, tier: int) -> date:
        """First day after ``low`` that shows a tier which ``high`` shows."""
        while (high - low).days > 1:
            middle = low + (high - low) // 2
            if self.shown(middle) == tier:
                high = middle
            else:
                low = middle
        return high

    def _with_reviews(
        self, day: date, falls: frozenset[date], first: date
    ) -> tuple[int, date, int]:
        """Tier that falls at reviews only, since when, and the tier before."""
        start = first - self._longest
        known = self._turns.all[0]
        knots = sorted(
            knot
            for knot in {*self._turns.all, *falls}
            if start < knot <= day and knot >= known
        )
        if known <= start <= day:
            knots.insert(0, start)
        groups: list[list[date]] = []
        for knot in knots:
            if not groups or knot in falls:
                groups.append([])
            groups[-1].append(knot)
        shown, since = NOT_IN_QUEUE, day
        for place, group in enumerate(reversed(groups)):
            stood = self._running(group, start)
            if place == 0:
                shown = stood[-1]
            elif stood[-1] != shown:
                return shown, since, stood[-1]
            changed = next(
                (i for i in range(len(stood) - 1, -1, -1) if stood[i] != shown), None
            )
            if changed is not None:
                return shown, group[changed + 1], stood[changed]
            since = group[0]
        if since == start:
            since, before = self._reached(start)
            return shown, since, before
        return shown, since, NOT_IN_QUEUE

    def _running(self, group: Sequence[date], start: date) -> list[int]:
        """The most urgent tier so far on each day of a group."""
        stood: list[int] = []
        for knot in group:
            tier = self.shown(knot) if knot == start else self._reading.raw(knot)
            stood.append(min(tier, stood[-1]) if stood else tier)
        return stood
