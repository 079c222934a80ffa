"""Difference in differences: did those with the programme change otherwise than others?

Two groups and two times as a difference of four means; a panel by unit and period
fixed effects; a programme that began at several times by Callaway and Sant'Anna (2021,
Journal of Econometrics 225:200-230), because fixed effects then compare with units that
have it already.
"""

import numpy as np
import polars as pl

from safeward.core.evaluation.programme import staggered
from safeward.core.evaluation.programme.found import (
    Estimate,
    Found,
    Table,
    estimate,
)
from safeward.core.evaluation.programme.question import Question
from safeward.core.evaluation.programme.study import (
    Bools,
    Floats,
    Ints,
    Study,
    clusters,
    must_vary,
    read,
    two_arms,
)
from safeward.core.statistics.fixed_effects import within
from safeward.core.statistics.least_squares import Errors, Fit, least_squares, wald
from safeward.core.vocabulary.errors import UnusableInput

LIMITS = (
    "It rests on one thing that nobody can see: without the programme both groups "
    "would have changed alike. Equal paths before it make that likelier, and prove "
    "nothing.",
    "Whatever else began at the same time in the same places counts as the programme.",
    "Places chosen because they were at their worst fall back by themselves.",
)


def did(frame: pl.DataFrame, question: Question, where: str) -> tuple[Study, Found]:
    """Compare the change of those with the programme with the change of the others.

    Raises:
        UnusableInput: Columns missing, one group or one time only, no time before the
            start, one cluster, or an outcome that never varies.
    """
    if question.cohort is not None:
        return staggered.staggered(frame, question, where)
    if question.unit is not None and question.time is not None:
        return _panel(frame, question, where)
    return _two_by_two(frame, question, where)


def _two_by_two(
    frame: pl.DataFrame, question: Question, where: str
) -> tuple[Study, Found]:
    roles = {"outcome": "number", "treat": "yes_no", "post": "yes_no"}
    if question.unit is not None:
        roles["unit"] = "key"
    study = read(frame, question, where, roles)
    treat, post = two_arms(study), two_arms(study, "post")
    must_vary(study)
    _four_cells(study, treat, post)
    outcome, weights = study.floats("outcome"), study.weights()
    errors = _errors(study)
    fit = _cross(outcome, treat, post, study, errors, weights, adjusted=False)
    estimates = [
        estimate(
            "difference_in_differences",
            "change of those with the programme less the change of the others, all "
            "usable rows",
            fit.line("treat_x_post"),
            n=fit.n,
            df=fit.df,
            errors=errors.words,
        )
    ]
    if question.covariates:
        more = _cross(outcome, treat, post, study, errors, weights, adjusted=True)
        estimates.append(
            estimate(
                "difference_in_differences_adjusted",
                f"the same with {', '.join(question.covariates)} held equal",
                more.line("treat_x_post"),
                n=more.n,
                df=more.df,
                errors=errors.words,
            )
        )
    figures: dict[str, object] = {}
    if question.unit is not None:
        paired, figures = _within_units(study, treat, post, weights)
        estimates.insert(0, paired)
    tables = (
        _means(study, treat, post, weights),
        _other_errors(outcome, treat, post, study, weights),
    )
    return study, Found(tuple(estimates), tables, figures, limits=LIMITS)


def _errors(study: Study, units: bool = True) -> Errors:
    groups = clusters(study)
    if groups is not None:
        return Errors("cluster", groups)
    if units and "unit" in study.frame.columns:
        return Errors("cluster", study.codes("unit"))
    return Errors("robust")


def _four_cells(study: Study, treat: Bools, post: Bools) -> None:
    names = {
        (True, True): "with the programme after the start",
        (True, False): "with the programme before the start",
        (False, True): "of the comparison after the start",
        (False, False): "of the comparison before the start",
    }
    for (arm, after), words in names.items():
        if not (treat == arm)[post == after].any():
            raise UnusableInput(
                f"{study.where} has no usable row {words}; the design did needs "
                "before and after of both groups."
            )


def _cross(
    outcome: Floats,
    treat: Bools,
    post: Bools,
    study: Study,
    errors: Errors,
    weights: Floats | None,
    *,
    adjusted: bool,
) -> Fit:
    columns = np.column_stack([treat, post, treat & post]).astype(float)
    names: tuple[str, ...] = ("treat", "post", "treat_x_post")
    if adjusted:
        made = study.covariates()
        columns = np.column_stack([columns, made.columns])
        names = (*names, *made.names)
    try:
        return least_squares(outcome, columns, names, errors=errors, weights=weights)
    except ValueError as error:
        raise UnusableInput(f"{study.where}: {error}.") from None


def _within_units(
    study: Study, treat: Bools, post: Bools, weights: Floats | None
) -> tuple[Estimate, dict[str, object]]:
    """Units seen both before and after, each compared with itself."""
    frame = study.frame.with_columns(
        treat=pl.Series(treat),
        post=pl.Series(post),
        weights=pl.Series(np.ones(len(treat)) if weights is None else weights),
    )
    both = (pl.col("post").n_unique().over("unit") == 2) & (
        pl.col("treat").n_unique().over("unit") == 1
    )
    kept = frame.filter(both)
    if kept.is_empty() or kept["treat"].n_unique() < 2:
        raise UnusableInput(
            f"{study.where}: no unit of both groups is seen before and after "
            "(--unit, --post); leave --unit out to compare different units."
        )
    means = kept.group_by("unit", "post", maintain_order=True).agg(
        pl.col("outcome").mean(), pl.col("treat").first(), pl.col("weights").mean(),
        *([pl.col("cluster").first()] if "cluster" in kept.columns else []),
    )  # fmt: skip
    wide = (
        means.filter(pl.col("post"))
        .join(means.filter(~pl.col("post")), on="unit", suffix="_before")
        .sort("unit")
    )
    change = (wide["outcome"] - wide["outcome_before"]).to_numpy()
    arm = wide["treat"].to_numpy().astype(bool)
    errors = Errors("robust")
    if "cluster" in wide.columns:
        numbers = (wide["cluster"].rank("dense").cast(pl.Int64) - 1).to_numpy()
        errors = Errors("cluster", numbers)
    fit = least_squares(
        change,
        arm.astype(float)[:, None],
        ("treat",),
        errors=errors,
        weights=None if weights is None else wide["weights"].to_numpy(),
    )
    line = fit.line("treat")
    found = estimate(
        "within_units",
        "the same among units seen before and after, each compared with itself",
        line,
        n=len(change),
        df=fit.df,
        errors=errors.words,
    )
    unequal = float(
        np.sqrt(
            np.var(change[arm], ddof=1) / arm.sum()
            + np.var(change[~arm], ddof=1) / (~arm).sum()
        )
    )
    figures: dict[str, object] = {
        "units_before_and_after": len(change),
        "units_left_out": study.frame["unit"].n_unique() - len(change),
        "change_with_programme": float(change[arm].mean()),
        "change_of_comparison": float(change[~arm].mean()),
        "se_of_unequal_variances": unequal,
    }
    return found, figures


def _means(study: Study, treat: Bools, post: Bools, weights: Floats | None) -> Table:
    outcome = study.floats("outcome")
    weight = np.ones(len(outcome)) if weights is None else weights
    rows = []
    for name, arm in (("with the programme", True), ("comparison", False)):
        row: dict[str, object] = {"group": name}
        means = []
        for key, after in (("before", False), ("after", True)):
            of = (treat == arm) & (post == after)
            values = outcome[of]
            means.append(float(np.average(values, weights=weight[of])))
            row[key] = means[-1]
            row[f"{key}_se"] = float(np.std(values, ddof=1) / np.sqrt(len(values)))
            row[f"{key}_n"] = len(values)
        row["change"] = means[1] - means[0]
        rows.append(row)
    heads = (
        ("group", "Group"),
        ("before", "Before"),
        ("before_se", "SE"),
        ("before_n", "Rows"),
        ("after", "After"),
        ("after_se", "SE"),
        ("after_n", "Rows"),
        ("change", "Change"),
    )
    return Table("means", "Means before and after", heads, rows)


def _other_errors(
    outcome: Floats, treat: Bools, post: Bools, study: Study, weights: Floats | None
) -> Table:
    rows = []
    for kind in ("classical", "robust"):
        errors = Errors(kind)
        fit = _cross(outcome, treat, post, study, errors, weights, adjusted=False)
        line = fit.line("treat_x_post")
        rows.append({"errors": errors.words, "se": line.se, "p": line.p})
    heads = (("errors", "Standard error"), ("se", ""), ("p", "p"))
    return Table("errors", "The same rows, other standard errors", heads, rows)


def _panel(frame: pl.DataFrame, question: Question, where: str) -> tuple[Study, Found]:
    roles = {"outcome": "number", "treat": "yes_no", "unit": "key", "time": "time"}
    if question.post is not None:
        roles["post"] = "yes_no"
    study = read(frame, question, where, roles)
    must_vary(study)
    treat, time = two_arms(study), study.floats("time")
    started = _started(study, treat, time)
    first = staggered.first_times(study, started)
    if len({when for when in first.values() if when is not None}) > 1:
        study.notes.append(
            "Units began at different times; unit and period effects then compare with "
            "units that have the programme already. Give --cohort for an estimate that "
            "does not."
        )
    errors = _errors(study)
    fit = _two_way(study, started.astype(float)[:, None], ("treated",), errors)
    estimates = (
        estimate(
            "two_way_fixed_effects",
            "unit and period effects taken out",
            fit.line("treated"),
            n=fit.n,
            df=fit.df,
            errors=errors.words,
        ),
    )
    tables, figures = _around_the_start(study, first, errors)
    return study, Found(estimates, tables, figures, limits=LIMITS)


def _started(study: Study, treat: Bools, time: Floats) -> Bools:
    """Which rows have the programme."""
    question = study.question
    changes = (
        study.frame.with_columns(treat=pl.Series(treat))
        .group_by("unit")
        .agg(pl.col("treat").n_unique())["treat"]
        .max()
    )
    if question.post is not None:
        return treat & two_arms(study, "post")
    if question.intervention_at is not None:
        return treat & (time >= staggered.moment(study, question.intervention_at))
    if changes == 1:
        raise UnusableInput(
            f"{study.where}: {question.treat} never changes within a unit, so nothing "
            "says when the programme began; give --post, --cohort or --intervention-at."
        )
    return treat


def _two_way(
    study: Study, columns: Floats, names: tuple[str, ...], errors: Errors
) -> Fit:
    units, times = study.codes("unit"), study.codes("time")
    if study.question.covariates:
        made = study.covariates()
        columns = np.column_stack([columns, made.columns])
        names = (*names, *made.names)
    weights = study.weights()
    outcome = study.floats("outcome")
    flat = within(np.column_stack([outcome, columns]), (units, times), weights)
    spread = np.abs(flat[:, 1:]).max(axis=0)
    if (spread < 1e-9).any():
        which = names[int(np.argmax(spread < 1e-9))]
        raise UnusableInput(
            f"{study.where}: once unit and period effects are taken out nothing of "
            f"{which} is left; it must vary over time in some units and not in others."
        )
    try:
        return least_squares(
            flat[:, 0],
            flat[:, 1:],
            names,
            errors=errors,
            weights=weights,
            absorbed=_absorbed(units, times, errors),
        )
    except ValueError as error:
        raise UnusableInput(f"{study.where}: {error} (--cluster).") from None


def _absorbed(units: Ints, times: Ints, errors: Errors) -> int:
    many_units, many_times = len(np.unique(units)), len(np.unique(times))
    if errors.kind == "cluster":
        # unit effects lie within clusters of units and cost nothing there
        return many_times - 1
    return many_units + many_times - 2


def _around_the_start(
    study: Study, first: dict[int, float | None], errors: Errors
) -> tuple[tuple[Table, ...], dict[str, object]]:
    """The effect by time since the start, and whether paths were equal before it."""
    steps = staggered.since_start(study, first)
    known = steps[~np.isnan(steps)]
    if not len(known) or known.min() > -2:
        study.notes.append(
            "There are fewer than two periods before the start, so nothing can be said "
            "about the paths before it."
        )
        return (), {"pre_trend": None}
    levels = [step for step in sorted(set(known.astype(int))) if step != -1]
    columns = np.column_stack([steps == step for step in levels]).astype(float)
    names = tuple(f"t{step:+d}" for step in levels)
    try:
        fit = _two_way(study, columns, names, errors)
    except UnusableInput:
        study.notes.append("Too few units to tell the periods around the start apart.")
        return (), {"pre_trend": None}
    before = tuple(name for name, step in zip(names, levels, strict=True) if step < -1)
    test = wald(fit, before)
    lines = {step: fit.line(name) for step, name in zip(levels, names, strict=True)}
    figures: dict[str, object] = {
        "pre_trend": None
        if test is None
        else {"f": test[0], "df": test[1], "p": test[2]}
    }
    return (staggered.event_table(lines),), figures
