"""`safeward prioritise`: the main job, from agency files to the morning brief."""

import time
from pathlib import Path
from typing import Annotated

import typer

from safeward.cli import arguments
from safeward.cli.progress import shown


def command(
    inputs: arguments.In,
    out: Annotated[
        Path, typer.Option("--out", help="Folder to write; an earlier run is replaced.")
    ],
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="The day to speak of.")
    ],
    capacity: arguments.CapacityFile = None,
    policy: arguments.PolicyFile = None,
    model: arguments.ModelFile = None,
    jurisdiction: arguments.Jurisdiction = "demo",
    since: Annotated[
        Path | None,
        typer.Option(
            "--since", metavar="OUT_YESTERDAY", help="An earlier run's folder."
        ),
    ] = None,
    hours: Annotated[
        list[str] | None,
        typer.Option(
            "--hours",
            metavar="DIVISION.KIND=+-N",
            help="What if: change a division's hours and print who falls beyond the "
            "line; nothing is written differently.",
        ),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Say nothing when all went well.")
    ] = False,
) -> None:
    """Link, assess, prioritise and allocate: who must be dealt with today, and why.

    Writes queue, reasons, safety list, relationships, capacity and the morning brief
    into OUT, which appears whole or not at all. Supports a decision; a named human
    makes it.
    """
    from safeward.cli.output.earlier import read_previous
    from safeward.cli.output.folder import check_replaceable, whole
    from safeward.cli.output.run import write_run
    from safeward.cli.summary import lines, what_if
    from safeward.core.capacity.allocate import allocate
    from safeward.core.capacity.read import read_capacity
    from safeward.core.capacity.scenario import difference, with_hours
    from safeward.core.holdings.read import read_holdings
    from safeward.core.linkage.model import default_model, read_model
    from safeward.core.pipeline import run
    from safeward.core.priority.policy import load_policy
    from safeward.core.vocabulary.errors import UnusableInput
    from safeward.core.vocabulary.law import load_law

    started = time.monotonic()
    today = arguments.day(as_of, "--as-of")
    given = tuple(arguments.folders(inputs))
    check_replaceable(out, given)
    law = load_law(jurisdiction)
    chosen = load_policy(arguments.existing(policy, "--policy"))
    linkage = read_model(model) if model else default_model()
    hours_file = arguments.capacity_file(capacity, inputs)
    can_do = read_capacity(hours_file) if hours_file else None
    if hours and can_do is None:
        raise UnusableInput("--hours needs a capacity file to change; name --capacity.")
    other = with_hours(can_do, hours) if can_do and hours else None
    previous = read_previous(since) if since else None
    with shown() as progress:
        progress("reading files")
        reading = time.monotonic()
        holdings = read_holdings(given, progress=progress)
        read_seconds = time.monotonic() - reading
        result = run(
            holdings,
            as_of=today,
            policy=chosen,
            law=law,
            clock=time.monotonic,
            model=linkage,
            capacity=can_do,
            previous=previous,
            progress=progress,
        )
        result.seconds["read"] = read_seconds
        progress("writing", 0, result.queue.height)
        with whole(out, given) as folder:
            write_run(result, folder, previous=previous, started=started)
    if not quiet:
        for line in lines(result, out):
            typer.echo(line)
    if other is not None and result.allocation is not None:
        then = allocate(result.priorities.queue, other)
        for line in what_if(difference(result.allocation, then), hours or []):
            typer.echo(line)
