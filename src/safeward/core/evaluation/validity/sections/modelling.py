"""Covariates to a design, and a regression of the outcome on them."""

import polars as pl

from safeward.core.evaluation.plain import Section, plain
from safeward.core.evaluation.validity.study import Study
from safeward.core.statistics.design import Design, design
from safeward.core.statistics.regression import Coefficient, logistic
from safeward.core.vocabulary.errors import UnusableInput


def designed(study: Study, rows: pl.DataFrame, covariates: tuple[str, ...]) -> Design:
    """Columns of numbers for named covariates.

    Raises:
        UnusableInput: When a reference level is none of its column's.
    """
    frame = rows.select(pl.col(f"covariate:{name}").alias(name) for name in covariates)
    references = {
        name: level
        for name, level in study.question.references.items()
        if name in covariates
    }
    try:
        return design(frame, covariates, references)
    except KeyError as error:
        column, level = error.args[0]
        found = sorted(frame[column].drop_nulls().cast(pl.String).unique())[:8]
        raise UnusableInput(
            f"--reference {column}={level}: {column} has no such level; it holds "
            f"{', '.join(found)}."
        ) from None


def regression(study: Study) -> Section | None:
    """A logistic model of the outcome on the covariates; None when none were named."""
    covariates = study.question.covariates
    if not covariates:
        return None
    rows = study.usable()
    made = designed(study, rows, covariates)
    rows = rows.filter(pl.Series(made.kept))
    fitted = logistic(
        made.columns, made.names, study.happened(rows), study.weights(rows)
    )
    section: Section = {
        "model": "logistic",
        "outcome": study.question.outcome,
        "references": made.references,
        "n": rows.height,
        "dropped_rows": study.frame.height - rows.height,
        "notes": list(made.dropped),
        "coefficients": [],
        "aic": None,
        "log_likelihood": None,
        "log_likelihood_null": None,
    }
    if fitted is None:
        section["notes"].append(
            "No finite model fits: the outcome is constant, a covariate separates it "
            "without error, or covariates repeat each other."
        )
        return section
    return section | {
        "coefficients": [line_of(line) for line in fitted.coefficients],
        "aic": fitted.aic,
        "log_likelihood": fitted.log_likelihood,
        "log_likelihood_null": fitted.log_likelihood_null,
        "converged": fitted.converged,
    }


def line_of(line: Coefficient) -> Section:
    """One line of a regression table, as JSON holds it."""
    return {
        "name": line.name,
        "estimate": line.estimate.value,
        "low": line.estimate.low,
        "high": line.estimate.high,
        "se": line.se,
        "z": plain(line.z),
        "p": plain(line.p),
    }
