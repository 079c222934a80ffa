"""Whether people kept a result and were right when they did not."""

import numpy as np

from safeward.core.statistics.overrides import kept


def test_overrides_are_right_when_what_followed_bears_them_out() -> None:
    change = np.array([0, 0, 0, 0, 1, 1, -1, -1], dtype=np.int8)
    happened = np.array([1, 0, 0, 0, 1, 0, 0, 0], dtype=bool)
    found = kept(change, happened)
    assert found.kept is not None
    assert found.up_right is not None
    assert found.down_right is not None
    assert found.kept_happened is not None
    assert found.kept.value == 0.5
    assert found.up_right.value == 0.5
    assert found.down_right.value == 1.0
    assert found.kept_happened.value == 0.25


def test_when_nothing_was_changed_there_is_nobody_to_be_right() -> None:
    found = kept(np.zeros(3, dtype=np.int8), np.ones(3, dtype=bool))
    assert found.kept is not None
    assert found.kept.value == 1.0
    assert found.up_right is None
