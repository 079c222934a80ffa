"""The courses a division can take through its tiers, and what each leaves below.

A tier either is complete, or somebody in it goes without because no response that case
needs fits any more. What no longer fits never fits again, so none of these responses
is given in the tiers below either. Each was kept away by something: its limit was
reached, or less was left of some kind of staff than it takes, and then what the tiers
below have of that kind is less too. A course says after which tier which responses no
longer fit, and by what; every lawful plan takes at least one.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from attrs import evolve, frozen

from safeward.core.capacity.problem import NO_LIMIT, Bools, Floats, Ints, Problem
from safeward.core.vocabulary.codes import TIERS

LAST = len(TIERS) - 1
TOLD_APART = (3, 2, 1)
"""Kinds of case told apart in a tier: fewer where there would be too many courses."""

MOST = 400
"""Courses of a division; with more, its order of tiers is left out of the bound."""

PLENTY = 2**62


@frozen
class Courses:
    """The courses of one division; C of them, T tiers, S signatures.

    Attributes:
        turn: S x R, in which tier's turn a case is given a response: its own, but that
            a first-tier case is given another than its minimums after all of these.
        free: C x S, whether a case may go without what it needs.
        barred: C x T x R, responses that no longer fit when a tier's turn comes.
        capped: C x R, responses given up to their limit.
        scarce: C x T x K, kinds of staff used up before a tier's turn comes.
        left: C x K, the most that the tiers can take of a kind that is scarce in them.
        below: C x K, less than this was left of it when it became scarce.
        alike: For each signature some courses, and for each course the place of the
            one of these that is the same to its cases.
    """

    turn: Ints
    free: Bools
    barred: Bools
    capped: Bools
    scarce: Bools
    left: Floats
    below: Floats
    alike: tuple[tuple[Ints, Ints], ...]


@frozen
class Facts:
    """What a course holds to be true after each tier above the last.

    Attributes:
        gone: For each tier, the responses (bits) that no longer fit after it.
        below: Before and after each tier, for each kind: less than this is left, or
            PLENTY where that is not known.
        capped: For each response the tier after which its limit is reached, or LAST.
    """

    gone: tuple[int, ...]
    below: tuple[tuple[int, ...], ...]
    capped: tuple[int, ...]

    def weaker(self, other: "Facts") -> bool:
        """Whether all this holds wherever the other does."""
        return all(
            a >= b
            for mine, its in zip(self.below, other.below, strict=True)
            for a, b in zip(mine, its, strict=True)
        ) and all(a >= b for a, b in zip(self.capped, other.capped, strict=True))


def courses(task: Problem, *, ordered: bool = True) -> tuple[Courses, ...]:
    """List the courses of each division.

    Args:
        task: The problem, every case in it.
        ordered: False for the one course in which tiers do not matter.
    """
    if ordered:
        return tuple(_ordered(task, d) for d in range(len(task.divisions)))
    return (_any_order(task),) * len(task.divisions)


def _any_order(task: Problem) -> Courses:
    kinds, responses = len(task.kinds), len(task.responses)
    return Courses(
        turn=np.broadcast_to(task.tier[:, None], task.allowed.shape),
        free=np.ones((1, len(task.tier)), dtype=bool),
        barred=np.zeros((1, LAST + 1, responses), dtype=bool),
        capped=np.zeros((1, responses), dtype=bool),
        scarce=np.zeros((1, LAST + 1, kinds), dtype=bool),
        left=np.zeros((1, kinds)),
        below=np.zeros((1, kinds)),
        alike=((np.zeros(1, dtype=np.int64),) * 2,) * len(task.tier),
    )


class Division:
    """What a division's cases need, and what could be used up by which tier."""

    def __init__(self, task: Problem, d: int) -> None:
        here = task.division == d
        number = np.bincount(
            task.signature[here], weights=task.weight[here], minlength=len(task.tier)
        )
        able = task.usable[d].any(axis=1) & (number > 0)
        self.able = np.flatnonzero(able)
        self.needs = [_bits(may) for may in task.needed[d]]
        self.needed: list[list[int]] = []
        """For each tier what its cases need, what most need first."""
        for tier in range(LAST):
            crowd: dict[int, float] = {}
            for s in np.flatnonzero(able & (task.tier == tier)).tolist():
                crowd[self.needs[s]] = crowd.get(self.needs[s], 0) + number[s]
            self.needed.append(sorted(crowd, key=lambda n: (-crowd[n], n)))
        # A first-tier case without its minimum shows what the minimums used up,
        # unless another of that tier has no minimum.
        first = able & (task.tier == 0)
        least = (task.needed[d] == (task.needed[d] & task.minimum)).all(axis=1)
        strict = bool(least[first].all())
        self.turn = np.broadcast_to(task.tier[:, None], task.allowed.shape).copy()
        self.turn[first[:, None] & ~task.needed[d] & strict] = 1
        self.reach, self.used = [], []
        for tier in range(LAST):
            may = task.needed[d] if tier == 0 and strict else task.usable[d]
            which = able & (task.tier <= tier)
            self.reach.append((number[which] @ may[which]).tolist())
            dearest = np.where(may[which][:, :, None], task.hours[None], 0)
            self.used.append((number[which] @ dearest.max(axis=1, initial=0)).tolist())
        self.limit: list[int] = task.limit[d].tolist()
        self.own: list[int] = task.own[d].tolist()
        self.hours: list[list[int]] = task.hours.tolist()
        # Small responses first: where they do not fit, larger ones do not.
        self.by_size = sorted(
            range(len(self.hours)), key=lambda r: (sum(self.hours[r]), r)
        )

    def courses(self, apart: int) -> list[Facts]:
        """List every way through the tiers; empty where there are too many."""
        nothing = (PLENTY,) * len(self.own)
        found = [Facts((), (nothing,), (LAST,) * len(self.hours))]
        for tier in range(LAST):
            before, found = found, []
            for facts in before:
                for new in self._after(facts, tier, self.needed[tier][:apart]):
                    found.append(new)
                    if len(found) > MOST:
                        return []
        return found

    def _after(self, facts: Facts, tier: int, needed: Sequence[int]) -> Iterator[Facts]:
        """Go through a tier in every way in which it can be left."""
        unions = {facts.gone[-1] if facts.gone else 0}
        for need in needed:
            unions |= {union | need for union in unions}
        for gone in sorted(unions):
            ways = [
                evolve(
                    facts,
                    gone=(*facts.gone, gone),
                    below=(*facts.below, facts.below[-1]),
                )
            ]
            for response in self.by_size:
                if gone >> response & 1 and len(ways) <= MOST:
                    ways = _weakest(
                        new
                        for way in ways
                        for new in self._barring(way, response, tier)
                    )
            yield from ways

    def _barring(self, facts: Facts, response: int, tier: int) -> Iterator[Facts]:
        """Say in every possible way why a response no longer fits after a tier."""
        if self.bars(facts, response):
            yield facts
            return
        limit = self.limit[response]
        if limit < NO_LIMIT and limit <= self.reach[tier][response]:
            capped = list(facts.capped)
            capped[response] = tier
            yield evolve(facts, capped=tuple(capped))
        for kind, hours in enumerate(self.hours[response]):
            if hours and self.own[kind] - self.used[tier][kind] < hours:
                below = list(facts.below[-1])
                below[kind] = hours
                yield evolve(facts, below=(*facts.below[:-1], tuple(below)))

    def bars(self, facts: Facts, response: int) -> bool:
        """Whether a response cannot fit, the facts being what they are."""
        return facts.capped[response] < LAST or any(
            hours >= below
            for hours, below in zip(self.hours[response], facts.below[-1], strict=True)
        )


def _ordered(task: Problem, d: int) -> Courses:
    """List a division's courses as arrays."""
    division = Division(task, d)
    for apart in TOLD_APART:
        if found := division.courses(apart):
            break
    else:
        return _any_order(task)
    gone = np.array([facts.gone for facts in found], dtype=np.int64)
    below = np.array([facts.below for facts in found], dtype=np.int64)
    capped = np.array([facts.capped for facts in found], dtype=np.int64)
    turn = np.arange(LAST + 1)
    # No case that is not told apart is ever made to have something.
    free = np.ones((len(found), len(task.tier)), dtype=bool)
    for s in division.able.tolist():
        tier, need = int(task.tier[s]), division.needs[s]
        if tier < LAST and need in division.needed[tier][:apart]:
            free[:, s] = (gone[:, tier] & need) == need
    barred = (capped[:, None, :] < turn[None, :, None]) | (
        task.hours[None, None] >= below[:, :, None, :]
    ).any(axis=3)
    scarce = below < PLENTY
    # All responses take whole numbers of the smallest part, so less is one part less.
    part = np.gcd.reduce(task.hours, axis=0)
    first = scarce.argmax(axis=1)[:, None, :]
    least = np.where(
        scarce.any(axis=1), np.take_along_axis(below, first, axis=1)[:, 0], 0
    ).astype(float)
    possible = np.ones(len(found), dtype=bool)
    for s in division.able.tolist():
        may = task.needed[d, s] & ~barred[:, task.tier[s]]
        possible &= free[:, s] | may.any(axis=1)
    free, barred, scarce = free[possible], barred[possible], scarce[possible]
    full = capped[possible] < LAST
    return Courses(
        turn=division.turn,
        free=free,
        barred=barred,
        capped=full,
        scarce=scarce,
        left=np.maximum(least - part, 0)[possible],
        below=least[possible],
        alike=tuple(
            _alike(free[:, [s]], barred[:, at], scarce[:, at], scarce[:, -1], full)
            for s, at in enumerate(map(np.unique, division.turn))
        ),
    )


def _alike(*parts: Bools) -> tuple[Ints, Ints]:
    """Find some courses that differ in these parts, and which each course is like."""
    rows = np.column_stack([part.reshape(len(part), -1) for part in parts])
    known: dict[bytes, int] = {}
    first: list[int] = []
    place = np.empty(len(rows), dtype=np.int64)
    for course, row in enumerate(np.packbits(rows, axis=1)):
        key = row.tobytes()
        if key not in known:
            known[key] = len(known)
            first.append(course)
        place[course] = known[key]
    return np.array(first, dtype=np.int64), place


def _weakest(found: Iterable[Facts]) -> list[Facts]:
    """Leave out what says more than another that holds as well."""
    kept: list[Facts] = []
    for facts in found:
        if not any(other.weaker(facts) for other in kept):
            kept = [other for other in kept if not facts.weaker(other)]
            kept.append(facts)
    return kept


def _bits(may: Bools) -> int:
    return sum(1 << int(response) for response in np.flatnonzero(may))
