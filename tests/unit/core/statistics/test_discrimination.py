import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.statistics.discrimination import auc


def test_a_perfect_order_is_one_and_its_reverse_nought() -> None:
    score = np.array([1.0, 2.0, 3.0, 4.0])
    happened = np.array([False, False, True, True])
    assert auc(score, happened) == 1.0
    assert auc(-score, happened) == 0.0


def test_an_order_of_ties_is_a_half() -> None:
    assert auc(np.zeros(4), np.array([True, False, True, False])) == 0.5


@pytest.mark.parametrize("everybody", [True, False])
def test_where_it_happened_to_all_or_none_nothing_can_be_said(everybody: bool) -> None:
    assert auc(np.arange(3.0), np.full(3, everybody)) is None


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=2, max_size=40))
def test_it_is_the_share_of_pairs_in_the_right_order(
    people: list[tuple[int, bool]],
) -> None:
    score = np.array([float(s) for s, _ in people])
    happened = np.array([h for _, h in people])
    pairs = [
        1.0 if a > b else 0.5 if a == b else 0.0
        for a in score[happened]
        for b in score[~happened]
    ]
    expected = pytest.approx(sum(pairs) / len(pairs)) if pairs else None
    assert auc(score, happened) == expected
