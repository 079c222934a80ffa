"""The bound: no plan that obeys the rules is worth more than this.

Lagrangian relaxation (Fisher 1981, Management Science 27:1-18): if hours could simply
be bought at given prices, and what is there sold, nobody could do better than letting
every case choose for itself. That holds for any prices, so this needs to trust nobody:
neither the search for good prices nor the plan.
"""

from collections.abc import Sequence

import numpy as np
from attrs import evolve, frozen

from safeward.core.capacity.courses import Courses
from safeward.core.capacity.problem import NO_LIMIT, Bools, Floats, Ints, Problem


@frozen
class Prices:
    """Worth of one more thousandth of an hour, or of one more of a limited response.

    Attributes:
        own: D x K, of a division's hour; below 0 where a course is glad to use it up.
        limit: D x R; below 0 where a course is glad to reach it.
        remainder: D x K, extra, of an hour left by the tiers that used the kind up.
    """

    own: Floats
    limit: Floats
    remainder: Floats


def upper_bound(
    task: Problem, pool: Floats, offers: Sequence[Prices], ways: Sequence[Courses]
) -> float:
    """Bound the value of every plan that keeps hours, limits and the order of tiers.

    Whatever a plan does, each division takes one of the courses; on it the plan is
    worth no more than under any of the offered prices, so the lowest may be taken, and
    of the courses the dearest.

    Args:
        task: The problem.
        pool: K, price of a lendable hour.
        offers: One or more sets of prices.
        ways: The courses; `courses(task, ordered=False)` bounds every plan at all.

    Returns:
        The bound, in thousandths of value times thousandths of points.
    """
    total = float(pool @ task.pool)
    # A division's hour that were worth more than a lent one would be lent at once.
    lawful = [evolve(offer, own=np.minimum(offer.own, pool)) for offer in offers]
    for values in course_values(task, lawful, ways):
        total += float(values.min(axis=0).max(initial=0.0))
    return total


def course_values(
    task: Problem,
    offers: Sequence[Prices],
    ways: Sequence[Courses],
    which: Bools | None = None,
) -> list[Floats]:
    """Bound what each division's cases are worth on each course, at given prices.

    Args:
        task: The problem.
        offers: Sets of prices.
        ways: The courses.
        which: D, the divisions that these are prices for; by default all.

    Returns:
        For each division, offers x C.
    """
    size = len(task.tier)
    group = np.where(task.division >= 0, task.division * size + task.signature, -1)
    order = np.lexsort((task.points, group))
    edges = np.searchsorted(group[order], np.arange(len(ways) * size + 1))
    found = []
    for d, way in enumerate(ways):
        if which is not None and not which[d]:
            found.append(np.full((len(offers), len(way.free)), np.inf))
            continue
        cells = [
            order[edges[d * size + s] : edges[d * size + s + 1]] for s in range(size)
        ]
        found.append(
            np.array([_division(task, d, cells, offer, way) for offer in offers])
        )
    return found


def _division(
    task: Problem, d: int, cells: Sequence[Ints], prices: Prices, way: Courses
) -> Floats:
    """Let one division's cases choose, on each of its courses."""
    scarce = way.scarce[:, -1]
    own = np.where(scarce, prices.own[d], np.maximum(prices.own[d], 0))
    more = np.maximum(prices.remainder[d], np.maximum(-own, 0)) * scarce
    limited = task.limit[d] < NO_LIMIT
    limit = np.where(way.capped, prices.limit[d], np.maximum(prices.limit[d], 0))
    limit = np.where(limited, limit, 0)
    total: Floats = own @ task.own[d] + limit @ np.where(limited, task.limit[d], 0)
    # What earlier tiers must use is known to the last part only.
    total += (more * way.left + np.maximum(-own, 0) * (way.below - way.left)).sum(
        axis=1
    )
    price = own[:, None] + way.scarce * more[:, None]
    cost = price @ task.hours.T + limit[:, None]
    each = np.arange(len(task.responses))
    for s, rows in enumerate(cells):
        if len(rows) and task.usable[d, s].any():
            first, place = way.alike[s]
            free, at = way.free[first, s], (first[:, None], way.turn[s], each)
            may = np.where(free[:, None], task.usable[d, s], task.needed[d, s])
            choice = np.where(may & ~way.barred[at], cost[at], np.inf)
            total += _choices(task, rows, choice, free)[place]
    return total


def _choices(task: Problem, rows: Ints, cost: Floats, free: Bools) -> Floats:
    """Sum what like cases gain, by what a response costs and whether they may skip."""
    known: dict[bytes, float] = {}
    found = np.empty(len(cost))
    for number, (price, skip) in enumerate(zip(cost, free.tolist(), strict=True)):
        key = price.tobytes() + bytes([skip])
        if key not in known:
            may = np.flatnonzero(np.isfinite(price))
            known[key] = _gain(task, rows, may, price[may], skip)
        found[number] = known[key]
    return found


def _gain(task: Problem, rows: Ints, may: Ints, cost: Floats, skip: bool) -> float:
    """Sum the best gain of each case; rows come by rising points."""
    if not len(may):
        return 0.0 if skip else -np.inf
    value = task.value[may].astype(float)
    points = task.points[rows]
    if skip:
        least = (cost / np.maximum(value, 1e-9)).min()
        start = int(np.searchsorted(points, least, side="right"))
        rows, points = rows[start:], points[start:]
    best = (points[:, None] * value - cost).max(axis=1, initial=-np.inf)
    if skip:
        best = np.maximum(best, 0)
    return float(best @ task.weight[rows])
