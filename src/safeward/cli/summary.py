"""What a run says on the terminal when it is done: the top of the queue, the line."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from safeward.core.capacity.scenario import Difference
from safeward.core.pipeline import Result
from safeward.core.vocabulary.codes import TIERS

TOP = 10
REASONS = 2


def lines(result: Result, out: Path) -> Iterator[str]:
    """Say in a screen what the run found; names stay in the brief."""
    counts = dict(result.queue.group_by("tier").len().iter_rows())
    tiers = ", ".join(f"{counts.get(tier, 0):,} {tier}" for tier in TIERS)
    yield (
        f"{result.as_of.isoformat()}: {result.queue.height:,} people of concern "
        f"({tiers}); policy {result.policy.id}, status {result.policy.status}."
    )
    for warning in result.priorities.warnings:
        yield f"Warning: {warning}"
    refused = result.holdings.rejected.height
    if refused:
        yield f"{refused:,} entries of refused data; see {out / 'rejected.csv'}."
    yield ""
    yield from top(result.queue)
    if result.allocation is None:
        yield "No capacity file was given: tiers and ranks stand, nothing is allocated."
    elif short := int(result.queue["shortfall"].sum() or 0):
        yield f"{short:,} people are owed a response beyond this week's hours."
    yield f"The morning brief: {out / 'brief.html'}"


def top(queue: pl.DataFrame, count: int = TOP) -> Iterator[str]:
    """The first few people over all divisions, with their first reasons."""
    first = queue.sort(
        "tier",
        pl.col("order_points") * -1,
        "division",
        "rank",
    ).head(count)
    for person in first.iter_rows(named=True):
        marks = f"  [{', '.join(person['checks'])}]" if person["checks"] else ""
        yield (
            f"{person['tier']}  {person['division']:<6} no. {person['rank']:<4} "
            f"{person['person_id']}  likelihood {person['likelihood']:>3}  "
            f"severity {person['severity']:>3}{marks}"
        )
        for reason in person["reasons"][:REASONS]:
            yield f"      - {reason}"
    if not first.height:
        yield "Nobody is in the queue on this day."
    yield ""


def what_if(difference: Difference, changes: list[str]) -> Iterator[str]:
    """Say who a change of hours would leave beyond the line, and who it would reach."""
    yield ""
    yield f"What if {', '.join(changes)}: tiers and ranks stay as they are."
    yield (
        f"{difference.beyond.height:,} people fall beyond the line, "
        f"{difference.within.height:,} come within it, {difference.changed:,} get "
        f"another response, {difference.unmet:,} more T1 go without their minimum."
    )
    for row in difference.beyond.iter_rows(named=True):
        yield (
            f"  beyond: {row['tier']}  {row['division']:<6} no. {row['rank']:<4} "
            f"{row['person_id']}  had {row['had'].replace('_', ' ')}"
        )
    for row in difference.within.iter_rows(named=True):
        yield (
            f"  within: {row['tier']}  {row['division']:<6} no. {row['rank']:<4} "
            f"{row['person_id']}  gets {row['response'].replace('_', ' ')}"
        )
