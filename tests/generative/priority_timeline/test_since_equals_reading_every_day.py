"""Since when, and what stood before, equal a board kept by reading every single day."""

from datetime import timedelta
from random import Random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.priority.cohort import stays
from safeward.core.priority.decided import FALLS_AT
from safeward.core.priority.today import Today, shown_today
from tests.generative.priority_timeline.laid import laid_out, turning_days
from tests.generative.priority_timeline.lives import random_village
from tests.spec.priority_checks.village import TODAY

BEGINNING = TODAY - timedelta(days=1100)
NOTHING = 5


def _kept_by_hand(today: Today) -> dict[str, list[int]]:
    """Everybody's board on every day, from the tiers of every day."""
    spans = stays(today.events, today.holdings, today.people, today.custody_kinds)
    who = spans["person_id"].unique().sort()
    days = [BEGINNING + timedelta(days=n) for n in range((TODAY - BEGINNING).days + 1)]
    cohort = pl.DataFrame({"person_id": who}).join(
        pl.DataFrame({"as_of": days}), how="cross"
    )
    raw = {
        (person, day): int(tier[1])
        for person, day, tier in today.facts.scored(cohort)
        .select("person_id", "as_of", "tier")
        .iter_rows()
    }
    turning, renewing = turning_days(today, who, spans)
    hold = today.policy.holds["T1"]
    first = today.decided.first
    begins = None if first is None else first - timedelta(days=hold.until)
    falls = {
        (person, day)
        for person, day, kind, _ in today.decided.log.iter_rows()
        if kind in FALLS_AT
    }
    boards = {}
    for person in who:
        inside = [
            (start, end) for name, start, end in spans.iter_rows() if name == person
        ]
        known_since = min(day for name, day in turning if name == person)
        renewed, kept, board = None, NOTHING, []
        for day in days:
            if day < known_since:
                board.append(NOTHING)
                continue
            tier = raw[person, day]
            if (person, day) in renewing and tier == 1:
                renewed = day
            if begins is None or day <= begins:
                if renewed and (day - renewed).days <= hold.days:
                    tier = min(tier, 1)
                elif renewed and (day - renewed).days <= hold.until:
                    tier = min(tier, 2)
                kept = tier
            elif (person, day) in falls:
                kept = tier
            else:
                kept = min(kept, tier)
            here = any(start <= day < end for start, end in inside)
            board.append(kept if here or kept <= 2 else NOTHING)
        boards[person] = board
    return boards


@settings(derandomize=True, max_examples=14, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_since_and_before_equal_a_board_kept_day_by_day(
    seed: int, decisions: bool
) -> None:
    today = laid_out(random_village(Random(seed), decisions=decisions))
    shown = {row[0]: row for row in shown_today(today).tiers.rows()}
    columns = shown_today(today).tiers.columns
    closed = set(today.decided.closed())
    for person, board in _kept_by_hand(today).items():
        tier = board[-1]
        if person in closed and tier <= 2 and person not in shown:
            continue
        assert (person in shown) == (tier != NOTHING), person
        if tier == NOTHING:
            continue
        found = dict(zip(columns, shown[person], strict=True))
        assert found["tier"] == f"T{tier}", person
        since = len(board) - 1
        while since and board[since - 1] == tier:
            since -= 1
        before = board[since - 1]
        assert found["since"] == BEGINNING + timedelta(days=since), person
        assert found["before"] == (None if before == NOTHING else f"T{before}"), person
