"""`safeward validate`: does a score do what is said of it, and for whom not?"""

import json
from pathlib import Path
from typing import Annotated

import typer

from safeward.cli.options import check_folder, references, several
from safeward.cli.progress import shown
from safeward.core.vocabulary.errors import UnusableInput

Columns = list[str] | None


def command(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A table, CSV or Parquet, a row a case."),
    ],
    score: Annotated[
        list[str],
        typer.Option(
            "--score",
            metavar="COL",
            help="Column of the score. Repeat it to compare scores on the same cases.",
        ),
    ],
    outcome: Annotated[
        str,
        typer.Option(
            "--outcome", metavar="COL", help="Column: did it happen (yes/no, 1/0)?"
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder to write.")],
    threshold: Annotated[
        Columns,
        typer.Option(
            "--threshold",
            metavar="T",
            help="A score of T or more is positive. One for all, or one a score.",
        ),
    ] = None,
    group: Annotated[
        Columns,
        typer.Option("--group", metavar="COL", help="Groups of the people scored."),
    ] = None,
    victim_group: Annotated[
        Columns,
        typer.Option(
            "--victim-group", metavar="COL", help="Groups of victim survivors."
        ),
    ] = None,
    indigenous: Annotated[
        str | None,
        typer.Option(
            "--indigenous",
            metavar="COL",
            help="Indigenous status: most frequent answer a person, yes wins ties.",
        ),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="COL", help="Which rows are one person."),
    ] = None,
    time: Annotated[
        str | None,
        typer.Option(
            "--time", metavar="COL", help="Time to the event or end of follow-up."
        ),
    ] = None,
    event: Annotated[
        str | None,
        typer.Option(
            "--event",
            metavar="COL",
            help="Whether the time ended with the event. The outcome unless named.",
        ),
    ] = None,
    entry: Annotated[
        str | None,
        typer.Option("--entry", metavar="COL", help="Time follow-up began, if late."),
    ] = None,
    weights: Annotated[
        str | None,
        typer.Option("--weights", metavar="COL", help="Sampling weights."),
    ] = None,
    covariates: Annotated[
        Columns,
        typer.Option(
            "--covariates",
            metavar="A,B,C",
            help="Columns of the logistic, Cox and parametric models.",
        ),
    ] = None,
    reference: Annotated[
        Columns,
        typer.Option(
            "--reference",
            metavar="COL=LEVEL",
            help="Level that others are compared with, in models and between groups.",
        ),
    ] = None,
    ties: Annotated[
        str, typer.Option("--ties", metavar="RULE", help="Of Cox: efron or breslow.")
    ] = "efron",
    order: Annotated[
        str | None,
        typer.Option(
            "--order", metavar="A,B,C", help="Levels of a text score, lowest first."
        ),
    ] = None,
    bands: Annotated[
        str | None,
        typer.Option(
            "--bands",
            metavar="A,B",
            help="Lower bounds of the bands above the first, for survival curves.",
        ),
    ] = None,
    scale: Annotated[
        str,
        typer.Option("--scale", metavar="KIND", help="auto, probability or points."),
    ] = "auto",
    positive: Annotated[
        str | None,
        typer.Option(
            "--positive",
            metavar="A,B",
            help="Values of the outcome that mean it happened, if not yes or 1.",
        ),
    ] = None,
    outcome_kind: Annotated[
        str | None,
        typer.Option(
            "--outcome-kind",
            metavar="KIND",
            help="any_report, grave_harm, order_breach or other.",
        ),
    ] = None,
    harm: Annotated[
        str | None,
        typer.Option(
            "--harm", metavar="COL", help="Amount of harm, for the capacity curve."
        ),
    ] = None,
    capacity: Annotated[
        list[int] | None,
        typer.Option("--capacity", metavar="N", help="How many people can be reached."),
    ] = None,
    intensive: Annotated[
        str | None,
        typer.Option(
            "--intensive",
            metavar="COL",
            help="Who had an intensive response; the score is shown without them too.",
        ),
    ] = None,
    kept: Annotated[
        str | None,
        typer.Option(
            "--kept", metavar="COL", help="Whether people kept the tool's result."
        ),
    ] = None,
    override: Annotated[
        str | None,
        typer.Option(
            "--override", metavar="COL", help="How they changed it: up, down, none."
        ),
    ] = None,
    final: Annotated[
        str | None,
        typer.Option(
            "--final",
            metavar="COL",
            help="What people settled on, on the scale of the score.",
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="COL", help="Periods; each is held against the first."
        ),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            "--compare", metavar="FILE", help="The same columns of an earlier period."
        ),
    ] = None,
    min_group: Annotated[
        int, typer.Option(min=0, help="A smaller group is not shown.")
    ] = 20,
    min_cell: Annotated[
        int, typer.Option(min=0, help="A group with a smaller count is not shown.")
    ] = 5,
    oversight: Annotated[
        bool,
        typer.Option(
            "--oversight",
            help="For the oversight role and the community body: hold nothing back.",
        ),
    ] = False,
    released: Annotated[
        str | None,
        typer.Option(
            "--released",
            metavar="WHO, WHEN",
            help="Who released results by Indigenous status for everybody.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the bootstrap.")] = 0,
    rounds: Annotated[int, typer.Option(min=100, help="Of the bootstrap.")] = 1000,
) -> None:
    """Judge any score of any tool on cases whose outcome is known.

    Writes validity.json and validity.html: how well it tells people apart, what a
    cut-off gets right and wrong, whether it happens as often as it says, what acting on
    it would bring, whether it is as right for every group, when it happens, and whether
    people still judge for themselves.
    """
    from safeward.cli.output.files import write_together
    from safeward.cli.output.rows import read_rows
    from safeward.core.evaluation.validity.page import render
    from safeward.core.evaluation.validity.question import (
        OUTCOME_KINDS,
        SCALES,
        TIES,
        Question,
    )
    from safeward.core.evaluation.validity.report import validate

    _one_of(ties, TIES, "--ties")
    _one_of(scale, SCALES, "--scale")
    if outcome_kind is not None:
        _one_of(outcome_kind, OUTCOME_KINDS, "--outcome-kind")
    question = Question(
        scores=tuple(dict.fromkeys(score)),
        outcome=outcome,
        outcome_kind=outcome_kind,
        positive=several([positive] if positive else None),
        thresholds=tuple(threshold or ()),
        order=several([order] if order else None),
        scale=scale,
        groups=tuple(dict.fromkeys(group or ())),
        victim_groups=tuple(dict.fromkeys(victim_group or ())),
        indigenous=indigenous,
        person=person,
        references=references(reference or []),
        weights=weights,
        time=time,
        event=event,
        entry=entry,
        bands=tuple(_number(text, "--bands") for text in several([bands or ""])),
        ties=ties,
        covariates=several(covariates),
        harm=harm,
        capacity=tuple(capacity or ()),
        intensive=intensive,
        kept=kept,
        override=override,
        final=final,
        period=period,
        min_group=min_group,
        min_cell=min_cell,
        oversight=oversight,
        released=released,
        seed=seed,
        rounds=rounds,
    )
    if event and not time:
        raise UnusableInput("--event needs --time: the time until it.")
    check_folder(out)
    with shown() as progress:
        progress("reading the file")
        frame = read_rows(file)
        earlier = read_rows(compare) if compare else None
        report = validate(
            frame, question, where=file.name, earlier=earlier, progress=progress
        )
        progress("writing the page")
        text = json.dumps(report, indent=1, allow_nan=False, ensure_ascii=False)
        page = render(report)
    out.mkdir(mode=0o700, exist_ok=True)
    write_together({out / "validity.json": text + "\n", out / "validity.html": page})
    for sentence in report["summary"]:
        typer.echo(sentence)
    for sentence in report["notes"]:
        typer.echo(f"Note: {sentence}")
    for sentence in report["caveats"]:
        typer.echo(f"Bear in mind: {sentence}")
    typer.echo(f"The page: {out / 'validity.html'}")


def _number(text: str, option: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UnusableInput(f"{option} {text} is not a number.") from None


def _one_of(value: str, allowed: tuple[str, ...], option: str) -> None:
    if value not in allowed:
        raise UnusableInput(f"{option} {value} must be one of {', '.join(allowed)}.")
