"""`safeward db load`, `loads`, `undo`: agency files into the platform's database."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from safeward.cli import arguments
from safeward.cli.progress import shown
from safeward.core.vocabulary.errors import ConfigurationRefused, UnusableInput

if TYPE_CHECKING:
    from safeward.apps.records.types import Outcome

By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        help="On behalf of this account; the platform itself unless given.",
    ),
]


def command(
    inputs: arguments.In,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The day they were drawn up for; today unless given.",
        ),
    ] = None,
    by: By = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come in; take nothing in.")
    ] = False,
    rank: Annotated[
        bool,
        typer.Option("--rank/--no-rank", help="Rank everybody anew afterwards."),
    ] = True,
) -> None:
    """Take a delivery of agency files in, say whose records they are, rank everybody.

    A row that says what is held is skipped, a changed one takes the place of the held
    one, a bad one is kept with the load and named. All of it comes in or nothing.
    """
    given = arguments.folders(inputs)
    day = arguments.day(as_of, "--as-of") if as_of else None
    from safeward.cli.platform import set_up, waiting_migrations

    set_up()
    if waiting_migrations():
        raise ConfigurationRefused(
            "the tables are not up to date; run `safeward db migrate` first."
        )
    from django.db import transaction

    from safeward.apps.people.actions import place
    from safeward.apps.records import actions as records
    from safeward.apps.records.queries import account

    who = account(username=by) if by else None
    with shown() as progress:
        if dry_run:
            outcome = records.dry_run(
                by=who, folder=given, as_of=day, progress=progress
            )
        else:
            with transaction.atomic():
                outcome = records.commit_load(
                    by=who, folder=given, as_of=day, progress=progress
                )
                progress("saying whose records they are", 0, outcome.records.len())
                place(by=who, record_ids=outcome.records.to_list())
    for line in _told(outcome):
        typer.echo(line)
    if dry_run:
        typer.echo("Nothing was taken in.")
        return
    typer.echo(f"Load {outcome.load} is taken in.")
    if rank:
        from safeward.cli import rerank

        rerank.command(as_of=as_of, by=by)


def loads(
    refused: Annotated[
        str | None,
        typer.Option(
            "--refused", metavar="LOAD", help="List what was refused in one, as CSV."
        ),
    ] = None,
) -> None:
    """List what was loaded, the last first."""
    from safeward.cli.platform import set_up

    set_up()
    from safeward.apps.records import queries as records

    if refused is not None:
        typer.echo(records.rejected(load=_key(refused)).write_csv(), nl=False)
        return
    for line in records.loads():
        rows = sum(counts.new + counts.changed for counts in line.counts.values())
        typer.echo(
            f"{line.id}  {line.recorded_at:%Y-%m-%d %H:%M}  {line.state.words}: "
            f"{rows:,} rows of {line.source}, for {line.as_of}"
        )


def undo(
    load: Annotated[str, typer.Argument(metavar="LOAD", help="Its id.")],
    by: By = None,
) -> None:
    """Take a load back: everything is as it was before it, and the load is kept."""
    from safeward.cli.platform import set_up

    set_up()
    from django.db import transaction

    from safeward.apps.people.actions import place, withdraw
    from safeward.apps.records.actions import undo_load
    from safeward.apps.records.queries import account

    who = account(username=by) if by else None
    with transaction.atomic():
        undone = undo_load(by=who, load=_key(load))
        withdraw(by=who, record_ids=undone.gone.to_list())
        place(by=who, record_ids=undone.given_back.to_list())
    typer.echo(
        f"Load {undone.load} is taken back: {undone.gone.len():,} mentions of people "
        f"are gone, {undone.given_back.len():,} say again what they said before."
    )


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise UnusableInput(
            f"{text!r} is no load's id; see `safeward db loads`."
        ) from None


def _told(outcome: "Outcome") -> Iterable[str]:
    """What came in, a line a table that has any row."""
    for name, counts in outcome.counts.items():
        parts = [
            f"{number:,} {word}"
            for number, word in (
                (counts.new, "new"),
                (counts.changed, "changed"),
                (counts.equal, "as held"),
                (counts.rejected, "refused"),
            )
            if number
        ]
        if parts:
            yield f"{name}: {', '.join(parts)}"
    problems = outcome.rejected
    for row in problems.head(20).iter_rows(named=True):
        where = f"{row['file']} line {row['line']}"
        yield f"  {where}, {row['column'] or 'the row'}: {row['reason']}"
    if problems.height > 20:
        yield f"  and {problems.height - 20:,} more, kept with the load."
