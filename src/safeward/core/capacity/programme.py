"""The linear programme of divisions on given courses: its prices and its advice.

Shares of cases may be served in it, and everything else is as on the course: what a
case may have, who must be served, and what the earlier tiers must use up.
"""

from collections.abc import Sequence

import numpy as np
from attrs import evolve, frozen

from safeward.core.capacity.bound import Prices
from safeward.core.capacity.courses import Courses
from safeward.core.capacity.problem import NO_LIMIT, Bools, Floats, Ints, Problem

SIGNIFICANT = 6
"""Digits kept, so that a last bit never decides who comes next."""

UNMET = 4.0
"""What leaving out a case that the course must serve costs, in dearest cases."""


@frozen
class Solution:
    """What the programme finds.

    Attributes:
        prices: What hours and limited responses are worth.
        pool: K, price of a lendable hour.
        lent: D x K, thousandths of an hour lent.
        shares: How many of each row's cases get each response.
        worth: What it is all worth, less what is left undone or bought.
    """

    prices: Prices
    pool: Floats
    lent: Floats
    shares: Floats
    worth: float


@frozen
class _Rules:
    """What the courses ask of each row and of each division.

    Attributes:
        may: Rows x R, what may be given; ``forced``: rows, who must be served.
        early: Rows x R x K, whether it helps to use a kind up.
        left: D x K, at most this much is left by these, own hours taken off.
        least: D x R, so many must be given.
    """

    may: Bools
    forced: Bools
    early: Bools
    left: Floats
    least: Floats


class Matrix:
    """Constraints by blocks of rows, each block with what it must stay under."""

    def __init__(self) -> None:
        self.height = 0
        self.room: list[Floats] = []
        self.cells: list[tuple[Ints, Ints, Floats]] = []

    def block(self, room: Floats) -> int:
        """Add a block of constraints and say where it begins."""
        start, self.height = self.height, self.height + room.size
        self.room.append(room.ravel())
        return start

    def put(self, row: Ints, column: Ints, value: Floats) -> None:
        """Fill in cells."""
        self.cells.append((row, column, value))


def solve(
    task: Problem,
    ways: Sequence[Courses],
    course: Ints,
    which: Bools,
    pool: Floats | None,
) -> Solution:
    """Solve the linear programme of some divisions on given courses.

    With a price for lendable hours they are bought; without one they are shared.

    Args:
        task: A summary of the problem.
        ways: The courses.
        course: D, the course of each division.
        which: D, the divisions to solve for.
        pool: K, price of a lendable hour.
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    count, kinds, kind_of = len(task.divisions), len(task.kinds), len(task.responses)
    rows = np.flatnonzero(which[task.division])
    d = task.division[rows]
    rules = _rules(task, ways, course, rows)
    row, response = np.nonzero(rules.may)
    worth = task.points[rows][row] * task.value[response] / 1e6
    hours = task.hours[response] / 1e3
    column = np.arange(len(row))
    lend = len(row) + np.arange(count * kinds)
    matrix = Matrix()
    matrix.block(task.weight[rows])
    matrix.put(row, column, np.ones(len(row)))
    own = matrix.block(task.own / 1e3)
    spent = matrix.block(rules.left / 1e3)
    for kind in range(kinds):
        takes = np.flatnonzero(hours[:, kind] > 0)
        place = d[row[takes]] * kinds + kind
        matrix.put(own + place, takes, hours[takes, kind])
        early = rules.early[row[takes], response[takes], kind]
        matrix.put(spent + place[early], takes[early], -hours[takes[early], kind])
    known = np.flatnonzero(rules.left.ravel() < NO_LIMIT)
    matrix.put(own + np.arange(count * kinds), lend, -np.ones(count * kinds))
    matrix.put(spent + known, lend[known], np.ones(len(known)))
    limit = matrix.block(np.minimum(task.limit, NO_LIMIT).astype(float))
    least = matrix.block(-rules.least)
    place = d[row] * kind_of + response
    bounded = np.flatnonzero(task.limit.ravel()[place] < NO_LIMIT)
    matrix.put(limit + place[bounded], bounded, np.ones(len(bounded)))
    must = np.flatnonzero(rules.least.ravel()[place] > 0)
    matrix.put(least + place[must], must, -np.ones(len(must)))
    end = matrix.height
    state = matrix.block(task.pool / 1e3)
    if pool is None:
        to = state + np.tile(np.arange(kinds), count)
        matrix.put(to, lend, np.ones(count * kinds))
    # Whatever cannot be kept is broken at a price, so that there is an answer.
    short = np.flatnonzero(rules.forced)
    missing = len(row) + count * kinds + np.arange(len(short))
    matrix.put(short, missing, np.ones(len(short)))
    extra = np.arange(own, end)
    width = len(row) + count * kinds + len(short)
    matrix.put(extra, width + np.arange(len(extra)), -np.ones(len(extra)))
    row_at, column_at, value = map(np.concatenate, zip(*matrix.cells, strict=True))
    table = csr_array(
        (value, (row_at, column_at)), shape=(matrix.height, width + len(extra))
    )
    room = np.concatenate(matrix.room)
    exact = np.zeros(matrix.height, dtype=bool)
    exact[short] = True
    buy = np.zeros(kinds) if pool is None else pool / 1e3
    fine = np.full(len(short) + len(extra), UNMET * float(worth.max(initial=1.0)))
    solved = linprog(
        np.concatenate([-worth, np.tile(buy, count), fine]),
        A_ub=table[~exact],
        b_ub=room[~exact],
        A_eq=table[exact] if len(short) else None,
        b_eq=room[exact] if len(short) else None,
        method="highs-ds",
    )
    dual = np.zeros(matrix.height)
    dual[~exact] = np.maximum(-solved.ineqlin.marginals, 0)
    by_kind, by_response = (count, kinds), (count, kind_of)
    more = dual[spent:limit].reshape(by_kind)
    prices = Prices(
        own=rounded((dual[own:spent].reshape(by_kind) - more) * 1e3),
        limit=rounded((dual[limit:least] - dual[least:end]).reshape(by_response) * 1e6),
        remainder=rounded(more * 1e3),
    )
    price = rounded(dual[state:] * 1e3) if pool is None else pool
    shares = np.zeros((len(task.points), kind_of))
    shares[rows[row], response] = solved.x[: len(row)]
    return Solution(
        prices=lawful(prices, price),
        pool=price,
        lent=solved.x[lend].reshape(by_kind) * 1e3,
        shares=shares,
        worth=-float(solved.fun) * 1e6,
    )


def _rules(task: Problem, ways: Sequence[Courses], course: Ints, rows: Ints) -> _Rules:
    d, s = task.division[rows], task.signature[rows]
    kinds, responses = len(task.kinds), len(task.responses)
    forced = np.zeros(len(rows), dtype=bool)
    early = np.zeros((len(rows), responses, kinds), dtype=bool)
    barred = np.zeros((len(rows), responses), dtype=bool)
    left = np.full((len(ways), kinds), float(NO_LIMIT))
    least = np.zeros((len(ways), responses))
    for at in np.unique(d).tolist():
        way, c, here = ways[at], int(course[at]), np.flatnonzero(d == at)
        scarce = way.scarce[c, -1]
        forced[here] = ~way.free[c, s[here]]
        turn = way.turn[s[here]]
        early[here] = scarce & ~way.scarce[c, turn]
        barred[here] = way.barred[c, turn, np.arange(responses)]
        left[at, scarce] = (way.left[c] - task.own[at])[scarce]
        least[at, way.capped[c]] = task.limit[at, way.capped[c]]
    may = np.where(forced[:, None], task.needed[d, s], task.usable[d, s]) & ~barred
    return _Rules(may, forced, early, left, least)


def lawful(prices: Prices, pool: Floats) -> Prices:
    """Let no division's hour be worth more than a lendable one."""
    return evolve(prices, own=np.minimum(prices.own, pool))


def rounded(prices: Floats) -> Floats:
    """Keep the significant digits."""
    size = np.abs(prices)
    power = np.floor(np.log10(np.maximum(size, 1e-12)))
    unit = 10.0 ** (power - SIGNIFICANT + 1)
    return np.where(size < 1e-6, 0.0, np.rint(prices / unit) * unit)
