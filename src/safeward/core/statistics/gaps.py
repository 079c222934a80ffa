"""How far groups lie apart in what a cut-off does to them, with bootstrap intervals.

People are drawn with replacement within each group (Efron and Tibshirani 1993, chapter
13), 95 % percentile intervals. Where people count once each, drawing them is drawing
the four cells of the group's table, which costs the same for ten people or ten million.
"""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.classification import PARTS, RATES, Confusion
from safeward.core.statistics.intervals import Interval

Floats = NDArray[np.float64]
COMPARED = tuple(rate for rate in RATES if rate != "accuracy")


@frozen
class Gap:
    """One rate of a group against the reference group.

    Attributes:
        rate: Name of the rate.
        difference: Group less reference; None where either has no such rate.
        ratio: Group over reference; None where the reference rate is 0.
    """

    rate: str
    difference: Interval | None
    ratio: Interval | None


def draw_cells(table: Confusion, rng: np.random.Generator, rounds: int) -> Floats:
    """Repeat a group's table as if its people had been drawn again.

    Returns:
        Rounds x (tp, fp, tn, fn).
    """
    cells = np.array([table.tp, table.fp, table.tn, table.fn])
    if table.total <= 0:
        return np.zeros((rounds, 4))
    drawn = rng.multinomial(round(table.total), cells / table.total, rounds)
    return drawn.astype(float)


def draw_units(
    code: NDArray[np.int64],
    weights: Floats,
    units: NDArray[np.int64],
    rng: np.random.Generator,
    rounds: int,
    cells: int,
) -> Floats:
    """Repeat the weight in each cell as if people with all their rows were drawn.

    Args:
        code: Cell of each row.
        weights: One a row.
        units: Number of the unit of each row, from 0.
        rng: Where the draws come from.
        rounds: Number of draws.
        cells: How many cells there are.

    Returns:
        Rounds x cells. Each unit is drawn a Poisson number of times, which for many
        units is the same as drawing as many units as there are.
    """
    found = np.empty((rounds, cells))
    size = int(units.max()) + 1
    for turn in range(rounds):
        times = rng.poisson(1.0, size).astype(float)
        found[turn] = np.bincount(code, weights * times[units], cells)
    return found


def gaps(
    group: Confusion,
    reference: Confusion,
    group_draws: Floats,
    reference_draws: Floats,
) -> list[Gap]:
    """Differences and ratios of every rate between a group and the reference group.

    Args:
        group: Its table.
        reference: The other's table.
        group_draws: Rounds x (tp, fp, tn, fn), of `draw_cells` or `draw_units`.
        reference_draws: The same for the reference.
    """
    found = []
    for rate in COMPARED:
        one, two = group.rate(rate), reference.rate(rate)
        if one is None or two is None:
            found.append(Gap(rate, None, None))
            continue
        drawn_one, drawn_two = _rates(group_draws, rate), _rates(reference_draws, rate)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = drawn_one / drawn_two
        found.append(
            Gap(
                rate,
                _percentile(one.value - two.value, drawn_one - drawn_two),
                _percentile(one.value / two.value, ratio) if two.value else None,
            )
        )
    return found


def _rates(draws: Floats, rate: str) -> Floats:
    hits, trials = PARTS[rate]
    with np.errstate(divide="ignore", invalid="ignore"):
        share: Floats = draws[:, hits].sum(axis=1) / draws[:, trials].sum(axis=1)
    return share


def _percentile(value: float, draws: Floats) -> Interval:
    kept = draws[np.isfinite(draws)]
    if not len(kept):
        return Interval(value, value, value)
    low, high = np.quantile(kept, [0.025, 0.975])
    return Interval(value, float(low), float(high))


def implied_fpr(base_rate: float, ppv: float, sensitivity: float) -> float | None:
    """The false positive rate that three other figures leave no choice about.

    Chouldechova 2017, Big Data 5:153-163: with the same PPV and sensitivity, a group
    with another base rate must have another false positive rate.
    """
    if not 0 < base_rate < 1 or not ppv:
        return None
    return base_rate / (1 - base_rate) * (1 - ppv) / ppv * sensitivity
