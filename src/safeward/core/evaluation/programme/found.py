"""What a design hands on: estimates, tables and pictures, and what it cannot tell."""

from typing import Any

import numpy as np
from attrs import field, frozen

from safeward.core.evaluation.plain import Section
from safeward.core.statistics.regression import Coefficient


@frozen
class Estimate:
    """One figure about the effect, with how sure it is.

    Attributes:
        name: Key, such as ``intention_to_treat``.
        words: What it is, as a reader's sentence without a full stop.
        estimate: On the scale of the outcome, or as ``scale`` says.
        se: Standard error.
        low: Lower end of the 95 % interval.
        high: Upper end.
        statistic: Estimate over standard error.
        p: Two-sided; null where there is none.
        n: Rows or units that it rests on.
        df: Degrees of freedom; null where the normal curve is used.
        errors: Which standard errors.
        scale: ``outcome``, ``log``, ``share``, ``hazard_ratio`` and so on.
        per_cent: The same in per cent where the outcome is a logarithm.
    """

    name: str
    words: str
    estimate: float
    se: float | None
    low: float | None
    high: float | None
    statistic: float | None
    p: float | None
    n: int | None = None
    df: float | None = None
    errors: str = ""
    scale: str = "outcome"
    per_cent: dict[str, float] | None = None


@frozen
class Table:
    """A table of the report: what it is, its columns, and its rows.

    Attributes:
        key: Under which it stands in the file of figures.
        title: What it shows.
        columns: Key and heading of each.
        rows: One dictionary each.
        chart: A Vega-Lite specification of the same figures, if one helps.
    """

    key: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: list[Section]
    chart: dict[str, Any] | None = None
    note: str = ""


@frozen
class Found:
    """What a design found.

    Attributes:
        estimates: The first is the answer; the others are for comparison or checks.
        tables: In the order in which people read.
        figures: Further figures by name (tests, sample sizes, fit).
        limits: What this design cannot tell, as sentences.
        mechanism: What the data say about how it worked, if anything.
        implementation: How it was delivered, if anything is known.
    """

    estimates: tuple[Estimate, ...]
    tables: tuple[Table, ...] = ()
    figures: Section = field(factory=dict)
    limits: tuple[str, ...] = ()
    mechanism: tuple[str, ...] = ()
    implementation: tuple[str, ...] = ()


def estimate(
    name: str,
    words: str,
    line: Coefficient,
    *,
    n: int | None = None,
    df: float | None = None,
    errors: str = "",
    scale: str = "outcome",
) -> Estimate:
    """An estimate from a line of a regression table."""
    value, low, high = line.estimate.value, line.estimate.low, line.estimate.high
    return Estimate(
        name=name,
        words=words,
        estimate=value,
        se=line.se,
        low=low,
        high=high,
        statistic=line.z,
        p=line.p,
        n=n,
        df=df,
        errors=errors,
        scale=scale,
        per_cent=percent(value, low, high) if scale == "log" else None,
    )


def percent(value: float, low: float, high: float) -> dict[str, float]:
    """A difference of logarithms in per cent: 100 (exp(b) - 1)."""
    return {
        "estimate": 100 * float(np.expm1(value)),
        "low": 100 * float(np.expm1(low)),
        "high": 100 * float(np.expm1(high)),
    }


LINES = (
    ("name", ""),
    ("estimate", "Estimate"),
    ("se", "Standard error"),
    ("low", "95 % from"),
    ("high", "to"),
    ("statistic", "t or z"),
    ("p", "p"),
)
"""Columns of a regression table."""


def lines(coefficients: tuple[Coefficient, ...]) -> list[Section]:
    """Rows of a regression table."""
    return [
        {
            "name": line.name,
            "estimate": line.estimate.value,
            "se": line.se,
            "low": line.estimate.low,
            "high": line.estimate.high,
            "statistic": line.z,
            "p": line.p,
        }
        for line in coefficients
    ]
