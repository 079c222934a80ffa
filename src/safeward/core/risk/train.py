"""From people on past days to a scorecard that says how far it can be trusted."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.risk.binned import Floats
from safeward.core.risk.fit import L1_SHARE, fit
from safeward.core.risk.measures import rounded
from safeward.core.risk.model import (
    FORMAT,
    VERSION,
    ChanceTable,
    Model,
    Training,
    stamped,
)
from safeward.core.risk.scorecard import (
    Calibration,
    ScoreLine,
    calibrated,
    lines,
    points_of,
)
from safeward.core.risk.splits import by_time
from safeward.core.risk.timing import timing
from safeward.core.risk.types import SPOKEN, Outcome, Sample
from safeward.core.risk.validate import Judged, Rivals, judge, over_places, over_time
from safeward.core.statistics.intervals import wilson
from safeward.core.vocabulary.errors import UnusableInput
from safeward.core.vocabulary.progress import Progress, silent

POPULATION: Final = (
    "People of whom alleged harm was known on the day, as linked on that day, the dead "
    "left out; nobody of whom nothing is known, and no victim survivor as such."
)
REPORTING_BIAS: Final = (
    "This outcome is another report, not harm: it rises where people trust police and "
    "where police look, and misses harm that nobody reports. Never use it alone; the "
    "same points are judged on grave harm beside it."
)
CAVEATS: Final = (
    "A response may have prevented what was expected, so people who were dealt with "
    "look less dangerous here than they were.",
    "Harm is what agencies came to record.",
    "A score supports a decision that a named human makes and gives a reason for.",
)
TABLE_BANDS: Final = (0, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80)
"""Points from which each range of the table of chances begins."""


@frozen
class Setting:
    """What a training was asked for, for the record.

    Attributes:
        outcome: Name of the outcome.
        step: Days between as-of dates.
        agencies: Whose incidents were read.
        data_from: First day on which anything was reported.
        grave_days: Days of harm from which an event is grave.
        proactive: Whether what only proactive checks found was counted.
        seed: Of folds and intervals.
    """

    outcome: Outcome
    step: int
    agencies: tuple[str, ...]
    data_from: date
    grave_days: float
    proactive: bool
    seed: int


@frozen
class Trained:
    """A model, and the judged rows for those who look at groups.

    Attributes:
        model: The model.
        judged: Scores on later days that were held out; None with a single day.
    """

    model: Model
    judged: Judged | None


def train(
    sample: Sample,
    setting: Setting,
    *,
    rivals: Rivals,
    capacity: Mapping[str, int] | None = None,
    progress: Progress = silent,
) -> Trained:
    """Fit a scorecard, and judge the way it was fitted on what was held out.

    Args:
        sample: People on days.
        setting: What was asked for.
        rivals: Other orders of the judged rows.
        capacity: People a day that each division can reach; None shows shares only.
        progress: Told where the work is.

    Raises:
        UnusableInput: There is too little to learn from.
    """
    outcome, seed = setting.outcome, setting.seed
    progress("fitting the scorecard", 0, sample.rows.height)
    split = by_time(sample)
    learned = sample.rows if split is None else split.learned
    chosen = fit(learned, outcome, sample.inputs, seed=seed)
    judged = None
    validity: dict[str, Any] = {"time": None, "place": None}
    when: dict[str, Any] = {"cox": None, "incidence": None, "why": "one day only"}
    if split is not None:
        judged = judge(
            split, outcome, sample.inputs, strength=chosen.strength, seed=seed
        )
        progress("judging on later days", 0, split.judged.height)
        validity["time"] = over_time(
            sample, judged, outcome, rivals=rivals, capacity=capacity, seed=seed
        )
        day = split.judged["as_of"].min()
        here = split.judged["as_of"] == day
        when = timing(
            sample, split.judged.filter(here), judged.points[here.to_numpy()], outcome
        )
    progress("judging on places left out", 0, sample.rows.height)
    validity["place"] = over_places(
        sample, outcome, strength=chosen.strength, seed=seed
    )
    progress("fitting on all days", 0, sample.rows.height)
    last = fit(sample.rows, outcome, sample.inputs, seed=seed, strength=chosen.strength)
    found = lines(last)
    if not found:
        raise UnusableInput(
            f"nothing that may be read tells whom {outcome} follows from the others."
        )
    points = _points(sample.rows, found)
    happened = sample.rows[outcome].to_numpy()
    chance = calibrated(points, happened)
    ordered = tuple(sorted(found, key=lambda line: (-line.most, line.input)))
    model = Model(
        format=FORMAT,
        version=VERSION,
        id=f"safeward-{outcome.replace('_', '-')}-{sample.horizon}d",
        outcome=outcome,
        horizon_days=sample.horizon,
        predicts=f"Predicts {SPOKEN[outcome]} within {sample.horizon} days"
        + (", not harm itself." if outcome == "any_report" else "."),
        population=POPULATION,
        lines=ordered,
        inputs=tuple(sorted(line.input for line in ordered)),
        calibration=ChanceTable(
            chance.intercept, chance.slope, _table(points, happened, chance)
        ),
        training=Training(
            agencies=setting.agencies,
            as_of_from=sample.dates[0].isoformat(),
            as_of_to=sample.dates[-1].isoformat(),
            step_days=setting.step,
            dates=len(sample.dates),
            data_from=setting.data_from.isoformat(),
            data_to=sample.data_to.isoformat(),
            rows=sample.rows.height,
            people=sample.rows["owner"].n_unique(),
            outcomes=int(happened.sum()),
            grave_days=setting.grave_days,
            proactive=setting.proactive,
            inputs_considered=sample.inputs,
            strength=chosen.strength,
            l1_share=L1_SHARE,
            seed=seed,
        ),
        validity=validity,
        timing=when,
        fairness={},
        caveats=_caveats(sample, outcome, validity),
        data_sha256=_data_hash(sample, outcome),
    )
    return Trained(stamped(model), judged)


def _points(rows: pl.DataFrame, found: Sequence[ScoreLine]) -> Floats:
    points: Floats = (
        rows.select(points_of(found)).to_series().cast(pl.Float64).to_numpy()
    )
    return points


def _table(
    points: Floats, happened: np.ndarray, chance: Calibration
) -> tuple[dict[str, Any], ...]:
    """Chances by range of points, beside what was observed on the rows learned from.

    What was observed on days held out stands under ``validity``, for the scorecard of
    the earlier days.
    """
    said = chance.chance(points)
    found = []
    for low, high in zip(TABLE_BANDS, [*TABLE_BANDS[1:], 101], strict=True):
        inside = (points >= low) & (points < high)
        if not inside.any():
            continue
        share = wilson(int(happened[inside].sum()), int(inside.sum()))
        if share is None:
            continue
        found.append(
            rounded(
                {
                    "points_from": low,
                    "points_to": min(high - 1, 100),
                    "n": int(inside.sum()),
                    "happened": int(happened[inside].sum()),
                    "said": float(said[inside].mean()),
                    "observed": share.value,
                    "low": share.low,
                    "high": share.high,
                }
            )
        )
    return tuple(found)


def _caveats(
    sample: Sample, outcome: Outcome, validity: Mapping[str, Any]
) -> tuple[str, ...]:
    found = [REPORTING_BIAS] if outcome in ("any_report", "order_breach") else []
    found += CAVEATS
    if not sample.decisions:
        found.append(
            "No decisions were handed over, so people who had an intensive response "
            "could not be told from the others."
        )
    if validity["time"] is None:
        found.append("One day was looked back from, so no later day could be held out.")
    elif validity["time"]["overlap"]:
        found.append(
            "The days are too few for the horizon: outcomes of the learned days reach "
            "into the judged ones, so the figures are too good."
        )
    if validity["place"] is None:
        found.append(
            "No division could be held out, so nothing is known of new places."
        )
    found.append(
        f"{sample.grave_by_newcomers:.0%} of the grave events that followed were by "
        "people of whom no alleged harm was known on the day: no model of known people "
        "reaches them."
    )
    return tuple(found)


def _data_hash(sample: Sample, outcome: Outcome) -> str:
    """A hash of the inputs and outcomes that were learned from, and of nothing else."""
    read = sample.rows.select("as_of", "person_id", *sample.inputs, outcome).sort(
        "as_of", "person_id"
    )
    digest = hashlib.sha256(",".join(read.columns).encode())
    for column in read.iter_columns():
        if column.dtype == pl.String:
            digest.update("\n".join(column.to_list()).encode())
        else:
            numbers = column.cast(pl.Int64).fill_null(-(2**63)).to_numpy()
            digest.update(numbers.astype("<i8").tobytes())
    return digest.hexdigest()
