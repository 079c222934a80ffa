"""Find what an hour of each kind of staff is worth in each division this week.

The dual prices of a linear programme over a summary of the cases: a few rows stand for
many alike, since only the price is wanted; the bound then looks at every case.
"""

from collections.abc import Sequence

import numpy as np
from attrs import evolve, frozen

from safeward.core.capacity.bound import Prices, course_values
from safeward.core.capacity.courses import Courses, courses
from safeward.core.capacity.lending import Cut, lending
from safeward.core.capacity.problem import Bools, Floats, Ints, Problem
from safeward.core.capacity.programme import lawful, solve
from safeward.core.capacity.summary import advice, summary

ROUGHEST, ROUGH, FINE = 3, 12, 48
"""Rows kept for the cases of a division that are alike but for their points."""

TURNS = 8
"""How often the price of a lendable hour is revised."""

ROUNDS = 8
"""How often the next dearest course of each division is priced."""

NEVER = 1e9
"""A price at which no hour is borrowed."""


@frozen
class Found:
    """Prices, and the course that each division seems to take.

    Attributes:
        pool: K, price of a lendable hour.
        offers: Prices to bound with, all lawful at that price.
        best: The prices that belong to each division's dearest course.
        course: D, that course.
        bound: What they bound the summary by.
        loose: Prices to bound with where the order of tiers does not matter.
        lent: D x K, thousandths of an hour that the state had best lend.
        advice: The response that the programme would give each case, or -1.
    """

    pool: Floats
    offers: list[Prices]
    best: Prices
    course: Ints
    bound: float
    loose: Prices
    lent: Ints
    advice: Ints


def find_prices(task: Problem, ways: Sequence[Courses]) -> Found:
    """Price hours on the dearest courses until the dearest of all is among them.

    First roughly, for the price of lendable hours, the courses worth looking at and
    where to lend; then finely, where cases are in doubt at the rough prices.

    Args:
        task: The problem.
        ways: The courses.
    """
    if not len(task.with_choice()):
        return _nothing(task)
    (rough, _), (fine, stands) = summary(task, ROUGH), summary(task, FINE)
    every = np.ones(len(ways), dtype=bool)
    start = np.zeros(len(ways), dtype=np.int64)
    any_order = courses(task, ordered=False)
    roughest, _ = summary(task, ROUGHEST)
    first = solve(roughest, any_order, start, every, None)
    cuts: list[Cut] = []
    best = found = _searched(rough, ways, first.pool, [first.prices], cuts)
    state = lending(rough, cuts)
    for _ in range(TURNS):
        if state.close(best.bound):
            break
        found = _searched(rough, ways, state.pool, found.offers, cuts)
        best = min(best, found, key=lambda each: each.bound)
        state = lending(rough, cuts)
    lent = _lent(rough, ways, state.course, cuts)
    alone = evolve(fine, own=task.own + lent)
    never = np.full(len(task.kinds), NEVER)
    advised = solve(alone, ways, state.course, every, never)
    loose = solve(rough, any_order, start, every, best.pool)
    return evolve(
        _searched(fine, ways, best.pool, [*best.offers, loose.prices], []),
        loose=loose.prices,
        lent=lent,
        advice=advice(task, fine, stands, advised.shares),
    )


def _lent(
    task: Problem, ways: Sequence[Courses], course: Ints, cuts: Sequence[Cut]
) -> Ints:
    """Say where the state had best lend, each division keeping to its course."""
    every = np.ones(len(ways), dtype=bool)
    mine = [cut for cut in cuts if cut.course == course[cut.division]]
    state = lending(task, mine)
    for _ in range(TURNS):
        new = _cuts(task, ways, course, every, state.pool)[1]
        mine += new
        bound = sum(cut.value for cut in new) + float(state.pool @ task.pool)
        if state.close(bound):
            break
        state = lending(task, mine)
    lent: Ints = np.floor(state.lent).astype(np.int64)
    return lent


def _cuts(
    task: Problem, ways: Sequence[Courses], course: Ints, which: Bools, pool: Floats
) -> tuple[Prices, list[Cut], list[Floats]]:
    """Price some divisions' courses, and say what each division is worth by that."""
    solved = solve(task, ways, course, which, pool)
    values = course_values(task, [solved.prices], ways, which)
    cuts = [
        Cut(d, int(c), pool, float(values[d][0, c]), solved.lent[d])
        for d, c in enumerate(course)
        if which[d]
    ]
    return solved.prices, cuts, values


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
    return Found(pool, [free], free, course, 0.0, free, np.zeros_like(task.own), advice)


def _searched(
    task: Problem,
    ways: Sequence[Courses],
    pool: Floats,
    offers: list[Prices],
    cuts: list[Cut],
) -> Found:
    """Price each division's dearest course not yet priced, until it is the dearest.

    What is found on the way is added to the cuts.
    """
    every = range(len(task.divisions))
    offers = [lawful(offer, pool) for offer in offers]
    values = course_values(task, offers, ways)
    known = [np.zeros(len(way.free), dtype=bool) for way in ways]
    for _ in range(ROUNDS):
        course = np.array([v.min(axis=0).argmax() for v in values], dtype=np.int64)
        todo = np.array([not known[d][course[d]] for d in every], dtype=bool)
        if not todo.any():
            break
        prices, new, more = _cuts(task, ways, course, todo, pool)
        offers.append(prices)
        cuts += new
        values = [np.concatenate(pair) for pair in zip(values, more, strict=True)]
        for d in every:
            known[d][course[d]] = True
    course = np.array([v.min(axis=0).argmax() for v in values], dtype=np.int64)
    used = sorted({int(o) for v in values for o in np.unique(v.argmin(axis=0))})
    bound = sum(float(v.min(axis=0).max()) for v in values) + float(pool @ task.pool)
    best = _cheapest(offers, values, course)
    none = np.zeros(0, dtype=np.int64)
    return Found(pool, [offers[o] for o in used], best, course, bound, best, none, none)


def _cheapest(offers: list[Prices], values: list[Floats], course: Ints) -> Prices:
    """Of the prices offered, each division's lowest bound on its course."""
    which = [int(v[:, c].argmin()) for v, c in zip(values, course, strict=True)]
    return Prices(
        *(
            np.array([getattr(offers[o], part)[d] for d, o in enumerate(which)])
            for part in ("own", "limit", "remainder")
        )
    )
