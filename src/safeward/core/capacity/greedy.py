"""Give responses out in one division, tier by tier: nobody leaps a higher tier.

A tier's minimum comes first, then what the linear programme advises as far as it fits.
A tier closes only when nobody passed over in it could still be served, and the tiers
below get what it leaves. What remains at the end buys better responses by marginal
value per priced hour, handing nothing back that a case passed over could have had.
"""

import numpy as np
from attrs import frozen

from safeward.core.capacity.bound import Prices
from safeward.core.capacity.courses import LAST
from safeward.core.capacity.problem import Floats, Ints, Problem

NONE = -1


@frozen
class Turn:
    """One division's week: its cases' choices and what they take.

    Attributes:
        rows: Cases of the division, in rank order.
        given: Response of each, or -1.
        used: K, thousandths of an hour.
        closed: T x K, what was left when each tier closed.
    """

    rows: Ints
    given: Ints
    used: Ints
    closed: Ints

    def value(self, task: Problem) -> int:
        """What the choices are worth."""
        got = self.given >= 0
        return int((task.points[self.rows[got]] * task.value[self.given[got]]).sum())


class Left:
    """Hours and limits still to be had; plain lists, for they are asked often."""

    def __init__(self, task: Problem, d: int, hours: Ints) -> None:
        self.need: list[list[int]] = task.hours.tolist()
        self.hours: list[int] = hours.tolist()
        self.limit: list[int] = task.limit[d].tolist()

    def fits(self, response: int, back: int = NONE) -> bool:
        """Whether a response can be had, another one being handed back for it."""
        if response != back and self.limit[response] < 1:
            return False
        need = self.need[response]
        if back == NONE:
            return all(n <= h for n, h in zip(need, self.hours, strict=True))
        return all(
            n <= h + b
            for n, h, b in zip(need, self.hours, self.need[back], strict=True)
        )

    def fitting(self) -> list[int]:
        """The responses that can still be had."""
        return [response for response in range(len(self.need)) if self.fits(response)]

    def take(self, response: int, back: int = NONE) -> None:
        """Have a response, handing another one back for it."""
        for sign, one in ((-1, response), (1, back)):
            if one != NONE:
                self.limit[one] += sign
                for kind, need in enumerate(self.need[one]):
                    self.hours[kind] += sign * need


def serve(
    task: Problem,
    d: int,
    rows: Ints,
    hours: Ints,
    prices: Prices,
    advice: Ints,
) -> Turn:
    """Give out one division's hours.

    Args:
        task: The problem.
        d: The division.
        rows: Its cases in rank order, T1 first.
        hours: K, its own hours and those lent to it.
        prices: What hours are worth.
        advice: For each case of the problem, the response that the prices' programme
            would give it, or -1.
    """
    left = Left(task, d, hours)
    given = np.full(len(rows), NONE, dtype=np.int64)
    tier = task.tier[task.signature[rows]]
    cost = priced(task, prices, d)
    closed = np.zeros((LAST + 1, len(task.kinds)), dtype=np.int64)
    for level in range(LAST + 1):
        part = Part(task, d, rows, np.flatnonzero(tier == level), cost)
        meet_minimum(part, given, left)
        _follow(part, advice[rows[part.here]], given, left)
        _fill(part, given, left)
        closed[level] = left.hours
    _raise(task, d, rows, given, left, cost)
    return Turn(rows, given, hours - np.array(left.hours, dtype=np.int64), closed)


def first_minimum(task: Problem, prices: Prices) -> Ints:
    """Find what divisions must borrow so that the first tier's minimums come first.

    Over the whole state, in rank order: each takes its cheapest minimum from its
    division's hours, and what these lack from the lendable ones while they last.

    Returns:
        Thousandths of an hour, D x K.
    """
    left = [Left(task, d, task.own[d]) for d in range(len(task.divisions))]
    lent = np.zeros_like(task.own)
    first = (task.division >= 0) & (task.tier[task.signature] == 0)
    for row in np.flatnonzero(
        first & task.minimum[task.signature].any(axis=1)
    ).tolist():
        d, s = int(task.division[row]), int(task.signature[row])
        cost = priced(task, prices, d)
        wanted = np.flatnonzero(task.usable[d, s] & task.minimum[s])
        for response in sorted(wanted.tolist(), key=lambda r: (cost[r], r)):
            lacks = np.maximum(task.hours[response] - left[d].hours, 0)
            if (
                left[d].limit[response] > 0
                and (lent.sum(axis=0) + lacks <= task.pool).all()
            ):
                lent[d] += lacks
                left[d].hours = (left[d].hours + lacks).tolist()
                left[d].take(response)
                break
    return lent


def priced(task: Problem, prices: Prices, d: int) -> Floats:
    """What each response costs a division; what must be used up anyway is free."""
    own, limit = np.maximum(prices.own[d], 0), np.maximum(prices.limit[d], 0)
    cost: Floats = task.hours @ own + limit
    return cost


class Part:
    """Some cases of a division, and what each could have at what priced cost."""

    def __init__(
        self, task: Problem, d: int, rows: Ints, here: Ints, cost: Floats
    ) -> None:
        mine = rows[here]
        s = task.signature[mine]
        self.here, self.cost = here, cost
        self.usable, self.needed = task.usable[d, s], task.needed[d, s]
        self.minimum = task.minimum[s] & self.usable
        self.worth = task.points[mine, None] * task.value[None].astype(float)
        self.any = self.usable.any(axis=1)


def meet_minimum(part: Part, given: Ints, left: Left) -> None:
    """Give each case of a tier the minimum that is cheapest and fits, in rank order."""
    by_cost = np.lexsort((np.arange(len(part.cost)), part.cost)).tolist()
    for place in np.flatnonzero(part.minimum.any(axis=1)).tolist():
        for response in by_cost:
            if part.needed[place, response] and left.fits(response):
                left.take(response)
                given[part.here[place]] = response
                break


def _follow(part: Part, advice: Ints, given: Ints, left: Left) -> None:
    """Do as advised as far as it fits, most points first."""
    for place in np.lexsort(
        (np.arange(len(advice)), -part.worth.max(axis=1, initial=0))
    ).tolist():
        at, response = part.here[place], int(advice[place])
        had = int(given[at])
        if response < 0 or response == had or not part.usable[place, response]:
            continue
        if had >= 0 and part.minimum[place, had] and not part.needed[place, response]:
            continue
        if left.fits(response, had):
            left.take(response, had)
            given[at] = response


def _fill(part: Part, given: Ints, left: Left) -> None:
    """Serve whoever goes without and still fits, in rank order."""
    gain = part.worth - part.cost
    without = (given[part.here] == NONE) & part.any
    can = left.fitting()
    for place in np.flatnonzero(without).tolist():
        if not can:
            return
        mine = [r for r in can if part.usable[place, r]]
        if mine:
            response = max(mine, key=lambda r: (gain[place, r], -r))
            left.take(response)
            given[part.here[place]] = response
            can = left.fitting()


def _raise(
    task: Problem, d: int, rows: Ints, given: Ints, left: Left, cost: Floats
) -> None:
    """Spend what is left on better responses that hand nothing back."""
    while True:
        got = np.flatnonzero(given >= 0)
        row, now = rows[got], given[got]
        signature = task.signature[row]
        held = task.minimum[signature, now]
        may = np.where(
            held[:, None], task.needed[d, signature], task.usable[d, signature]
        )
        more = task.points[row, None] * (task.value[None] - task.value[now][:, None])
        grows = (task.hours[None] >= task.hours[now][:, None]).all(axis=2)
        place, response = np.nonzero(may & grows & (more > 0))
        step = np.maximum(cost[response] - cost[now[place]], 1e-9)
        rate = more[place, response] / step
        changed = False
        seen: set[int] = set()
        for at in np.lexsort((place, response, -rate)).tolist():
            case, to = int(got[place[at]]), int(response[at])
            if case not in seen and left.fits(to, int(given[case])):
                left.take(to, int(given[case]))
                given[case] = to
                seen.add(case)
                changed = True
        if not changed:
            return
