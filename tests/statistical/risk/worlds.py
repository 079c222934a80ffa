"""Made-up jurisdictions to learn in and to judge in, and a model judged elsewhere.

``python -m tests.statistical.risk.worlds FOLDER`` measures what the reference page
reports, on 100,000 incidents each of two seeds; it takes many minutes.
"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from safeward.core.capacity.read import read_capacity
from safeward.core.evaluation.backtest.gravity import days_of_harm
from safeward.core.evaluation.backtest.harm import followed
from safeward.core.evaluation.backtest.identity import identities
from safeward.core.evaluation.training.rivals import Rivals
from safeward.core.evaluation.training.training import Asked, Training, train_on
from safeward.core.history.events import build_events
from safeward.core.holdings.read import read_holdings
from safeward.core.holdings.types import Holdings
from safeward.core.instruments.recorded import prepared
from safeward.core.priority.policy import content_of, load_policy
from safeward.core.risk.dates import as_of_dates
from safeward.core.risk.measures import SHARES, calibration, discriminations, reached
from safeward.core.risk.model import Model
from safeward.core.risk.outcomes import happened
from safeward.core.risk.sample import sample
from safeward.core.risk.scorecard import Calibration, points_of
from safeward.core.risk.types import Outcome
from safeward.core.risk.validate import SCORECARD, SCREENING
from safeward.core.synthetic.jurisdiction import generate
from safeward.core.synthetic.writing import write
from safeward.core.vocabulary.law import load_law

World = tuple[Holdings, dict[str, pl.DataFrame]]


def world(
    folder: Path, *, incidents: int, divisions: int, years: int, seed: int
) -> World:
    """Make a jurisdiction and read it back with its truth."""
    made = generate(
        incidents=incidents, divisions=divisions, years=years, seed=seed, decisions=True
    )
    write(made, folder, "parquet")
    truth = {path.stem: pl.read_parquet(path) for path in (folder / "truth").glob("*")}
    return read_holdings([folder / "holdings"]), truth


def learned(here: World, asked: Asked, folder: Path) -> Training:
    """A model of one world, beside the policy and the truth."""
    return train_on(
        here[0],
        asked,
        policy=content_of(),
        law=load_law("demo"),
        capacity=read_capacity(folder / "holdings" / "capacity.toml"),
        truth=here[1],
    )


def judged_elsewhere(model: Model, there: World, asked: Asked) -> dict[str, Any]:
    """How a written model does on a jurisdiction that it never saw."""
    holdings, truth = there
    last = holdings.incidents["reported_on"].max()
    assert isinstance(last, date)
    dates = as_of_dates(
        asked.first, asked.last, step=asked.step, horizon=asked.horizon, data_to=last
    )
    identity = identities(holdings.persons, dates)
    everyone = identity.everyone
    events = build_events(holdings, identity.people, subjects=everyone, since=dates[0])
    limit = followed(events, dates, asked.horizon, last).grave_days
    rows = sample(
        holdings,
        events,
        identity,
        happened(events, days_of_harm(), last=last, limit=limit),
        dates=dates,
        horizon=asked.horizon,
        data_to=last,
    ).rows
    rivals = Rivals(
        events,
        prepared(holdings.assessments, everyone),
        load_policy(),
        truth,
        everyone,
        asked.horizon,
    )
    points = rows.select(points_of(model.lines)).to_series().cast(pl.Float64).to_numpy()
    screening = rows["safvr_latest"].cast(pl.Float64).fill_null(-1.0).to_numpy()
    scores = {SCORECARD: points, SCREENING: screening, **rivals(rows)}
    outcome = rows[asked.outcome].to_numpy()
    chance = Calibration(model.calibration.intercept, model.calibration.slope)
    gauged = calibration(chance.chance(points), outcome)
    areas = discriminations(scores, outcome, rows["owner"], seed=asked.seed, rounds=100)
    return {
        "rows": rows.height,
        "people": rows["owner"].n_unique(),
        "rate": float(outcome.mean()),
        "slope": gauged.slope,
        "intercept": gauged.intercept,
        "brier": gauged.brier,
        "brier_of_base_rate": gauged.brier_of_base_rate,
        "auc": {name: areas[name].auc for name in scores},
        "reached": {
            name: {share: reached(rows, score, share) for share in SHARES}
            for name, score in scores.items()
        },
    }


def main(folder: Path) -> None:
    """Measure every outcome on one seed and judge it on another."""
    worlds = {}
    for seed in (101, 202):
        place = folder / str(seed)
        place.mkdir(parents=True, exist_ok=True)
        worlds[seed] = world(place, incidents=100_000, divisions=8, years=7, seed=seed)
    asks: tuple[tuple[Outcome, int], ...] = (
        ("grave_harm", 365),
        ("any_report", 365),
        ("order_breach", 365),
        ("grave_harm", 28),
    )
    for outcome, horizon in asks:
        asked = Asked(date(2023, 8, 1), date(2025, 6, 25), outcome, horizon, step=56)
        model = learned(worlds[101], asked, folder / "101").model
        found = judged_elsewhere(model, worlds[202], asked)
        place = folder / f"{outcome}-{horizon}.txt"
        place.write_text(
            json.dumps(
                {
                    "lines": [(line.input, line.most) for line in model.lines],
                    "training": [model.training.rows, model.training.outcomes],
                    "time": model.validity["time"],
                    "place": model.validity["place"],
                    "elsewhere": found,
                    "timing": model.timing,
                },
                indent=1,
                default=str,
            )
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
