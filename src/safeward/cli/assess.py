"""`safeward assess`: score a file of answers by one instrument."""

from pathlib import Path
from typing import Annotated

import typer

from safeward.cli import arguments
from safeward.cli.instruments import chosen
from safeward.cli.progress import shown


def command(
    instrument: Annotated[
        str,
        typer.Argument(
            metavar="INSTRUMENT",
            help="An id of the library, or a definition file (.toml).",
        ),
    ],
    answers: Annotated[
        Path,
        typer.Argument(
            metavar="ANSWERS",
            help="One row a case, one column an item, CSV or Parquet.",
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", help="File to write, .csv or .parquet.")
    ],
    assessor: Annotated[
        bool,
        typer.Option(
            "--assessor",
            help="For the assessor's own eyes: warnings that could reveal something "
            "about a person too.",
        ),
    ] = False,
) -> None:
    """Score every case, and say how far what is not answered could move it.

    Unknown is not no: beside each score stand the lowest and highest it could still be,
    the bands these reach, and the question that matters most next, with when and by
    whom it may be asked. A row that holds what is not possible, or a person whom the
    instrument does not cover, is refused with a sentence; the other rows are scored.
    `safeward instruments show INSTRUMENT` lists the columns.
    """
    from safeward.cli.output.rows import read_rows
    from safeward.cli.output.tables import write_table
    from safeward.core.instruments.assess import Audience, assess
    from safeward.core.vocabulary.errors import UnusableInput

    if out.suffix not in (".csv", ".parquet"):
        raise UnusableInput(f"{out} must end in .csv or .parquet.")
    arguments.writable(out)
    if out.exists() and answers.exists() and out.samefile(answers):
        raise UnusableInput(f"{out} is the file of answers; name another with --out.")
    tool = chosen(instrument)
    audience: Audience = "assessor" if assessor else "everyone"
    with shown() as progress:
        progress("reading answers")
        table = read_rows(answers, exact=True)
        progress("scoring", 0, table.height)
        try:
            results = assess(tool, table, audience=audience)
        except UnusableInput as error:
            raise type(error)(f"{answers}: {error}") from error
    try:
        write_table(results, out)
    except OSError as error:
        raise UnusableInput(f"{out} cannot be written: {error.strerror}.") from error
    refused = results["refused"].drop_nulls().len()
    open_ones = results["unanswered"].drop_nulls().len()
    typer.echo(
        f"{results.height - refused:,} of {results.height:,} cases scored by "
        f"{tool.name}, {refused:,} refused with a reason; {open_ones:,} have something "
        "unanswered."
    )
    typer.echo(f"It predicts {tool.predicts}.")
    typer.echo(tool.calibration)
    if tool.licence.administer == "original form":
        typer.echo(f"Administer the original form: {tool.licence.text}")
