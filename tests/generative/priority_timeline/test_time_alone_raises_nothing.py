"""Waiting is no harm: without news or a release coming near, no axis or tier rises."""

from datetime import timedelta
from random import Random

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.generative.priority_timeline.laid import all_turning_days, laid_out
from tests.generative.priority_timeline.lives import random_report, random_village
from tests.spec.priority_checks.village import TODAY, Village

DAYS = 800
MOVES = ("likelihood", "severity", "tier")


@settings(derandomize=True, max_examples=8, deadline=None)
@given(st.integers(0, 10**6))
@example(11)
def test_on_a_day_without_news_nothing_rises(seed: int) -> None:
    die = Random(seed)
    village = random_village(die, 2)
    for person in ("p0", "p1"):
        for _ in range(14):
            random_report(die, village, person)
    today = laid_out(village)
    who = today.people["person_id"].unique().sort()
    days = [TODAY - timedelta(days=n) for n in range(DAYS, -1, -1)]
    cohort = pl.DataFrame({"person_id": who}).join(
        pl.DataFrame({"as_of": days}), how="cross"
    )
    rows = today.facts.scored(cohort).sort("person_id", "as_of")
    news = all_turning_days(today, who)
    before: dict[str, object] | None = None
    for row in rows.iter_rows(named=True):
        here = (row["person_id"], row["as_of"])
        if before and before["person_id"] == here[0] and here not in news:
            assert row["likelihood"] <= before["likelihood"], here
            assert row["severity"] <= before["severity"], here
            assert row["tier"] >= before["tier"], here
        before = row


def test_grave_events_that_leave_ninety_days_gain_nothing() -> None:
    village = Village()
    for back in (80, 60, 40, 300, 330, 350, 360, 364, 400, 420, 440, 460):
        village.report(back, "p", "v", strangulation=True)
    today = laid_out(village)
    days = [TODAY - timedelta(days=n) for n in range(39, -1, -1)]
    who = pl.DataFrame({"person_id": ["p"], "record_id": ["p"]}).select("record_id")
    person = today.people.join(who, on="record_id")["person_id"][0]
    cohort = pl.DataFrame({"person_id": [person] * len(days), "as_of": days})
    rows = today.facts.scored(cohort).sort("as_of")
    assert rows["likelihood"].is_sorted(descending=True)
    assert rows["severity"].is_sorted(descending=True)
    assert rows["likelihood"][0] > 0
