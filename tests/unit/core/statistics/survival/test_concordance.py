"""Concordance against its definition and lifelines."""

import numpy as np
import pytest
from lifelines.utils import concordance_index

from safeward.core.statistics.survival.concordance import concordance
from safeward.core.statistics.survival.ordered_pairs import FEW, pairs


def by_definition(
    score: np.ndarray,
    time: np.ndarray,
    happened: np.ndarray,
    entry: np.ndarray,
) -> tuple[float, int]:
    agree, known = 0.0, 0
    for i in np.flatnonzero(happened):
        for j in range(len(time)):
            later = time[j] > time[i] or (time[j] == time[i] and not happened[j])
            if j == i or not later or entry[j] >= time[i]:
                continue
            known += 1
            agree += 1.0 if score[i] > score[j] else 0.5 * (score[i] == score[j])
    return agree / known, known


@pytest.mark.parametrize("distinct", [3, 60], ids=["few ranks", "many ranks"])
@pytest.mark.parametrize("late", [False, True], ids=["from the start", "late entry"])
def test_every_pair_is_counted_as_the_definition_says(
    distinct: int, late: bool
) -> None:
    rng = np.random.default_rng(distinct)
    score = rng.integers(0, distinct, 120).astype(float)
    time = rng.integers(2, 30, 120).astype(float)
    happened = rng.random(120) < 0.5
    entry = rng.integers(0, 2, 120) * (time / 2).round() if late else np.zeros(120)
    found = concordance(score, time, happened, entry if late else None)
    value, known = by_definition(score, time, happened, entry)
    assert found is not None
    assert found.value.value == pytest.approx(value, abs=1e-12)
    assert found.pairs == known


def test_lifelines_agrees_where_no_two_events_share_a_day() -> None:
    rng = np.random.default_rng(1)
    score, time = rng.normal(size=300), rng.exponential(size=300)
    happened = rng.random(300) < 0.6
    found = concordance(score, time, happened)
    assert found is not None
    assert found.value.value == pytest.approx(concordance_index(time, -score, happened))


def test_nobody_to_compare_gives_none() -> None:
    nobody = np.zeros(3, dtype=bool)
    assert concordance(np.arange(3.0), np.arange(1.0, 4.0), nobody) is None


def test_both_ways_of_counting_pairs_agree() -> None:
    rng = np.random.default_rng(0)
    first = rng.random(333) < 0.4
    few = rng.integers(0, FEW, 333)
    # One rank more than the limit, far above, takes the other way round.
    many = np.append(few, 10_000)
    quick, halved = pairs(few, first), pairs(many, np.append(first, False))
    late = np.flatnonzero(first)
    assert (quick.lower == halved.lower[:-1]).all()
    assert (quick.equal == halved.equal[:-1]).all()
    assert (halved.higher[late] - quick.higher[late] == 1).all()
