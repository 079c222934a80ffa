"""A programme that began at several times: who started when, and the effect since.

The only module that knows diff-diff and the frames it wants.
"""

import math
import warnings
from typing import Any

import numpy as np
import polars as pl

from safeward.core.evaluation.plain import Section
from safeward.core.evaluation.programme.charts import around_the_start
from safeward.core.evaluation.programme.found import Estimate, Found, Table
from safeward.core.evaluation.programme.question import Question
from safeward.core.evaluation.programme.study import (
    Bools,
    Floats,
    Study,
    must_vary,
    read,
)
from safeward.core.statistics.intervals import Interval
from safeward.core.statistics.regression import Coefficient
from safeward.core.vocabulary.errors import UnusableInput

EVENT = (
    ("step", "Periods since the start"),
    ("estimate", "Effect"),
    ("se", "Standard error"),
    ("low", "95 % from"),
    ("high", "to"),
)
LIMITS = (
    "Each starting group is compared with units that had not started yet; it rests on "
    "their paths having been alike without the programme.",
    "Late starters are seen for a short time only, so late periods rest on few units.",
)


def staggered(
    frame: pl.DataFrame, question: Question, where: str
) -> tuple[Study, Found]:
    """The average effect on units after they started, by Callaway and Sant'Anna.

    Raises:
        UnusableInput: Columns missing, no unit that starts later or never, no period
            before the first start, or an outcome that never varies.
    """
    roles = {"outcome": "number", "unit": "key", "time": "time", "cohort": "time"}
    study = read(frame, question, where, roles, optional=frozenset({"cohort"}))
    must_vary(study)
    table = _checked(study)
    result, steps, by_group = _estimated(study, table)
    estimates = (
        Estimate(
            name="average_effect",
            words="average effect on units that started, over all periods since",
            estimate=float(result.overall_att),
            se=float(result.overall_se),
            low=float(result.overall_conf_int[0]),
            high=float(result.overall_conf_int[1]),
            statistic=float(result.overall_t_stat),
            p=float(result.overall_p_value),
            n=int(result.n_obs),
            errors="clustered by unit, from influence functions",
        ),
    )
    effects = {int(step): line for step, line in steps.items()}
    before = [line for step, line in effects.items() if step < 0 and line.se > 0]
    figures: Section = {
        "units_that_started": int(result.n_treated_units),
        "units_to_compare_with": int(result.n_control_units),
        "pre_trend": _pre_trend(before),
    }
    cohorts = Table(
        "cohorts",
        "By when units started",
        (("cohort", "Started"), *EVENT[1:]),
        [{"cohort": when, **_row(line)} for when, line in sorted(by_group.items())],
    )
    return study, Found(
        estimates, (event_table(effects), cohorts), figures, limits=LIMITS
    )


def _checked(study: Study) -> pl.DataFrame:
    """One row a unit and period, with 0 for units that never started."""
    table = study.frame.with_columns(
        cohort=pl.col("cohort").cast(pl.Float64).fill_null(0.0)
    )
    times = study.floats("time")
    first, last = float(times.min()), float(times.max())
    table = table.with_columns(
        cohort=pl.when(pl.col("cohort") > last).then(0.0).otherwise(pl.col("cohort"))
    )
    if table.group_by("unit").agg(pl.col("cohort").n_unique())["cohort"].max() != 1:
        raise UnusableInput(
            f"{study.where}: a unit has several starts in {study.question.cohort} "
            "(--cohort); give the first one in every row of a unit."
        )
    twice = table.group_by("unit", "time").len().filter(pl.col("len") > 1).height
    if twice:
        raise UnusableInput(
            f"{study.where}: {twice:,} units have several rows in one period; add them "
            "up to one row a unit and period first."
        )
    starts = table.filter(pl.col("cohort") > 0)
    if starts.is_empty():
        raise UnusableInput(f"{study.where}: no unit ever starts (--cohort).")
    always = starts.filter(pl.col("cohort") <= first)["unit"].n_unique()
    if always:
        study.notes.append(
            f"{always:,} units had the programme from the first period on and were "
            "left out: nothing is known of them before."
        )
        table = table.filter((pl.col("cohort") == 0) | (pl.col("cohort") > first))
    if table.filter(pl.col("cohort") > 0).is_empty():
        raise UnusableInput(
            f"{study.where}: there is no period before the programme began in any unit "
            "(--time, --cohort)."
        )
    if table["cohort"].n_unique() < 2:
        raise UnusableInput(
            f"{study.where}: all units start at the same time and none never; there is "
            "nobody to compare with (--cohort)."
        )
    return table


def _estimated(
    study: Study, table: pl.DataFrame
) -> tuple[Any, dict[float, Coefficient], dict[float, Coefficient]]:
    from diff_diff import CallawaySantAnna

    numbers = table.with_columns(
        unit=pl.col("unit").rank("dense").cast(pl.Int64),
        time=pl.col("time"),
    )
    never = bool((table["cohort"] == 0).any())
    names = list(study.question.covariates)
    model = CallawaySantAnna(
        control_group="not_yet_treated" if not never else "never_treated",
        estimation_method="dr" if names else "reg",
        allow_unbalanced_panel=True,
        cband=False,
    )
    study.notes.append(
        "Compared with units that never started."
        if never
        else "Compared with units that had not started yet, as every unit starts once."
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = model.fit(
                numbers.select("outcome", "unit", "time", "cohort", *names).to_pandas(),
                outcome="outcome",
                unit="unit",
                time="time",
                first_treat="cohort",
                covariates=names or None,
            )
            return (
                result,
                _lines(result.aggregate("event_study"), "event_time"),
                _lines(result.aggregate("group"), "label"),
            )
        except ValueError as error:
            raise UnusableInput(
                f"{study.where} cannot be estimated as it is: {error}"
            ) from None


def _lines(found: Any, key: str) -> dict[float, Coefficient]:
    """The parallel arrays of a result as one line for each place."""
    return {
        float(place): Coefficient(
            str(place),
            Interval(float(att), float(low), float(high)),
            float(se),
            float(statistic),
            float(p),
        )
        for place, att, low, high, se, statistic, p in zip(
            getattr(found, key), found.att, found.conf_int_lower,
            found.conf_int_upper, found.se, found.t_stat, found.p_value, strict=True,
        )
    }  # fmt: skip


def _row(line: Coefficient) -> Section:
    return {
        "estimate": line.estimate.value,
        "se": line.se,
        "low": line.estimate.low,
        "high": line.estimate.high,
    }


def _pre_trend(before: list[Coefficient]) -> Section | None:
    """Whether any period before the start shows an effect, by the largest of them."""
    from scipy import stats

    if not before:
        return None
    worst = max(abs(line.z) for line in before)
    p = min(1.0, len(before) * 2 * float(stats.norm.sf(worst)))
    return {"largest_t": worst, "periods": len(before), "p": p, "rule": "Bonferroni"}


def event_table(lines: dict[int, Coefficient]) -> Table:
    """The effect by periods since the start; the period before it is the measure."""
    rows = [{"step": step, **_row(line)} for step, line in sorted(lines.items())]
    return Table(
        "event_study",
        "The effect by time since the start",
        EVENT,
        rows,
        around_the_start(rows),
        note="Before the start there should be nothing to see.",
    )


def first_times(study: Study, started: Bools) -> dict[int, float | None]:
    """When each unit first had the programme; None for never."""
    units, time = study.codes("unit"), study.floats("time")
    found: dict[int, float | None] = dict.fromkeys(np.unique(units).tolist())
    for unit, when, on in zip(
        units.tolist(), time.tolist(), started.tolist(), strict=True
    ):
        earliest = found[unit]
        if on and (earliest is None or when < earliest):
            found[unit] = when
    return found


def since_start(study: Study, first: dict[int, float | None]) -> Floats:
    """Periods since each row's unit started; not a number for those that never did."""
    periods = np.unique(study.floats("time"))
    place = {when: at for at, when in enumerate(periods.tolist())}
    units, time = study.codes("unit"), study.floats("time")
    steps = np.full(len(units), math.nan)
    for at, (unit, when) in enumerate(zip(units.tolist(), time.tolist(), strict=True)):
        start = first[unit]
        if start is not None:
            steps[at] = place[when] - place[start]
    return steps


def moment(study: Study, given: str) -> float:
    """A time given on the command line, on the scale of the time column.

    Raises:
        UnusableInput: When it cannot be read as such.
    """
    from safeward.core.evaluation.programme.study import TIME

    found = TIME(pl.Series("at", [given]), [])
    if found[0] is None:
        raise UnusableInput(
            f"--intervention-at {given} cannot be read as a time like those of "
            f"{study.question.time}."
        )
    return float(found[0])
