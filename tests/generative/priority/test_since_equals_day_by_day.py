"""The quick search for "since when" agrees with walking through every single day."""

import numpy as np
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.priority.policy import Hold, Policy, load_policy
from safeward.core.priority.replay import DAYS, NOT_IN_QUEUE, Keys, Ranks, Replay
from safeward.core.priority.since import reached

LAST_DAY = 400

facts = st.lists(
    st.tuples(
        st.integers(1, LAST_DAY),
        st.integers(1, 3),
        st.sampled_from([0, 1, 7, 28, 90, 180, 200, 365]),
    ),
    min_size=1,
    max_size=6,
)


def _policy(days: int, until: int) -> Policy:
    return evolve(load_policy(), holds={"T1": Hold(days=days, then="T2", until=until)})


def _raw(person: list[tuple[int, int, int]], day: int) -> int:
    return min(
        (tier for start, tier, lasts in person if start <= day <= start + lasts),
        default=4,
    )


def _walk(person: list[tuple[int, int, int]], policy: Policy) -> tuple[list[int], int]:
    """Tiers day by day, written as a unit would keep them on a board."""
    hold = policy.holds["T1"]
    turning = {start for start, _, _ in person}
    board, renewed = [], None
    for day in range(LAST_DAY + 1):
        if day < min(turning):
            board.append(NOT_IN_QUEUE)
            continue
        tier = _raw(person, day)
        if day in turning and tier == 1:
            renewed = day
        if renewed is not None:
            if day - renewed <= hold.days:
                tier = min(tier, 1)
            elif day - renewed <= hold.until:
                tier = min(tier, 2)
        board.append(tier)
    day = LAST_DAY
    while day > 0 and board[day - 1] == board[LAST_DAY]:
        day -= 1
    return board, day


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.lists(facts, min_size=1, max_size=6),
    st.sampled_from([(7, 28), (1, 3), (20, 90)]),
)
def test_since_and_the_tier_before_equal_a_walk_through_every_day(
    people: list[list[tuple[int, int, int]]], hold: tuple[int, int]
) -> None:
    policy = _policy(*hold)

    def raw(keys: Keys) -> Ranks:
        return np.array(
            [_raw(people[key // DAYS], key % DAYS) for key in keys], np.int8
        )

    turning = np.unique(
        [p * DAYS + start for p, person in enumerate(people) for start, _, _ in person]
    ).astype(np.int64)
    replay = Replay(turning, turning, raw, policy)
    today = np.arange(len(people), dtype=np.int64) * DAYS + LAST_DAY
    found = reached(replay, today)
    for person, facts_of in enumerate(people):
        board, since = _walk(facts_of, policy)
        assert replay.shown(today[person : person + 1])[0] == board[LAST_DAY]
        assert found.since[person] % DAYS == since
        assert found.before[person] == (board[since - 1] if since else NOT_IN_QUEUE)
