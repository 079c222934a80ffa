"""Inputs as steps reached: more, graver or fresher only ever adds a step.

Each input becomes the number of its declared steps that are met, and the fit gives
every step a weight that is never negative. People with the same steps are one pattern,
counted, which makes a fit over hundreds of thousands of rows a small one.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.risk.inputs import BY_ID

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_PEOPLE = 50
LEAST_OUTCOMES = 10
"""Support of a step in the rows that are learned from; fewer would be noise."""


@frozen
class Steps:
    """Which steps of which inputs may carry weight.

    Attributes:
        inputs: Names of inputs, in the declared order.
        at: Steps kept of each, ascending by how much they take: for days since
            something the longest first, so that a later step implies an earlier one.
    """

    inputs: tuple[str, ...]
    at: tuple[tuple[int, ...], ...]

    @property
    def columns(self) -> tuple[tuple[str, int], ...]:
        """Every step as (input, step)."""
        return tuple(
            (name, step)
            for name, steps in zip(self.inputs, self.at, strict=True)
            for step in steps
        )

    def only(self, inputs: Sequence[str]) -> "Steps":
        """The same steps of some inputs."""
        kept = [place for place, name in enumerate(self.inputs) if name in inputs]
        return Steps(
            tuple(self.inputs[place] for place in kept),
            tuple(self.at[place] for place in kept),
        )


def met(name: str, step: int) -> pl.Expr:
    """Whether an input reaches a step; what is not known does not."""
    value = pl.col(name)
    reached = value >= step if BY_ID[name].moves == "rising" else value <= step
    return reached.fill_null(value=False)


def supported(rows: pl.DataFrame, outcome: str, inputs: Sequence[str]) -> Steps:
    """The declared steps that enough people reach and enough outcomes follow.

    Args:
        rows: Of a sample, those that are learned from.
        outcome: Name of the outcome's column.
        inputs: Names of inputs.
    """
    declared = [(name, step) for name in inputs for step in _ordered(name)]
    if not declared:
        return Steps((), ())
    counts = rows.select(
        expression
        for place, (name, step) in enumerate(declared)
        for expression in (
            pl.col("owner").filter(met(name, step)).n_unique().alias(f"people_{place}"),
            (met(name, step) & pl.col(outcome)).sum().alias(f"outcomes_{place}"),
        )
    ).row(0, named=True)
    kept: dict[str, list[int]] = {}
    for place, (name, step) in enumerate(declared):
        if (
            counts[f"people_{place}"] >= LEAST_PEOPLE
            and counts[f"outcomes_{place}"] >= LEAST_OUTCOMES
        ):
            kept.setdefault(name, []).append(step)
    return Steps(tuple(kept), tuple(tuple(steps) for steps in kept.values()))


def _ordered(name: str) -> tuple[int, ...]:
    steps = BY_ID[name].steps
    return steps if BY_ID[name].moves == "rising" else tuple(reversed(steps))


@frozen
class Patterns:
    """Distinct combinations of steps, with how many rows and outcomes each has.

    Attributes:
        levels: Patterns x inputs, how many steps are met.
        rows: Rows by pattern and fold.
        outcomes: Of them, those followed by the outcome.
        of_row: The pattern of each row.
    """

    levels: NDArray[np.uint8]
    rows: Floats
    outcomes: Floats
    of_row: Ints


def patterns(
    rows: pl.DataFrame, steps: Steps, happened: NDArray[np.bool_], fold: Ints
) -> Patterns:
    """Count rows by pattern, separately for each fold.

    Args:
        rows: Of a sample.
        steps: What is looked at.
        happened: Whether the outcome followed, one a row.
        fold: Number of each row's fold, from 0.
    """
    levels = rows.select(
        pl.sum_horizontal(met(name, step).cast(pl.UInt8) for step in at).alias(name)
        for name, at in zip(steps.inputs, steps.at, strict=True)
    )
    coded = (
        levels.with_row_index("row")
        .join(
            levels.unique().sort(levels.columns).with_row_index("pattern"),
            on=levels.columns,
        )
        .sort("row")
    )
    of_row = coded["pattern"].cast(pl.Int64).to_numpy()
    distinct = levels.unique().sort(levels.columns).to_numpy().astype(np.uint8)
    folds = int(fold.max(initial=0)) + 1
    place = of_row * folds + fold
    size = len(distinct) * folds
    counted = np.bincount(place, minlength=size).reshape(-1, folds)
    positive = np.bincount(place, happened, minlength=size).reshape(-1, folds)
    return Patterns(distinct, counted.astype(np.float64), positive, of_row)


def matrix(levels: NDArray[np.uint8], steps: Steps) -> "csr_array":
    """Patterns x steps, 1 where a step is met."""
    from scipy.sparse import csr_array

    columns = [
        levels[:, place] > number
        for place, at in enumerate(steps.at)
        for number in range(len(at))
    ]
    dense = (
        np.stack(columns, axis=1) if columns else np.zeros((len(levels), 0), np.bool_)
    )
    return csr_array(dense.astype(np.float64))
