"""The board of today agrees with one kept by hand, every day, from the first report."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.priority.board import Stays, board
from safeward.core.priority.replay import DAYS, NOT_IN_QUEUE
from tests.generative.priority.boards import (
    LAST_DAY,
    STAY,
    Life,
    date_of,
    holds,
    kept_by_hand,
    keys_of,
    lives,
    replay_of,
    since_by_hand,
    with_hold,
)


def _stays(people: list[Life]) -> Stays:
    starts, ends = [], []
    for number, life in enumerate(people):
        inside = [life.stays(day) for day in range(LAST_DAY + STAY + 2)]
        for day in range(1, len(inside)):
            if inside[day] and not inside[day - 1]:
                starts.append(number * DAYS + day)
            if inside[day - 1] and not inside[day]:
                ends.append(number * DAYS + day)
    return Stays(np.array(starts, np.int64), np.array(ends, np.int64))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.lists(lives, min_size=1, max_size=5),
    holds,
    st.sampled_from([None, 1, 60, 200, 390]),
)
def test_the_board_equals_one_kept_by_hand_every_day(
    people: list[Life], hold: tuple[int, int], first: int | None
) -> None:
    policy = with_hold(hold)
    by_hand = [kept_by_hand(life, policy, first) for life in people]
    today = [
        number * DAYS + LAST_DAY
        for number, shown in enumerate(by_hand)
        if shown[LAST_DAY] != NOT_IN_QUEUE
    ]
    if not today:
        return
    found = board(
        replay_of(people, policy),
        _stays(people),
        np.array(today, np.int64),
        keys_of([list(life.reviews) for life in people]) if first else np.empty(0, int),
        None if first is None else date_of(first),
    )
    for place, key in enumerate(today):
        shown = by_hand[key // DAYS]
        since = since_by_hand(shown)
        assert found.shown[place] == shown[LAST_DAY]
        assert found.since[place] % DAYS == since
        assert found.before[place] == shown[since - 1]
