"""Propose responses under each division's hours, in the order of tiers.

What is promised: hours, limits, tiers, streams and checks are kept; the first tier gets
its minimum first; nobody gets a response while a case of a higher tier in the same
division, for whom an allowed response fits what that tier and those above leave, gets
none; and the plan comes with a bound that nobody could pass under the same rules.
"""

import numpy as np
import polars as pl

from safeward.core.capacity.bound import upper_bound
from safeward.core.capacity.courses import LAST, courses
from safeward.core.capacity.greedy import NONE, Turn, first_minimum, serve
from safeward.core.capacity.line import report
from safeward.core.capacity.prices import Found, find_prices
from safeward.core.capacity.problem import Ints, Problem, problem
from safeward.core.capacity.types import MILLI, Allocation, Capacity, Certificate
from safeward.core.vocabulary.progress import Progress, silent


def in_rank_order(cases: pl.DataFrame) -> pl.DataFrame:
    """Sort people as every queue does: tier, both axes, later event, person_id."""
    return cases.sort(
        pl.col("tier"),
        pl.col("order_points") * -1,
        pl.col("last_event_on").cast(pl.Date).cast(pl.Int32) * -1,
        pl.col("person_id"),
        nulls_last=True,
    )


def allocate(
    cases: pl.DataFrame, capacity: Capacity, *, progress: Progress = silent
) -> Allocation:
    """Propose a response for each case, as far as this week's hours go.

    Args:
        cases: The queue: ``person_id, division, tier, stream, checks,
            order_points, last_event_on, priority_points``.
        capacity: What divisions can do.
        progress: Told at the start of the stage.

    Returns:
        The proposals, the lines and the certificate; no tier is changed.
    """
    progress("allocating responses", 0, cases.height)
    ordered = in_rank_order(cases)
    task = problem(ordered, capacity)
    ways = courses(task)
    found = find_prices(task, ways)
    turns = plan(task, found)
    given = np.full(cases.height, NONE, dtype=np.int64)
    for turn in turns:
        given[turn.rows] = turn.given
    value = sum(turn.value(task) for turn in turns)
    any_order = courses(task, ordered=False)
    return report(
        ordered,
        task,
        capacity,
        turns,
        given,
        certificate(
            value,
            upper_bound(task, found.pool, found.offers, ways),
            upper_bound(task, found.pool, [found.loose], any_order),
        ),
    )


def certificate(value: int, bound: float, without_order: float) -> Certificate:
    """Put a plan's value beside its bounds, in units of value x points."""
    unit = float(MILLI * MILLI)
    # Room for the last bits of sums of floats; a bound must never be short.
    bound, without_order = (b * (1 + 1e-9) for b in (bound, without_order))
    bound = min(bound, without_order)
    return Certificate(
        value=round(value / unit, 6),
        bound=round(bound / unit, 6),
        gap=round((bound - value) / bound, 6) if bound > 0 else 0.0,
        bound_without_order=round(without_order / unit, 6),
    )


def plan(task: Problem, found: Found) -> list[Turn]:
    """Serve every division with its own hours and what the state lends it.

    The state lends for the first tier's minimum first, then as the programme advises;
    hours that come back go where somebody passed over could then be served, then to
    whoever makes most of them.
    """
    rows = [np.flatnonzero(task.division == d) for d in range(len(task.divisions))]
    lent = _lent(task, found, first_minimum(task, found.best))
    turns = [
        serve(task, d, rows[d], task.own[d] + lent[d], found.best, found.advice)
        for d in range(len(rows))
    ]
    for must in (True, False):
        for d in _by_price(task, found):
            spare = task.pool - sum(
                (borrowed(task, e, turn) for e, turn in enumerate(turns)),
                start=np.zeros_like(task.pool),
            )
            scarce = turns[d].closed[LAST] < task.hours.max(axis=0, initial=0)
            if not (scarce & (spare > 0)).any():
                continue
            if must and not _passed_over(task, d, turns, spare):
                continue
            hours = task.own[d] + borrowed(task, d, turns[d]) + spare
            again = serve(task, d, rows[d], hours, found.best, found.advice)
            if must or again.value(task) > turns[d].value(task):
                turns[d] = again
    return turns


def borrowed(task: Problem, d: int, turn: Turn) -> Ints:
    """Thousandths of an hour that a division used beyond its own, K."""
    hours: Ints = np.maximum(turn.used - task.own[d], 0)
    return hours


def _lent(task: Problem, found: Found, first: Ints) -> Ints:
    """Lend for minimums first, the rest as advised while it lasts."""
    more = np.maximum(found.lent - first, 0)
    spare = task.pool - first.sum(axis=0)
    before = np.cumsum(more, axis=0) - more
    lent: Ints = first + np.clip(spare - before, 0, more)
    return lent


def _by_price(task: Problem, found: Found) -> list[int]:
    worth = (found.best.own * task.pool).sum(axis=1)
    return [int(d) for d in np.argsort(-worth, kind="stable")]


def _passed_over(task: Problem, d: int, turns: list[Turn], spare: Ints) -> bool:
    """Whether a case that goes without would fit what its tier leaves and is spare."""
    turn = turns[d]
    signature = task.signature[turn.rows]
    used = np.zeros(len(task.kinds), dtype=np.int64)
    number = np.zeros(len(task.responses), dtype=np.int64)
    total = task.own[d] + borrowed(task, d, turn) + spare
    for tier in range(LAST + 1):
        here = task.tier[signature] == tier
        got = turn.given[here & (turn.given >= 0)]
        used += task.hours[got].sum(axis=0)
        number += np.bincount(got, minlength=len(number))
        fits = (task.hours <= total - used).all(axis=1) & (number < task.limit[d])
        without = np.unique(signature[here & (turn.given == NONE)])
        if (task.usable[d, without] & fits).any():
            return True
    return False
