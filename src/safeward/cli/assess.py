"""`safeward assess`: score a file of answers by one instrument."""

from pathlib import Path
from typing import Annotated

import typer

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
    from safeward.core.instruments.assess import assess
    from safeward.core.instruments.library import find, read
    from safeward.core.vocabulary.errors import UnusableInput

    if out.suffix not in (".csv", ".parquet"):
        raise UnusableInput(f"{out} must end in .csv or .parquet.")
    if not out.resolve().parent.is_dir():
        raise UnusableInput(f"{out.parent} is not a folder; make it first.")
    own = instrument.endswith(".toml")
    tool = read(Path(instrument)) if own else find(instrument)
    with shown() as progress:
        progress("reading answers")
        table = read_rows(answers)
        progress("scoring", 0, table.height)
        try:
            results = assess(tool, table)
        except UnusableInput as error:
            raise type(error)(f"{answers}: {error}") from error
    write_table(results, out)
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
