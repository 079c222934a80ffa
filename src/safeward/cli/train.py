"""`safeward train`: a scorecard fitted on an agency's own history."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from safeward.cli import arguments
from safeward.cli.progress import shown


def command(
    inputs: arguments.In,
    first: Annotated[
        str, typer.Option("--as-of-from", metavar="DATE", help="First day to learn on.")
    ],
    last: Annotated[
        str,
        typer.Option(
            "--as-of-to",
            metavar="DATE",
            help="Last day; its horizon must end inside the data.",
        ),
    ],
    outcome: Annotated[
        Literal["any_report", "grave_harm", "order_breach"],
        typer.Option(
            help="What followed. any_report is reporting, not harm: see its caveat."
        ),
    ],
    horizon: Annotated[
        Literal["28d", "365d"], typer.Option(help="Over how long after each day.")
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="MODEL",
            help="File to write, .json; its card stands beside.",
        ),
    ],
    policy_out: Annotated[
        Path | None,
        typer.Option(
            "--policy",
            metavar="FILE",
            help="Also write a policy (.toml) with the scorecard as likelihood axis.",
        ),
    ] = None,
    step: Annotated[
        int, typer.Option(min=1, max=366, help="Days between two as-of dates.")
    ] = 28,
    seed: Annotated[int, typer.Option(min=0, help="Of folds and intervals.")] = 0,
    capacity: arguments.CapacityFile = None,
    model: arguments.ModelFile = None,
    jurisdiction: arguments.Jurisdiction = "demo",
    truth: Annotated[
        Path | None,
        typer.Option(
            "--truth",
            metavar="FOLDER",
            help="A synthetic state's truth, for the ceiling.",
        ),
    ] = None,
    proactive: Annotated[
        bool,
        typer.Option(
            "--proactive",
            help="Also count what only proactive checks found; left out otherwise.",
        ),
    ] = False,
) -> None:
    """Fit a scorecard that people can read to what followed people known on past days.

    Reads nothing that was learned after each day, and no field about who somebody is
    or where they live. Writes MODEL with its validity on later days and on divisions
    left out, and a card for people. A score supports a decision; a human makes it.
    """
    from safeward.cli.output.files import write_together
    from safeward.core.capacity.read import read_capacity
    from safeward.core.evaluation.training.policy_file import toml
    from safeward.core.evaluation.training.training import Asked, train_on
    from safeward.core.holdings.read import read_holdings
    from safeward.core.linkage.model import read_model
    from safeward.core.priority.policy import content_of
    from safeward.core.risk.card import card
    from safeward.core.risk.model import write
    from safeward.core.risk.summary import text
    from safeward.core.risk.types import HORIZONS
    from safeward.core.vocabulary.law import load_law

    given = tuple(arguments.folders(inputs))
    asked = Asked(
        first=arguments.day(first, "--as-of-from"),
        last=arguments.day(last, "--as-of-to"),
        outcome=outcome,
        horizon=HORIZONS[horizon],
        step=step,
        seed=seed,
        proactive=proactive,
    )
    _writable(out, ".json", "--out")
    if policy_out is not None:
        _writable(policy_out, ".toml", "--policy")
    hours = arguments.capacity_file(capacity, inputs)
    can_do = read_capacity(hours) if hours else None
    law = load_law(jurisdiction)
    known = arguments.truth_tables(truth)
    with shown() as progress:
        progress("reading files")
        holdings = read_holdings(given, progress=progress)
        trained = train_on(
            holdings,
            asked,
            policy=content_of(),
            law=law,
            capacity=can_do,
            truth=known,
            linkage=read_model(model) if model else None,
            progress=progress,
        )
    page = out.with_suffix(".html")
    files = {out: write(trained.model), page: card(trained.model)}
    if policy_out is not None:
        files[policy_out] = toml(trained.policy, trained.model)
    write_together(files)
    typer.echo(text(trained.model), nl=False)
    typer.echo(f"The model: {out}; its card: {page}")
    if policy_out is not None:
        typer.echo(f"A policy with it, a draft: {policy_out}")


def _writable(path: Path, ending: str, option: str) -> None:
    """Check that a file can be made there, before an hour of work."""
    from safeward.core.vocabulary.errors import UnusableInput

    if path.suffix != ending:
        raise UnusableInput(f"{path} ({option}) must end in {ending}.")
    if not path.resolve().parent.is_dir():
        raise UnusableInput(f"{path.parent} is not a folder; make it first.")
    if path.is_dir():
        raise UnusableInput(f"{path} ({option}) is a folder; name a file.")
