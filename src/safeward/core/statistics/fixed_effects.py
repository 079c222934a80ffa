"""Taking averages of units and of periods out of columns, as often as it needs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ROUNDS = 10_000
CLOSE = 1e-11


def within(
    columns: Floats, effects: Sequence[Ints], weights: Floats | None = None
) -> Floats:
    """What is left of columns once the effects' averages are taken out.

    Alternating projections (Gaure 2013, Computational Statistics and Data Analysis
    66:8-18); in a balanced table one round is enough.

    Args:
        columns: Rows x columns.
        effects: For each effect, the number of every row's level.
        weights: One a row.
    """
    weight = np.ones(len(columns)) if weights is None else weights
    left = columns.astype(float).copy()
    sums = [np.bincount(levels, weights=weight) for levels in effects]
    size = np.abs(left).max(axis=0)
    size[size == 0] = 1.0
    for _ in range(ROUNDS):
        before = left.copy()
        for levels, total in zip(effects, sums, strict=True):
            for at in range(left.shape[1]):
                mean = np.bincount(
                    levels, weights=weight * left[:, at], minlength=len(total)
                )
                left[:, at] -= (mean / np.where(total > 0, total, 1.0))[levels]
        if (np.abs(left - before).max(axis=0) / size).max() < CLOSE:
            break
    # what is left of a column that was all effects is rounding, not data
    left[:, np.abs(left).max(axis=0) < 1e-9 * size] = 0.0
    return left
