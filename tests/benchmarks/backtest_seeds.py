"""The default policy replayed on states nobody looked at while it was made.

Run as ``python -m tests.benchmarks.backtest_seeds [INCIDENTS]`` (an hour at 120,000 on
two cores). Prints, for each world, what the policy and every other order reach, mean
over the seeds, and in how many of them the difference is clear of nought.
"""

import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Final

from safeward.core.capacity.read import read_capacity
from safeward.core.evaluation.backtest.backtest import as_of_dates, backtest
from safeward.core.evaluation.backtest.types import BacktestReport, Judged
from safeward.core.holdings.read import read_holdings
from safeward.core.priority.policy import load_policy
from safeward.core.synthetic import generate
from safeward.core.synthetic.writing import write
from safeward.core.vocabulary.law import load_law

SEEDS: Final = {
    "default": range(201, 211),
    "no_escalation": range(301, 304),
    "near_repeat_only": range(301, 304),
    "harm_independent": range(301, 304),
}
DATES: Final = as_of_dates(date(2023, 7, 1), date(2025, 6, 1))


def replayed(world: str, seed: int, incidents: int) -> BacktestReport:
    """One state, generated, read back from its files and replayed."""
    import polars as pl

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = generate(
            incidents=incidents, divisions=12, years=10, seed=seed, world=world
        )
        write(made, folder, "parquet")
        truth = (folder / "truth").glob("*.parquet")
        return backtest(
            read_holdings((folder / "holdings",)),
            policies=[load_policy()],
            dates=DATES,
            capacity=read_capacity(folder / "holdings" / "capacity.toml"),
            law=load_law("demo"),
            truth={path.stem: pl.read_parquet(path) for path in truth},
        )


def show(world: str, reports: Sequence[BacktestReport]) -> None:
    """Print one world: a table for each thing that is judged."""
    cuts = ", ".join(
        f"{report.grave_days:g} days ({report.grave_share:.1%} of events)"
        for report in reports
    )
    print(f"\n{world}: grave from {cuts}")
    for place in range(max(len(report.judged) for report in reports)):
        judged = [r.judged[place] for r in reports if len(r.judged) > place]
        _table(judged)


def _table(judged: Sequence[Judged]) -> None:
    print(f"{judged[0].title}, {len(judged)} states")
    print("| order | reached | more by the policy | wins | loses | days | injury |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name in judged[0].orders:
        lines = [each.orders[name] for each in judged]
        by = [line.against_first for line in lines]
        print(
            f"| {name} | {mean(line.reached.value for line in lines):.1%} "
            f"| {100 * mean(one.value for one in by):+.1f} "
            f"| {sum(one.low > 0 for one in by)} | {sum(one.high < 0 for one in by)} "
            f"| {mean(line.reached_harm for line in lines):.1%} "
            f"| {mean(line.reached_injury or 0.0 for line in lines):.1%} |"
        )


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 120_000
    for name, seeds in SEEDS.items():
        show(name, [replayed(name, seed, size) for seed in seeds])
