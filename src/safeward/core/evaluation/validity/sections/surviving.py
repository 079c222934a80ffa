"""Not only whether, but when."""

import math
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from safeward.core.evaluation.plain import Section, plain
from safeward.core.evaluation.validity.sections.modelling import designed, line_of
from safeward.core.evaluation.validity.study import Study
from safeward.core.statistics.design import Design, design
from safeward.core.statistics.survival.concordance import concordance
from safeward.core.statistics.survival.cox import Cox, History, cox
from safeward.core.statistics.survival.lifelines_models import (
    accelerated,
    kaplan_meier,
    log_rank,
)
from safeward.core.statistics.survival.proportional import proportional

Floats = NDArray[np.float64]
FEW = 6
SAMPLE = 50_000
DISTRIBUTIONS = ("weibull", "exponential", "log_normal")


def survival(study: Study, score: str) -> Section | None:
    """Curves by band, the log-rank test, Cox and parametric models; None without time.

    Returns:
        ``n, events, concordance, overall, bands, log_rank, by_group, cox,
        accelerated_failure_time, notes``.
    """
    question = study.question
    if question.time is None:
        return None
    notes: list[str] = []
    rows = _rows(study, notes)
    if not rows.height:
        return {
            "n": 0,
            "events": 0,
            "notes": [*notes, "No row has a time and an event."],
        }
    time, happened, entry = _arrays(study, rows)
    weights = study.weights(rows)
    scored = rows.drop_nulls(score)
    section: Section = {
        "n": rows.height,
        "events": int(happened.sum()),
        "notes": notes,
        "overall": plain(kaplan_meier(time, happened, weights, entry)),
    }
    if weights is not None:
        notes.append("Concordance does not use the weights.")
    section |= _by_score(study, score, scored, notes)
    section["by_group"] = _by_group(study, rows)
    if not happened.any():
        notes.append("The event happened to nobody, so there is no model of its time.")
        return section
    section |= _models(study, score, rows if question.covariates else scored, notes)
    return section


def _rows(study: Study, notes: list[str]) -> pl.DataFrame:
    question = study.question
    named = [question.time, question.event or question.outcome]
    named += [question.entry, question.weights]
    rows = study.frame.drop_nulls([name for name in named if name])
    if question.entry:
        ordered = rows.filter(pl.col(question.entry) < pl.col(str(question.time)))
        if ordered.height < rows.height:
            notes.append(
                f"{rows.height - ordered.height:,} rows leave follow-up no later than "
                "they enter it and were left out."
            )
        rows = ordered
    return rows


def _arrays(
    study: Study, rows: pl.DataFrame
) -> tuple[Floats, NDArray[np.bool_], Floats | None]:
    question = study.question
    return (
        rows[str(question.time)].to_numpy().astype(float),
        rows[question.event or question.outcome].to_numpy().astype(bool),
        rows[question.entry].to_numpy().astype(float) if question.entry else None,
    )


def _by_score(
    study: Study, score: str, rows: pl.DataFrame, notes: list[str]
) -> Section:
    if not rows.height:
        return {"concordance": None, "bands": [], "log_rank": None}
    time, happened, entry = _arrays(study, rows)
    weights = study.weights(rows)
    values = rows[score].to_numpy()
    found = concordance(values, time, happened, entry)
    band, labels = bands(study, score, values)
    curves = []
    for at, label in enumerate(labels):
        inside = band == at
        followed = _followed(time, happened, weights, entry, inside)
        curves.append({"band": label, **followed})
    test = None
    if entry is None:
        test = log_rank(time, band, happened, weights)
    else:
        notes.append("With late entry no log-rank test is made; see the Cox model.")
    return {
        "concordance": plain(found) if found else None,
        "bands": curves,
        "log_rank": plain(test),
    }


def _followed(
    time: Floats,
    happened: NDArray[np.bool_],
    weights: Floats | None,
    entry: Floats | None,
    inside: NDArray[np.bool_],
) -> Section:
    """The curve of some of the people, and the time by which it happened to half."""
    curve = kaplan_meier(
        time[inside],
        happened[inside],
        None if weights is None else weights[inside],
        None if entry is None else entry[inside],
    )
    half = curve.filter(pl.col("survival") <= 0.5)["time"]
    return {
        "n": int(inside.sum()),
        "events": int(happened[inside].sum()),
        "median": half[0] if len(half) else None,
        "curve": plain(curve),
    }


def bands(
    study: Study, score: str, values: Floats
) -> tuple[NDArray[np.int64], list[str]]:
    """Bands of a score: those asked for, its few values, the threshold, or quarters."""
    question = study.question
    distinct = np.unique(values)
    if question.bands:
        cuts = np.array(sorted(question.bands))
    elif len(distinct) <= FEW or score in study.levels:
        cuts = distinct[1:]
    elif score in study.thresholds:
        cuts = np.array([study.thresholds[score]])
    else:
        cuts = np.unique(np.quantile(values, [0.25, 0.5, 0.75]))
    raw = np.searchsorted(cuts, values, side="right")
    present, band = np.unique(raw, return_inverse=True)
    single = not question.bands and (len(distinct) <= FEW or score in study.levels)
    labels = []
    for at in present:
        if single:
            labels.append(study.level(score, float(distinct[at])))
        elif at == 0:
            labels.append(f"under {study.level(score, float(cuts[0]))}")
        elif at == len(cuts):
            labels.append(f"{study.level(score, float(cuts[-1]))} and over")
        else:
            low, high = (
                study.level(score, float(cut)) for cut in cuts[at - 1 : at + 1]
            )
            labels.append(f"{low} to under {high}")
    return band.astype(np.int64), labels


def _by_group(study: Study, rows: pl.DataFrame) -> Section:
    """Curves and a log-rank test by each group column that may be shown."""
    question = study.question
    found: Section = {}
    for column in (*question.groups, *question.victim_groups):
        labels = rows[f"group:{column}"]
        allowed = [
            name for name in study.shown.get(column, ()) if (labels == name).sum()
        ]
        if len(allowed) < 2:
            continue
        part = rows.filter(pl.col(f"group:{column}").is_in(allowed))
        time, happened, entry = _arrays(study, part)
        weights = study.weights(part)
        number = (
            part[f"group:{column}"]
            .replace_strict({name: at for at, name in enumerate(allowed)})
            .to_numpy()
        )
        curves = []
        for at, name in enumerate(allowed):
            inside = number == at
            followed = _followed(time, happened, weights, entry, inside)
            curves.append({"group": name, **followed})
        test = log_rank(time, number, happened, weights) if entry is None else None
        found[column] = {"curves": curves, "log_rank": plain(test)}
    return found


def _design(
    study: Study, score: str, rows: pl.DataFrame
) -> tuple[Design, dict[str, list[int]]]:
    """The covariates, else the score: a number, or its levels against the lowest."""
    covariates = study.question.covariates
    if covariates:
        made = designed(study, rows, covariates)
        names: tuple[str, ...] = covariates
    elif score in study.levels:
        levels = study.levels[score]
        words = rows[score].replace_strict(
            {at + 1.0: level for at, level in enumerate(levels)},
            return_dtype=pl.String,
        )
        there = [level for level in levels if (words == level).any()]
        made = design(pl.DataFrame({score: words}), [score], {score: there[0]})
        names = (score,)
    else:
        made = design(rows.select(score), [score])
        names = (score,)
    terms = {
        name: [
            at
            for at, column in enumerate(made.names)
            if column == name or column.startswith(f"{name}[")
        ]
        for name in names
    }
    return made, {name: columns for name, columns in terms.items() if columns}


def _models(study: Study, score: str, rows: pl.DataFrame, notes: list[str]) -> Section:
    made, terms = _design(study, score, rows)
    rows = rows.filter(pl.Series(made.kept))
    notes.extend(made.dropped)
    time, happened, entry = _arrays(study, rows)
    history = History(
        columns=made.columns,
        time=time,
        happened=happened,
        entry=entry,
        weights=study.weights(rows),
        ties=study.question.ties,
    )
    fitted = cox(history, made.names)
    if fitted is None:
        notes.append(
            "No finite Cox model fits: a covariate is constant, repeats another, or "
            "tells events from the others without error."
        )
        return {"cox": None, "accelerated_failure_time": None}
    return {
        "cox": _cox(history, fitted, made, terms),
        "accelerated_failure_time": _accelerated(study, history, made, notes),
    }


def _cox(
    history: History, fitted: Cox, made: Design, terms: dict[str, list[int]]
) -> Section:
    from scipy.special import chdtrc

    size = len(fitted.coefficients)
    ratio = 2 * (fitted.log_likelihood - fitted.log_likelihood_null)
    wald = float(fitted.beta @ np.linalg.solve(fitted.covariance, fitted.beta))
    lines = []
    for line in fitted.coefficients:
        shown = line_of(line)
        shown["hazard_ratio"] = plain(math.exp(min(line.estimate.value, 700)))
        shown["hazard_ratio_low"] = plain(math.exp(min(line.estimate.low, 700)))
        shown["hazard_ratio_high"] = plain(math.exp(min(line.estimate.high, 700)))
        lines.append(shown)
    agreement = concordance(
        made.columns @ fitted.beta, history.time, history.happened, history.entry
    )

    def test(statistic: float) -> Section:
        return {
            "chi2": statistic,
            "df": size,
            "p": float(chdtrc(size, statistic)),
        }

    return {
        "ties": history.ties,
        "n": fitted.n,
        "events": fitted.events,
        "references": made.references,
        "coefficients": lines,
        "log_likelihood": fitted.log_likelihood,
        "log_likelihood_null": fitted.log_likelihood_null,
        "aic": -2 * fitted.log_likelihood + 2 * size,
        "likelihood_ratio_test": test(ratio),
        "wald_test": test(wald),
        "score_test": test(fitted.score_test),
        "concordance": plain(agreement),
        "proportional_hazards": plain(proportional(history, fitted, terms)),
    }


def _accelerated(
    study: Study, history: History, made: Design, notes: list[str]
) -> Section | None:
    if history.entry is not None or history.weights is not None:
        notes.append("Parametric models are not fitted with late entry or weights.")
        return None
    later = history.time > 0
    if not later.all():
        notes.append(
            f"{int((~later).sum()):,} rows with a time of 0 were left out of the "
            "parametric models, which have no such time."
        )
    at: NDArray[Any] = np.flatnonzero(later)
    if len(at) > SAMPLE:
        rng = np.random.default_rng(study.question.seed)
        at = np.sort(rng.choice(at, SAMPLE, replace=False))
        notes.append(
            f"Parametric models are fitted on {SAMPLE:,} rows drawn at random."
        )
    found: Section = {}
    for distribution in DISTRIBUTIONS:
        model = accelerated(
            distribution,
            made.columns[at],
            made.names,
            history.time[at],
            history.happened[at],
        )
        if model is None:
            notes.append(f"No finite {distribution} model fits.")
            found[distribution] = None
            continue
        found[distribution] = {
            "coefficients": [line_of(line) for line in model.coefficients],
            "scale": model.scale,
            "log_likelihood": model.log_likelihood,
            "aic": model.aic,
        }
    return found
