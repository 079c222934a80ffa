"""Does a higher score mean that it happens more often?"""

import numpy as np
import polars as pl

from safeward.core.evaluation.plain import Section, plain
from safeward.core.evaluation.validity.study import Study
from safeward.core.statistics.delong import Aucs, delong, paired


def discrimination(study: Study, score: str, rows: pl.DataFrame) -> Section:
    """AUC of one score over some rows.

    Returns:
        ``auc`` (value, low, high, se) or null, ``n, cases, others``, and ``note`` where
        there is no AUC.
    """
    happened = study.happened(rows)
    found = aucs(study, [score], rows)
    section: Section = {
        "auc": None,
        "n": rows.height,
        "cases": int(happened.sum()),
        "others": int((~happened).sum()),
    }
    if found is None:
        section["note"] = constant(happened)
        return section
    section["auc"] = {**plain(found.interval()), "se": found.error()}
    return section


def aucs(study: Study, scores: list[str], rows: pl.DataFrame) -> Aucs | None:
    """The AUC of several scores over the same rows."""
    if not rows.height:
        return None
    return delong(
        [rows[score].to_numpy() for score in scores],
        study.happened(rows),
        study.weights(rows),
    )


def constant(happened: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> str:
    """Say why nothing can be told apart."""
    if not len(happened):
        return "There are no rows with a score and a known outcome."
    if happened.all():
        return "It happened to everybody, so there is nobody to tell apart."
    if not happened.any():
        return "It happened to nobody, so there is nobody to tell apart."
    return "Those to whom it happened, or the others, all weigh nothing."


def comparisons(study: Study) -> list[Section]:
    """Every two scores compared on the rows that have both (paired DeLong test)."""
    found = []
    scores = study.question.scores
    for at, first in enumerate(scores):
        for second in scores[at + 1 :]:
            rows = study.usable(first, second)
            both = aucs(study, [first, second], rows)
            if both is None:
                continue
            test = paired(both)
            found.append(
                {
                    "first": first,
                    "second": second,
                    "n": rows.height,
                    "auc_first": plain(both.interval(0)),
                    "auc_second": plain(both.interval(1)),
                    "difference": plain(test.by),
                    "z": test.z,
                    "p": test.p,
                }
            )
    return found
