"""A replayed day says what a run of that day would have said, at a fraction of it."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from safeward.core.capacity.read import read_capacity
from safeward.core.evaluation.backtest.backtest import as_of_dates, backtest
from safeward.core.evaluation.backtest.charts import by_date, three_lines
from safeward.core.evaluation.backtest.identity import Identity, identities
from safeward.core.evaluation.backtest.replayed import ground, replay
from safeward.core.evaluation.backtest.report import text
from safeward.core.holdings.known import known
from safeward.core.holdings.read import read_holdings
from safeward.core.holdings.types import Holdings
from safeward.core.linkage.link import link
from safeward.core.priority.policy import load_policy
from safeward.core.priority.today import lay_out, shown_today
from safeward.core.synthetic import Jurisdiction, generate, write
from safeward.core.vocabulary.errors import UnusableInput
from safeward.core.vocabulary.law import load_law

DAY = date(2024, 3, 1)
DATES = (date(2023, 3, 3), DAY)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Jurisdiction, Path]:
    folder = tmp_path_factory.mktemp("world")
    made = generate(incidents=4000, divisions=2, years=6, seed=11)
    write(made, folder, form="parquet")
    return made, folder


@pytest.fixture(scope="module")
def holdings(world: tuple[Jurisdiction, Path]) -> Holdings:
    return read_holdings([world[1] / "holdings"])


@pytest.fixture(scope="module")
def identity(holdings: Holdings) -> Identity:
    return identities(holdings.persons, DATES)


def grouped(people: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    return (
        people.select("record_id", "person_id")
        .join(records.select("record_id"), on="record_id")
        .group_by("person_id")
        .agg(key=pl.col("record_id").sort().str.join("|"))
    )


def test_tiers_and_axes_are_those_of_a_run_of_that_day(
    holdings: Holdings, identity: Identity
) -> None:
    policy, law = load_policy(), load_law("demo")
    laid = ground(holdings, identity, policies=[policy], dates=DATES, law=law)
    replayed = dict(replay(laid, DATES))[DAY]
    then = known(holdings, DAY)
    linked = link(then.persons)
    today = lay_out(then, linked, as_of=DAY, policy=policy, law=law)
    shown = shown_today(today).tiers
    axes = today.facts.scored(shown.select("person_id", as_of=pl.lit(DAY)))
    run = shown.select("person_id", "tier").join(
        axes.select("person_id", "likelihood", "severity"), on="person_id"
    )
    both = (
        replayed.join(grouped(identity.everyone, then.persons), on="person_id")
        .join(
            run.join(grouped(linked.people, then.persons), on="person_id"),
            on="key",
            how="full",
            coalesce=True,
        )
        .with_columns(
            same=pl.col("tier_0").eq_missing(pl.col("tier"))
            & pl.col("likelihood_0").eq_missing(pl.col("likelihood"))
            & pl.col("severity_0").eq_missing(pl.col("severity"))
        )
    )
    assert replayed.height > 300
    assert both.filter(pl.col("tier_0") == "T1").height > 0
    # Guards that decide on fewer records, and reports void later, may differ.
    assert both["same"].mean() > 0.99


def test_nothing_learned_after_the_day_is_read(
    holdings: Holdings, identity: Identity
) -> None:
    policy, law = load_policy(), load_law("demo")
    then = known(holdings, DAY)
    ids = then.persons["record_id"].implode()
    known_then = Identity(
        people=identity.people.filter(pl.col("record_id").is_in(ids)),
        parts=identity.parts.filter(pl.col("record_id").is_in(ids)),
        apart=identity.apart,
    )
    whole = ground(holdings, identity, policies=[policy], dates=[DAY], law=law)
    cut = ground(then, known_then, policies=[policy], dates=[DAY], law=law)
    ((_, one),) = replay(whole, [DAY])
    ((_, two),) = replay(cut, [DAY])
    assert one.equals(two)


def test_a_report_is_the_same_twice_and_says_everything(
    world: tuple[Jurisdiction, Path], holdings: Holdings
) -> None:
    made, folder = world
    capacity = read_capacity(folder / "holdings" / "capacity.toml")
    reports = [
        text(
            backtest(
                holdings,
                policies=[load_policy()],
                dates=DATES,
                capacity=capacity,
                law=load_law("demo"),
                truth=made.truth,
            )
        )
        for _ in range(2)
    ]
    assert reports[0] == reports[1]
    assert max(len(line) for line in reports[0].splitlines()) <= 88
    for said in (
        "no record before the day",
        "VP-SAFvR of 8 or more first",
        "most recent report",
        "most reports",
        "most recorded harm so far",
        "most grave events",
        "random",
        "oracle",
        "A response may have prevented harm",
    ):
        assert said in " ".join(reports[0].split())


def test_it_can_be_drawn(world: tuple[Jurisdiction, Path], holdings: Holdings) -> None:
    report = backtest(
        holdings,
        policies=[load_policy()],
        dates=DATES,
        capacity=read_capacity(world[1] / "holdings" / "capacity.toml"),
        law=load_law("demo"),
    )
    from safeward.core.charts.render import svg

    for spec in (three_lines(report.judged[0]), by_date(report.judged[0])):
        assert svg(spec).startswith("<svg")


def test_dates_step_by_four_weeks() -> None:
    assert as_of_dates(date(2024, 1, 1), date(2024, 3, 1)) == (
        date(2024, 1, 1),
        date(2024, 1, 29),
        date(2024, 2, 26),
    )
    with pytest.raises(UnusableInput, match="is before"):
        as_of_dates(date(2024, 3, 1), date(2024, 1, 1))


def test_a_horizon_that_does_not_end_inside_the_data_is_refused(
    world: tuple[Jurisdiction, Path], holdings: Holdings
) -> None:
    with pytest.raises(UnusableInput, match="28 days of data after it"):
        backtest(
            holdings,
            policies=[load_policy()],
            dates=[date(2026, 6, 20)],
            capacity=read_capacity(world[1] / "holdings" / "capacity.toml"),
            law=load_law("demo"),
        )
