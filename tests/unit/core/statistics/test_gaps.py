"""Gaps between groups."""

import numpy as np
import pytest
from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate
from sklearn.metrics import precision_score, recall_score

from safeward.core.statistics.classification import Confusion, confusion
from safeward.core.statistics.gaps import draw_cells, draw_units, gaps, implied_fpr
from safeward.core.statistics.parity import parity

A = Confusion(tp=300, fp=200, tn=400, fn=100)
B = Confusion(tp=100, fp=50, tn=250, fn=100)


def test_differences_and_ratios_of_every_rate() -> None:
    rng = np.random.default_rng(0)
    found = {
        gap.rate: gap
        for gap in gaps(A, B, draw_cells(A, rng, 500), draw_cells(B, rng, 500))
    }
    fpr = found["fpr"]
    assert fpr.difference is not None
    assert fpr.ratio is not None
    assert fpr.difference.value == pytest.approx(200 / 600 - 50 / 300)
    assert fpr.ratio.value == pytest.approx(2)
    assert fpr.difference.low < fpr.difference.value < fpr.difference.high
    assert fpr.difference.low > 0


def test_the_same_seed_gives_the_same_interval() -> None:
    one, two = (draw_cells(A, np.random.default_rng(4), 50) for _ in range(2))
    assert (one == two).all()


def test_drawing_cells_is_drawing_people() -> None:
    rng = np.random.default_rng(1)
    flagged, happened = rng.random(800) < 0.4, rng.random(800) < 0.3
    cells = confusion(flagged, happened)
    code = np.select([flagged & happened, flagged, ~happened], [0, 1, 2], 3)
    people = draw_units(code, np.ones(800), np.arange(800), rng, 600, 4)
    quick = draw_cells(cells, rng, 600)
    share = [draws[:, 0] / draws[:, [0, 3]].sum(axis=1) for draws in (quick, people)]
    assert share[0].std() == pytest.approx(share[1].std(), rel=0.12)


def test_rows_of_one_person_are_drawn_together() -> None:
    rng = np.random.default_rng(1)
    code = np.repeat(rng.integers(0, 4, 200), 5)
    alone = draw_units(code, np.ones(1000), np.arange(1000), rng, 400, 4)
    together = draw_units(code, np.ones(1000), np.arange(1000) // 5, rng, 400, 4)
    assert together[:, 0].std() > 1.8 * alone[:, 0].std()


def test_a_group_without_the_outcome_has_no_such_gap() -> None:
    nobody = Confusion(tp=0, fp=5, tn=5, fn=0)
    rng = np.random.default_rng(0)
    found = {
        gap.rate: gap
        for gap in gaps(
            nobody, A, draw_cells(nobody, rng, 100), draw_cells(A, rng, 100)
        )
    }
    assert found["sensitivity"].difference is None
    assert found["fpr"].difference is not None


def test_fairlearn_finds_the_same_rates_and_gaps() -> None:
    rng = np.random.default_rng(5)
    group = rng.choice(["x", "y", "z"], 3000)
    flagged = rng.random(3000) < np.where(group == "x", 0.5, 0.3)
    happened = rng.random(3000) < np.where(group == "z", 0.5, 0.4)
    tables = {
        name: confusion(flagged[group == name], happened[group == name])
        for name in ("x", "y", "z")
    }
    frame = MetricFrame(
        metrics={
            "sensitivity": recall_score,
            "ppv": precision_score,
            "fpr": false_positive_rate,
            "flagged": selection_rate,
        },
        y_true=happened,
        y_pred=flagged,
        sensitive_features=group,
    )
    for rate, by_group in frame.by_group.items():
        for name, value in by_group.items():
            ours = tables[str(name)].rate(str(rate))
            assert ours is not None
            assert ours.value == pytest.approx(value, abs=1e-12)
    found = parity(tables)
    assert found["demographic_parity_difference"] == pytest.approx(
        frame.difference()["flagged"]
    )
    assert found["equal_opportunity_ratio"] == pytest.approx(
        frame.ratio()["sensitivity"]
    )


def test_parity_needs_two_groups() -> None:
    assert set(parity({"only": A}).values()) == {None}


def test_base_rate_ppv_and_sensitivity_leave_one_false_positive_rate() -> None:
    base, ppv, hit, fpr = (
        A.rate(name) for name in ("base_rate", "ppv", "sensitivity", "fpr")
    )
    assert base is not None
    assert ppv is not None
    assert hit is not None
    assert fpr is not None
    assert implied_fpr(base.value, ppv.value, hit.value) == pytest.approx(fpr.value)
    assert implied_fpr(0.0, 0.5, 0.5) is None
