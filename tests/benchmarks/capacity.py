"""Allocation at the size of a state: ours and two greedies against the bound.

Run as ``python -m tests.benchmarks.capacity [cases] [seeds]``. All three plans keep the
same rules; the bound is computed apart from all of them.
"""

import sys
from collections.abc import Iterator
from time import process_time

import numpy as np
from numpy.typing import NDArray

from safeward.core.capacity.allocate import allocate, in_rank_order
from safeward.core.capacity.greedy import Left
from safeward.core.capacity.problem import Problem, problem
from tests.benchmarks.allocation_problem import random_capacity, random_cases

UNIT = 1_000_000
"""Thousandths of value times thousandths of points in a unit of value."""

DIVISIONS = tuple(f"ND{number + 1:02d}" for number in range(21))


def measured(cases: int, seed: int) -> tuple[float, float, float, float]:
    """Seconds of processor time, and the gaps of ours and both greedies."""
    rng = np.random.default_rng(seed)
    drawn = random_cases(rng, cases, DIVISIONS)
    capacity = random_capacity(rng, drawn, DIVISIONS)
    started = process_time()
    allocation = allocate(drawn, capacity)
    seconds = process_time() - started
    ours = allocation.certificate
    assert ours is not None
    task = problem(in_rank_order(drawn), capacity)
    bound = ours.bound * UNIT
    by_rank = 1 - _by_rank(task) / bound
    by_rate = 1 - _by_rate(task) / bound
    return seconds, ours.gap, by_rank, by_rate


def _rooms(task: Problem) -> list[Left]:
    """Each division's hours, and its part of the lendable ones by cases."""
    size = np.bincount(task.division[task.division >= 0], minlength=len(task.divisions))
    share = size / size.sum()
    return [
        Left(task, d, task.own[d] + np.floor(task.pool * share[d]).astype(np.int64))
        for d in range(len(task.divisions))
    ]


def _by_rank(task: Problem) -> int:
    """In rank order, the first tier's minimum first, else the best that still fits."""
    rooms, value = _rooms(task), 0
    best = np.argsort(-task.value, kind="stable").tolist()
    for row in range(len(task.points)):
        d, s = int(task.division[row]), int(task.signature[row])
        for response in best:
            if task.needed[d, s, response] and rooms[d].fits(response):
                rooms[d].take(response)
                value += int(task.points[row] * task.value[response])
                break
    return value


def _by_rate(task: Problem) -> int:
    """Tier by tier by marginal value per hour, hours of all kinds counting alike."""
    rooms = _rooms(task)
    given = np.full(len(task.points), -1, dtype=np.int64)
    hours = np.maximum(task.hours.sum(axis=1), 1).astype(float)
    for tier in range(4):
        rows = np.flatnonzero(task.tier[task.signature] == tier)
        for row in rows[task.minimum[task.signature[rows]].any(axis=1)].tolist():
            d, s = int(task.division[row]), int(task.signature[row])
            for response in np.argsort(hours, kind="stable").tolist():
                if task.needed[d, s, response] and rooms[d].fits(response):
                    rooms[d].take(response)
                    given[row] = response
                    break
        for row, response in _steps(task, rows, hours, given):
            room = rooms[int(task.division[row])]
            if room.fits(response, int(given[row])):
                room.take(response, int(given[row]))
                given[row] = response
        for row in rows[given[rows] < 0].tolist():
            d, s = int(task.division[row]), int(task.signature[row])
            for response in np.flatnonzero(task.usable[d, s]).tolist():
                if rooms[d].fits(response):
                    rooms[d].take(response)
                    given[row] = response
                    break
    got = given >= 0
    return int((task.points[got] * task.value[given[got]]).sum())


def _steps(
    task: Problem,
    rows: NDArray[np.int64],
    hours: NDArray[np.float64],
    given: NDArray[np.int64],
) -> Iterator[tuple[int, int]]:
    """Steps up each case's efficient frontier, the most value for an hour first."""
    d, s = task.division[rows], task.signature[rows]
    met = (given[rows] >= 0)[:, None]
    may = np.where(met, task.needed[d, s], task.usable[d, s])
    cost = np.where(given[rows] >= 0, hours[given[rows]], 0.0)
    worth = np.where(given[rows] >= 0, task.value[given[rows]], 0).astype(float)
    found = []
    for _ in range(len(hours)):
        more = task.value[None] - worth[:, None]
        longer = hours[None] - cost[:, None]
        rate = np.where(
            may & (more > 0) & (longer > 0),
            more / np.maximum(longer, 1) * task.points[rows, None],
            -1.0,
        )
        to = rate.argmax(axis=1)
        best = rate[np.arange(len(rows)), to]
        ahead = np.flatnonzero(best > 0)
        if not len(ahead):
            break
        found += list(
            zip(
                (-best[ahead]).tolist(),
                rows[ahead].tolist(),
                to[ahead].tolist(),
                strict=True,
            )
        )
        cost[ahead], worth[ahead] = hours[to[ahead]], task.value[to[ahead]]
        may[best <= 0] = False
    for _, row, response in sorted(found):
        yield row, response


def main(cases: int = 100_000, seeds: int = 10) -> None:
    """Print a table and its worst row."""
    print("seed  CPU s  gap    greedy by rank  greedy by value per hour")
    worst: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    for seed in range(seeds):
        row = measured(cases, seed)
        worst = tuple(map(max, worst, row))
        print(f"{seed:4d} {_said(row)}", flush=True)
    print(f"worst{_said(worst)}")


def _said(row: tuple[float, ...]) -> str:
    return f"{row[0]:6.1f} {row[1]:6.2%} {row[2]:15.2%} {row[3]:16.2%}"


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
