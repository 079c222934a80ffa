"""Rank, calibration and reach on rows that were held out."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from safeward.core.risk.measures import calibration, discriminations, reached
from safeward.core.statistics.discrimination import auc


def people(size: int = 3_000) -> tuple[np.ndarray, np.ndarray, pl.Series]:
    rng = np.random.default_rng(2)
    score = rng.normal(size=size)
    happened = rng.random(size) < 1 / (1 + np.exp(1.5 - score))
    return score, happened, pl.Series([f"P{n // 2}" for n in range(size)])


def test_the_area_is_that_of_ranks_and_lies_in_its_interval() -> None:
    score, happened, owner = people()
    noise = np.random.default_rng(3).normal(size=len(score))
    found = discriminations({"good": score, "none": noise}, happened, owner, seed=1)
    good, none = found["good"].auc, found["none"].auc
    assert good is not None
    assert none is not None
    assert good.value == pytest.approx(auc(score, happened))
    assert good.low < good.value < good.high
    assert none.low < 0.5 < none.high
    than = found["none"].than_first
    assert than is not None
    assert than.high < 0


def test_no_area_where_it_followed_nobody() -> None:
    score, _, owner = people()
    found = discriminations({"good": score}, np.zeros(len(score), bool), owner, seed=1)
    assert found["good"].auc is None


def test_chances_that_are_right_have_slope_one_and_intercept_nought() -> None:
    score, happened, _ = people(40_000)
    right = calibration(1 / (1 + np.exp(1.5 - score)), happened)
    assert right.slope is not None
    assert right.intercept is not None
    assert right.slope.low < 1 < right.slope.high
    assert right.intercept.low < 0 < right.intercept.high
    assert right.deciles.height == 10
    assert right.brier < right.brier_of_base_rate


def test_chances_that_are_too_extreme_have_a_slope_below_one() -> None:
    score, happened, _ = people(40_000)
    extreme = calibration(1 / (1 + np.exp(3.0 - 2 * score)), happened)
    assert extreme.slope is not None
    assert extreme.slope.value == pytest.approx(0.5, abs=0.05)


DAY = date(2025, 1, 1)


def looks(**columns: list[object]) -> pl.DataFrame:
    size = len(columns["grave_events"])
    return pl.DataFrame(
        {
            "as_of": [DAY] * size,
            "person_id": [f"P{n}" for n in range(size)],
            "owner": [f"P{n}" for n in range(size)],
            "division": ["ND1", "ND1", "ND2", "ND2"],
            "days_since_last_event": [5, 4, 3, 2],
            **columns,
        }
    )


def test_reach_counts_events_of_the_first_in_each_division() -> None:
    rows = looks(grave_events=[3, 1, 0, 6])
    score = np.array([9.0, 1.0, 5.0, 4.0])
    assert reached(rows, score, {"ND1": 1, "ND2": 1}) == pytest.approx(0.3)
    assert reached(rows, score, {"ND1": 1, "ND2": 2}) == pytest.approx(0.9)
    assert reached(rows, score, {"ND2": 2}) == pytest.approx(0.6)
    assert reached(rows, score, 0.25) == pytest.approx(0.3)


def test_equal_scores_go_to_the_later_report() -> None:
    rows = looks(grave_events=[0, 0, 0, 6])
    assert reached(rows, np.zeros(4), 0.25) == 1.0


def test_a_person_in_two_parts_is_counted_once() -> None:
    rows = looks(grave_events=[4, 4, 0, 4]).with_columns(
        owner=pl.Series(["P0", "P0", "P2", "P3"])
    )
    assert reached(rows, np.array([9.0, 8.0, 1.0, 2.0]), 0.5) == pytest.approx(0.5)
