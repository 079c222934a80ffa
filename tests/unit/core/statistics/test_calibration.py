"""Calibration tables, Brier's score and the mean gap."""

import numpy as np
import pytest
import statsmodels.api as sm
from sklearn.metrics import brier_score_loss

from safeward.core.statistics.calibration import bins, brier, calibration_gap, table
from safeward.core.statistics.logistic_line import expit, fit_line, fit_shift, logit


def sample(size: int = 2000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    said = expit(rng.normal(-1, 1, size))
    return said, rng.random(size) < said, rng.random(size)


def test_few_values_get_a_bin_each_and_many_get_tenths() -> None:
    assert bins(np.array([3.0, 1, 1, 2])).tolist() == [2, 0, 0, 1]
    found = bins(np.arange(1000.0))
    assert np.bincount(found).tolist() == [100] * 10


def test_equal_scores_stay_in_one_bin() -> None:
    score = np.concatenate([np.zeros(900), np.arange(1.0, 101.0)])
    found = bins(score)
    assert len(set(found[:900])) == 1
    assert set(found) == set(range(found.max() + 1))


def test_the_table_adds_up() -> None:
    said, happened, weights = sample()
    found = table(said, said, happened, bins(said), weights)
    assert found["n"].sum() == 2000
    assert found["happened"].sum() == pytest.approx(float(weights @ happened))
    assert (found["observed_low"] <= found["observed"]).all()


def test_brier_s_parts_add_up_and_scikit_learn_agrees() -> None:
    said, happened, weights = sample()
    for weight in (None, weights):
        found = brier(said, happened, bins(said), weight)
        parts = found.reliability - found.resolution + found.uncertainty + found.within
        assert parts == pytest.approx(found.score, abs=1e-15)
        assert found.score == pytest.approx(
            brier_score_loss(happened, said, sample_weight=weight), abs=1e-14
        )


def test_nothing_hides_in_bins_of_one_value() -> None:
    rng = np.random.default_rng(0)
    said = rng.choice([0.1, 0.3, 0.8], 500)
    found = brier(said, rng.random(500) < said, bins(said))
    assert found.within == pytest.approx(0, abs=1e-15)


def test_the_line_is_that_of_statsmodels() -> None:
    said, happened, _ = sample()
    odds = logit(said)
    theirs = sm.Logit(happened.astype(float), sm.add_constant(odds)).fit(disp=0)
    ours = fit_line(odds, happened)
    assert ours is not None
    assert ours.slope is not None
    assert ours.intercept.value == pytest.approx(theirs.params[0], abs=1e-8)
    assert ours.slope.value == pytest.approx(theirs.params[1], abs=1e-8)
    assert ours.errors == pytest.approx(tuple(theirs.bse), abs=1e-6)


def test_a_shift_finds_what_was_added_to_the_odds() -> None:
    said, happened, _ = sample(20_000)
    wrong = expit(logit(said) - 0.7)
    found = fit_shift(logit(wrong), happened)
    assert found is not None
    assert found.intercept.low < 0.7 < found.intercept.high


@pytest.mark.parametrize(
    "score", [np.zeros(6), np.array([0.0, 0, 0, 1, 1, 1])], ids=["constant", "parting"]
)
def test_no_line_fits_a_score_that_says_nothing_or_everything(
    score: np.ndarray,
) -> None:
    assert fit_line(score, np.array([0, 0, 0, 1, 1, 1], dtype=bool)) is None


def test_a_calibrated_score_shows_no_more_than_chance() -> None:
    said, happened, _ = sample()
    found = calibration_gap(said, happened, bins(said), seed=0)
    assert found.gap.value < 2 * found.by_chance
    wrong = calibration_gap(np.minimum(said + 0.2, 1), happened, bins(said), seed=0)
    assert wrong.gap.low > 0.1
    assert wrong.gap.low < wrong.gap.value < wrong.gap.high
