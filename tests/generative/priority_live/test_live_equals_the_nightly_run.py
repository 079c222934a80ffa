"""What a report shows at once is what the night's run would show, to the last word."""

from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeward.core.priority.live import LiveEntry
from tests.generative.priority.policy_strategy import policies
from tests.generative.priority_live.compared import compare
from tests.generative.priority_live.streets import random_street
from tests.generative.priority_timeline.lives import random_report
from tests.spec.priority_checks.village import TODAY, Village, ago

seeds = st.integers(0, 2**32)
slow = [HealthCheck.too_slow]


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=slow)
@given(seeds, st.sampled_from([0, 0, 3, 40, -5, -30, -200]))
def test_everybody_is_shown_the_same(seed: int, back: int) -> None:
    compare(random_street(Random(seed)), ago(back))


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=slow)
@given(seeds)
def test_everybody_is_shown_the_same_after_each_added_report(seed: int) -> None:
    die = Random(seed)
    village = random_street(die, 3)
    for _ in range(3):
        random_report(die, village, f"p{die.randrange(3)}")
        compare(village)


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=slow)
@given(policies(), seeds)
def test_everybody_is_shown_the_same_under_another_policy(policy, seed: int) -> None:
    compare(random_street(Random(seed), 3), policy=policy)


def shown(village: Village, days_later: int) -> tuple[str, date]:
    """Tier and date of AL some days after today, when both engines agree."""
    entry = compare(village, TODAY + timedelta(days=days_later))["AL"]
    assert isinstance(entry, LiveEntry)
    return entry.tier, entry.since


def test_a_tier_is_held_and_falls_on_the_same_days() -> None:
    village = Village()
    village.report(0, strangulation=True)
    assert [shown(village, day)[0] for day in (0, 7, 8, 28, 91)] == [
        "T1",
        "T1",
        "T2",
        "T2",
        "T4",
    ]
    assert shown(village, 8)[1] == TODAY + timedelta(days=8)


def test_where_reviews_are_recorded_a_tier_falls_at_one_only() -> None:
    village = Village()
    village.report(60, strangulation=True)
    village.decided("review", 200, "cy", tier="T3")
    assert shown(village, 40) == ("T1", ago(60))
    village.decided("review", 10)
    assert shown(village, 0) == ("T2", ago(10))


def test_an_event_that_was_taken_and_given_back_is_news_again() -> None:
    village = Village()
    village.report(
        60,
        event_ref="E",
        predominant_aggressor="bo",
        aggressor_status="confirmed",
        aggressor_on=ago(40),
        strangulation=True,
    )
    village.report(
        60,
        event_ref="E",
        predominant_aggressor="bo",
        aggressor_status="disputed",
        aggressor_on=ago(20),
    )
    assert shown(village, 0) == ("T2", ago(20))
