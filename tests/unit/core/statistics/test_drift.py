"""What moved between two periods."""

import math

import numpy as np
import pytest

from safeward.core.statistics.drift import share_change, stability


def test_the_same_people_have_an_index_of_nought() -> None:
    score = np.arange(100.0)
    assert stability(score, score)[0] == 0


def test_the_index_is_the_sum_over_bins() -> None:
    index, parts = stability(
        np.array([1.0] * 50 + [2.0] * 50), np.array([1.0] * 80 + [2.0] * 20)
    )
    by_hand = 0.3 * math.log(0.8 / 0.5) + (0.2 - 0.5) * math.log(0.2 / 0.5)
    assert index == pytest.approx(by_hand)
    assert parts["part"].sum() == pytest.approx(index)
    assert parts["current"].to_list() == pytest.approx([0.8, 0.2])


def test_a_value_that_was_never_there_before_counts() -> None:
    index, _ = stability(np.array([1.0, 2.0] * 50), np.full(100, 3.0))
    assert math.isfinite(index)
    assert index > 0.25


def test_a_change_of_shares_has_newcombe_s_interval() -> None:
    """The worked example of Newcombe 1998: 56/70 less 48/80 is 0.0524 to 0.3339."""
    found = share_change(48, 80, 56, 70)
    assert found is not None
    assert found.value == pytest.approx(0.2)
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert share_change(0, 0, 1, 2) is None
