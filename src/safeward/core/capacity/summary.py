"""A few cases that stand for many alike, and what they were given, back to the many."""

import numpy as np
from attrs import evolve

from safeward.core.capacity.problem import Floats, Ints, Problem


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
    # Rows of like total points: finer where cases have most, who are served first.
    points = task.points[rows] + 1
    total = np.repeat(np.add.reduceat(points, starts), sizes)
    reached = np.cumsum(points)
    within = reached - np.repeat(reached[starts] - points[starts], sizes) - 1
    cell = within * bins // total
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


def advice(task: Problem, short: Problem, stands: Ints, shares: Floats) -> Ints:
    """Turn the shares of rows into a response for each case, or -1.

    Like cases are gone through from most to fewest points, what is left of a share
    being carried to the next row, so that the totals stay those of the programme.
    """
    found = np.full(len(task.points), -1, dtype=np.int64)
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
                found[case] = response
                carried[response] -= 1
    return found
