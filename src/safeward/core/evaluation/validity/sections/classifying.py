"""What a cut-off gets right and wrong."""

import numpy as np
import polars as pl

from safeward.core.evaluation.plain import Section, plain
from safeward.core.evaluation.validity.study import Study
from safeward.core.statistics.calibration import FEW
from safeward.core.statistics.classification import RATES, Confusion, confusion


def classification(study: Study, score: str, rows: pl.DataFrame) -> Section:
    """The table at the threshold, and at every cut-off worth a look.

    Returns:
        ``threshold`` (null when none was given), ``overall`` of `of_table`, and
        ``by_threshold``: a row a cut-off.
    """
    threshold = study.thresholds.get(score)
    return {
        "threshold": threshold,
        "threshold_level": study.level(score, threshold)
        if threshold is not None
        else None,
        "overall": of_table(table(study, score, rows, threshold))
        if threshold is not None and rows.height
        else None,
        "by_threshold": by_threshold(study, score, rows),
    }


def table(study: Study, score: str, rows: pl.DataFrame, threshold: float) -> Confusion:
    """Count rows at or above a threshold against the outcome."""
    flagged = rows[score].to_numpy() >= threshold
    return confusion(flagged, study.happened(rows), study.weights(rows))


def of_table(cells: Confusion) -> Section:
    """Every rate of a table.

    Returns:
        ``tp, fp, tn, fn, n``; each rate as value, low and high; ``lr_positive,
        lr_negative, number_needed_to_investigate`` likewise.
    """
    section: Section = {
        "tp": cells.tp,
        "fp": cells.fp,
        "tn": cells.tn,
        "fn": cells.fn,
        "n": cells.total,
    }
    if cells.shrink == 1.0:
        section = {name: round(count) for name, count in section.items()}
    section |= {rate: plain(cells.rate(rate)) for rate in RATES}
    section["lr_positive"] = plain(cells.ratio(positive=True))
    section["lr_negative"] = plain(cells.ratio(positive=False))
    section["number_needed_to_investigate"] = plain(cells.number_needed())
    return section


def by_threshold(study: Study, score: str, rows: pl.DataFrame) -> list[Section]:
    """The table at each value of the score, or at each tenth of the people."""
    if not rows.height:
        return []
    values = rows[score].to_numpy()
    cuts = np.unique(values)
    if len(cuts) > FEW:
        cuts = np.unique(np.quantile(values, np.arange(0, 10) / 10, method="nearest"))
    given = study.thresholds.get(score)
    if given is not None:
        cuts = np.union1d(cuts, [given])
    return [
        {
            "threshold": float(cut),
            "level": study.level(score, float(cut)),
            **of_table(table(study, score, rows, float(cut))),
        }
        for cut in cuts
    ]
