"""Time to the next harm, by arm or covariates; not everybody is followed to the end."""

import numpy as np
import polars as pl

from safeward.core.evaluation.plain import Section, plain
from safeward.core.evaluation.programme.charts import curves
from safeward.core.evaluation.programme.found import (
    LINES,
    Estimate,
    Found,
    Table,
    estimate,
    lines,
)
from safeward.core.evaluation.programme.question import Question
from safeward.core.evaluation.programme.study import (
    Bools,
    Floats,
    Study,
    read,
    two_arms,
)
from safeward.core.statistics.regression import Coefficient
from safeward.core.statistics.survival.competing import cumulative_incidence
from safeward.core.statistics.survival.cox import Cox, History, cox
from safeward.core.statistics.survival.lifelines_models import (
    Parametric,
    accelerated,
    kaplan_meier,
    log_rank,
)
from safeward.core.statistics.survival.proportional import proportional
from safeward.core.vocabulary.errors import UnusableInput

LIMITS = (
    "It is right if those who leave the follow-up early are like those who stay; "
    "people who move, die or are held in custody may not be.",
    "Time in custody is time in which little can happen: leave it out, or count "
    "custody as an event that competes.",
)
NAMES = {"lognormal": "log_normal"}


def survival(
    frame: pl.DataFrame, question: Question, where: str
) -> tuple[Study, Found]:
    """Compare when it happened, and to how many.

    Raises:
        UnusableInput: Columns missing, negative or missing times throughout, an event
            that happened to nobody, or one arm only.
    """
    roles = {"duration": "number", "event": "number"}
    if question.treat is not None:
        roles["treat"] = "yes_no"
    elif not question.covariates:
        raise UnusableInput(
            "The design survival needs --treat or --covariates: whose times are to be "
            "compared?"
        )
    study = read(frame, question, where, roles)
    time, kinds = study.floats("duration"), study.floats("event")
    _right(study, time, kinds)
    happened = kinds == 1
    columns, names, terms = _columns(study)
    model = question.model or "cox"
    tables: list[Table] = []
    figures: Section = {"events": int(happened.sum()), "model": model}
    if question.treat is not None:
        arm = two_arms(study)
        tables.append(_by_arm(time, happened, arm, study.weights()))
        test = log_rank(time, arm.astype(np.int64), happened, study.weights())
        figures["log_rank"] = plain(test)
    if set(np.unique(kinds)) - {0.0, 1.0}:
        tables.append(_competing(study, time, kinds))
        study.notes.append(
            "Events other than 1 compete: after one of them it can no longer happen."
        )
    if model == "cox":
        found, more = _cox(study, time, happened, columns, names, terms)
    else:
        found, more = _accelerated(study, model, time, happened, columns, names)
    figures |= more
    first = _answers(question, found, names, model)
    tables.append(Table("model", _title(model), LINES, lines(found)))
    return study, Found(first, tuple(tables), figures, limits=LIMITS)


def _right(study: Study, time: Floats, kinds: Floats) -> None:
    if (time < 0).any():
        raise UnusableInput(
            f"{study.where}: {study.question.duration} is below 0 in "
            f"{int((time < 0).sum()):,} rows (--duration); a time since the start "
            "cannot be."
        )
    if (kinds != np.round(kinds)).any() or (kinds < 0).any():
        raise UnusableInput(
            f"{study.where}: {study.question.event} must be 1 where it happened, 0 "
            "where it did not, and 2 or more for events that compete (--event)."
        )
    if not (kinds == 1).any():
        raise UnusableInput(
            f"{study.where}: it happened to nobody ({study.question.event}, --event), "
            "so there is nothing to compare."
        )
    if (time == 0).any():
        study.notes.append(
            f"{int((time == 0).sum()):,} rows have a time of 0; models of the time put "
            "them at half the smallest time above it."
        )


def _columns(study: Study) -> tuple[Floats, tuple[str, ...], dict[str, list[int]]]:
    columns = np.empty((study.frame.height, 0))
    names: tuple[str, ...] = ()
    terms: dict[str, list[int]] = {}
    if study.question.treat is not None:
        columns = two_arms(study).astype(float)[:, None]
        names, terms = ("treat",), {"treat": [0]}
    if study.question.covariates:
        made = study.covariates()
        for name in study.question.covariates:
            places = [
                at + columns.shape[1]
                for at, column in enumerate(made.names)
                if column == name or column.startswith(f"{name}[")
            ]
            if places:
                terms[name] = places
        columns = np.column_stack([columns, made.columns])
        names = (*names, *made.names)
    return columns, names, terms


def _cox(
    study: Study,
    time: Floats,
    happened: Bools,
    columns: Floats,
    names: tuple[str, ...],
    terms: dict[str, list[int]],
) -> tuple[tuple[Coefficient, ...], Section]:
    history = History(
        columns, time, happened, weights=study.weights(), ties=study.question.ties
    )
    fitted: Cox | None = cox(history, names)
    if fitted is None:
        raise UnusableInput(
            f"{study.where}: no Cox model fits; a covariate tells without error to "
            "whom it happens (--covariates)."
        )
    chi2 = 2 * (fitted.log_likelihood - fitted.log_likelihood_null)
    return fitted.coefficients, {
        "ties": study.question.ties,
        "log_likelihood": fitted.log_likelihood,
        "log_likelihood_null": fitted.log_likelihood_null,
        "likelihood_ratio": _chi2(chi2, len(names)),
        "proportional_hazards": plain(proportional(history, fitted, terms)),
    }


def _chi2(value: float, df: int) -> Section:
    from scipy import stats

    return {"chi2": value, "df": df, "p": float(stats.chi2.sf(value, df))}


def _accelerated(
    study: Study,
    model: str,
    time: Floats,
    happened: Bools,
    columns: Floats,
    names: tuple[str, ...],
) -> tuple[tuple[Coefficient, ...], Section]:
    if (time == 0).any():
        time = np.where(time == 0, time[time > 0].min() / 2, time)
    if study.question.weights:
        study.notes.append(f"The {model} model does not use the weights.")
    fitted: Parametric | None = accelerated(
        NAMES.get(model, model), columns, names, time, happened
    )
    if fitted is None:
        raise UnusableInput(f"{study.where}: no {model} model fits these times.")
    return fitted.coefficients, {
        "scale": fitted.scale,
        "log_likelihood": fitted.log_likelihood,
        "aic": fitted.aic,
    }


def _answers(
    question: Question,
    found: tuple[Coefficient, ...],
    names: tuple[str, ...],
    model: str,
) -> tuple[Estimate, ...]:
    wanted = ("treat",) if question.treat is not None else names
    scale = "log_hazard" if model == "cox" else "log_time"
    said = (
        "log hazard ratio: above 0 it happens sooner"
        if model == "cox"
        else "log of time: above 0 it takes longer"
    )
    answers = []
    for name in wanted:
        line = next(each for each in found if each.name == name)
        answers.append(estimate(name, f"{name}: {said}", line, scale=scale))
    first = next(each for each in found if each.name == wanted[0])
    if question.treat is not None:
        e = first.estimate
        key = "hazard_ratio" if model == "cox" else "time_ratio"
        answers.append(
            Estimate(
                name=key,
                words="hazard ratio: under 1 it happens less often at any time"
                if model == "cox"
                else "time ratio: above 1 it takes that many times as long",
                estimate=float(np.exp(e.value)),
                se=None,
                low=float(np.exp(e.low)),
                high=float(np.exp(e.high)),
                statistic=None,
                p=first.p,
                scale=key,
            )
        )
    return tuple(answers)


def _title(model: str) -> str:
    return "Cox model (log hazard ratios)" if model == "cox" else f"{model} model"


def _by_arm(time: Floats, happened: Bools, arm: Bools, weights: Floats | None) -> Table:
    rows, drawn = [], []
    for name, of in (("with the programme", arm), ("comparison", ~arm)):
        curve = kaplan_meier(
            time[of], happened[of], None if weights is None else weights[of]
        )
        half = curve.filter(pl.col("survival") <= 0.5)["time"]
        last = curve.row(-1, named=True)
        rows.append(
            {
                "arm": name,
                "n": int(of.sum()),
                "events": int(happened[of].sum()),
                "median": half[0] if len(half) else None,
                "time": last["time"],
                "survival": last["survival"],
                "low": last["low"],
                "high": last["high"],
            }
        )
        drawn += [
            {"time": row["time"], "survival": row["survival"], "arm": name}
            for row in curve.iter_rows(named=True)
        ]
    heads = (
        ("arm", "Arm"),
        ("n", "People"),
        ("events", "Events"),
        ("median", "Half by"),
        ("time", "Last event at"),
        ("survival", "Not happened by then"),
        ("low", "95 % from"),
        ("high", "to"),
    )
    return Table("curves", "Kaplan-Meier", heads, rows, curves(drawn, "Not happened"))


def _competing(study: Study, time: Floats, kinds: Floats) -> Table:
    rows = []
    groups: list[tuple[str, Bools]] = [("everybody", np.ones(len(time), dtype=bool))]
    if study.question.treat is not None:
        arm = study.bools("treat")
        groups = [("with the programme", arm), ("comparison", ~arm)]
    for name, of in groups:
        for kind in sorted(set(kinds[of].astype(int)) - {0}):
            found = cumulative_incidence(time[of], kinds[of].astype(np.int64), kind)
            rows.append({"arm": name, "event": kind, **found})
    heads = (
        ("arm", "Arm"),
        ("event", "Event"),
        ("time", "By"),
        ("share", "Share to whom it had happened"),
        ("low", "95 % from"),
        ("high", "to"),
    )
    return Table("competing", "Events that compete (Aalen-Johansen)", heads, rows)
