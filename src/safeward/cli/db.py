"""`safeward db`: bring the platform's database up to date, say where it stands."""

from pathlib import Path
from typing import Annotated

import typer

from safeward.cli import load, rerank

app = typer.Typer(
    help="The platform's database: tables up to date, and where they stand.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("load")(load.command)
app.command("loads")(load.loads)
app.command("undo")(load.undo)
app.command("rerank")(rerank.command)


@app.command("migrate")
def migrate() -> None:
    """Bring the tables up to this version of Safeward.

    Only ever forwards; what is held stays. Running it again changes nothing.
    """
    from safeward.cli.platform import set_up, waiting_migrations

    set_up()
    from django.core.management import call_command

    steps = waiting_migrations()
    if not steps:
        typer.echo("The database is up to date.")
        return
    call_command("migrate", interactive=False, verbosity=0)
    typer.echo(f"{len(steps)} steps taken; the database is up to date.")


@app.command("status")
def status() -> None:
    """Say which database it is and which steps it still has to take."""
    from safeward.cli.platform import set_up, waiting_migrations

    set_up()
    from django.db import connection

    steps = waiting_migrations()
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    version = ".".join(str(part) for part in connection.get_database_version())
    typer.echo(f"{name} {version}: {connection.settings_dict['NAME']}")
    if not steps:
        typer.echo("The database is up to date.")
        return
    for step in steps:
        typer.echo(f"waits: {step}")
    typer.echo("Run `safeward db migrate`.")
    raise typer.Exit(2)


@app.command("demo-people")
def demo_people(
    division: Annotated[
        str, typer.Option("--division", help="The fictional division they work in.")
    ],
    capacity: Annotated[
        Path | None,
        typer.Option(
            "--capacity", help="A capacity file: their unit states its hours as there."
        ),
    ] = None,
) -> None:
    """Make invented staff, one for each role, to sign in as without a password.

    Only in a demonstration (SAFEWARD_DEMO=1). Running it again changes nothing.
    """
    from safeward.cli.platform import set_up, waiting_migrations
    from safeward.core.vocabulary.errors import ConfigurationRefused, UnusableInput

    set_up()
    from django.conf import settings

    from safeward.apps.access.actions import make_demo_people
    from safeward.apps.assessments.actions import make_demo_trainings
    from safeward.apps.cases.actions import state_demo_hours

    if not settings.SAFEWARD_DEMO:
        raise ConfigurationRefused(
            "demo people are for a demonstration only; set SAFEWARD_DEMO=1 on a "
            "machine of your own."
        )
    if waiting_migrations():
        raise ConfigurationRefused(
            "the tables are not up to date; run `safeward db migrate` first."
        )
    made = make_demo_people(division=division)
    make_demo_trainings()
    typer.echo(f"{len(made)} people stand on the sign-in page, for {division}.")
    if capacity is None:
        return
    if not state_demo_hours(division=division, capacity=capacity):
        raise UnusableInput(
            f"{capacity} holds no hours of {division}; name a division that it holds."
        )
    typer.echo("Their unit states the hours of its week as in the file.")
