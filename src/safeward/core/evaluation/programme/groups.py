"""The effect in each group, and whether it differs between them."""

import math
from collections.abc import Callable

import polars as pl
from attrs import evolve

from safeward.core.evaluation import columns
from safeward.core.evaluation.plain import Section
from safeward.core.evaluation.programme.found import Found
from safeward.core.evaluation.programme.question import Question
from safeward.core.evaluation.programme.study import Study
from safeward.core.vocabulary.errors import UnusableInput

SMALLEST = 20
"""Rows: a smaller group is not shown."""


def by_group(
    study: Study,
    frame: pl.DataFrame,
    design: Callable[[pl.DataFrame, Question, str], tuple[Study, Found]],
) -> Section:
    """The first estimate in each group, and a test that they are all the same.

    Groups with fewer than twenty rows are not shown. The test is Cochran's Q over the
    groups' estimates; a group that says nothing by itself may still not differ.

    Returns:
        By column: ``levels`` (estimate, interval, rows), ``withheld``, ``difference``
        (Q, degrees of freedom, p) and ``gap``, the largest between two groups.
    """
    question = evolve(study.question, groups=())
    found: Section = {}
    for column in study.question.groups:
        if column in {question.treat, question.outcome}:
            raise UnusableInput(f"{column} cannot be a group as well (--group).")
        written = columns.text(frame[column])
        levels: Section = {}
        withheld: list[str] = []
        for level in sorted(written.drop_nulls().unique().to_list()):
            rows = frame.filter((written == level).fill_null(value=False))
            if rows.height < SMALLEST:
                withheld.append(level)
                continue
            try:
                _, mine = design(rows, question, f"group {level}")
            except UnusableInput as why:
                levels[level] = {"rows": rows.height, "note": str(why)}
                continue
            first = mine.estimates[0]
            levels[level] = {
                "rows": rows.height,
                "estimate": first.estimate,
                "se": first.se,
                "low": first.low,
                "high": first.high,
                "p": first.p,
            }
        found[column] = {
            "levels": levels,
            "withheld": withheld,
            "smallest": SMALLEST,
            **_differ(levels),
        }
    return found


def _differ(levels: Section) -> Section:
    from scipy import stats

    known = [
        level
        for level in levels.values()
        if level.get("se") and math.isfinite(level["se"]) and level["se"] > 0
    ]
    if len(known) < 2:
        return {"difference": None, "gap": None}
    weights = [1 / level["se"] ** 2 for level in known]
    values = [level["estimate"] for level in known]
    mean = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
    q = sum(w * (v - mean) ** 2 for w, v in zip(weights, values, strict=True))
    df = len(known) - 1
    return {
        "difference": {"q": q, "df": df, "p": float(stats.chi2.sf(q, df))},
        "gap": max(values) - min(values),
    }
