"""`safeward evaluate`: did a programme work, for whom, and what cannot be told?"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from safeward.cli.options import check_folder, references, several
from safeward.cli.progress import shown
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from safeward.core.evaluation.plain import Section
    from safeward.core.evaluation.programme.plan import AnalysisPlan

Columns = list[str] | None
Column = str | None


def _column(option: str, words: str) -> Any:
    return typer.Option(option, metavar="COL", help=words)


def command(
    design: Annotated[
        str,
        typer.Argument(
            metavar="DESIGN",
            help="trial, did, its, match, survival, synthetic-control, pairs, power or "
            "plan.",
        ),
    ],
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...",
            help="CSV, Parquet or Stata; several are put under each other. A TOML file "
            "for plan; none for power.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder to write.")
    ] = None,
    outcome: Annotated[Column, _column("--outcome", "What was measured.")] = None,
    treat: Annotated[
        Column,
        _column("--treat", "Who had it, or was assigned to it (1/0, yes/no)."),
    ] = None,
    received: Annotated[
        Column, _column("--received", "Who really had it, in a trial.")
    ] = None,
    unit: Annotated[Column, _column("--unit", "Who or what was followed.")] = None,
    time: Annotated[Column, _column("--time", "When a row was measured.")] = None,
    post: Annotated[Column, _column("--post", "After the start (1/0).")] = None,
    cohort: Annotated[
        Column, _column("--cohort", "When a unit started; empty or 0 for never.")
    ] = None,
    weights: Annotated[Column, _column("--weights", "Weight of a row.")] = None,
    cluster: Annotated[
        Column, _column("--cluster", "Rows that are not independent.")
    ] = None,
    covariates: Annotated[
        Columns,
        typer.Option(
            "--covariates", metavar="A,B,C", help="Held equal, or matched on."
        ),
    ] = None,
    controls: Annotated[
        Columns,
        typer.Option(
            "--controls",
            metavar="A,B",
            help="Series that it cannot have touched, in its.",
        ),
    ] = None,
    event: Annotated[
        Column, _column("--event", "1 it happened, 0 not, 2.. another came first.")
    ] = None,
    duration: Annotated[
        Column, _column("--duration", "Time to the event or to the end of follow-up.")
    ] = None,
    group: Annotated[
        Columns,
        typer.Option("--group", metavar="COL", help="Groups to see the effect in."),
    ] = None,
    raters: Annotated[
        Columns,
        typer.Option("--raters", metavar="A,B", help="Columns of assessors, in pairs."),
    ] = None,
    cost: Annotated[Column, _column("--cost", "Cost of each row.")] = None,
    site: Annotated[
        str | None,
        typer.Option("--site", metavar="NAME", help="The one site that had it."),
    ] = None,
    intervention_at: Annotated[
        str | None,
        typer.Option(
            "--intervention-at", metavar="TIME", help="When it began, as in --time."
        ),
    ] = None,
    season: Annotated[
        int | None,
        typer.Option("--season", min=0, help="Periods a year; 0 for no season."),
    ] = None,
    lags: Annotated[
        int | None,
        typer.Option("--lags", min=0, help="Periods over which errors hang together."),
    ] = None,
    log: Annotated[
        bool, typer.Option("--log", help="Take the outcome's logarithm; say per cent.")
    ] = False,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            metavar="KIND",
            help="survival: cox, weibull, lognormal, exponential. "
            "match: nearest, weighting, regression.",
        ),
    ] = None,
    ties: Annotated[
        str, typer.Option("--ties", metavar="RULE", help="Of Cox: efron or breslow.")
    ] = "efron",
    reference: Annotated[
        Columns,
        typer.Option(
            "--reference",
            metavar="COL=LEVEL",
            help="Level that others are held against.",
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Match a comparison several times.")
    ] = False,
    caliper: Annotated[
        float | None,
        typer.Option("--caliper", help="Farthest match, in standard deviations."),
    ] = None,
    rise: Annotated[
        str,
        typer.Option(
            "--rise", metavar="KIND", help="A rise of the outcome is good or bad."
        ),
    ] = "bad",
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan", metavar="TOML", help="The plan laid down before; departures show."
        ),
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="DESIGN",
            help="power: trial, match, did, its, survival, pairs or stepped-wedge.",
        ),
    ] = "trial",
    effect: Annotated[
        float | None, typer.Option("--effect", help="power: effect to be found.")
    ] = None,
    n: Annotated[float | None, typer.Option("--n", help="power: size.")] = None,
    power: Annotated[
        float | None, typer.Option("--power", help="power: chance to find it.")
    ] = None,
    alpha: Annotated[
        float, typer.Option("--alpha", help="power: chance to be fooled.")
    ] = 0.05,
    sd: Annotated[
        float | None, typer.Option("--sd", help="power: standard deviation.")
    ] = None,
    baseline: Annotated[
        float | None, typer.Option("--baseline", help="power: share without it.")
    ] = None,
    icc: Annotated[
        float, typer.Option("--icc", help="power: likeness within clusters.")
    ] = 0.0,
    cluster_size: Annotated[
        float, typer.Option("--cluster-size", min=1, help="power: people a cluster.")
    ] = 1.0,
    clusters: Annotated[
        int | None, typer.Option("--clusters", min=2, help="power: places.")
    ] = None,
    steps: Annotated[
        int | None,
        typer.Option("--steps", min=1, help="power: starts, one after another."),
    ] = None,
    before: Annotated[
        int, typer.Option("--before", min=1, help="power: periods before.")
    ] = 1,
    after: Annotated[
        int, typer.Option("--after", min=1, help="power: periods after.")
    ] = 1,
    correlation: Annotated[
        float, typer.Option("--correlation", help="power: of one unit over time.")
    ] = 0.0,
    event_share: Annotated[
        float | None,
        typer.Option("--event-share", help="power: share to whom it happens."),
    ] = None,
    discordant: Annotated[
        float | None,
        typer.Option("--discordant", help="power: share of pairs that differ."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of chance.")] = 0,
) -> None:
    """Say what a programme did, and what the design cannot tell.

    Writes evaluation.json and evaluation.html: the estimate with its interval by the
    design's own standard, checks of what it rests on, the effect by group, cost per
    harm prevented, who was left out, and a summary under the headings of EMMIE.
    """
    from safeward.core.evaluation.programme.question import TIES, Question

    if ties not in TIES:
        raise UnusableInput(f"--ties {ties} must be one of {', '.join(TIES)}.")
    if out is None:
        raise UnusableInput("Say with --out into which folder to write.")
    check_folder(out)
    if design == "plan":
        _register(files or [], out)
        return
    if design == "power":
        from safeward.core.evaluation.programme.designs.power import Plan

        wanted = Plan(
            design=kind, effect=effect, n=n, power=power, alpha=alpha, sd=sd,
            baseline=baseline, icc=icc, cluster_size=cluster_size, clusters=clusters,
            steps=steps, before=before, after=after, correlation=correlation,
            event_share=event_share, discordant=discordant,
        )  # fmt: skip
        _write(_sized(wanted), out)
        return
    question = Question(
        design=design, outcome=outcome, treat=treat, received=received, unit=unit,
        time=time, post=post, cohort=cohort, weights=weights, cluster=cluster,
        covariates=several(covariates), controls=several(controls), event=event,
        duration=duration, groups=several(group), raters=several(raters), cost=cost,
        site=site, intervention_at=intervention_at, season=season, lags=lags, log=log,
        model=_model(design, model), ties=ties, references=references(reference or []),
        replace=replace, caliper=caliper, rise=_rise(rise), seed=seed,
    )  # fmt: skip
    _write(_evaluated(question, files or [], plan), out)


def _evaluated(question: "Any", files: list[Path], plan: Path | None) -> "Section":
    from safeward.cli.output.rows import read_rows
    from safeward.core.evaluation.programme.report import DESIGNS, evaluate

    if question.design not in DESIGNS:
        raise UnusableInput(
            f"{question.design} is no design; there are {', '.join(DESIGNS)}, power "
            "and plan."
        )
    if not files:
        raise UnusableInput(
            f"The design {question.design} needs a FILE with rows to evaluate."
        )
    import polars as pl

    laid = _read_plan(plan) if plan else None
    with shown() as progress:
        progress("reading the file")
        tables = [read_rows(file) for file in files]
        columns = set(tables[0].columns)
        for file, table in zip(files[1:], tables[1:], strict=True):
            if set(table.columns) != columns:
                raise UnusableInput(
                    f"{file} has other columns than {files[0]}; files put under each "
                    "other need the same."
                )
        frame = pl.concat(tables, how="diagonal_relaxed")
        where = ", ".join(file.name for file in files)
        return evaluate(frame, question, where=where, plan=laid, progress=progress)


def _sized(wanted: "Any") -> "Section":
    from safeward.core.evaluation.plain import plain
    from safeward.core.evaluation.programme.designs.power import power
    from safeward.core.evaluation.programme.question import Question
    from safeward.core.evaluation.programme.report import laid_out
    from safeward.core.evaluation.programme.words import emmie, summary

    found = power(wanted)
    report = laid_out(Question(design="power"), "", found, study=None)
    report["question"] |= plain(wanted)
    report["summary"] = summary(report)
    report["emmie"] = emmie(report, found)
    tidy: Section = plain(report)
    return tidy


def _write(report: "Section", out: Path) -> None:
    from safeward.cli.output.files import write_together
    from safeward.core.evaluation.programme.page import render

    page = render(report)
    text = json.dumps(report, indent=1, allow_nan=False, ensure_ascii=False)
    out.mkdir(mode=0o700, exist_ok=True)
    page_file = out / "evaluation.html"
    write_together({out / "evaluation.json": text + "\n", page_file: page})
    for sentence in report["summary"]:
        typer.echo(sentence)
    for sentence in report["notes"]:
        typer.echo(f"Note: {sentence}")
    for sentence in report["limits"]:
        typer.echo(f"Bear in mind: {sentence}")
    typer.echo(f"The page: {page_file}")


def _register(files: list[Path], out: Path) -> None:
    from safeward.cli.output.files import write_together

    if len(files) != 1:
        raise UnusableInput("The design plan needs one TOML file with the plan.")
    plan = _read_plan(files[0])
    told = json.dumps(
        {"format": "safeward.plan/1", "sha256": plan.sha256, "plan": plan.content},
        indent=1,
        ensure_ascii=False,
        default=str,
    )
    out.mkdir(mode=0o700, exist_ok=True)
    write_together({out / "plan.json": told + "\n"})
    typer.echo(f"Plan laid down: {plan.content['title']}")
    typer.echo(f"SHA-256 {plan.sha256}")
    typer.echo(f"Keep {out / 'plan.json'}; reports show the hash with --plan.")


def _read_plan(path: Path) -> "AnalysisPlan":
    import tomllib

    from safeward.core.evaluation.programme.plan import analysis_plan

    if not path.is_file():
        raise UnusableInput(f"{path} is not a file that can be read.")
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            content = json.loads(text).get("plan", {})
        else:
            content = tomllib.loads(text)
    except (ValueError, AttributeError) as error:
        raise UnusableInput(f"{path} is no plan: {error}.") from None
    return analysis_plan(content, path.name)


def _model(design: str, model: str | None) -> str | None:
    from safeward.core.evaluation.programme.question import METHODS, MODELS

    allowed = {"survival": MODELS, "match": METHODS}.get(design)
    if model is None or allowed is None:
        return model
    plain = model.casefold().replace("-", "").replace("_", "")
    if plain not in allowed:
        raise UnusableInput(f"--model {model} must be one of {', '.join(allowed)}.")
    return plain


def _rise(rise: str) -> str:
    if rise not in ("good", "bad"):
        raise UnusableInput("--rise must be good or bad.")
    return rise
