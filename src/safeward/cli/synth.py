"""`safeward synth`: a made-up jurisdiction with known truth."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from safeward.cli.progress import shown


def command(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="Folder to make; empty or not there.")
    ],
    incidents: Annotated[
        int, typer.Option(min=10, max=5_000_000, help="About how many reports.")
    ] = 1_000,
    divisions: Annotated[
        int, typer.Option(min=1, max=200, help="Police divisions.")
    ] = 2,
    years: Annotated[int, typer.Option(min=1, max=30, help="Years of records.")] = 3,
    seed: Annotated[int, typer.Option(min=0, help="Same seed, same files.")] = 1,
    world: Annotated[
        str,
        typer.Option(
            help="How people behave: default, no_escalation, near_repeat_only or "
            "harm_independent."
        ),
    ] = "default",
    decisions: Annotated[
        bool, typer.Option("--decisions", help="Also what units decided: reviews.")
    ] = False,
    until: Annotated[
        str | None,
        typer.Option("--until", help="Last day, YYYY-MM-DD; 2026-06-30 if not said."),
    ] = None,
    form: Annotated[
        Literal["csv", "parquet"], typer.Option("--format", help="Form of the tables.")
    ] = "csv",
) -> None:
    """Make a fictional jurisdiction's agency files, and the truth beside them.

    OUT/holdings holds what agencies would hand over, errors included; OUT/truth says
    who is who and who does what, and is read by a backtest's oracle alone.
    """
    from safeward.cli.arguments import day
    from safeward.cli.output.folder import whole_or_empty
    from safeward.core.synthetic.jurisdiction import LAST_DAY, generate
    from safeward.core.synthetic.worlds import WORLDS
    from safeward.core.synthetic.writing import write
    from safeward.core.vocabulary.errors import UnusableInput

    if world not in WORLDS:
        raise UnusableInput(f"--world {world!r} is none of {', '.join(WORLDS)}.")
    with shown() as progress, whole_or_empty(out) as folder:
        made = generate(
            incidents=incidents,
            divisions=divisions,
            years=years,
            seed=seed,
            world=world,
            decisions=decisions,
            until=LAST_DAY if until is None else day(until, "--until"),
            progress=progress,
        )
        progress("writing files")
        write(made, folder, form)
    counts = made.tables["incidents"].height, made.tables["persons"].height
    typer.echo(
        f"{out}: {counts[0]:,} incidents and {counts[1]:,} mentions of people in "
        f"{divisions} divisions; the latest report is of {made.last_day.isoformat()}."
    )
