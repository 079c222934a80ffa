import numpy as np
import pytest
from scipy.stats import binomtest

from safeward.core.statistics.intervals import shares_by_person, wilson


@pytest.mark.parametrize(("hits", "trials"), [(0, 7), (3, 10), (40, 41), (120, 1000)])
def test_wilson_agrees_with_scipy(hits: int, trials: int) -> None:
    theirs = binomtest(hits, trials).proportion_ci(method="wilson")
    ours = wilson(hits, trials)
    assert ours is not None
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high))


def test_of_nothing_there_is_no_share() -> None:
    assert wilson(0, 0) is None


def test_shares_of_people_who_hang_together_are_less_sure_than_events_would_say() -> (
    None
):
    # Fifty people with twenty events each, all of one person's reached or none.
    reached = np.repeat([[20.0], [0.0]], 25, axis=0)
    shares, _ = shares_by_person(reached, np.full(50, 20.0), seed=1)
    as_events = wilson(500, 1000)
    assert as_events is not None
    assert shares[0].value == 0.5
    assert shares[0].high - shares[0].low > 3 * (as_events.high - as_events.low)


def test_bootstrap_of_a_mean_agrees_with_its_standard_error() -> None:
    rng = np.random.default_rng(5)
    part = rng.binomial(1, 0.3, (4000, 1)).astype(float)
    shares, _ = shares_by_person(part, np.ones(4000), seed=2, rounds=2000)
    error = np.sqrt(0.3 * 0.7 / 4000)
    assert (shares[0].high - shares[0].low) / (2 * 1.96 * error) == pytest.approx(
        1, abs=0.1
    )


def test_differences_are_paired() -> None:
    rng = np.random.default_rng(3)
    one = rng.binomial(1, 0.5, 500).astype(float)
    part = np.column_stack([one, one])
    _, differences = shares_by_person(part, np.ones(500), seed=4)
    assert (differences[1].low, differences[1].high) == (0.0, 0.0)


def test_the_same_seed_gives_the_same_interval() -> None:
    part = np.arange(12.0).reshape(6, 2)
    whole = part.sum(axis=1)
    assert shares_by_person(part, whole, seed=9) == shares_by_person(
        part, whole, seed=9
    )
