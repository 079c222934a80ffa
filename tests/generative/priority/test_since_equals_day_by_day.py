"""The quick search for "since when" agrees with walking through every single day."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.priority.replay import DAYS
from safeward.core.priority.since import reached
from tests.generative.priority.boards import (
    LAST_DAY,
    Life,
    holds,
    kept_by_hand,
    lives,
    replay_of,
    since_by_hand,
    with_hold,
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(lives, min_size=1, max_size=6), holds)
def test_since_and_the_tier_before_equal_a_walk_through_every_day(
    people: list[Life], hold: tuple[int, int]
) -> None:
    policy = with_hold(hold)
    replay = replay_of(people, policy)
    today = np.arange(len(people), dtype=np.int64) * DAYS + LAST_DAY
    found = reached(replay, today)
    for person, life in enumerate(people):
        shown = kept_by_hand(life, policy, None, leaves=False)
        since = since_by_hand(shown)
        assert replay.shown(today[person : person + 1])[0] == shown[LAST_DAY]
        assert found.since[person] % DAYS == since
        assert found.before[person] == shown[since - 1]


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(lives, min_size=1, max_size=6), holds)
def test_every_single_day_reads_as_it_would_by_hand(
    people: list[Life], hold: tuple[int, int]
) -> None:
    policy = with_hold(hold)
    replay = replay_of(people, policy)
    for person, life in enumerate(people):
        first = min(fact.at for fact in life.facts)
        days = np.arange(first, LAST_DAY + 1)
        shown = replay.shown(person * DAYS + days)
        by_hand = kept_by_hand(life, policy, None, leaves=False)
        assert [by_hand[day] for day in days] == shown.tolist()
    assert replay.evaluated <= len(people) * (LAST_DAY + 1)
