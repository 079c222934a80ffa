"""What tier was shown on any day: that day's facts, and what was held from before.

A day of a person is one number, ``person * DAYS + day``: sorted arrays of keys make
"this person's last new information before that day" a binary search, for everyone at
once.

A tier read from facts (*raw*) can rise only on a *turning point*, a day on which
something became known or a dated window opened; between them it only falls. The laws of
the policy promise that; the search for dates rests on it. What was read on a turning
point also says until when its tier surely lasts and after when it surely does not, so
most days in between need not be read at all.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.priority.policy import Policy

Keys = NDArray[np.int64]
Ranks = NDArray[np.int8]

DAYS: Final = 1 << 22
"""Above the number of every day there is, so that a key belongs to one person only."""

NOT_IN_QUEUE: Final = 5
"""Less urgent than any tier."""

LEAST: Final = 4
STEPS: Final = (2, 3, 4)
"""Tiers to which a more urgent one may fall."""

EPOCH: Final = date(1970, 1, 1)


@frozen
class Read:
    """What the facts of some days say, one row a day.

    Attributes:
        tier: The tier, 1 to 4.
        surely: For each of STEPS, the last day (as a key) on which, nothing new being
            known, the tier is surely still more urgent than that step.
        perhaps: The last day on which it may still be.
    """

    tier: Ranks
    surely: Keys
    perhaps: Keys

    @classmethod
    def none(cls) -> "Read":
        """Nothing read."""
        steps = np.empty((0, len(STEPS)), np.int64)
        return cls(np.empty(0, np.int8), steps, steps)

    def join(self, other: "Read", order: NDArray[np.int64]) -> "Read":
        """Both, in this order."""
        return Read(
            np.concatenate([self.tier, other.tier])[order],
            np.concatenate([self.surely, other.surely])[order],
            np.concatenate([self.perhaps, other.perhaps])[order],
        )


ReadDays = Callable[[Keys], Read]
"""Reads the facts of days, for keys that are sorted and unique."""


def day_number(day: date) -> int:
    """Days since the first of January 1970."""
    return (day - EPOCH).days


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
        self, turning: Keys, renewing: Keys, read: ReadDays, policy: Policy
    ) -> None:
        self.turning = turning
        self.renewing = renewing
        self._read = read
        self._keys: Keys = np.empty(0, np.int64)
        self._days = Read.none()
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
        return len(self._keys)

    def add(self, keys: Keys, days: Read) -> None:
        """Take over days that were read; none of them may be held already."""
        merged = np.concatenate([self._keys, keys])
        order = np.argsort(merged, kind="stable")
        self._keys, self._days = merged[order], self._days.join(days, order)

    def raw(self, keys: Keys) -> Ranks:
        """Tiers that the facts known on those days gave."""
        wanted = np.unique(keys)
        point = self.last_turning(wanted)
        missing = np.setdiff1d(wanted, self._keys, assume_unique=True)
        known_by = self.last_turning(missing)
        self._hold(np.union1d(known_by[known_by >= 0], missing[known_by < 0]))
        urgent, mild = self._bounds(wanted, point)
        self._hold(wanted[urgent != mild])
        urgent, mild = self._bounds(wanted, point)
        return urgent[np.searchsorted(wanted, keys)]

    def shown(self, keys: Keys) -> Ranks:
        """Tiers shown on those days: the facts', or a more urgent one still held."""
        first = np.searchsorted(
            self.renewing, np.maximum(keys - self.longest_hold, keys - keys % DAYS)
        )
        last = np.searchsorted(self.renewing, keys, side="right")
        before = self.renewing[ranges(first, last)]
        read = self.raw(np.concatenate([keys, before]))
        shown, found = read[: len(keys)], read[len(keys) :]
        asked = np.repeat(np.arange(len(keys)), np.maximum(last - first, 0))
        past = keys[asked] - before
        for tier, held, days in self._holds:
            held_still = asked[(found == tier) & (past <= days)]
            shown[held_still] = np.minimum(shown[held_still], held)
        return shown

    def ends_by(self, points: Keys, tier: Ranks) -> Keys:
        """Day from which, nothing new being known, the tier is at least that mild.

        Args:
            points: Turning points that were read, each showing a more urgent tier.
            tier: The tier to fall to, at least 2.
        """
        place = np.searchsorted(self._keys, points)
        last = self._days.perhaps[place, tier - STEPS[0]]
        first = np.searchsorted(
            self.renewing,
            np.maximum(points - self.longest_hold, points - points % DAYS),
        )
        end = np.searchsorted(self.renewing, points, side="right")
        before = self.renewing[ranges(first, end)]
        owner = np.repeat(np.arange(len(points)), np.maximum(end - first, 0))
        found = self.raw(before)
        for holding, held, days in self._holds:
            holds = (found == holding) & (held < tier[owner])
            np.maximum.at(last, owner[holds], before[holds] + days)
        return last + 1

    def last_turning(self, keys: Keys) -> Keys:
        """The person's latest turning point on or before each day, -1 for none."""
        if not len(self.turning):
            return np.full(len(keys), -1, np.int64)
        place = np.searchsorted(self.turning, keys, side="right") - 1
        found = np.where(place >= 0, self.turning[np.maximum(place, 0)], -1)
        return np.where(found >= keys - keys % DAYS, found, -1)

    def _hold(self, keys: Keys) -> None:
        missing = np.setdiff1d(keys, self._keys, assume_unique=True)
        if len(missing):
            self.add(missing, self._read(missing))

    def _bounds(self, keys: Keys, point: Keys) -> tuple[Ranks, Ranks]:
        """The most and the least urgent that each day can be, from what was read."""
        place = np.searchsorted(self._keys, keys)
        held = (place < len(self._keys)) & (
            self._keys[np.minimum(place, len(self._keys) - 1)] == keys
        )
        place = np.where(held, place, np.searchsorted(self._keys, point))
        tier = self._days.tier[place]
        urgent, mild = tier.copy(), np.where(held, tier, LEAST).astype(np.int8)
        open_ = np.flatnonzero(~held)
        for column, step in enumerate(STEPS):
            day, at = keys[open_], place[open_]
            over = day > self._days.perhaps[at, column]
            urgent[open_] = np.where(
                over, np.maximum(urgent[open_], step), urgent[open_]
            )
            lasts = day <= self._days.surely[at, column]
            mild[open_] = np.where(
                lasts, np.minimum(mild[open_], step - 1), mild[open_]
            )
        return urgent, mild
