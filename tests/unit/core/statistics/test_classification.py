"""Rates of a cut-off."""

import numpy as np
import pytest

from safeward.core.statistics.classification import Confusion, confusion
from safeward.core.statistics.intervals import wilson

TABLE = Confusion(tp=30, fp=20, tn=40, fn=10)


@pytest.mark.parametrize(
    ("rate", "value"),
    [
        ("sensitivity", 30 / 40),
        ("specificity", 40 / 60),
        ("fpr", 20 / 60),
        ("fnr", 10 / 40),
        ("ppv", 30 / 50),
        ("npv", 40 / 50),
        ("accuracy", 70 / 100),
        ("base_rate", 40 / 100),
        ("flagged", 50 / 100),
    ],
)
def test_each_rate_is_what_its_name_says(rate: str, value: float) -> None:
    found = TABLE.rate(rate)
    assert found is not None
    assert found.value == pytest.approx(value)
    hits, trials = TABLE.parts(rate)
    assert found == wilson(int(hits), int(trials))


def test_likelihood_ratios_and_the_number_needed() -> None:
    up, down = TABLE.ratio(positive=True), TABLE.ratio(positive=False)
    assert up is not None
    assert down is not None
    assert up.value == pytest.approx(0.75 / (1 / 3))
    assert down.value == pytest.approx(0.25 / (2 / 3))
    assert up.low < up.value < up.high
    needed = TABLE.number_needed()
    assert needed is not None
    assert needed.value == pytest.approx(50 / 30)
    assert needed.low < needed.value < needed.high


def test_what_nobody_is_in_has_no_rate() -> None:
    empty = Confusion(tp=0, fp=0, tn=5, fn=0)
    assert empty.rate("sensitivity") is None
    assert empty.rate("ppv") is None
    assert empty.number_needed() is None
    assert empty.ratio(positive=True) is None


def test_weights_widen_the_interval_by_what_they_cost() -> None:
    rng = np.random.default_rng(0)
    flagged, happened = rng.random(1000) < 0.5, rng.random(1000) < 0.5
    even = confusion(flagged, happened)
    same = confusion(flagged, happened, np.full(1000, 7.0))
    uneven = confusion(flagged, happened, rng.exponential(size=1000))
    one, two, three = (table.rate("ppv") for table in (even, same, uneven))
    assert one is not None
    assert two is not None
    assert three is not None
    assert two.low == pytest.approx(one.low)
    assert three.high - three.low > 1.2 * (one.high - one.low)
