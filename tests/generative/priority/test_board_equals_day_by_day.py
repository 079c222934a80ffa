"""The board of today agrees with one kept by hand, every day, from the first report."""

from datetime import timedelta

import numpy as np
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.priority.board import Stays, board
from safeward.core.priority.policy import Hold, Policy, load_policy
from safeward.core.priority.replay import (
    DAYS,
    EPOCH,
    NOT_IN_QUEUE,
    Keys,
    Ranks,
    Replay,
    day_number,
)

LAST_DAY = 400
STAY = 120


@frozen
class Life:
    """Facts of one person: (day known, tier, days it lasts), and recorded reviews."""

    facts: tuple[tuple[int, int, int], ...]
    reviews: tuple[int, ...]

    def raw(self, day: int) -> int:
        return min(
            (tier for at, tier, lasts in self.facts if at <= day <= at + lasts),
            default=4,
        )

    def stays(self, day: int) -> bool:
        return any(at <= day < at + STAY for at, _, _ in self.facts)


lives = st.builds(
    Life,
    facts=st.lists(
        st.tuples(
            st.integers(1, LAST_DAY),
            st.integers(1, 3),
            st.sampled_from([0, 1, 7, 28, 90, 180, 200, 365]),
        ),
        min_size=1,
        max_size=6,
    ).map(tuple),
    reviews=st.lists(st.integers(1, LAST_DAY), max_size=4).map(tuple),
)


def _kept_by_hand(life: Life, policy: Policy, first: int | None) -> list[int]:
    hold = policy.holds["T1"]
    known = {at for at, _, _ in life.facts}
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
        in_queue = life.stays(day) or kept <= 2
        shown.append(kept if in_queue else NOT_IN_QUEUE)
    return shown


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.lists(lives, min_size=1, max_size=5),
    st.sampled_from([(7, 28), (1, 3), (20, 90)]),
    st.sampled_from([None, 1, 60, 200, 390]),
)
def test_the_board_equals_one_kept_by_hand_every_day(
    people: list[Life], hold: tuple[int, int], first: int | None
) -> None:
    policy = evolve(
        load_policy(), holds={"T1": Hold(days=hold[0], then="T2", until=hold[1])}
    )
    by_hand = [_kept_by_hand(life, policy, first) for life in people]
    today = [
        number * DAYS + LAST_DAY
        for number in range(len(people))
        if by_hand[number][LAST_DAY] != NOT_IN_QUEUE
    ]
    if not today:
        return

    def raw(keys: Keys) -> Ranks:
        return np.array([people[k // DAYS].raw(k % DAYS) for k in keys], np.int8)

    def keys_of(days: list[list[int]]) -> Keys:
        return np.unique(
            np.array([n * DAYS + d for n, each in enumerate(days) for d in each], int)
        )

    turning = keys_of([[at for at, _, _ in life.facts] for life in people])
    starts, ends = [], []
    for number, life in enumerate(people):
        inside = [life.stays(day) for day in range(LAST_DAY + STAY + 2)]
        for day in range(1, len(inside)):
            if inside[day] and not inside[day - 1]:
                starts.append(number * DAYS + day)
            if inside[day - 1] and not inside[day]:
                ends.append(number * DAYS + day)
    found = board(
        Replay(turning, turning, raw, policy),
        Stays(np.array(starts, np.int64), np.array(ends, np.int64)),
        np.array(today, np.int64),
        keys_of([list(life.reviews) for life in people]) if first else np.empty(0, int),
        None if first is None else EPOCH + timedelta(days=first),
    )
    assert first is None or day_number(EPOCH + timedelta(days=first)) == first
    for place, key in enumerate(today):
        shown = by_hand[key // DAYS]
        since = LAST_DAY
        while shown[since - 1] == shown[LAST_DAY]:
            since -= 1
        assert found.shown[place] == shown[LAST_DAY]
        assert found.since[place] % DAYS == since
        assert found.before[place] == shown[since - 1]
