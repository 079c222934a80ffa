"""Up to five incidents a value rests on, latest report first.

Order: reported_on, latest first; among those of one day the greatest event_id first.
A highest value rests on the events that reach it, days since on the events reported
that very day, the most against one victim on the events against that victim.
"""

import numpy as np
import polars as pl

from safeward.core.history.features import Measure
from safeward.core.history.lists import lists

MOST = 5


def evidence(
    measure: Measure,
    matches: pl.DataFrame,
    passed: np.ndarray,
    value: np.ndarray,
    event_ids: pl.Series,
) -> pl.Series:
    """The evidence of one measure for every cohort row.

    Args:
        measure: What was made of the events.
        matches: ``row, event, age, gravity, victim_fear, has_victim, has_child``,
            sorted by row, age, then event descending; the codes of a person's events
            rise with their ids.
        passed: Which of those rows meet the feature's condition, and for the most
            against one victim are against that victim.
        value: The feature's value for every cohort row, none as -1.
        event_ids: By event code.
    """
    row = matches["row"].to_numpy()
    match measure:
        case Measure.HIGHEST_BAND:
            passed = passed & (matches["gravity"].to_numpy() == value[row])
        case Measure.HIGHEST_FEAR:
            fear = matches["victim_fear"].to_numpy()
            passed = passed & (fear == value[row]) & (fear > 0)
        case Measure.DAYS_SINCE_LATEST | Measure.DAYS_SINCE_FIRST:
            passed = passed & (matches["age"].to_numpy() == value[row])
        case Measure.VICTIMS:
            passed = passed & matches["has_victim"].to_numpy()
        case Measure.CHILDREN:
            passed = passed & matches["has_child"].to_numpy()
    places = np.flatnonzero(passed)
    rows = row[places]
    first = np.ones(len(rows), bool)
    first[1:] = rows[1:] != rows[:-1]
    position = np.arange(len(rows))
    start = (
        np.maximum.accumulate(np.where(first, position, 0)) if len(rows) else position
    )
    kept = position - start < MOST
    counts = np.bincount(rows[kept], minlength=len(value))
    which = matches["event"].gather(places[kept])
    return lists("evidence", event_ids.gather(which), counts)
