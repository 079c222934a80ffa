"""Counting pairs that stand in two orders at once, in n log n."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
FEW = 40


@frozen(eq=False)
class Counts:
    """Of the partners of each element: how many rank lower, equal and higher."""

    lower: Ints
    equal: Ints
    higher: Ints


def pairs(rank: Ints, first: Bools) -> Counts:
    """Match every first with every second that stands behind it in the sequence.

    Args:
        rank: From 0, one an element, in the order of the sequence.
        first: Whether an element is a first; all others are seconds.

    Returns:
        For a first, its partners are the seconds behind it; for a second, the firsts
        before it.
    """
    size = int(rank.max()) + 1 if len(rank) else 0
    return _by_value(rank, first, size) if size <= FEW else _by_halves(rank, first)


def _by_value(rank: Ints, first: Bools, size: int) -> Counts:
    """Run along the sequence once for each rank: right for few of them."""
    found = np.zeros((3, len(rank)), dtype=np.int64)
    for value in range(size):
        at = rank == value
        before = np.cumsum(at & first)
        behind_all = np.cumsum(at & ~first)
        behind = behind_all[-1] - behind_all
        partners = np.where(first, behind, before)
        found[0] += np.where(value < rank, partners, 0)
        found[1] += np.where(value == rank, partners, 0)
        found[2] += np.where(value > rank, partners, 0)
    return Counts(*found)


def _by_halves(rank: Ints, first: Bools) -> Counts:
    """Halve the sequence again and again; a pair is counted where it is parted."""
    length = len(rank)
    found = np.zeros((3, length), dtype=np.int64)
    order = np.arange(length)
    span = int(rank.max()) + 1
    places = np.arange(length)
    width = 1
    while width < length:
        key = order // (2 * width) * span + rank[order]
        turn = np.argsort(key, kind="stable")
        order, key = order[turn], key[turn]
        late = (order // width) % 2 == 1
        starts = np.concatenate([[True], key[1:] != key[:-1]])
        tie_start = np.maximum.accumulate(np.where(starts, places, 0))
        ends = np.concatenate([starts[1:], [True]])
        tie_end = np.minimum.accumulate(np.where(ends, places, length)[::-1])[::-1] + 1
        block = order // (2 * width) * (2 * width)
        block_end = np.minimum(block + 2 * width, length)
        for mine, theirs in (
            (~late & first[order], late & ~first[order]),
            (late & ~first[order], ~late & first[order]),
        ):
            running = np.concatenate([[0], np.cumsum(theirs)])
            at, who = places[mine], order[mine]
            low, high = tie_start[at], tie_end[at]
            found[0, who] += running[low] - running[block[at]]
            found[1, who] += running[high] - running[low]
            found[2, who] += running[block_end[at]] - running[high]
        width *= 2
    return Counts(*found)
