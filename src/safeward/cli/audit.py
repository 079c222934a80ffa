"""`safeward audit`: chain the log, and check it."""

import signal
from typing import Annotated

import typer

from safeward.cli.progress import shown
from safeward.core.vocabulary.errors import ConfigurationRefused

app = typer.Typer(
    help="The audit log: chain what was recorded, and check that nobody altered it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
SHOWN = 10


@app.command("verify")
def verify() -> None:
    """Check the whole log, and name the first thing that is wrong with it.

    Finds an entry or place that was edited, removed or added between, an end that was
    cut off, entries that nobody chained, and triggers that were taken away. Exit status
    0 when it is sound, 1 when it is not.
    """
    _set_up()
    from safeward.apps.audit.queries import verify as verified
    from safeward.apps.audit.types import AuditFailed

    with shown() as progress:
        report = verified(progress=lambda number: progress("checking the log", number))
    typer.echo(
        f"{report.sealed:,} entries in the chain, {report.waiting:,} not yet, "
        f"{report.kept:,} kept heads. Head {report.head}."
    )
    if report.sound:
        typer.echo("The log is sound.")
        return
    for finding in report.findings[:SHOWN]:
        typer.echo(f"- {finding.sentence}")
    if len(report.findings) > SHOWN:
        typer.echo(f"- and {len(report.findings) - SHOWN} more.")
    raise AuditFailed(f"the log is not sound. First: {report.findings[0].sentence}")


@app.command("seal")
def seal(
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, twice a second, until stopped.")
    ] = False,
) -> None:
    """Chain what has been recorded since, and keep the chain's head.

    One sealer works at a time however many are started. The platform needs one that
    watches.
    """
    _set_up()
    from safeward.apps.audit.actions import keep_sealing
    from safeward.apps.audit.actions import seal as seal_all

    if not watch:
        typer.echo(f"{seal_all():,} entries chained.")
        return
    stopped: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: stopped.append(number))
    typer.echo(f"{keep_sealing(on=lambda: not stopped):,} entries chained.")


def _set_up() -> None:
    from safeward.cli.platform import set_up, waiting_migrations

    set_up()
    if waiting_migrations():
        raise ConfigurationRefused(
            "the database is not up to date; run `safeward db migrate`."
        )
