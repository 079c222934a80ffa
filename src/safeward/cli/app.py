"""The commands, and how any failure is told: one sentence, and a status.

Exit status 0 is done, 1 an error of ours, 2 unusable input or arguments. A stack trace
is shown only with ``--debug``; without it an unexpected error names its kind alone,
because its message could hold somebody's data.
"""

import os
import signal
import sys
from types import FrameType
from typing import Annotated

import typer

from safeward.cli import (
    assess,
    audit,
    backtest,
    db,
    doctor,
    evaluate,
    instruments,
    link,
    prioritise,
    register,
    serve,
    synth,
    train,
    validate,
    work,
)
from safeward.core.vocabulary.errors import SafewardError

app = typer.Typer(
    name="safeward",
    help=(
        "From scattered agency records to the right person dealt with today: linked, "
        "assessed, prioritised, acted on, accounted for. Safeward supports decisions "
        "and a named human makes them."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("prioritise")(prioritise.command)
app.command("link")(link.command)
app.command("assess")(assess.command)
app.command("backtest")(backtest.command)
app.command("evaluate")(evaluate.command)
app.command("train")(train.command)
app.command("synth")(synth.command)
app.command("validate")(validate.command)
app.command("serve")(serve.command)
app.command("work")(work.command)
app.command("doctor")(doctor.command)
app.add_typer(db.app, name="db")
app.add_typer(audit.app, name="audit")
app.add_typer(instruments.app, name="instruments")
app.add_typer(register.app, name="register")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"safeward {version('safeward')}")
        raise typer.Exit


@app.callback()
def common(
    debug: Annotated[
        bool, typer.Option("--debug", help="Show a stack trace when something fails.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Say which version."
        ),
    ] = False,
) -> None:
    """Take what every command shares."""
    del debug, version


class Stopped(BaseException):
    """Asked to stop by the system; unwinds so that nothing half-written stays."""


def _stop(number: int, frame: FrameType | None) -> None:
    del frame
    raise Stopped(number)


def run(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its status."""
    given = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in given
    # The option is accepted before and after the command's name.
    given = [word for word in given if word != "--debug"]
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        app(args=given, standalone_mode=True)
    except SafewardError as error:
        if debug:
            raise
        typer.echo(f"safeward: {error}", err=True)
        raise SystemExit(error.exit_status) from None
    except Stopped:
        typer.echo("safeward: stopped; nothing was written.", err=True)
        raise SystemExit(130) from None
    except BrokenPipeError:
        # The reader of our output went away, which is its right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except Exception as error:
        if debug:
            raise
        typer.echo(
            f"safeward: an error of ours ({type(error).__name__}); run again with "
            "--debug to see where.",
            err=True,
        )
        raise SystemExit(1) from None
