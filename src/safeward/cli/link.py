"""`safeward link`: who is who in one table of persons."""

from pathlib import Path
from typing import Annotated

import typer

from safeward.cli import arguments
from safeward.cli.progress import shown


def command(
    persons: Annotated[
        Path, typer.Argument(metavar="PERSONS", help="A persons table, CSV or Parquet.")
    ],
    out: Annotated[
        Path, typer.Option("--out", help="File to write, .csv or .parquet.")
    ],
    train: Annotated[
        bool,
        typer.Option("--train", help="Estimate the model on this very table first."),
    ] = False,
    model: arguments.ModelFile = None,
    save_model: Annotated[
        Path | None,
        typer.Option(
            "--save-model", metavar="FILE", help="Keep the model that was used."
        ),
    ] = None,
    review: Annotated[
        Path | None,
        typer.Option("--review", metavar="FILE", help="Write the doubtful links too."),
    ] = None,
) -> None:
    """Say which mentions are one person, how sure that is, and what it rests on.

    Nothing merges silently: links in doubt are left apart and counted. The shipped
    model is used unless --model names another or --train estimates one.
    """
    from safeward.cli.output.tables import write_table
    from safeward.core.holdings.read import read_persons
    from safeward.core.linkage.link import link
    from safeward.core.linkage.model import default_model, read_model, write
    from safeward.core.vocabulary.errors import UnusableInput

    for target in (out, review):
        if target is not None and target.suffix not in (".csv", ".parquet"):
            raise UnusableInput(f"{target} must end in .csv or .parquet.")
        if target is not None and not target.resolve().parent.is_dir():
            raise UnusableInput(f"{target.parent} is not a folder; make it first.")
    arguments.existing(persons, "PERSONS")
    with shown() as progress:
        progress("reading files")
        table, rejected = read_persons(persons)
        chosen = read_model(model) if model else default_model()
        notes: tuple[str, ...] = ()
        if train:
            from safeward.core.linkage.train import train as estimate

            progress("estimating the model", 0, table.height)
            chosen, notes = estimate(table, chosen)
        linked = link(table, model=chosen, progress=progress)
    write_table(linked.people, out)
    if review is not None:
        write_table(linked.review, review)
    if save_model is not None:
        save_model.write_text(write(chosen), encoding="utf-8")
    people = linked.people["person_id"].n_unique()
    typer.echo(
        f"{linked.records_read:,} mentions are {people:,} people by model "
        f"{linked.model_id}; {linked.review.height:,} links are doubtful and were left "
        "apart."
    )
    if rejected.height:
        typer.echo(f"{rejected.height:,} rows or values were refused or not read.")
    for note in (*notes, *linked.notes):
        typer.echo(f"Note: {note}")
