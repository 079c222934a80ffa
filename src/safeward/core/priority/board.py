"""The tier on the board today: since when, and what stood there before.

Where nobody records decisions, holds decide when a tier falls. Where decisions are
recorded, a tier falls only on the day of a review or a closure, from the first recorded
decision on (and for those who were then still inside a hold).
"""

from datetime import date

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.priority.replay import (
    DAYS,
    NOT_IN_QUEUE,
    Keys,
    Ranks,
    Replay,
    day_number,
)
from safeward.core.priority.since import Reached, reached
from safeward.core.priority.turning import People

KEPT_UNTIL_CLOSED = 2
"""T1 and T2 stay in the queue until a decision closes them."""


@frozen
class Board:
    """Tiers shown on one day, and how they came about.

    Attributes:
        days: One key a person.
        shown: The tier shown on it.
        raw: The tier that the facts of the day give.
        since: The day on which the tier shown was reached.
        before: What was shown the day before, NOT_IN_QUEUE for nothing.
    """

    days: Keys
    shown: Ranks
    raw: Ranks
    since: Keys
    before: Ranks


@frozen
class Stays:
    """Spans of days in the queue whatever the tier, as sorted keys."""

    start: Keys
    end: Keys

    @classmethod
    def of(cls, numbered: People, spans: pl.DataFrame) -> "Stays":
        """Spans of numbered people; ``end`` is the first day out of the queue."""
        rows = numbered.keys(spans, "start").rename({"key": "from"})
        rows = numbered.keys(rows, "end").drop_nulls("from").sort("from")
        return cls(rows["from"].to_numpy(), rows["key"].to_numpy())

    def entered(self, keys: Keys) -> Keys:
        """First day of the span that holds each day, -1 where none does."""
        if not len(self.start):
            return np.full(len(keys), -1, np.int64)
        place = np.searchsorted(self.start, keys, side="right") - 1
        inside = (place >= 0) & (keys < self.end[place])
        return np.where(inside, self.start[place], -1)


def board(
    replay: Replay, stays: Stays, days: Keys, fall_days: Keys, first: date | None
) -> Board:
    """The board on a day of each person.

    Args:
        replay: Tiers by day.
        stays: When people are in the queue whatever their tier.
        days: One key a person, each on or after a turning point.
        fall_days: Keys of the recorded reviews and closures.
        first: The earliest recorded decision, None where nobody records any.
    """
    entered = stays.entered(days)
    if first is None:
        shown = replay.shown(days)
        wanted = np.where(shown > KEPT_UNTIL_CLOSED, entered, -1)
        found = reached(replay, days, np.maximum(wanted, days - days % DAYS))
    else:
        shown, found = _with_reviews(replay, days, fall_days, first)
        old = found.since == _begins(replay, days, first)
        if old.any():
            earlier = reached(replay, found.since[old])
            found.since[old], found.before[old] = earlier.since, earlier.before
    newcomer = (shown > KEPT_UNTIL_CLOSED) & (entered > found.since)
    since = np.where(newcomer, entered, found.since)
    outside = (found.before > KEPT_UNTIL_CLOSED) & (stays.entered(since - 1) < 0)
    before = np.where(newcomer | outside, NOT_IN_QUEUE, found.before)
    return Board(
        days=days,
        shown=shown,
        raw=replay.raw(days),
        since=since,
        before=before.astype(np.int8),
    )


def shown_on(
    replay: Replay, stays: Stays, days: Keys, fall_days: Keys, first: date | None
) -> Ranks:
    """What the board showed on these days, NOT_IN_QUEUE for nothing.

    Args:
        replay: Tiers by day.
        stays: When people are in the queue whatever their tier.
        days: Keys, sorted; one person may have several.
        fall_days: Keys of the recorded reviews and closures.
        first: The earliest recorded decision, None where nobody records any.
    """
    shown = np.full(len(days), NOT_IN_QUEUE, np.int8)
    known = np.flatnonzero(replay.last_turning(days) >= 0)
    if first is None:
        shown[known] = replay.shown(days[known])
    else:
        for place in range(int(_place_in_person(days[known]).max(initial=-1)) + 1):
            # The path under reviews is laid out for one day a person at a time.
            here = known[_place_in_person(days[known]) == place]
            shown[here], _ = _with_reviews(replay, days[here], fall_days, first)
    outside = (shown > KEPT_UNTIL_CLOSED) & (stays.entered(days) < 0)
    return np.where(outside, NOT_IN_QUEUE, shown).astype(np.int8)


def _place_in_person(days: Keys) -> NDArray[np.int64]:
    """The how-manieth day of its person each is."""
    if not len(days):
        return np.empty(0, np.int64)
    place = np.arange(len(days))
    start = np.where(_new(days // DAYS), place, 0)
    found: NDArray[np.int64] = place - np.maximum.accumulate(start)
    return found


def _begins(replay: Replay, days: Keys, first: date) -> Keys:
    """The day from which reviews count, for the person of each day."""
    begins: Keys = days - days % DAYS + day_number(first) - replay.longest_hold
    return begins


def _with_reviews(
    replay: Replay, days: Keys, fall_days: Keys, first: date
) -> tuple[Ranks, Reached]:
    """Tiers that fall at reviews only: the most urgent since the last one stands.

    A tier that stood when reviews began to count is said to be reached on that day.
    """
    person = days // DAYS
    start = _begins(replay, days, first)
    opened = (replay.last_turning(np.minimum(start, days)) >= 0) & (start <= days)
    knots = np.concatenate([replay.turning, fall_days])
    owner = np.searchsorted(person, knots // DAYS)
    owner_known = np.minimum(owner, len(person) - 1)
    wanted = (
        (person[owner_known] == knots // DAYS)
        & (knots > start[owner_known])
        & (knots <= days[owner_known])
        & (replay.last_turning(knots) >= 0)
    )
    knots = np.union1d(knots[wanted], start[opened])
    tier = np.where(np.isin(knots, start), replay.shown(knots), replay.raw(knots))
    owner = np.searchsorted(person, knots // DAYS)
    group = np.cumsum(np.isin(knots, fall_days) | _new(owner))
    stands = _running_min(tier, group)
    last = np.searchsorted(knots, days, side="right") - 1
    shown = stands[last]
    changed = _new(owner) | (stands != np.concatenate([stands[:1], stands[:-1]]))
    place = np.maximum.accumulate(np.where(changed, np.arange(len(knots)), 0))[last]
    since = knots[place]
    before = np.where(_new(owner)[place], NOT_IN_QUEUE, stands[place - 1])
    return shown, Reached(since=since, before=before.astype(np.int8))


def _new(owner: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where a row belongs to another person than the row before it."""
    return np.concatenate([[True], owner[1:] != owner[:-1]])


def _running_min(tier: Ranks, group: NDArray[np.int64]) -> Ranks:
    """The smallest value so far within each group of neighbouring rows."""
    # Later groups get lower numbers, so that a running minimum never looks back.
    lowered = tier.astype(np.int64) - group * (NOT_IN_QUEUE + 1)
    found: Ranks = (np.minimum.accumulate(lowered) + group * (NOT_IN_QUEUE + 1)).astype(
        np.int8
    )
    return found
