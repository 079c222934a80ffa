"""What tier was shown on any day: that day's facts, and what was held from before.

A day of a person is one number, ``person * DAYS + day``: sorted arrays of keys make
"this person's last new information before that day" a binary search, for everyone at
once.

A tier read from facts (*raw*) can rise only on a *turning point*, a day on
which something became known or a dated window opened; between them it only falls.
The laws of the policy promise that; the search for dates rests on it.
"""

from collections.abc import Callable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from safeward.core.priority.policy import Policy

Keys = NDArray[np.int64]
Ranks = NDArray[np.int8]
RawTiers = Callable[[Keys], Ranks]
"""Tiers from the facts of those days as 1 to 4, for keys that are sorted and unique."""

DAYS = 1 << 20
"""Above every day number, so that a key belongs to one person only."""

NOT_IN_QUEUE = 5
"""Less urgent than any tier."""

EPOCH = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Days since the first of January 1970."""
    return (day - EPOCH).days


def key_of(person: NDArray[np.int64], day: NDArray[np.int64]) -> Keys:
    """One number for a day of a person."""
    return person * DAYS + day


def ranges(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """All whole numbers of the half-open ranges, one range after the other."""
    lengths = np.maximum(last - first, 0)
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    found: NDArray[np.int64] = np.arange(total) + np.repeat(
        first - (ends - lengths), lengths
    )
    return found


class Replay:
    """Tiers shown on any day where holds, not reviews, decide when a tier falls.

    Attributes:
        turning: Keys of all turning points, sorted and unique.
        renewing: Those of them that start a hold anew where they show its tier.
        longest_hold: Days after which nothing is held any more.
    """

    def __init__(
        self, turning: Keys, renewing: Keys, raw: RawTiers, policy: Policy
    ) -> None:
        self.turning = turning
        self.renewing = renewing
        self._raw = raw
        self._known: Keys = np.empty(0, np.int64)
        self._tiers: Ranks = np.empty(0, np.int8)
        self._holds = tuple(
            (int(tier[1]), held, days)
            for tier, hold in sorted(policy.holds.items())
            for held, days in (
                (int(tier[1]), hold.days),
                (int(hold.then[1]), hold.until),
            )
        )
        self.longest_hold = max((days for *_, days in self._holds), default=0)

    @property
    def evaluated(self) -> int:
        """Person-days whose facts were read so far."""
        return len(self._known)

    def seed(self, keys: Keys, tiers: Ranks) -> None:
        """Take over tiers that were read already; keys sorted and unique."""
        self._known, self._tiers = keys, tiers

    def raw(self, keys: Keys) -> Ranks:
        """Tiers that the facts known on those days gave, reading each day once."""
        missing = np.setdiff1d(keys, self._known)
        if len(missing):
            merged = np.concatenate([self._known, missing])
            order = np.argsort(merged, kind="stable")
            self._tiers = np.concatenate([self._tiers, self._raw(missing)])[order]
            self._known = merged[order]
        return self._tiers[np.searchsorted(self._known, keys)]

    def shown(self, keys: Keys) -> Ranks:
        """Tiers shown on those days: the facts', or a more urgent one still held."""
        first = np.searchsorted(
            self.renewing, np.maximum(keys - self.longest_hold, keys - keys % DAYS)
        )
        last = np.searchsorted(self.renewing, keys, side="right")
        before = self.renewing[ranges(first, last)]
        self.raw(np.union1d(keys, before))
        shown = self.raw(keys).copy()
        asked = np.repeat(np.arange(len(keys)), np.maximum(last - first, 0))
        past = keys[asked] - before
        found = self.raw(before)
        for tier, held, days in self._holds:
            held_still = asked[(found == tier) & (past <= days)]
            shown[held_still] = np.minimum(shown[held_still], held)
        return shown

    def last_turning(self, keys: Keys) -> Keys:
        """The person's latest turning point on or before each day, -1 for none."""
        place = np.searchsorted(self.turning, keys, side="right") - 1
        found = np.where(place >= 0, self.turning[np.maximum(place, 0)], -1)
        return np.where(found >= keys - keys % DAYS, found, -1)
