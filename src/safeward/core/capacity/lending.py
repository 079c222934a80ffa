"""What a lendable hour had best cost, and where the state had best lend its hours.

Kelley's cutting planes (1960, Journal of the Society for Industrial and Applied
Mathematics 8:703-712), a family of them for each division: the dearer lent hours are,
the less a division is worth, by as much as it borrows.
"""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from safeward.core.capacity.problem import Floats, Ints, Problem
from safeward.core.capacity.programme import rounded

CLOSE = 2e-4
"""Part of the bound below which a better price is not looked for."""


@frozen
class Cut:
    """A division on a course is worth at least so much at any price of a lent hour.

    Attributes:
        division, course: Which.
        pool: K, a price of lendable hours.
        value: What it is worth at that price.
        lent: K, thousandths of an hour it then borrows.
    """

    division: int
    course: int
    pool: Floats
    value: float
    lent: Floats


@frozen
class Lending:
    """What the cuts together say.

    Attributes:
        pool: K, the price at which they are least worth.
        value: What they are worth there; no price makes the programme worth less.
        course: D, the course that weighs most in the mixture that proves it.
        lent: D x K, thousandths of an hour lent in that mixture.
    """

    pool: Floats
    value: float
    course: Ints
    lent: Floats

    def close(self, bound: float) -> bool:
        """Whether no price could bound much lower."""
        return bound - self.value <= CLOSE * bound


def lending(task: Problem, cuts: Sequence[Cut]) -> Lending:
    """Find the price of lendable hours at which the cuts are least worth."""
    from scipy.optimize import linprog

    count, kinds = len(task.divisions), len(task.kinds)
    scale = max(1.0, *(cut.value for cut in cuts))
    table = np.zeros((len(cuts), kinds + count))
    room = np.zeros(len(cuts))
    for row, cut in enumerate(cuts):
        table[row, :kinds] = -cut.lent / 1e3
        table[row, kinds + cut.division] = -1
        room[row] = -(cut.value + float(cut.lent @ cut.pool)) / scale
    solved = linprog(
        np.concatenate([task.pool / 1e3, np.ones(count)]),
        A_ub=table,
        b_ub=room,
        bounds=[(0, None)] * (kinds + count),
        method="highs-ds",
    )
    weights = np.round(np.maximum(-solved.ineqlin.marginals, 0), 9)
    weighs = [dict[int, float]() for _ in range(count)]
    lent = np.zeros((count, kinds))
    for cut, weight in zip(cuts, weights.tolist(), strict=True):
        mine = weighs[cut.division]
        mine[cut.course] = mine.get(cut.course, 0.0) + weight
        lent[cut.division] += weight * cut.lent
    course = [max(mine, key=lambda c: (mine[c], -c), default=0) for mine in weighs]
    return Lending(
        pool=rounded(solved.x[:kinds] * scale / 1e3),
        value=float(solved.fun) * scale,
        course=np.array(course, dtype=np.int64),
        lent=lent,
    )
