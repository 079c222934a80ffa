"""Does it happen as often as the score says?"""

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.evaluation.plain import Section, plain
from safeward.core.evaluation.validity.study import Study
from safeward.core.statistics.calibration import bins, brier, calibration_gap, table
from safeward.core.statistics.logistic_line import (
    Line,
    fit_line,
    fit_shift,
    logit,
)

Floats = NDArray[np.float64]
RECALIBRATED = (
    "This score is not a probability. A logistic regression of the outcome on it made "
    "it one on these very rows, so the average is right by construction and only the "
    "shape is tested."
)


@frozen(eq=False)
class Said:
    """The probability a score stands for.

    Attributes:
        line: The regression that turned points into one; None for a probability.
        probability: One a row.
    """

    line: Line | None
    probability: Floats


def said(study: Study, score: str, rows: pl.DataFrame) -> Said | None:
    """Read a score as a probability, or make one of it by logistic regression.

    Returns:
        None when points cannot be turned into a probability on these rows.
    """
    values = rows[score].to_numpy()
    if score in study.probability:
        return Said(None, values)
    if not rows.height:
        return None
    line = fit_line(values, study.happened(rows), study.weights(rows))
    return Said(line, line.predict(values)) if line else None


def calibration(
    study: Study,
    score: str,
    rows: pl.DataFrame,
    stated: Said | None,
    *,
    own_line: bool = True,
) -> Section:
    """How what was said compares with what happened, over some rows.

    Args:
        study: The file.
        score: Column.
        rows: Of `Study.usable`.
        stated: Of `said`, for the very same rows.
        own_line: Whether the line of points was fitted on these rows. It then has slope
            1 and intercept 0 on itself, which says nothing, so its own are given; in a
            group of them the line is a claim like any other.

    Returns:
        ``scale, table`` and, where there is a probability, ``intercept, slope,
        calibration_in_the_large, observed_to_expected, brier,
        expected_calibration_error``.
    """
    values, happened = rows[score].to_numpy(), study.happened(rows)
    weights = study.weights(rows)
    bin_of = bins(values)
    shown = stated.probability if stated else np.full(len(values), np.nan)
    section: Section = {
        "scale": "probability" if score in study.probability else "points",
        "table": _named(study, score, table(values, shown, happened, bin_of, weights)),
    }
    if stated is None:
        section["note"] = (
            "No finite line of log odds fits these rows, so there is no probability to "
            "test; the table shows what was observed."
        )
        return section
    odds = logit(stated.probability)
    shift = fit_shift(odds, happened, weights)
    if stated.line is not None and own_line:
        fitted: Line | None = stated.line
        section["note"], section["slope_on"] = RECALIBRATED, "score"
    else:
        fitted = fit_line(odds, happened, weights)
        section["slope_on"] = "log odds of what was said"
    section["intercept"] = plain(fitted.intercept) if fitted else None
    section["slope"] = plain(fitted.slope) if fitted else None
    section["calibration_in_the_large"] = plain(shift.intercept) if shift else None
    mass = np.ones(len(happened)) if weights is None else weights
    expected = float(mass @ stated.probability)
    section["observed"] = float(mass @ happened)
    section["expected"] = expected
    section["observed_to_expected"] = (
        float(mass @ happened) / expected if expected else None
    )
    tenths = bin_of if stated.line is None else bins(stated.probability)
    section["brier"] = plain(brier(stated.probability, happened, tenths, weights))
    if weights is not None:
        parts = table(stated.probability, stated.probability, happened, tenths, weights)
        apart = np.abs(parts["said"].to_numpy() - parts["observed"].to_numpy())
        section["expected_calibration_error"] = {
            "value": float(np.average(apart, weights=parts["weight"].to_numpy())),
            "low": None,
            "high": None,
            "by_chance": None,
        }
    else:
        found = calibration_gap(
            stated.probability,
            happened,
            tenths,
            seed=study.question.seed,
            rounds=study.question.rounds,
        )
        section["expected_calibration_error"] = {
            **plain(found.gap),
            "by_chance": found.by_chance,
        }
    return section


def _named(study: Study, score: str, found: pl.DataFrame) -> list[Section]:
    """Rows of the table, with the score's own words for each bin."""
    rows = []
    for row in found.iter_rows(named=True):
        low, high = (study.level(score, row[f"score_{end}"]) for end in ("low", "high"))
        rows.append({"label": low if low == high else f"{low} to {high}", **plain(row)})
    return rows
