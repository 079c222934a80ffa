"""A fit finds what was put in, and says how far from the truth it stays."""

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from safeward.core.evaluation.training.rivals import TRUE_NUMBER
from safeward.core.evaluation.training.training import Asked, Training
from safeward.core.risk.binned import matrix, patterns
from safeward.core.risk.fit import fit
from safeward.core.risk.measures import calibration, discriminations
from safeward.core.risk.scorecard import calibrated, lines, points_of
from safeward.core.risk.validate import SCORECARD, SCREENING
from tests.statistical.risk.worlds import judged_elsewhere, learned, world

TRUE = {
    ("days_since_last_event", 365): 0.5,
    ("days_since_last_event", 28): 0.7,
    ("event_days_12m", 2): 0.6,
    ("breaches_12m", 1): 0.8,
    ("strangulation_36m", 1): 0.4,
}
NOISE = ("weapon_36m", "fear_90d", "victims_36m")
INPUTS = (*dict.fromkeys(name for name, _ in TRUE), *NOISE)


def simulated(size: int, seed: int) -> tuple[pl.DataFrame, np.ndarray]:
    """People whose log odds are known exactly."""
    rng = np.random.default_rng(seed)
    columns = {
        "days_since_last_event": rng.integers(1, 1200, size),
        "event_days_12m": rng.poisson(1.0, size),
        "breaches_12m": rng.poisson(0.3, size),
        "strangulation_36m": (rng.random(size) < 0.2).astype(int),
        "weapon_36m": (rng.random(size) < 0.2).astype(int),
        "fear_90d": rng.integers(0, 3, size),
        "victims_36m": rng.poisson(1.5, size),
    }
    odds = np.full(size, -2.2)
    for (name, step), weight in TRUE.items():
        value = columns[name]
        odds += weight * (value <= step if "since" in name else value >= step)
    chance = 1 / (1 + np.exp(-odds))
    frame = pl.DataFrame({**columns, "any_report": rng.random(size) < chance})
    owner = pl.Series("owner", [f"P{n}" for n in range(size)])
    return frame.with_columns(owner), chance


def test_known_weights_are_found_and_noise_is_not() -> None:
    rows, _ = simulated(60_000, 1)
    fitted = fit(rows, "any_report", INPUTS, seed=2)
    weights = dict(zip(fitted.steps.columns, fitted.weights, strict=True))
    for step, true in TRUE.items():
        # Steps beside a true one may share it, so a run of steps is added up.
        near = [s for s in fitted.steps.columns if s[0] == step[0]]
        assert weights[step] == pytest.approx(true, abs=0.15), step
        assert sum(weights[s] for s in near) == pytest.approx(
            sum(w for s, w in TRUE.items() if s[0] == step[0]), abs=0.25
        )
    noise = [weight for (name, _), weight in weights.items() if name in NOISE]
    assert max(noise, default=0.0) < 0.1


def test_points_on_people_never_seen_are_nearly_as_good_as_the_truth() -> None:
    rows, _ = simulated(60_000, 1)
    fresh, chance = simulated(40_000, 9)
    found = lines(fit(rows, "any_report", INPUTS, seed=2))
    points = [
        frame.select(points_of(found)).to_series().to_numpy().astype(float)
        for frame in (rows, fresh)
    ]
    said = calibrated(points[0], rows["any_report"].to_numpy()).chance(points[1])
    happened = fresh["any_report"].to_numpy()
    gauged = calibration(said, happened)
    assert gauged.slope is not None
    assert gauged.intercept is not None
    assert gauged.slope.value == pytest.approx(1, abs=0.06)
    assert gauged.intercept.value == pytest.approx(0, abs=0.06)
    areas = discriminations(
        {"truth": chance, "points": points[1]}, happened, fresh["owner"], seed=3
    )
    than = areas["points"].than_first
    assert than is not None
    assert -0.01 < than.value < 0.002


def test_rounding_to_whole_points_costs_next_to_nothing() -> None:
    rows, _ = simulated(60_000, 1)
    fitted = fit(rows, "any_report", INPUTS, seed=2)
    happened = rows["any_report"].to_numpy()
    counted = patterns(rows, fitted.steps, happened, np.zeros(rows.height, np.int64))
    odds = (matrix(counted.levels, fitted.steps) @ fitted.weights)[counted.of_row]
    points = rows.select(points_of(lines(fitted))).to_series().to_numpy().astype(float)
    areas = discriminations(
        {"odds": odds, "points": points}, happened, rows["owner"], seed=3, rounds=50
    )
    than = areas["points"].than_first
    assert than is not None
    assert abs(than.value) < 0.001


ASKED = Asked(date(2023, 2, 6), date(2025, 6, 1), "any_report", 365, step=168)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> tuple[Training, dict[str, Any]]:
    """A model of one made-up state, and how it does on another of another seed."""
    folder = tmp_path_factory.mktemp("here")
    size = {"incidents": 8_000, "divisions": 3, "years": 6}
    trained = learned(world(folder, **size, seed=31), ASKED, folder)
    there = world(tmp_path_factory.mktemp("there"), **size, seed=32)
    return trained, judged_elsewhere(trained.model, there, ASKED)


def test_on_another_seed_it_keeps_its_rank_and_its_calibration(
    here: tuple[Training, dict[str, Any]],
) -> None:
    _, found = here
    assert found["auc"][SCORECARD].value > 0.66
    assert 0.8 < found["slope"].value < 1.2
    assert abs(found["intercept"].value) < 0.25
    assert found["brier"] < found["brier_of_base_rate"]


def test_it_beats_the_screening_and_stays_below_the_latent_truth(
    here: tuple[Training, dict[str, Any]],
) -> None:
    _, found = here
    areas = {name: area.value for name, area in found["auc"].items()}
    assert areas[SCREENING] + 0.03 < areas[SCORECARD] < areas[TRUE_NUMBER]
    reach = {name: shares[0.1] for name, shares in found["reached"].items()}
    assert reach[SCREENING] < reach[SCORECARD] < reach[TRUE_NUMBER]


def test_later_days_and_places_left_out_agree_with_another_seed(
    here: tuple[Training, dict[str, Any]],
) -> None:
    trained, found = here
    said = trained.model.validity
    elsewhere = found["auc"][SCORECARD].value
    for name in ("time", "place"):
        held_out = said[name]["orders"][SCORECARD]["auc"]["value"]
        assert held_out == pytest.approx(elsewhere, abs=0.06)
