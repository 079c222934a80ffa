"""Find what an hour of each kind of staff is worth in each division this week.

The dual prices of a linear programme over a summary of the cases: a few rows stand for
many alike, since only the price is wanted; the bound then looks at every case.
"""

from collections.abc import Sequence

import numpy as np
from attrs import evolve, frozen

from safeward.core.capacity.bound import Prices, course_values
from safeward.core.capacity.courses import LAST, Courses, courses
from safeward.core.capacity.problem import NO_LIMIT, Bools, Floats, Ints, Problem

ROUGH, FINE = 12, 48
"""Rows kept for the cases of a division that are alike but for their points."""

TURNS = 1
"""How often the price of a lendable hour is revised."""

ROUNDS = 8
"""How often the next dearest course of each division is priced."""

SIGNIFICANT = 6
"""Digits kept, so that a last bit never decides who comes next."""

UNMET = 4.0
"""What leaving out a case that the course must serve costs, in dearest cases."""


@frozen
class Found:
    """Prices, and the course that each division seems to take.

    Attributes:
        pool: K, price of a lendable hour.
        offers: Prices to bound with, all lawful at that price.
        best: The prices that belong to each division's dearest course.
        course: D, that course.
        bound: What they bound the summary by.
        lent: D x K, thousandths of an hour that the state had best lend.
        advice: The response that the programme would give each case, or -1.
    """

    pool: Floats
    offers: list[Prices]
    best: Prices
    course: Ints
    bound: float
    lent: Ints
    advice: Ints


def summary(task: Problem, bins: int) -> tuple[Problem, Ints]:
    """Stand a few rows for many: like cases of like points, with their number.

    Returns:
        The summary, and the row that stands for each case (-1: none).
    """
    rows = task.with_choice()
    group = (task.division * len(task.tier) + task.signature)[rows]
    order = np.lexsort((task.points[rows], group))
    rows, group = rows[order], group[order]
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(np.append(starts, len(rows)))
    within = np.arange(len(rows)) - np.repeat(starts, sizes)
    cell = within * bins // np.repeat(np.maximum(sizes, bins), sizes)
    firsts = np.flatnonzero(np.diff(group * bins + cell, prepend=-1))
    weight = np.diff(np.append(firsts, len(rows))).astype(float)
    points = np.add.reduceat(task.points[rows], firsts) if len(rows) else rows
    stands = np.full(len(task.division), -1, dtype=np.int64)
    stands[rows] = np.repeat(np.arange(len(firsts)), weight.astype(np.int64))
    short = evolve(
        task,
        division=task.division[rows][firsts],
        signature=task.signature[rows][firsts],
        points=np.rint(points / weight).astype(np.int64),
        weight=weight,
    )
    return short, stands


def find_prices(task: Problem, ways: Sequence[Courses]) -> Found:
    """Price hours on the dearest courses until the dearest of all is among them.

    First roughly, for the price of lendable hours and the courses worth looking at;
    then finely, where cases are in doubt at the rough prices.

    Args:
        task: The problem.
        ways: The courses.
    """
    if not len(task.with_choice()):
        return _nothing(task)
    (rough, _), (fine, stands) = summary(task, ROUGH), summary(task, FINE)
    every = np.ones(len(task.divisions), dtype=bool)
    course = np.zeros(len(task.divisions), dtype=np.int64)
    prices, pool, _, _ = _priced(
        rough, courses(task, ordered=False), course, every, None
    )
    found = _searched(rough, ways, pool, [prices])
    for _ in range(TURNS):
        prices, wanted, _, _ = _priced(rough, ways, found.course, every, None)
        pool = (found.pool + wanted) / 2
        other = _searched(rough, ways, pool, [prices, *found.offers])
        if other.bound < found.bound:
            found = other
    found = _searched(fine, ways, found.pool, found.offers)
    _, _, lent, shares = _priced(fine, ways, found.course, every, None)
    return evolve(
        found,
        lent=np.floor(lent).astype(np.int64),
        advice=_advice(task, fine, stands, shares),
    )


def _nothing(task: Problem) -> Found:
    """Find that hours are worth nothing, where nobody can have a response."""
    free = Prices(
        own=np.zeros(task.own.shape),
        limit=np.zeros(task.limit.shape),
        remainder=np.zeros(task.own.shape),
    )
    course = np.zeros(len(task.divisions), dtype=np.int64)
    advice = np.full(len(task.points), -1, dtype=np.int64)
    pool = np.zeros(len(task.kinds))
    return Found(pool, [free], free, course, 0.0, np.zeros_like(task.own), advice)


def _advice(task: Problem, short: Problem, stands: Ints, shares: Floats) -> Ints:
    """Turn the shares of rows into a response for each case, or -1.

    Like cases are gone through from most to fewest points, what is left of a share
    being carried to the next row, so that the totals stay those of the programme.
    """
    advice = np.full(len(task.points), -1, dtype=np.int64)
    members: list[list[int]] = [[] for _ in short.points]
    for case in np.lexsort((np.arange(len(stands)), -task.points)).tolist():
        if stands[case] >= 0:
            members[stands[case]].append(case)
    group = short.division * len(short.tier) + short.signature
    order = np.lexsort((-short.points, group)).tolist()
    by_value = np.argsort(-task.value, kind="stable").tolist()
    carried, last = np.zeros(len(task.value)), -1
    for row in order:
        if group[row] != last:
            carried, last = np.zeros(len(task.value)), int(group[row])
        carried += shares[row]
        waiting = iter(members[row])
        for response in by_value:
            while carried[response] >= 0.5:
                case = next(waiting, None)
                if case is None:
                    break
                advice[case] = response
                carried[response] -= 1
    return advice


def _searched(
    task: Problem,
    ways: Sequence[Courses],
    pool: Floats,
    offers: list[Prices],
) -> Found:
    """Price each division's dearest course not yet priced, until it is the dearest."""
    every = range(len(task.divisions))
    offers = [_lawful(offer, pool) for offer in offers]
    values = course_values(task, offers, ways)
    solved = [np.zeros(len(way.after), dtype=bool) for way in ways]
    for _ in range(ROUNDS):
        course = np.array([v.min(axis=0).argmax() for v in values], dtype=np.int64)
        todo = np.array([not solved[d][course[d]] for d in every], dtype=bool)
        if not todo.any():
            break
        prices, _, _, _ = _priced(task, ways, course, todo, pool)
        offers.append(prices)
        more = course_values(task, [prices], ways)
        values = [np.concatenate(pair) for pair in zip(values, more, strict=True)]
        for d in every:
            solved[d][course[d]] = True
    course = np.array([v.min(axis=0).argmax() for v in values], dtype=np.int64)
    used = sorted({int(o) for v in values for o in np.unique(v.argmin(axis=0))})
    bound = sum(float(v.min(axis=0).max()) for v in values) + float(pool @ task.pool)
    best = _cheapest(offers, values, course)
    none = np.zeros(0, dtype=np.int64)
    return Found(pool, [offers[o] for o in used], best, course, bound, none, none)


def _cheapest(offers: list[Prices], values: list[Floats], course: Ints) -> Prices:
    """Of the prices offered, each division's lowest bound on its course."""
    which = [int(v[:, c].argmin()) for v, c in zip(values, course, strict=True)]
    return Prices(
        *(
            np.array([getattr(offers[o], part)[d] for d, o in enumerate(which)])
            for part in ("own", "limit", "remainder")
        )
    )


def _priced(
    task: Problem,
    ways: Sequence[Courses],
    course: Ints,
    which: Bools,
    pool: Floats | None,
) -> tuple[Prices, Floats, Floats, Floats]:
    """Solve the linear programme of some divisions on given courses for its prices.

    With a price for lendable hours they are bought; without one they are shared.

    Returns:
        Prices, the price of a lendable hour, and thousandths of an hour lent (D x K),
        and how many of each row's cases get each response.
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    count, kinds, kind_of = len(task.divisions), len(task.kinds), len(task.responses)
    rows = np.flatnonzero(which[task.division])
    d, s, w = task.division[rows], task.signature[rows], task.weight[rows]
    tier = task.tier[s]
    path = [way.after[c] for way, c in zip(ways, course, strict=True)]
    forced = np.zeros(len(rows), dtype=bool)
    blocked = np.zeros((len(rows), kinds), dtype=bool)
    capped = np.zeros((len(rows), kind_of), dtype=bool)
    left = np.zeros((count, kinds))
    for at, way in enumerate(ways):
        here = np.flatnonzero(d == at)
        level = tier[here]
        before = np.concatenate([[0], path[at]])[level]
        forced[here] = ~way.may[s[here], path[at][level]] & (level < LAST)
        blocked[here], capped[here] = way.kinds[before], way.capped[before]
        for turn in range(LAST):
            earlier = path[at][turn - 1] if turn else 0
            left[at] += way.left[turn, path[at][turn]] * (
                way.kinds[path[at][turn]] & ~way.kinds[earlier]
            )
    may = np.where(forced[:, None], task.needed[d, s], task.usable[d, s]) & ~capped
    row, response = np.nonzero(may)
    worth = task.points[rows][row] * task.value[response] / 1e6
    hours = task.hours[response] / 1e3
    size = len(rows)
    starts = np.cumsum([0, size, count * kinds, count * kind_of, count * kinds, kinds])
    parts: list[tuple[Ints, Ints, Floats]] = []
    columns = np.arange(len(row))
    parts.append((row, columns, np.ones(len(row))))
    for kind in range(kinds):
        takes = np.flatnonzero(hours[:, kind] > 0)
        parts.append(
            (starts[1] + d[row[takes]] * kinds + kind, takes, hours[takes, kind])
        )
        low = takes[blocked[row[takes], kind]]
        parts.append((starts[3] + d[row[low]] * kinds + kind, low, hours[low, kind]))
    bounded = np.flatnonzero(task.limit[d[row], response] < NO_LIMIT)
    parts.append(
        (
            starts[2] + d[row[bounded]] * kind_of + response[bounded],
            bounded,
            np.ones(len(bounded)),
        )
    )
    lend = len(row) + np.arange(count * kinds)
    parts.append((starts[1] + np.arange(count * kinds), lend, -np.ones(count * kinds)))
    if pool is None:
        parts.append(
            (starts[4] + np.tile(np.arange(kinds), count), lend, np.ones(count * kinds))
        )
    short = np.flatnonzero(forced)
    missing = len(row) + count * kinds + np.arange(len(short))
    parts.append((short, missing, np.ones(len(short))))
    extra = np.arange(starts[1], starts[5])
    width = len(row) + count * kinds + len(short)
    parts.append((extra, width + np.arange(len(extra)), -np.ones(len(extra))))
    height, width = int(starts[5]), width + len(extra)
    matrix = csr_array(
        (
            np.concatenate([part[2] for part in parts]),
            (
                np.concatenate([part[0] for part in parts]),
                np.concatenate([part[1] for part in parts]),
            ),
        ),
        shape=(height, width),
    )
    room = np.concatenate(
        [
            w,
            task.own.ravel() / 1e3,
            np.minimum(task.limit, NO_LIMIT).ravel().astype(float),
            left.ravel() / 1e3,
            task.pool / 1e3,
        ]
    )
    exact = np.zeros(height, dtype=bool)
    exact[short] = True
    dearest = float(worth.max(initial=1.0))
    buy = np.zeros(kinds) if pool is None else pool / 1e3
    cost = np.concatenate(
        [-worth, np.tile(buy, count), np.full(len(short) + len(extra), UNMET * dearest)]
    )
    solved = linprog(
        cost,
        A_ub=matrix[~exact],
        b_ub=room[~exact],
        A_eq=matrix[exact] if len(short) else None,
        b_eq=room[exact] if len(short) else None,
        method="highs-ds",
    )
    dual = np.zeros(height)
    dual[~exact] = -solved.ineqlin.marginals
    dual = _rounded(np.maximum(dual, 0))
    cut = [dual[starts[i] : starts[i + 1]] for i in range(1, 5)]
    price = pool if pool is not None else cut[3] * 1e3
    prices = Prices(
        own=cut[0].reshape(count, kinds) * 1e3,
        limit=cut[1].reshape(count, kind_of) * 1e6,
        remainder=cut[2].reshape(count, kinds) * 1e3,
    )
    shares = np.zeros((len(task.points), kind_of))
    shares[rows[row], response] = solved.x[: len(row)]
    lent = solved.x[lend].reshape(count, kinds) * 1e3
    return _lawful(prices, price), price, lent, shares


def _lawful(prices: Prices, pool: Floats) -> Prices:
    return evolve(prices, own=np.minimum(prices.own, pool))


def _rounded(prices: Floats) -> Floats:
    power = np.floor(np.log10(np.maximum(prices, 1e-12)))
    unit = 10.0 ** (power - SIGNIFICANT + 1)
    return np.where(prices < 1e-9, 0.0, np.rint(prices / unit) * unit)
