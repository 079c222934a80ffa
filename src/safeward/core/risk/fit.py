"""A logistic model whose weights are never negative, kept sparse by an elastic net.

With weights bounded at nought the absolute value in the penalty is the weight itself,
so the objective is smooth and convex and projected Newton steps find its minimum:
mean log loss + strength * (share * sum(w) + (1 - share) / 2 * sum(w^2)), w >= 0, the
intercept free (elastic net: Zou and Hastie 2005, J. R. Stat. Soc. B 67:301-320;
projected Newton: Bertsekas 1982, SIAM J. Control Optim. 20:221-246). Written here
because no library in use bounds the weights of a logistic regression; a test holds it
to a general optimiser.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.risk.binned import (
    Floats,
    Patterns,
    Steps,
    matrix,
    patterns,
    supported,
)
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from scipy.sparse import csr_array

L1_SHARE: Final = 0.5
STRENGTHS: Final = (0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001)
"""Strengths of the penalty that are tried, strongest first."""
FOLDS: Final = 5
REFIT_STRENGTH: Final = 0.00005
"""A trace of penalty when the chosen inputs are fitted again."""
ROUNDS: Final = 100
ENOUGH: Final = 1e-9
LEAST_GAIN: Final = 1e-4
TINY: Final = 1e-9
"""When Newton's steps end, how much each must gain, and what keeps them well posed."""
MOST_LINES: Final = 12
"""A scorecard that people can read: at most so many reasons."""


@frozen
class Fitted:
    """Weights of steps, none negative.

    Attributes:
        steps: What carries them.
        weights: In the order of ``steps.columns``, log odds.
        intercept: Log odds of somebody who reaches no step.
        strength: Of the penalty that was chosen.
        losses: Mean log loss on the folds left out, by strength.
    """

    steps: Steps
    weights: Floats
    intercept: float
    strength: float
    losses: dict[float, float]


def fit(
    rows: pl.DataFrame,
    outcome: str,
    inputs: Sequence[str],
    *,
    seed: int,
    strength: float | None = None,
    most_lines: int = MOST_LINES,
) -> Fitted:
    """Fit weights to what followed, choose the inputs, and fit those again.

    Args:
        rows: Of a sample, those that are learned from.
        outcome: Name of the outcome's column.
        inputs: Names of inputs.
        seed: Of the folds.
        strength: Of the penalty; None chooses it on folds of people.
        most_lines: Inputs kept at most.

    Raises:
        UnusableInput: The outcome followed nobody or everybody, or nothing that may be
            read tells the two apart.
    """
    happened = rows[outcome].to_numpy()
    if not happened.any() or happened.all():
        who = "nobody" if not happened.any() else "everybody"
        raise UnusableInput(
            f"{outcome} followed {who} in the rows to learn from: give a longer "
            "--horizon, more dates or another --outcome."
        )
    steps = supported(rows, outcome, inputs)
    if not steps.inputs:
        raise UnusableInput(
            f"{int(happened.sum())} rows followed by {outcome} are too few to learn "
            "from: give a longer --horizon, more dates or more holdings."
        )
    fold = folds_of(rows["owner"], seed)
    counted = patterns(rows, steps, happened, fold)
    design = matrix(counted.levels, steps)
    losses: dict[float, float] = {}
    if strength is None:
        strength, losses = _chosen(design, counted)
    start = _start(counted.rows.sum(axis=1), counted.outcomes.sum(axis=1), design)
    first = _minimum(
        design,
        counted.rows.sum(axis=1),
        counted.outcomes.sum(axis=1),
        strength,
        start,
    )
    kept = _strongest(design, counted, steps, first[1:], most_lines)
    if not kept:
        raise UnusableInput(
            f"nothing that may be read tells whom {outcome} follows from the others: "
            "give more dates, more holdings or another --outcome."
        )
    steps = steps.only(kept)
    counted = patterns(rows, steps, happened, np.zeros(rows.height, np.int64))
    design = matrix(counted.levels, steps)
    totals = counted.rows.sum(axis=1), counted.outcomes.sum(axis=1)
    last = _minimum(design, *totals, REFIT_STRENGTH, _start(*totals, design))
    return Fitted(steps, last[1:], float(last[0]), strength, losses)


def folds_of(owner: pl.Series, seed: int, folds: int = FOLDS) -> NDArray[np.int64]:
    """A fold for everyone, the same for all days of one person."""
    spread = owner.hash(seed) % folds
    return spread.cast(pl.Int64).to_numpy()


def _start(rows: Floats, outcomes: Floats, design: "csr_array") -> Floats:
    start = np.zeros(design.shape[1] + 1)
    share = outcomes.sum() / rows.sum()
    start[0] = np.log(share / (1 - share))
    return start


def _minimum(
    design: "csr_array", rows: Floats, outcomes: Floats, strength: float, start: Floats
) -> Floats:
    """Intercept and weights of least penalised loss, by projected Newton steps."""
    from scipy.sparse import csr_array, hstack

    used = rows > 0
    rows, outcomes = rows[used], outcomes[used]
    ones = csr_array(np.ones((int(used.sum()), 1)))
    columns = csr_array(hstack([ones, design[used]]))
    across = csr_array(columns.T)
    total = rows.sum()
    linear = np.full(len(start), strength * L1_SHARE)
    square = np.full(len(start), strength * (1 - L1_SHARE) + TINY)
    linear[0], square[0] = 0.0, TINY

    def loss(at: Floats) -> tuple[float, Floats]:
        odds = columns @ at
        plain = (rows * np.logaddexp(0, odds) - outcomes * odds).sum() / total
        return float(plain + linear @ at + (square * at) @ at / 2), odds

    at = start.copy()
    value, odds = loss(at)
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-odds))
        slope = across @ (rows * chance - outcomes) / total + linear + square * at
        free = (at > 0) | (slope < 0)
        free[0] = True
        if np.abs(slope[free]).max() < ENOUGH:
            break
        curve = rows * chance * (1 - chance) / total
        bent = (across * curve @ columns).toarray()[np.ix_(free, free)]
        bent[np.diag_indices_from(bent)] += square[free]
        step = np.zeros(len(at))
        step[free] = -np.linalg.solve(bent, slope[free])
        length = 1.0
        while length > ENOUGH:
            tried = at + length * step
            tried[1:] = np.maximum(tried[1:], 0.0)
            next_value, next_odds = loss(tried)
            if next_value <= value + LEAST_GAIN * float(slope @ (tried - at)):
                break
            length /= 2
        else:
            break
        at, value, odds = tried, next_value, next_odds
    return at


def _chosen(design: "csr_array", counted: Patterns) -> tuple[float, dict[float, float]]:
    """The strongest penalty within one standard error of the best on unseen people."""
    rows, outcomes = counted.rows, counted.outcomes
    losses = np.zeros((len(STRENGTHS), rows.shape[1]))
    for fold in range(rows.shape[1]):
        kept = [other for other in range(rows.shape[1]) if other != fold]
        learned = rows[:, kept].sum(axis=1), outcomes[:, kept].sum(axis=1)
        at = _start(*learned, design)
        for place, strength in enumerate(STRENGTHS):
            at = _minimum(design, *learned, strength, at)
            odds = at[0] + design @ at[1:]
            left = rows[:, fold] * np.logaddexp(0, odds) - outcomes[:, fold] * odds
            losses[place, fold] = left.sum() / max(rows[:, fold].sum(), 1)
    mean = losses.mean(axis=1)
    best = int(mean.argmin())
    # Folds differ in how often it happens, so the error is of differences from the
    # best, paired by fold.
    apart = losses - losses[best]
    error = apart.std(axis=1, ddof=1) / np.sqrt(losses.shape[1])
    enough = np.flatnonzero(apart.mean(axis=1) <= error)
    place = int(enough.min()) if len(enough) else best
    return STRENGTHS[place], {
        strength: round(float(loss), 9)
        for strength, loss in zip(STRENGTHS, mean, strict=True)
    }


def _strongest(
    design: "csr_array",
    counted: Patterns,
    steps: Steps,
    weights: Floats,
    most_lines: int,
) -> tuple[str, ...]:
    """The inputs that move log odds most, by how they spread over the rows."""
    rows = counted.rows.sum(axis=1)
    spread: dict[str, float] = {}
    place = 0
    for name, at in zip(steps.inputs, steps.at, strict=True):
        part = design[:, place : place + len(at)] @ weights[place : place + len(at)]
        mean = (rows @ part) / rows.sum()
        spread[name] = float(np.sqrt((rows @ (part - mean) ** 2) / rows.sum()))
        place += len(at)
    moving = [name for name in steps.inputs if spread[name] > 1e-4]
    kept = sorted(moving, key=lambda name: (-round(spread[name], 9), name))[:most_lines]
    return tuple(name for name in steps.inputs if name in kept)
