"""Net benefit and capacity."""

import numpy as np
import pytest

from safeward.core.statistics.curves import capacity_curve, decision_curve

SAID = np.array([0.9, 0.8, 0.3, 0.1])
HAPPENED = np.array([True, False, True, False])


def test_net_benefit_weighs_false_flags_by_the_odds_of_the_threshold() -> None:
    found = decision_curve(SAID, HAPPENED, thresholds=(0.2, 0.5, 0.95)).to_dicts()
    assert found[0]["net_benefit"] == pytest.approx(2 / 4 - 1 / 4 * 0.25)
    assert found[1]["net_benefit"] == pytest.approx(1 / 4 - 1 / 4)
    assert found[1]["treat_all"] == pytest.approx(0.5 - 0.5)
    assert found[2]["net_benefit"] == 0
    assert found[2]["flagged"] == 0


def test_a_score_equal_to_the_threshold_is_acted_on() -> None:
    found = decision_curve(np.array([0.07]), np.array([True]), thresholds=(0.07,))
    assert found["flagged"].item() == 1


def test_the_first_people_hold_their_share_and_ties_share_alike() -> None:
    score = np.array([3.0, 2, 2, 1])
    found = capacity_curve(
        score, np.array([1.0, 1, 0, 0]), shares=(0.25, 0.5, 1.0), places=(3,)
    )
    assert found["people"].to_list() == [1, 2, 3, 4]
    assert found["harm_share"].to_list() == [0.5, 0.75, 1.0, 1.0]


def test_an_amount_of_harm_has_no_wilson_interval() -> None:
    found = capacity_curve(np.array([2.0, 1]), np.array([30.0, 10.0]), shares=(0.5,))
    assert found["harm_share"].item() == 0.75
    assert found["low"].item() is None


def test_weights_count_as_people() -> None:
    found = capacity_curve(
        np.array([2.0, 1]), np.ones(2), np.array([3.0, 1.0]), shares=(0.5,)
    )
    assert found["people"].item() == 2
    assert found["harm_share"].item() == 0.5
