"""How the same fitting does on days and places that it never saw, beside other orders.

The model that is written is fitted on all days. What is judged is the way of fitting:
once on earlier days and judged on later ones, and once for each group of divisions,
judged on people of divisions that were left out.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.risk.binned import Floats
from safeward.core.risk.boosting import boosted
from safeward.core.risk.fit import fit
from safeward.core.risk.measures import (
    SHARES,
    calibration,
    discriminations,
    reached,
    rounded,
)
from safeward.core.risk.scorecard import calibrated, lines, points_of
from safeward.core.risk.splits import Split, by_place
from safeward.core.risk.types import Outcome, Sample
from safeward.core.vocabulary.errors import UnusableInput

Rivals = Callable[[pl.DataFrame], Mapping[str, Floats]]
"""Other orders of the judged rows, by name; higher stands first."""

SCORECARD: Final = "this scorecard"
BOOSTING: Final = "gradient boosting (to compare)"
SCREENING: Final = "VP-SAFvR, latest of 12 months"
HARM_WEIGHTED: Final = "grave_harm"


@frozen
class Judged:
    """A split with the points and chances that its scorecard gave the judged rows."""

    split: Split
    points: Floats
    chances: Floats


def judge(
    split: Split, outcome: Outcome, inputs: Sequence[str], *, strength: float, seed: int
) -> Judged:
    """Fit a scorecard on the learned rows and score the judged ones."""
    fitted = fit(split.learned, outcome, inputs, seed=seed, strength=strength)
    found = lines(fitted)
    points = _points(split.learned, found)
    chance = calibrated(points, split.learned[outcome].to_numpy())
    judged = _points(split.judged, found)
    return Judged(split, judged, chance.chance(judged))


def _points(rows: pl.DataFrame, found: Sequence[Any]) -> Floats:
    scored = rows.select(points_of(found)).to_series()
    points: Floats = scored.cast(pl.Float64).to_numpy()
    return points


def over_time(
    sample: Sample,
    found: Judged,
    outcome: Outcome,
    *,
    rivals: Rivals,
    capacity: Mapping[str, int] | None,
    seed: int,
) -> dict[str, Any]:
    """Everything that is said about the later days that were held out."""
    split, rows = found.split, found.split.judged
    scores: dict[str, Floats] = {
        SCORECARD: found.points,
        BOOSTING: boosted(split.learned, rows, outcome, sample.inputs, seed=seed),
        SCREENING: _numbers(rows["safvr_latest"]),
        **rivals(rows),
    }
    harm = rows[HARM_WEIGHTED].to_numpy()
    happened = rows[outcome].to_numpy()
    apart = discriminations(scores, happened, rows["owner"], seed=seed)
    on_harm = discriminations(scores, harm, rows["owner"], seed=seed)
    reach = {
        name: {
            **{f"first {share:.0%}": reached(rows, score, share) for share in SHARES},
            **({"capacity": reached(rows, score, capacity)} if capacity else {}),
        }
        for name, score in scores.items()
    }
    figures: dict[str, Any] = rounded(
        {
            "learned": _counts(split.learned, outcome),
            "judged": _counts(rows, outcome),
            "overlap": split.overlap,
            "calibration": _calibration(found.chances, happened),
            "orders": {
                name: {
                    "auc": apart[name].auc,
                    "auc_than_scorecard": apart[name].than_first,
                    f"auc_{HARM_WEIGHTED}": on_harm[name].auc,
                    "grave_harm_reached": reach[name],
                }
                for name in scores
            },
            "capacity": dict(capacity) if capacity else None,
            "grave_harm_by_people_not_known": sample.grave_by_newcomers,
            "responses": _with_and_without(sample, found, outcome, seed),
        }
    )
    return figures


def over_places(
    sample: Sample,
    outcome: Outcome,
    *,
    strength: float,
    seed: int,
) -> dict[str, Any] | None:
    """Divisions held out in turn, their people judged together; None with one."""
    found = []
    for split in by_place(sample):
        try:
            found.append(
                judge(split, outcome, sample.inputs, strength=strength, seed=seed)
            )
        except UnusableInput:
            # The other divisions hold too little to learn from: said, not hidden.
            continue
    if not found:
        return None
    rows = pl.concat(each.split.judged for each in found)
    points = np.concatenate([each.points for each in found])
    chances = np.concatenate([each.chances for each in found])
    happened = rows[outcome].to_numpy()
    scores = {SCORECARD: points, SCREENING: _numbers(rows["safvr_latest"])}
    apart = discriminations(scores, happened, rows["owner"], seed=seed)
    figures: dict[str, Any] = rounded(
        {
            "groups": len(found),
            "divisions": sorted(rows["division"].unique().to_list()),
            "judged": _counts(rows, outcome),
            "calibration": _calibration(chances, happened),
            "orders": {
                name: {
                    "auc": apart[name].auc,
                    "auc_than_scorecard": apart[name].than_first,
                }
                for name in scores
            },
        }
    )
    return figures


def _numbers(column: pl.Series) -> Floats:
    """A recorded score; nobody scored stands last."""
    found: Floats = column.cast(pl.Float64).fill_null(-1.0).to_numpy()
    return found


def _counts(rows: pl.DataFrame, outcome: Outcome) -> dict[str, Any]:
    return {
        "rows": rows.height,
        "people": rows["owner"].n_unique(),
        "outcomes": int(rows[outcome].sum()),
        "from": rows["as_of"].min(),
        "to": rows["as_of"].max(),
        "dates": rows["as_of"].n_unique(),
    }


def _calibration(chances: Floats, happened: np.ndarray) -> dict[str, Any]:
    found = calibration(chances, happened)
    return {
        "slope": found.slope,
        "intercept": found.intercept,
        "brier": found.brier,
        "brier_of_base_rate": found.brier_of_base_rate,
        "deciles": found.deciles.to_dicts(),
    }


def _with_and_without(
    sample: Sample, found: Judged, outcome: Outcome, seed: int
) -> dict[str, Any] | None:
    """Validity of all judged rows, and without people who had an intensive response.

    A response may have prevented what the model expected, so with them it looks worse
    than it is, and without them the people it matters for are gone: both are shown.
    """
    if not sample.decisions:
        return None
    rows = found.split.judged
    marked = rows["responded"].to_numpy()
    parts = {"all": np.ones(len(marked), np.bool_), "without": ~marked, "only": marked}
    said: dict[str, Any] = {}
    for name, part in parts.items():
        happened = rows[outcome].to_numpy()[part]
        part_rows = rows.filter(pl.Series(part))
        if not part.any():
            said[name] = {"rows": 0}
            continue
        apart = discriminations(
            {SCORECARD: found.points[part]}, happened, part_rows["owner"], seed=seed
        )
        gauged = calibration(found.chances[part], happened)
        said[name] = {
            "rows": part_rows.height,
            "outcomes": int(happened.sum()),
            "auc": apart[SCORECARD].auc,
            "slope": gauged.slope,
            "intercept": gauged.intercept,
        }
    return said
