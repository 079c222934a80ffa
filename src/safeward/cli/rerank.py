"""`safeward db rerank`: rank everybody whom the platform holds anew."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from safeward.cli import arguments
from safeward.cli.load import By
from safeward.cli.progress import shown
from safeward.core.vocabulary.errors import ConfigurationRefused

if TYPE_CHECKING:
    from safeward.apps.ranking.types import RunSummary


def command(
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The day to speak of; today unless given.",
        ),
    ] = None,
    capacity: Annotated[
        Path | None,
        typer.Option(
            "--capacity",
            metavar="FILE",
            help="A capacity file; the units' own hours unless given.",
        ),
    ] = None,
    by: By = None,
) -> None:
    """Work out everybody's tier from everything held, and let the queue say so.

    Run it every night. What a report said at once during the day is what the night
    says too; the night adds what doubtful links would change and how far this week's
    hours reach. The queue of any day before stays readable.
    """
    day = arguments.day(as_of, "--as-of") if as_of else None
    hours_file = arguments.existing(capacity, "--capacity")
    from safeward.cli.platform import set_up, waiting_migrations

    set_up()
    if waiting_migrations():
        raise ConfigurationRefused(
            "the tables are not up to date; run `safeward db migrate` first."
        )
    from safeward.apps.cases.actions import nightly
    from safeward.apps.ranking.actions import rerank
    from safeward.apps.records.queries import account
    from safeward.core.capacity.read import read_capacity

    who = account(username=by) if by else None
    hours = read_capacity(hours_file) if hours_file else None
    with shown() as progress:
        run = rerank(by=who, as_of=day, capacity=hours, progress=progress)
    for line in _told(run):
        typer.echo(line)
    woken = nightly(today=run.as_of)
    if woken:
        typer.echo(f"Cold cases woken: {woken:,}.")


def _told(run: "RunSummary") -> Iterator[str]:
    counts = run.counts
    yield (
        f"Ranked as of {run.as_of} by the policy {run.policy} ({run.policy_status}): "
        f"{counts['people']:,} people."
    )
    yield (
        f"Since the queue before: {counts['rose']:,} rose, {counts['fell']:,} fell, "
        f"{counts['new']:,} new, {counts['left']:,} left; {counts['written']:,} "
        "entries written."
    )
    for warning in run.warnings:
        yield f"Warning: {warning}"
