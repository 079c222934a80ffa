"""Weights that are never negative, and the least of the penalised loss."""

import numpy as np
import polars as pl
import pytest
from scipy.optimize import minimize

from safeward.core.risk.binned import Steps, matrix, patterns, supported
from safeward.core.risk.fit import L1_SHARE, _minimum, _start, fit
from safeward.core.risk.scorecard import lines, points_of
from safeward.core.vocabulary.errors import UnusableInput

INPUTS = ("days_since_last_event", "event_days_12m", "breaches_12m", "stalking_36m")


def rows(size: int = 4_000, seed: int = 5, *, sign: float = 1.0) -> pl.DataFrame:
    """People whose odds rise with events and freshness, and not with stalking."""
    rng = np.random.default_rng(seed)
    days = rng.integers(1, 900, size)
    events = rng.poisson(1.2, size)
    breaches = rng.poisson(0.4, size)
    stalking = rng.random(size) < 0.3
    odds = -2.5 + sign * (0.9 * (days <= 90) + 0.6 * np.minimum(events, 4))
    odds += sign * 0.5 * (breaches >= 1) - 0.7 * stalking
    happened = rng.random(size) < 1 / (1 + np.exp(-odds))
    return pl.DataFrame(
        {
            "owner": [f"P{number:05d}" for number in range(size)],
            "days_since_last_event": days,
            "event_days_12m": events,
            "breaches_12m": breaches,
            "stalking_36m": stalking.astype(int),
            "any_report": happened,
        }
    )


@pytest.mark.parametrize("strength", [0.01, 0.001, 0.00005])
def test_the_minimum_is_that_of_a_general_optimiser(strength: float) -> None:
    frame = rows()
    steps = supported(frame, "any_report", INPUTS)
    counted = patterns(
        frame, steps, frame["any_report"].to_numpy(), np.zeros(frame.height, np.int64)
    )
    design = matrix(counted.levels, steps)
    n, y = counted.rows[:, 0], counted.outcomes[:, 0]

    def loss(at: np.ndarray) -> float:
        odds = at[0] + design @ at[1:]
        plain = (n * np.logaddexp(0, odds) - y * odds).sum() / n.sum()
        weights = at[1:]
        return float(
            plain
            + strength * L1_SHARE * weights.sum()
            + strength * (1 - L1_SHARE) / 2 * weights @ weights
        )

    found = _minimum(design, n, y, strength, _start(n, y, design))
    least = minimize(
        loss,
        np.zeros(len(found)),
        method="L-BFGS-B",
        bounds=[(None, None)] + [(0, None)] * (len(found) - 1),
        options={"maxfun": 200_000, "maxiter": 5_000, "ftol": 1e-13},
    )
    assert loss(found) <= least.fun + 1e-9
    assert np.abs(found - least.x).max() < 0.02


def test_no_weight_is_negative_even_where_the_data_say_less() -> None:
    fitted = fit(rows(), "any_report", INPUTS, seed=1)
    assert (fitted.weights >= 0).all()
    assert "stalking_36m" not in fitted.steps.inputs


def test_what_predicts_the_other_way_round_is_no_model() -> None:
    with pytest.raises(UnusableInput, match="nothing that may be read tells"):
        fit(rows(sign=-1.0), "any_report", INPUTS, seed=1)


def test_a_step_that_too_few_people_reach_is_dropped() -> None:
    frame = rows().with_columns(breaches_12m=(pl.int_range(pl.len()) < 49).cast(int))
    assert "breaches_12m" not in supported(frame, "any_report", INPUTS).inputs
    frame = rows().with_columns(breaches_12m=(pl.int_range(pl.len()) < 400).cast(int))
    kept = supported(frame, "any_report", INPUTS)
    assert kept.only(["breaches_12m"]).at == ((1,),)


def test_days_of_one_person_do_not_count_as_many_people() -> None:
    frame = rows().with_columns(owner=pl.lit("P00001"))
    assert supported(frame, "any_report", INPUTS) == Steps((), ())


def test_a_fit_is_the_same_whatever_the_order_of_the_rows() -> None:
    one = lines(fit(rows(), "any_report", INPUTS, seed=3))
    other = lines(
        fit(
            rows().sample(fraction=1, shuffle=True, seed=9),
            "any_report",
            INPUTS,
            seed=3,
        )
    )
    assert one == other


@pytest.mark.parametrize(("happened", "who"), [(True, "everybody"), (False, "nobody")])
def test_an_outcome_of_all_or_none_is_refused_with_what_to_do(
    happened: bool, who: str
) -> None:
    frame = rows().with_columns(any_report=pl.lit(happened))
    with pytest.raises(UnusableInput, match=f"followed {who}.*--horizon"):
        fit(frame, "any_report", INPUTS, seed=1)


def test_too_little_to_learn_from_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnusableInput, match="too few to learn"):
        fit(rows(40), "any_report", INPUTS, seed=1)


def test_points_follow_the_log_odds() -> None:
    fitted = fit(rows(), "any_report", INPUTS, seed=1)
    found = lines(fitted)
    assert sum(line.most for line in found) <= 100
    frame = rows()
    counted = patterns(
        frame,
        fitted.steps,
        frame["any_report"].to_numpy(),
        np.zeros(frame.height, np.int64),
    )
    odds = (matrix(counted.levels, fitted.steps) @ fitted.weights)[counted.of_row]
    points = frame.select(points_of(found)).to_series().to_numpy()
    assert np.corrcoef(odds, points)[0, 1] > 0.995
