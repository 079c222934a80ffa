"""`safeward backtest`: would this queue have reached the harm that followed?"""

from pathlib import Path
from typing import Annotated

import typer

from safeward.cli import arguments
from safeward.cli.progress import shown

DEFAULT = "default"


def command(
    inputs: arguments.In,
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="First day to replay.")
    ],
    last: Annotated[
        str, typer.Option("--to", metavar="DATE", help="Replay up to this day.")
    ],
    policy: Annotated[
        list[str] | None,
        typer.Option(
            "--policy",
            metavar="FILE",
            help="A policy file, or 'default'. The first is judged, others compared.",
        ),
    ] = None,
    capacity: arguments.CapacityFile = None,
    model: arguments.ModelFile = None,
    jurisdiction: arguments.Jurisdiction = "demo",
    truth: Annotated[
        Path | None,
        typer.Option(
            "--truth",
            metavar="FOLDER",
            help="A synthetic state's truth, for an order that knows everything.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write the report as an HTML page."),
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, help="Of random orders and intervals.")
    ] = 0,
) -> None:
    """Replay past days as they were known, and count the grave harm that followed.

    Says how much was done by people with no record, by people beyond the line and by
    people the queue would have reached, beside simpler orders of the same people. A
    response may have prevented harm, so a good past queue looks worse here than it was.
    """
    from safeward.core.capacity.read import read_capacity
    from safeward.core.evaluation.backtest.backtest import as_of_dates, backtest
    from safeward.core.evaluation.backtest.page import render
    from safeward.core.evaluation.backtest.report import text
    from safeward.core.holdings.read import read_holdings
    from safeward.core.linkage.model import read_model
    from safeward.core.priority.policy import load_policy
    from safeward.core.vocabulary.errors import UnusableInput
    from safeward.core.vocabulary.law import load_law

    given = tuple(arguments.folders(inputs))
    dates = as_of_dates(arguments.day(first, "--from"), arguments.day(last, "--to"))
    hours = arguments.capacity_file(capacity, inputs)
    if hours is None:
        raise UnusableInput(
            "a backtest needs a capacity file to know how many people can be reached: "
            "name one with --capacity, or put capacity.toml into IN."
        )
    if out is not None and not out.resolve().parent.is_dir():
        raise UnusableInput(f"{out.parent} is not a folder; make it first.")
    policies = [
        load_policy(None if name == DEFAULT else Path(name))
        for name in policy or [DEFAULT]
    ]
    can_do = read_capacity(hours)
    law = load_law(jurisdiction)
    with shown() as progress:
        progress("reading files")
        holdings = read_holdings(given, progress=progress)
        report = backtest(
            holdings,
            policies=policies,
            dates=dates,
            capacity=can_do,
            law=law,
            truth=arguments.truth_tables(truth),
            model=read_model(model) if model else None,
            seed=seed,
            progress=progress,
        )
    typer.echo(text(report), nl=False)
    if out is not None:
        partial = out.with_name(f".{out.name}.partial")
        partial.write_text(render(report), encoding="utf-8")
        partial.replace(out)
        typer.echo(f"The page: {out}")
