"""`safeward doctor`: looks an installation over and says what to mend."""

from collections.abc import Callable, Iterator
from pathlib import Path

import typer

type Finding = tuple[str, str]
"""A sentence that says what is wrong, and one that says what to do."""


def command() -> None:
    """Look over this installation's settings, database and pages.

    Prints a line for each thing looked at and, under one that is not right, what to do.
    The status is 0 when all is well and 2 when something is to be mended.
    """
    from safeward.cli.platform import set_up
    from safeward.core.vocabulary.errors import ConfigurationRefused

    try:
        set_up(folder=False)
    except ConfigurationRefused as error:
        typer.echo(f"MEND  settings: {error}")
        raise typer.Exit(2) from None
    from django.conf import settings

    looks: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        ("settings", _settings),
        ("database", _database),
        ("tables", _tables),
        ("audit log", _log),
        ("pages", _pages),
    ]
    wrong = 0
    for name, look in looks:
        findings = list(look())
        if not findings:
            typer.echo(f"ok    {name}")
        for what, mend in findings:
            wrong += 1
            typer.echo(f"MEND  {name}: {what}")
            if mend:
                typer.echo(f"      {mend}")
    if settings.SAFEWARD_DEMO:
        typer.echo(
            "note  This is a demonstration (SAFEWARD_DEMO=1): what a real installation "
            "needs besides was not looked at."
        )
    if wrong:
        raise typer.Exit(2)
    typer.echo("Nothing to mend.")


def _settings() -> Iterator[Finding]:
    from django.conf import settings
    from django.core.checks import WARNING, Tags, run_checks

    # What installations differ in; the checks of tables are for those who write code.
    found = run_checks(
        tags=[Tags.security, Tags.caches, Tags.files, Tags.staticfiles],
        include_deployment_checks=not settings.SAFEWARD_DEMO,
    )
    # W009 (a weak key) is said better by our own check of it.
    for message in found:
        said = message.is_silenced() or message.id == "security.W009"
        if message.level >= WARNING and not said:
            yield f"{message.msg} ({message.id})", message.hint or ""


def _database() -> Iterator[Finding]:
    from django.core.checks import Tags, run_checks
    from django.db import DatabaseError

    if (path := _missing_file()) is not None:
        yield f"There is none yet at {path}.", "Run `safeward db migrate`."
        return
    try:
        found = run_checks(tags=[Tags.database], databases=["default"])
    except DatabaseError as error:
        yield (
            f"It does not answer ({type(error).__name__}).",
            "See that it runs, and that SAFEWARD_DATABASE names it rightly.",
        )
        return
    for message in found:
        yield f"{message.msg} ({message.id})", message.hint or ""


def _tables() -> Iterator[Finding]:
    from safeward.cli.platform import waiting_migrations
    from safeward.core.vocabulary.errors import ConfigurationRefused

    missing = _missing_file() is not None
    try:
        steps = [] if missing else waiting_migrations()
    except ConfigurationRefused:
        missing = True
    if missing:
        yield "They could not be looked at without a database.", ""
        return
    if steps:
        yield f"{len(steps)} steps wait.", "Run `safeward db migrate`."


def _log() -> Iterator[Finding]:
    if [*_tables()]:
        yield "It could not be looked at without its tables.", ""
        return
    from safeward.apps.audit.queries import waits_too_long

    if waits_too_long():
        yield (
            "Entries older than a minute have no place in its chain.",
            "Keep `safeward audit seal --watch` running beside the site.",
        )


def _pages() -> Iterator[Finding]:
    from safeward.web.collected import made

    if not made():
        yield "Their style sheets are not made.", "Run `make setup` with npm in reach."


def _missing_file() -> Path | None:
    """The file of an embedded database that is not there yet; looking makes none."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    path = Path(database["NAME"])
    if not database["ENGINE"].endswith("sqlite3") or path.exists():
        return None
    return path
