"""Gradient boosting, for comparison only: what a model nobody can read would gain.

It never leaves this module but as chances on rows that were held out: no file holds
it and nothing can score with it.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl

from safeward.core.risk.binned import Floats

MOST_ROWS: Final = 120_000
"""Rows that it learns from; beyond, everyone of a share of the people."""


def boosted(
    learned: pl.DataFrame,
    judged: pl.DataFrame,
    outcome: str,
    inputs: Sequence[str],
    *,
    seed: int,
) -> Floats:
    """Chances on the judged rows, by boosted trees over the raw inputs.

    scikit-learn's histogram trees, monotone in nothing: Friedman 2001, Annals of
    Statistics 29:1189-1232.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    if learned.height > MOST_ROWS:
        share = learned["owner"].hash(seed) % 1_000_000
        learned = learned.filter(share < 1_000_000 * MOST_ROWS // learned.height)

    def numbers(rows: pl.DataFrame) -> Floats:
        found: Floats = rows.select(
            pl.col(name).cast(pl.Float64).fill_null(float("nan")) for name in inputs
        ).to_numpy()
        return found

    model = HistGradientBoostingClassifier(
        learning_rate=0.06,
        max_iter=100,
        max_leaf_nodes=15,
        min_samples_leaf=100,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=seed % 2**31,
    )
    model.fit(numbers(learned), learned[outcome].to_numpy())
    chances: Floats = model.predict_proba(numbers(judged))[:, 1].astype(np.float64)
    return chances
