"""The courses a division can take through its tiers, and what may end each tier.

A tier either is complete, or somebody in it goes without because something is used up:
each response that case needs has reached its limit, or wants more hours of some kind of
staff than its tier and those above left. What the tiers below can then have of that
kind is less than one such response. A course says after which tier each kind of staff
and each limited response counts as used up.
"""

from itertools import product

import numpy as np
from attrs import frozen

from safeward.core.capacity.problem import NO_LIMIT, Bools, Floats, Ints, Problem
from safeward.core.vocabulary.codes import TIERS

LAST = len(TIERS) - 1
MOST_USED_UP = 6
"""Kinds and limits told apart; more would take long, and the bound holds without."""


@frozen
class Courses:
    """The courses of one division; C of them, T tiers, B sets of things used up.

    Attributes:
        kinds: B x K, kinds of staff in each set.
        capped: B x R, responses in each set that have reached their limit.
        after: C x T, the set used up after each tier.
        may: S x B, whether a case may go without when these are used up.
        left: T x B x K, a tier that used a kind up leaves less than this below it.
    """

    kinds: Bools
    capped: Bools
    after: Ints
    may: Bools
    left: Floats


def courses(task: Problem, *, ordered: bool = True) -> tuple[Courses, ...]:
    """List the courses of each division.

    Args:
        task: The problem, every case in it.
        ordered: False for the one course in which tiers do not matter.
    """
    return tuple(_courses(task, d, ordered) for d in range(len(task.divisions)))


def _courses(task: Problem, d: int, ordered: bool) -> Courses:
    kinds, responses = len(task.kinds), len(task.responses)
    reach = _reach(task, d)
    caps = np.flatnonzero(
        (task.limit[d] < NO_LIMIT) & (task.limit[d] < reach.max(axis=0))
    )
    # Those that most could want matter most.
    caps = caps[np.argsort(task.limit[d, caps] - reach[:, caps].max(axis=0))]
    caps = np.sort(caps[: max(0, MOST_USED_UP - kinds)])
    size = kinds + len(caps)
    if not ordered or kinds > MOST_USED_UP:
        return Courses(
            kinds=np.zeros((1, kinds), dtype=bool),
            capped=np.zeros((1, responses), dtype=bool),
            after=np.zeros((1, LAST + 1), dtype=np.int64),
            may=np.ones((len(task.tier), 1), dtype=bool),
            left=np.zeros((LAST + 1, 1, kinds)),
        )
    sets = np.array(list(product((False, True), repeat=size)), dtype=bool)
    sets = sets.reshape(2**size, size)
    capped = np.zeros((len(sets), responses), dtype=bool)
    capped[:, caps] = sets[:, kinds:]
    used = (sets[:, None, :kinds] & (task.hours > 0)[None]).any(axis=2) | capped
    # A limit that is not told apart never forces anyone to be served.
    loose = (task.limit[d] < reach.max(axis=0)) & ~np.isin(np.arange(responses), caps)
    may = (~(task.needed[d] & ~loose)[:, None] | used[None]).all(axis=2)
    present = np.zeros(len(task.tier), dtype=bool)
    present[task.signature[task.division == d]] = True
    left = np.zeros((LAST + 1, len(sets), kinds))
    for signature in np.flatnonzero(present):
        tier = task.tier[signature]
        here = _left(
            task.hours[task.needed[d, signature]],
            sets[:, :kinds],
            capped[:, task.needed[d, signature]],
        )
        here[~may[signature]] = 0
        left[tier] = np.maximum(left[tier], here)
    after = _after(
        task, size, kinds, caps, reach, d, may[present], left, task.tier[present]
    )
    kept, after = np.unique(after, return_inverse=True)
    return Courses(
        kinds=sets[kept][:, :kinds],
        capped=capped[kept],
        after=after.reshape(-1, LAST + 1),
        may=may[:, kept],
        left=left[:, kept],
    )


def _left(hours: Ints, kinds: Bools, capped: Bools) -> Floats:
    """Say what a case that went without shows to be left at most, B x K.

    A response that only one thing used up keeps from the case shows that less is left
    of it than the response takes; of one kept by several, any may be the reason.
    """
    takes = (hours > 0)[None] & kinds[:, None, :]
    reasons = takes.sum(axis=2) + capped
    alone = takes & (reasons == 1)[:, :, None]
    least = np.where(alone, hours[None], np.inf).min(axis=1, initial=np.inf)
    most = np.where(takes, hours[None], 0).max(axis=1, initial=0)
    left: Floats = np.minimum(least, most)
    return left


def _reach(task: Problem, d: int) -> Ints:
    """Count who of each tier and those above could take up a response, T x R."""
    here = task.division == d
    number = np.bincount(
        task.signature[here], weights=task.weight[here], minlength=len(task.tier)
    )
    reach = np.zeros((LAST + 1, len(task.responses)))
    for tier in range(LAST + 1):
        may = task.needed if tier == 0 else task.usable
        which = task.tier <= tier
        reach[tier] = number[which] @ may[d, which]
    return reach.astype(np.int64)


def _after(
    task: Problem,
    size: int,
    kinds: int,
    caps: Ints,
    reach: Ints,
    d: int,
    may: Bools,
    left: Floats,
    level: Ints,
) -> Ints:
    """List courses as C x T sets, without those that only restrict needlessly."""
    turns = np.array(list(product(range(LAST, -1, -1), repeat=size)), dtype=np.int64)
    turns = turns.reshape(-1, size)
    number = (2 ** np.arange(size - 1, -1, -1)).astype(np.int64)
    after = np.zeros((len(turns), LAST + 1), dtype=np.int64)
    for tier in range(LAST):
        after[:, tier] = (turns <= tier) @ number
    real = np.ones(len(turns), dtype=bool)
    for tier in range(LAST):
        here = may[level == tier]
        for thing in range(size):
            using = turns[:, thing] == tier
            if thing >= kinds:
                cap = caps[thing - kinds]
                if task.limit[d, cap] >= reach[tier, cap]:
                    real &= ~using
            with_it = after[using, tier]
            without = with_it - number[thing]
            same = (here[:, with_it] == here[:, without]).all(axis=0)
            others = np.arange(kinds) != thing
            more = left[tier, with_it] > left[tier, without]
            same &= ~more[:, others].any(axis=1)
            real[using] &= ~same
    return after[real]
