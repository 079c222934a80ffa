"""The bound: no plan that obeys the rules is worth more than this.

Lagrangian relaxation (Fisher 1981, Management Science 27:1-18): if hours could simply
be bought at given prices, and what is there sold, nobody could do better than letting
every case choose for itself. That holds for any prices, so this needs to trust nobody:
neither the search for good prices nor the plan.
"""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from safeward.core.capacity.courses import LAST, Courses
from safeward.core.capacity.problem import NO_LIMIT, Bools, Floats, Ints, Problem


@frozen
class Prices:
    """Worth of one more thousandth of an hour, or of one more of a limited response.

    Attributes:
        own: D x K, of a division's hour; to be valid never above a lendable hour's.
        limit: D x R, 0 where there is no limit.
        remainder: D x K, extra, of an hour in the remainder of a tier that used the
            kind up.
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
    for values in course_values(task, offers, ways):
        total += float(values.min(axis=0).max(initial=0.0))
    return total


def course_values(
    task: Problem, offers: Sequence[Prices], ways: Sequence[Courses]
) -> list[Floats]:
    """Bound what each division's cases are worth on each course, at given prices.

    Returns:
        For each division, offers x C.
    """
    size = len(task.tier)
    group = np.where(task.division >= 0, task.division * size + task.signature, -1)
    order = np.lexsort((task.points, group))
    edges = np.searchsorted(group[order], np.arange(len(ways) * size + 1))
    found = []
    for d, way in enumerate(ways):
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
    limits = np.where(task.limit[d] < NO_LIMIT, task.limit[d], 0)
    sold = float(prices.own[d] @ task.own[d] + prices.limit[d] @ limits)
    total: Floats = np.full(len(way.after), sold)
    extra = prices.own[d] + way.kinds * prices.remainder[d]
    cost = extra @ task.hours.T + prices.limit[d]
    before = np.zeros(len(way.after), dtype=np.int64)
    for tier in range(LAST + 1):
        after = way.after[:, tier]
        for s in np.flatnonzero(task.tier == tier).tolist():
            rows = cells[s]
            if not len(rows) or not task.usable[d, s].any():
                continue
            free = way.may[s, after] | (tier == LAST)
            total += _choices(task, d, s, rows, cost, way, before, free)
        if tier < LAST:
            new = way.kinds[after] & ~way.kinds[before]
            total += (new * way.left[tier, after]) @ prices.remainder[d]
            before = after
    return total


def _choices(
    task: Problem,
    d: int,
    s: int,
    rows: Ints,
    cost: Floats,
    way: Courses,
    before: Ints,
    free: Bools,
) -> Floats:
    """Sum what like cases gain, by what was used up and whether they may skip."""
    cases, place = np.unique(before * 2 + free, return_inverse=True)
    found = np.empty(len(cases))
    known: dict[bytes, float] = {}
    for number, case in enumerate(cases.tolist()):
        b, skip = case // 2, bool(case % 2)
        may = (task.usable if skip else task.needed)[d, s] & ~way.capped[b]
        which = np.flatnonzero(may)
        key = bytes([skip]) + which.tobytes() + cost[b, which].tobytes()
        if key not in known:
            known[key] = _gain(task, rows, which, cost[b, which], skip)
        found[number] = known[key]
    chosen: Floats = found[place]
    return chosen


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
