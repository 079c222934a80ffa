"""Intervals that say 95 % hold the truth about that often."""

import numpy as np
import pytest
from scipy.stats import norm

from safeward.core.statistics.calibration import bins, calibration_gap
from safeward.core.statistics.classification import confusion
from safeward.core.statistics.delong import delong, unpaired
from safeward.core.statistics.drift import share_change
from safeward.core.statistics.gaps import draw_cells, gaps
from safeward.core.statistics.intervals import Interval, wilson
from safeward.core.statistics.logistic_line import expit, fit_line
from safeward.core.statistics.survival.concordance import concordance
from safeward.core.statistics.survival.cox import History, cox

TRIALS = 300
# Three standard errors of a share of 0.95 over so many trials.
LEAST, MOST = 0.912, 0.988


def share(intervals: list[Interval | None], truth: float) -> float:
    kept = [interval for interval in intervals if interval is not None]
    assert len(kept) > 0.95 * len(intervals)
    return float(np.mean([one.low <= truth <= one.high for one in kept]))


@pytest.mark.parametrize("rate", [0.03, 0.5])
def test_wilson(rate: float) -> None:
    rng = np.random.default_rng(0)
    made = [wilson(int(rng.binomial(80, rate)), 80) for _ in range(2000)]
    assert 0.93 <= share(made, rate) <= 0.985


def test_delong_of_one_score() -> None:
    rng = np.random.default_rng(1)
    truth = float(norm.cdf(1 / np.sqrt(2)))
    happened = np.arange(200) < 60
    made = []
    for _ in range(TRIALS):
        found = delong([rng.normal(size=200) + happened], happened)
        assert found is not None
        made.append(found.interval())
    assert LEAST <= share(made, truth) <= MOST


def test_delong_of_the_difference_between_groups_is_even_handed() -> None:
    rng = np.random.default_rng(2)
    happened = np.arange(150) < 50
    small = 0
    for _ in range(TRIALS):
        one, two = (
            delong([rng.normal(size=150) + happened], happened) for _ in range(2)
        )
        assert one is not None
        assert two is not None
        p = unpaired(one, two, (50, 100, 50, 100)).p
        assert p is not None
        small += p < 0.05
    assert 1 - MOST <= small / TRIALS <= 1 - LEAST


def test_weighted_rates() -> None:
    """Two kinds of people sampled unevenly; weights give back the whole."""
    rng = np.random.default_rng(3)
    made = []
    for _ in range(TRIALS):
        kind = rng.random(400) < 0.5
        weights = np.where(kind, 1.0, 4.0)
        happened = rng.random(400) < np.where(kind, 0.2, 0.6)
        made.append(confusion(np.ones(400, bool), happened, weights).rate("ppv"))
    assert LEAST - 0.02 <= share(made, (0.2 + 4 * 0.6) / 5) <= 1


def test_bootstrap_of_a_gap_between_groups() -> None:
    rng = np.random.default_rng(4)
    made = []
    for _ in range(TRIALS):
        tables = [
            confusion(rng.random(250) < flagged, rng.random(250) < 0.4)
            for flagged in (0.5, 0.3)
        ]
        draws = [draw_cells(cells, rng, 400) for cells in tables]
        found = {gap.rate: gap for gap in gaps(*tables, *draws)}
        made.append(found["fpr"].difference)
    assert LEAST <= share(made, 0.2) <= MOST


def test_calibration_slope() -> None:
    rng = np.random.default_rng(5)
    made = []
    for _ in range(TRIALS):
        odds = rng.normal(-1, 1, 400)
        line = fit_line(odds, rng.random(400) < expit(0.7 * odds))
        assert line is not None
        made.append(line.slope)
    assert LEAST <= share(made, 0.7) <= MOST


def test_expected_calibration_error_of_a_score_that_is_off() -> None:
    rng = np.random.default_rng(6)
    levels = np.array([0.1, 0.3, 0.5, 0.7])
    made = []
    for _ in range(TRIALS):
        said = rng.choice(levels, 600)
        found = calibration_gap(
            said, rng.random(600) < said + 0.1, bins(said), seed=0, rounds=300
        )
        made.append(found.gap)
    assert LEAST <= share(made, 0.1) <= MOST


def test_change_of_a_share() -> None:
    rng = np.random.default_rng(7)
    made = [
        share_change(int(rng.binomial(90, 0.9)), 90, int(rng.binomial(70, 0.8)), 70)
        for _ in range(TRIALS)
    ]
    assert LEAST <= share(made, -0.1) <= MOST


def test_concordance_and_cox() -> None:
    rng = np.random.default_rng(8)
    agree, ratios = [], []
    x = rng.normal(size=(200_000, 1))
    whole = rng.exponential(np.exp(-0.5 * x[:, 0]))
    found = concordance(x[:, 0], whole, np.ones(len(whole), dtype=bool))
    assert found is not None
    truth = found.value.value
    for _ in range(200):
        x = rng.normal(size=(200, 1))
        time = rng.exponential(np.exp(-0.5 * x[:, 0]))
        everybody = np.ones(200, dtype=bool)
        one = concordance(x[:, 0], time, everybody)
        two = cox(History(columns=x, time=time, happened=everybody), ("x",))
        assert one is not None
        assert two is not None
        agree.append(one.value)
        ratios.append(two.coefficients[0].estimate)
    assert 0.9 <= share(agree, truth) <= 0.995
    assert 0.9 <= share(ratios, 0.5) <= 0.995
