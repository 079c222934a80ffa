"""A small fictional jurisdiction to learn from."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from safeward.core.evaluation.backtest.gravity import days_of_harm
from safeward.core.evaluation.backtest.identity import Identity, identities
from safeward.core.history.events import build_events
from safeward.core.holdings.read import read_holdings
from safeward.core.holdings.types import Holdings
from safeward.core.risk.outcomes import happened
from safeward.core.risk.sample import sample
from safeward.core.risk.types import Sample
from safeward.core.synthetic.jurisdiction import generate
from safeward.core.synthetic.writing import write

DAY = date(2024, 9, 2)
LAST = date(2026, 6, 30)
GRAVE_DAYS = 365.0

Looking = Callable[..., Sample]


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("state")
    made = generate(incidents=4_000, divisions=3, years=5, seed=23, decisions=True)
    write(made, folder, "parquet")
    return folder


@pytest.fixture(scope="session")
def holdings(state: Path) -> Holdings:
    return read_holdings([state / "holdings"])


@pytest.fixture(scope="session")
def identity(holdings: Holdings) -> Identity:
    return identities(holdings.persons, [DAY])


@pytest.fixture(scope="session")
def looked(identity: Identity) -> Looking:
    """Look back from the day with 365 days after it."""

    def look(held: Holdings) -> Sample:
        events = build_events(
            held, identity.people, subjects=identity.everyone, since=DAY
        )
        return sample(
            held,
            events,
            identity,
            happened(events, days_of_harm(), last=LAST, limit=GRAVE_DAYS),
            dates=[DAY],
            horizon=365,
            data_to=LAST,
        )

    return look


def same(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    return one.equals(other.select(one.columns))
