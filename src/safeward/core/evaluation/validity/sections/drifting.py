"""Is it still the score that was validated?"""

import numpy as np
import polars as pl

from safeward.core.evaluation.plain import Section, plain
from safeward.core.evaluation.validity.sections.classifying import of_table, table
from safeward.core.evaluation.validity.sections.discriminating import (
    aucs,
    discrimination,
)
from safeward.core.evaluation.validity.study import Study
from safeward.core.statistics.delong import unpaired
from safeward.core.statistics.drift import share_change, stability
from safeward.core.statistics.logistic_line import Line, fit_line, fit_shift, logit

MANY = 24
EARLIER = "earlier file"
NOW = "this file"


def drift(study: Study, score: str, earlier: Study | None = None) -> Section | None:
    """Every later period against the first; None when there is one period only.

    Args:
        study: The file, with or without a column of periods.
        score: Column.
        earlier: An earlier file; the file itself is then the later period.

    Returns:
        ``reference`` (the first period), ``periods`` (n, base rate, mean score, AUC,
        rates, acceptance) and ``changes`` (a row a later period).
    """
    if earlier is not None:
        parts = {EARLIER: earlier.frame, NOW: study.frame}
    elif study.question.period is not None:
        parts = _by_period(study.frame, f"group:{study.question.period}")
    else:
        return None
    if not 2 <= len(parts) <= MANY:
        return {
            "note": f"{study.question.period} holds {len(parts):,} periods; drift "
            f"needs from 2 to {MANY}."
        }
    first, *later = parts
    base = _known(study, score, parts[first])
    line = None
    if score not in study.probability and base.height:
        line = fit_line(
            base[score].to_numpy(), study.happened(base), study.weights(base)
        )
    return {
        "reference": first,
        "calibrated_on": first if line else None,
        "periods": {
            name: _period(study, score, part, line) for name, part in parts.items()
        },
        "changes": [
            _change(study, score, parts[first], parts[name], first, name)
            for name in later
        ],
    }


def _by_period(frame: pl.DataFrame, column: str) -> dict[str, pl.DataFrame]:
    """Rows of each period; numbers in order of size, so that 10 comes after 9."""
    names = sorted(frame[column].unique(), key=lambda name: (_number(name), name))
    return {name: frame.filter(pl.col(column) == name) for name in names}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("inf")


def _period(study: Study, score: str, part: pl.DataFrame, line: Line | None) -> Section:
    rows = _known(study, score, part)
    happened = study.happened(rows)
    threshold = study.thresholds.get(score)
    section: Section = {
        "n": part.height,
        "n_with_outcome": rows.height,
        "mean_score": plain(part[score].mean()),
        "share_without_score": part[score].null_count() / part.height,
        "discrimination": discrimination(study, score, rows),
        "classification": of_table(table(study, score, rows, threshold))
        if threshold is not None and rows.height
        else None,
        "base_rate": float(happened.mean()) if rows.height else None,
        "acceptance": _acceptance(study, part),
    }
    values = rows[score].to_numpy()
    said = (
        values
        if score in study.probability
        else line.predict(values)
        if line is not None
        else None
    )
    if said is None or not rows.height:
        return section
    weights = study.weights(rows)
    odds = logit(said)
    fitted, shift = (
        fit_line(odds, happened, weights),
        fit_shift(odds, happened, weights),
    )
    mass = np.ones(len(said)) if weights is None else weights
    expected = float(mass @ said)
    section["calibration"] = {
        "observed": float(mass @ happened),
        "expected": expected,
        "observed_to_expected": float(mass @ happened) / expected if expected else None,
        "slope": plain(fitted.slope) if fitted else None,
        "calibration_in_the_large": plain(shift.intercept) if shift else None,
    }
    return section


def _known(study: Study, score: str, part: pl.DataFrame) -> pl.DataFrame:
    needed = [study.question.outcome, score]
    if study.question.weights:
        needed.append(study.question.weights)
    return part.drop_nulls(needed)


def _accepted(study: Study, part: pl.DataFrame) -> tuple[int, int] | None:
    change = changes(study, part)
    if change is None:
        return None
    known = change.drop_nulls()
    return int((known == 0).sum()), len(known)


def _acceptance(study: Study, part: pl.DataFrame) -> float | None:
    counts = _accepted(study, part)
    return counts[0] / counts[1] if counts and counts[1] else None


def changes(study: Study, rows: pl.DataFrame) -> pl.Series | None:
    """What people did with each result: 1 graver, 0 kept, -1 milder.

    From the column of overrides, else from the final result against the score, else
    from the column that says whether it was kept, where a change has no direction and
    counts as 2.
    """
    question = study.question
    if question.override:
        return rows[question.override]
    if question.final:
        first, last = rows[question.scores[0]], rows[question.final]
        return (last - first).sign().cast(pl.Int8)
    if question.kept:
        return rows[question.kept].replace_strict(
            {True: 0, False: 2}, default=None, return_dtype=pl.Int8
        )
    return None


def _change(
    study: Study,
    score: str,
    before: pl.DataFrame,
    after: pl.DataFrame,
    first: str,
    name: str,
) -> Section:
    one, two = before[score].drop_nulls(), after[score].drop_nulls()
    section: Section = {"from": first, "to": name, "psi": None}
    if len(one) and len(two):
        index, parts = stability(one.to_numpy(), two.to_numpy())
        section["psi"] = index
        section["psi_words"] = (
            "stable"
            if index < 0.1
            else "some shift"
            if index < 0.25
            else "a clear shift"
        )
        section["psi_parts"] = plain(parts)
    rows_one, rows_two = _known(study, score, before), _known(study, score, after)
    auc_one, auc_two = (aucs(study, [score], rows) for rows in (rows_one, rows_two))
    if auc_one and auc_two:
        test = unpaired(auc_two, auc_one)
        section["auc"] = {"difference": plain(test.by), "z": test.z, "p": test.p}
    y_one, y_two = study.happened(rows_one), study.happened(rows_two)
    section["base_rate"] = plain(
        share_change(int(y_one.sum()), len(y_one), int(y_two.sum()), len(y_two))
    )
    kept_one, kept_two = _accepted(study, before), _accepted(study, after)
    section["acceptance"] = (
        plain(share_change(*kept_one, *kept_two)) if kept_one and kept_two else None
    )
    return section
