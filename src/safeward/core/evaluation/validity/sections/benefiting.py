"""What acting on the score would bring."""

import numpy as np
import polars as pl

from safeward.core.evaluation.plain import Section, plain
from safeward.core.evaluation.validity.sections.calibrating import Said
from safeward.core.evaluation.validity.study import Study
from safeward.core.statistics.curves import capacity_curve, decision_curve


def decisions(study: Study, rows: pl.DataFrame, stated: Said | None) -> list[Section]:
    """Net benefit by threshold probability; empty where there is no probability."""
    if stated is None or not rows.height:
        return []
    found: list[Section] = plain(
        decision_curve(stated.probability, study.happened(rows), study.weights(rows))
    )
    return found


def capacity(study: Study, score: str, rows: pl.DataFrame) -> Section:
    """Share of the outcome, or of the harm, among those who stand first.

    Returns:
        ``of`` (the outcome or the harm column) and ``points``.
    """
    question = study.question
    if question.harm:
        rows = rows.drop_nulls(question.harm)
        harm = rows[question.harm].to_numpy()
    else:
        harm = study.happened(rows).astype(float)
    if not rows.height or not harm.sum():
        return {"of": question.harm or question.outcome, "points": []}
    values = rows[score].to_numpy().astype(np.float64)
    points = capacity_curve(values, harm, study.weights(rows), places=question.capacity)
    return {"of": question.harm or question.outcome, "points": plain(points)}
