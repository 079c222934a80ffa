"""How soon, with death and custody competing."""

import warnings

import numpy as np
import pytest

from safeward.core.risk.timing import incidence


def test_incidence_of_a_worked_example() -> None:
    """Five people: the outcome on day 1 and 3, a death on day 2, two still followed."""
    days = np.array([1, 2, 3, 3, 5])
    event = np.array([1, 2, 1, 0, 0])
    came = incidence(days, event, 1, [0, 1, 2, 3, 5])
    # Day 1: 1/5. Day 3: 3/5 still there, one of three at risk: 3/5 x 1/3.
    assert came == pytest.approx([0.0, 0.2, 0.2, 0.4, 0.4])
    assert incidence(days, event, 2, [1, 2, 5]) == pytest.approx([0.0, 0.2, 0.2])


def test_those_followed_to_the_last_day_are_still_at_risk_on_it() -> None:
    """Not moved before the outcomes of that day, as jittering ties may do."""
    days = np.full(100, 365)
    event = np.array([1] * 10 + [0] * 90)
    assert incidence(days, event, 1, [364, 365]) == pytest.approx([0.0, 0.1])


def test_incidence_agrees_with_lifelines_where_no_days_tie() -> None:
    from lifelines import AalenJohansenFitter

    rng = np.random.default_rng(4)
    days = rng.permutation(np.arange(1, 301))
    event = rng.choice([0, 1, 2], 300, p=[0.3, 0.5, 0.2])
    at = [10, 50, 150, 290]
    for kind in (1, 2):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            known = AalenJohansenFitter(calculate_variance=False).fit(
                days.astype(float), event, event_of_interest=kind
            )
        assert incidence(days, event, kind, at) == pytest.approx(
            [float(share) for share in known.predict(at)]
        )


def test_shares_of_all_ends_never_pass_one() -> None:
    rng = np.random.default_rng(8)
    days = rng.integers(1, 30, 500)
    event = rng.choice([0, 1, 2], 500)
    both = [incidence(days, event, kind, [29])[0] for kind in (1, 2)]
    assert 0 < sum(both) <= 1
