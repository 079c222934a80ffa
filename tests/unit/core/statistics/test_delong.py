"""AUC with DeLong's interval, and comparisons of two."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from safeward.core.statistics.delong import delong, paired, unpaired

SCORE = np.array([1.0, 2, 2, 3, 4, 4, 5, 6])
HAPPENED = np.array([0, 0, 1, 0, 1, 0, 1, 1], dtype=bool)


def by_pairs(score: np.ndarray, happened: np.ndarray) -> tuple[float, float]:
    """AUC and variance straight from the definition of DeLong and others."""
    wins = (
        (score[happened][:, None] > score[~happened])
        + 0.5 * (score[happened][:, None] == score[~happened])
    ).astype(float)
    spread = wins.mean(axis=1).var(ddof=1) / wins.shape[0]
    return float(wins.mean()), float(
        spread + wins.mean(axis=0).var(ddof=1) / wins.shape[1]
    )


def test_value_and_variance_are_those_of_the_definition() -> None:
    found = delong([SCORE], HAPPENED)
    assert found is not None
    value, variance = by_pairs(SCORE, HAPPENED)
    assert found.values[0] == pytest.approx(value, abs=1e-15)
    assert found.covariance[0, 0] == pytest.approx(variance, abs=1e-15)


def test_scikit_learn_finds_the_same_auc_with_and_without_weights() -> None:
    rng = np.random.default_rng(1)
    score, weights = rng.integers(0, 9, 500).astype(float), rng.random(500)
    happened = rng.random(500) < 0.1 * score
    for weight in (None, weights):
        found = delong([score], happened, weight)
        assert found is not None
        assert found.values[0] == pytest.approx(
            roc_auc_score(happened, score, sample_weight=weight), abs=1e-12
        )


def test_two_scores_carry_the_covariance_between_them() -> None:
    found = delong([SCORE, -SCORE], HAPPENED)
    assert found is not None
    assert found.values.sum() == pytest.approx(1)
    assert found.covariance[0, 1] == pytest.approx(-found.covariance[0, 0])
    test = paired(found)
    assert test.by.value == pytest.approx(2 * found.values[0] - 1)
    assert test.p is not None
    assert 0 < test.p < 1


def test_a_score_against_itself_has_no_test() -> None:
    found = delong([SCORE, SCORE], HAPPENED)
    assert found is not None
    assert paired(found).by.value == 0
    assert paired(found).p is None


def test_student_s_t_is_more_careful_than_the_normal() -> None:
    one, two = delong([SCORE], HAPPENED), delong([SCORE], HAPPENED[::-1].copy())
    assert one is not None
    assert two is not None
    normal, student = unpaired(one, two), unpaired(one, two, (4, 4, 4, 4))
    assert normal.z == student.z
    assert normal.p is not None
    assert student.p is not None
    assert student.p > normal.p


@pytest.mark.parametrize("all_or_none", [True, False])
def test_an_outcome_that_never_varies_has_no_auc(all_or_none: bool) -> None:
    assert delong([SCORE], np.full(8, all_or_none)) is None


def test_a_perfect_score_has_an_interval_inside_0_and_1() -> None:
    found = delong([HAPPENED.astype(float)], HAPPENED)
    assert found is not None
    assert found.interval().high == 1.0
