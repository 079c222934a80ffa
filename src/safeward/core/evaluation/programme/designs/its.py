"""Interrupted time series: did one series break when the programme began?

Segmented regression (Wagner and others 2002, Journal of Clinical Pharmacy and
Therapeutics 27:299-309) with errors that may hang together over time, and a structural
time series (Harvey and Durbin 1986, Journal of the Royal Statistical Society A
149:187-227) whose level and season may drift.
"""

import math

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.evaluation.plain import Section
from safeward.core.evaluation.programme.charts import course
from safeward.core.evaluation.programme.found import (
    LINES,
    Estimate,
    Found,
    Table,
    estimate,
    lines,
)
from safeward.core.evaluation.programme.question import Question
from safeward.core.evaluation.programme.staggered import moment
from safeward.core.evaluation.programme.study import (
    Floats,
    Study,
    must_vary,
    read,
)
from safeward.core.statistics.least_squares import Errors, Fit, least_squares
from safeward.core.statistics.structural import Structural, structural
from safeward.core.vocabulary.errors import UnusableInput

SEASONS = (12, 4, 7, 52)
FEWEST = 3
LIMITS = (
    "One series has no comparison: whatever else changed at that time counts as the "
    "programme.",
    "A series that was at its worst when the programme began falls back by itself.",
    "A break says that recorded events changed; reporting may have.",
)


@frozen(eq=False)
class _Series:
    """The series in the order of time.

    Attributes:
        study: Whose rows these are.
        time: Of each row, on the scale of its column or 1, 2, 3.
        outcome: As analysed, a logarithm where asked for.
        after: Which rows lie after the beginning.
        start: Row at which it begins.
        season: Periods a year, or 0.
        extra: Covariates as columns.
        names: Of the covariates.
    """

    study: Study
    time: Floats
    outcome: Floats
    after: np.ndarray
    start: int
    season: int
    extra: Floats
    names: tuple[str, ...]


def its(frame: pl.DataFrame, question: Question, where: str) -> tuple[Study, Found]:
    """Say by how much a series changed its level and its slope.

    Raises:
        UnusableInput: Too few periods before or after, a series that never varies, or
            logarithms of what is not above 0.
    """
    series = _series(frame, question, where)
    study = series.study
    lags = question.lags
    if lags is None:
        lags = series.season or max(1, round(4 * (len(series.time) / 100) ** (2 / 9)))
    errors = Errors("hac", lags=lags)
    fit = _segmented(series, series.outcome, errors)
    scale = "log" if question.log else "outcome"
    estimates = [
        estimate(
            "level_change",
            "step in the level when it began (segmented regression)",
            fit.line("level_change"),
            n=fit.n,
            df=fit.df,
            errors=errors.words,
            scale=scale,
        ),
        estimate(
            "slope_change",
            "change of the slope, each period since",
            fit.line("slope_change"),
            n=fit.n,
            df=fit.df,
            errors=errors.words,
            scale=scale,
        ),
    ]
    drifting = structural(
        series.outcome,
        series.after.astype(float),
        series.season,
        series.extra,
        series.names,
    )
    if drifting is None:
        study.notes.append("The structural model found no maximum and is not shown.")
    else:
        estimates.append(_structural(drifting, scale, len(series.outcome)))
    tables = [
        _course(series, fit),
        Table("segmented", "Segmented regression", LINES, lines(fit.coefficients)),
    ]
    if drifting is not None:
        tables.append(
            Table(
                "structural",
                "Structural time series",
                LINES,
                lines(drifting.coefficients),
            )
        )
    if question.controls:
        more, table = _controlled(series, errors, scale)
        estimates.append(more)
        tables.append(table)
    figures: Section = {
        "periods_before": series.start,
        "periods_after": len(series.time) - series.start,
        "season": series.season or None,
        "lags": lags,
        "durbin_watson": _durbin_watson(fit.residuals),
    }
    return study, Found(tuple(estimates), tuple(tables), figures, limits=LIMITS)


def _series(frame: pl.DataFrame, question: Question, where: str) -> _Series:
    roles = {"outcome": "number"}
    if question.time is not None:
        roles["time"] = "time"
    if question.treat is not None:
        roles["treat"] = "yes_no"
    elif question.post is not None:
        roles["post"] = "yes_no"
    elif question.intervention_at is None:
        raise UnusableInput(
            "The design its needs to know when it began: give --intervention-at, or a "
            "column of 0 and 1 with --treat or --post."
        )
    study = read(frame, question, where, roles)
    must_vary(study)
    table = study.frame
    if question.time is None:
        table = table.with_columns(
            time=pl.int_range(1, table.height + 1).cast(pl.Float64)
        )
    if table["time"].n_unique() < table.height:
        raise UnusableInput(
            f"{where}: several rows have the same {question.time} (--time); an "
            "interrupted time series needs one row a period (add them up, or use did)."
        )
    table = table.sort("time")
    study = Study(question, where, table, study.rows, study.left_out, study.notes)
    time, outcome = study.floats("time"), study.floats("outcome")
    gaps = np.diff(time)
    if len(gaps) and gaps.max() > 1.6 * np.median(gaps):
        study.notes.append(
            "There are gaps in time; periods without a row are not made up."
        )
    if question.log:
        if (outcome <= 0).any():
            raise UnusableInput(
                f"{where}: {question.outcome} is not above 0 in "
                f"{(outcome <= 0).sum():,} rows, so it has no logarithm (--log)."
            )
        outcome = np.log(outcome)
    after = _after(study, time)
    start = int(np.argmax(after))
    if start < FEWEST or len(time) - start < 2:
        raise UnusableInput(
            f"{where}: {start} periods before and {len(time) - start} after the "
            f"beginning; an interrupted time series needs at least {FEWEST} before and "
            "2 after."
        )
    made = study.covariates()
    season = question.season
    if season is None:
        season = _season(outcome[:start])
        if season:
            study.notes.append(
                f"A season of {season} periods was found before it began and taken out "
                "(say --season 0 to leave it)."
            )
    cost = 4 + max(season - 1, 0) + made.columns.shape[1]
    if len(time) <= cost + 2:
        raise UnusableInput(
            f"{where}: {len(time)} periods are too few for {cost} things to estimate; "
            "leave covariates out, or say --season 0."
        )
    return _Series(study, time, outcome, after, start, season, made.columns, made.names)


def _after(study: Study, time: Floats) -> np.ndarray:
    question = study.question
    for role in ("treat", "post"):
        if role in study.frame.columns:
            after = study.bools(role)
            if after.any() and not after[int(np.argmax(after)) :].all():
                study.notes.append(
                    "It is said to stop and start again; everything from its first "
                    "period on counts as after."
                )
                after = np.arange(len(after)) >= int(np.argmax(after))
            if not after.any() or after.all():
                raise UnusableInput(
                    f"{study.where}: {getattr(question, role)} is the same in every "
                    "period; there is no before and after."
                )
            return after
    start = moment(study, str(question.intervention_at))
    after = time >= start
    if not after.any() or after.all():
        raise UnusableInput(
            f"{study.where}: --intervention-at {question.intervention_at} leaves no "
            f"period {'after' if not after.any() else 'before'} it."
        )
    return after


def _season(before: Floats) -> int:
    """The season that pays for itself in the periods before (by BIC), or 0."""
    n = len(before)
    steps = np.arange(n)

    def bic(season: int) -> float:
        columns = [np.ones(n), steps]
        columns += [(steps % season == k).astype(float) for k in range(1, season)]
        matrix = np.column_stack(columns)
        rest = before - matrix @ np.linalg.lstsq(matrix, before, rcond=None)[0]
        square = max(float(rest @ rest) / n, 1e-300)
        return float(n * math.log(square) + matrix.shape[1] * math.log(n))

    tried = {season: bic(season) for season in SEASONS if n >= FEWEST * season}
    tried[0] = bic(1)
    return min(tried, key=lambda season: tried[season])


def _columns(series: _Series) -> tuple[Floats, tuple[str, ...]]:
    steps = np.arange(len(series.time), dtype=float)
    since = np.where(series.after, steps - series.start, 0.0)
    columns = [series.after.astype(float), steps, since]
    names = ["level_change", "slope", "slope_change"]
    for k in range(1, series.season):
        columns.append((steps % series.season == k).astype(float))
        names.append(f"season[{k + 1}]")
    matrix = np.column_stack([*columns, series.extra])
    return matrix, (*names, *series.names)


def _segmented(series: _Series, outcome: Floats, errors: Errors) -> Fit:
    columns, names = _columns(series)
    return least_squares(outcome, columns, names, errors=errors)


def _structural(found: Structural, scale: str, n: int) -> Estimate:
    return estimate(
        "level_change_structural",
        "step in the level when it began (structural time series)",
        found.line("intervention"),
        n=n,
        errors="maximum likelihood",
        scale=scale,
    )


def _course(series: _Series, fit: Fit) -> Table:
    columns, _ = _columns(series)
    back = np.exp if series.study.question.log else (lambda values: values)
    without = columns.copy()
    without[:, 0] = 0
    without[:, 2] = 0
    betas = np.array([line.estimate.value for line in fit.coefficients])
    expected = back(betas[0] + without @ betas[1:])
    rows: list[Section] = [
        {
            "time": float(when),
            "observed": float(seen),
            "without": float(would) if after else None,
        }
        for when, seen, would, after in zip(
            series.time, back(series.outcome), expected, series.after, strict=True
        )
    ]
    picture = course(
        rows,
        float(series.time[series.start]),
        str(series.study.question.outcome),
        "expected without it",
    )
    heads = (
        ("time", "Time"),
        ("observed", "Observed"),
        ("without", "Expected without"),
    )
    return Table("course", "The series", heads, rows, picture)


def _controlled(series: _Series, errors: Errors, scale: str) -> tuple[Estimate, Table]:
    """The series less series that the programme cannot have touched."""
    question = series.study.question
    others = np.column_stack([series.study.floats(name) for name in question.controls])
    if question.log:
        if (others <= 0).any():
            raise UnusableInput(
                "A control series is not above 0, so it has no logarithm."
            )
        others = np.log(others)
    elif len(question.controls):
        before = slice(0, series.start)
        spread = others[before].std(axis=0)
        spread[spread == 0] = 1.0
        others = (others - others[before].mean(axis=0)) / spread
        others = others * series.outcome[before].std() + series.outcome[before].mean()
    fit = _segmented(series, series.outcome - others.mean(axis=1), errors)
    rows = []
    for at, name in enumerate(question.controls):
        own = _segmented(series, others[:, at], errors).line("level_change")
        rows.append(lines((own,))[0] | {"name": name})
    table = Table(
        "controls",
        "The same break in series that it cannot have touched",
        LINES,
        rows,
        note="There should be nothing to see.",
    )
    return (
        estimate(
            "level_change_controlled",
            "step in the level beyond that of the control series",
            fit.line("level_change"),
            n=fit.n,
            df=fit.df,
            errors=errors.words,
            scale=scale,
        ),
        table,
    )


def _durbin_watson(rest: Floats) -> float | None:
    square = float(rest @ rest)
    return float(np.sum(np.diff(rest) ** 2) / square) if square > 0 else None
