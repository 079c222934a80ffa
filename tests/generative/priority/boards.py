"""Invented lives whose tier is known on every day, and a board kept of them by hand."""

from datetime import date, timedelta

import numpy as np
from attrs import evolve, frozen
from hypothesis import strategies as st

from safeward.core.priority.policy import Hold, Policy, load_policy
from safeward.core.priority.replay import (
    DAYS,
    EPOCH,
    NOT_IN_QUEUE,
    STEPS,
    Keys,
    Read,
    Replay,
)

LAST_DAY = 400
STAY = 120


@frozen
class Fact:
    """Something known from a day on that gives a tier for so many days after it."""

    at: int
    tier: int
    lasts: int
    known_end: bool

    def holds(self, day: int) -> bool:
        return self.at <= day <= self.at + self.lasts


@frozen
class Life:
    """Facts of one person, and the days of recorded reviews."""

    facts: tuple[Fact, ...]
    reviews: tuple[int, ...] = ()

    def raw(self, day: int) -> int:
        return min((fact.tier for fact in self.facts if fact.holds(day)), default=4)

    def stays(self, day: int) -> bool:
        return any(fact.at <= day < fact.at + STAY for fact in self.facts)

    def read(self, day: int) -> tuple[int, list[int], list[int]]:
        """Tier, and how long it surely and perhaps stays above each step."""
        surely, perhaps = [], []
        for step in STEPS:
            above = [f for f in self.facts if f.tier < step and f.holds(day)]
            surely.append(
                max(
                    [f.at + f.lasts if f.known_end else day for f in above] or [day - 1]
                )
            )
            perhaps.append(
                max(
                    [f.at + f.lasts if f.known_end else 9999 for f in above]
                    or [day - 1]
                )
            )
        return self.raw(day), surely, perhaps


facts = st.lists(
    st.builds(
        Fact,
        at=st.integers(1, LAST_DAY),
        tier=st.integers(1, 3),
        lasts=st.sampled_from([0, 1, 7, 28, 90, 180, 200, 365]),
        known_end=st.booleans(),
    ),
    min_size=1,
    max_size=6,
).map(tuple)
lives = st.builds(
    Life,
    facts=facts,
    reviews=st.lists(st.integers(1, LAST_DAY), max_size=4).map(tuple),
)
holds = st.sampled_from([(7, 28), (1, 3), (20, 90)])


def with_hold(hold: tuple[int, int]) -> Policy:
    """The default policy with other holds."""
    return evolve(
        load_policy(), holds={"T1": Hold(days=hold[0], then="T2", until=hold[1])}
    )


def replay_of(people: list[Life], policy: Policy) -> Replay:
    """A replay that reads the days of these people."""

    def read(keys: Keys) -> Read:
        rows = [people[key // DAYS].read(int(key % DAYS)) for key in keys]
        start = (keys - keys % DAYS)[:, None]
        return Read(
            np.array([tier for tier, _, _ in rows], np.int8),
            start + np.array([surely for _, surely, _ in rows]).reshape(-1, len(STEPS)),
            start + np.array([perhaps for *_, perhaps in rows]).reshape(-1, len(STEPS)),
        )

    turning = keys_of([[fact.at for fact in life.facts] for life in people])
    return Replay(turning, turning, read, policy)


def keys_of(days: list[list[int]]) -> Keys:
    """Keys of the days of each person, sorted and unique."""
    return np.unique(
        np.array([n * DAYS + d for n, each in enumerate(days) for d in each], np.int64)
    )


def kept_by_hand(
    life: Life, policy: Policy, first: int | None, *, leaves: bool = True
) -> list[int]:
    """The tier on the board on every day.

    Args:
        life: Whose.
        policy: Its holds.
        first: Day of the first recorded decision.
        leaves: Whether T3 and T4 leave the queue some time after their last fact.
    """
    hold = policy.holds["T1"]
    known = {fact.at for fact in life.facts}
    begins = None if first is None else first - hold.until
    shown, renewed, kept = [], None, NOT_IN_QUEUE
    for day in range(LAST_DAY + 1):
        tier = life.raw(day) if day >= min(known) else NOT_IN_QUEUE
        if day in known and tier == 1:
            renewed = day
        if begins is None or day <= begins:
            if renewed is not None and day <= renewed + hold.days:
                tier = min(tier, 1)
            elif renewed is not None and day <= renewed + hold.until:
                tier = min(tier, 2)
            kept = tier
        elif day in life.reviews:
            kept = tier
        else:
            kept = min(kept, tier)
        in_queue = life.stays(day) or kept <= 2 or not leaves
        shown.append(kept if in_queue else NOT_IN_QUEUE)
    return shown


def since_by_hand(shown: list[int]) -> int:
    """The first day of the run of the last day's tier."""
    day = len(shown) - 1
    while shown[day - 1] == shown[-1]:
        day -= 1
    return day


def date_of(day: int) -> date:
    """The calendar day of a number."""
    return EPOCH + timedelta(days=day)
