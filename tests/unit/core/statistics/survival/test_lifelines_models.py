"""Curves, the log-rank test and parametric models."""

import numpy as np
import pytest

from safeward.core.statistics.survival.lifelines_models import (
    SHOWN,
    accelerated,
    kaplan_meier,
    log_rank,
)

TIME = np.array([1.0, 2, 2, 3, 4, 5])
HAPPENED = np.array([1, 1, 0, 1, 0, 1], dtype=bool)


def test_the_curve_is_the_product_of_shares_that_stay() -> None:
    found = kaplan_meier(TIME, HAPPENED)
    assert found["time"].to_list() == [0, 1, 2, 3, 5]
    steps = [1, 5 / 6, 5 / 6 * 4 / 5, 5 / 6 * 4 / 5 * 2 / 3, 0]
    assert found["survival"].to_list() == pytest.approx(steps)
    assert found["at_risk"].to_list() == [6, 6, 5, 3, 1]


def test_a_row_of_weight_two_is_two_rows() -> None:
    twice = kaplan_meier(np.repeat(TIME, 2), np.repeat(HAPPENED, 2))
    weighed = kaplan_meier(TIME, HAPPENED, np.full(6, 2.0))
    assert twice["survival"].to_list() == pytest.approx(weighed["survival"].to_list())


def test_a_long_curve_is_thinned_and_keeps_both_ends() -> None:
    found = kaplan_meier(np.arange(1.0, 5001.0), np.ones(5000, dtype=bool))
    assert found.height == SHOWN
    assert found["time"][0] == 0
    assert found["time"][-1] == 5000


def test_the_log_rank_test_needs_two_groups_and_an_event() -> None:
    group = np.array([0, 0, 0, 1, 1, 1])
    found = log_rank(TIME, group, HAPPENED)
    assert found is not None
    assert found.df == 1
    assert log_rank(TIME, np.zeros(6, dtype=int), HAPPENED) is None
    assert log_rank(TIME, group, np.zeros(6, dtype=bool)) is None


@pytest.mark.parametrize(
    ("distribution", "scale"),
    [("weibull", 0.5), ("exponential", 1.0), ("log_normal", 0.5)],
)
def test_each_model_recovers_what_made_the_times(
    distribution: str, scale: float
) -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(4000, 1))
    noise = (
        rng.normal(size=4000)
        if distribution == "log_normal"
        else np.log(rng.exponential(size=4000))
    )
    time = np.exp(2 + 0.7 * x[:, 0] + scale * noise)
    ends = np.quantile(time, 0.8)
    found = accelerated(distribution, x, ("x",), np.minimum(time, ends), time < ends)
    assert found is not None
    intercept, slope = found.coefficients
    assert intercept.estimate.value == pytest.approx(2, abs=0.06)
    assert slope.estimate.low < 0.7 < slope.estimate.high
    assert found.scale == pytest.approx(scale, abs=0.03)


def test_the_exponential_is_the_weibull_with_scale_one() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(200, 1))
    time = rng.exponential(np.exp(1 + x[:, 0]))
    found = accelerated("exponential", x, ("x",), time, np.ones(200, dtype=bool))
    assert found is not None
    rate = np.exp(
        -found.coefficients[0].estimate.value
        - x[:, 0] * found.coefficients[1].estimate.value
    )
    assert found.log_likelihood == pytest.approx(
        float((np.log(rate) - rate * time).sum()), abs=1e-9
    )


def test_no_model_without_events_or_with_a_constant() -> None:
    nobody = np.zeros(6, dtype=bool)
    x = np.arange(6.0)[:, None]
    assert accelerated("weibull", x, ("x",), TIME, nobody) is None
    assert accelerated("weibull", np.ones((6, 1)), ("x",), TIME, HAPPENED) is None
