"""From agency records to a ranked, allocated queue: the stages, in order.

Opens no file, reads no clock: dates, the clock and the listener are arguments. The
command line reads and writes around it; the backtest replays it.
"""

from collections.abc import Callable
from datetime import date

import polars as pl
from attrs import field, frozen

from safeward.core.capacity.allocate import allocate
from safeward.core.capacity.types import Allocation, Capacity
from safeward.core.holdings.known import known
from safeward.core.holdings.types import Holdings
from safeward.core.linkage.link import link
from safeward.core.linkage.model import Model
from safeward.core.linkage.types import Linked
from safeward.core.priority.policy import Policy
from safeward.core.priority.prioritise import prioritise
from safeward.core.priority.types import Previous, Priorities
from safeward.core.vocabulary.law import Law
from safeward.core.vocabulary.progress import Progress, silent


@frozen
class Result:
    """One run: who was found, who comes first, what can be done about it.

    Attributes:
        as_of: The day the run speaks of; nothing known later was read.
        read: Everything that was read, for the record of what went in.
        holdings: What was known on that day.
        linked: Who is who.
        priorities: Tiers, reasons, checks, changes, people whose safety is at stake.
        queue: The priorities' queue with ``rank``, ``response`` and ``shortfall``.
        allocation: Responses under capacity; None when no capacity was given.
        policy: The policy used.
        jurisdiction: Whose dated law was applied.
        seconds: Time each stage took, by its name.
    """

    as_of: date
    read: Holdings
    holdings: Holdings
    linked: Linked
    priorities: Priorities
    queue: pl.DataFrame
    allocation: Allocation | None
    policy: Policy
    jurisdiction: str
    seconds: dict[str, float] = field(factory=dict)


def run(
    holdings: Holdings,
    *,
    as_of: date,
    policy: Policy,
    law: Law,
    clock: Callable[[], float],
    model: Model | None = None,
    capacity: Capacity | None = None,
    previous: Previous | None = None,
    progress: Progress = silent,
) -> Result:
    """Link, assess, prioritise and allocate what agencies hold, as of a day.

    Args:
        holdings: What was read, of any date.
        as_of: The day to speak of.
        policy: How points, floors and clocks are set.
        law: The jurisdiction's dated facts.
        clock: Seconds that only go forward, for the timings.
        model: The linkage model; None for the shipped one.
        capacity: What divisions can do this week; None allocates nothing.
        previous: An earlier run, to say what changed.
        progress: Told at the start of each stage.

    Returns:
        The whole result; the same holdings give the same result in any order.
    """
    seconds: dict[str, float] = {}
    started = clock()

    def done(stage: str) -> None:
        nonlocal started
        now = clock()
        seconds[stage] = now - started
        started = now

    today = known(holdings, as_of)
    done("known")
    progress("linking records", 0, today.persons.height)
    linked = link(today.persons, model=model, progress=progress)
    done("link")
    progress("assessing and prioritising", 0, today.incidents.height)
    priorities = prioritise(
        today,
        linked,
        as_of=as_of,
        policy=policy,
        law=law,
        previous=previous,
        progress=progress,
    )
    done("prioritise")
    allocation = None
    if capacity is not None:
        progress("allocating responses", 0, priorities.queue.height)
        allocation = allocate(priorities.queue, capacity, progress=progress)
    queue = ranked(priorities.queue, allocation)
    done("allocate")
    return Result(
        as_of=as_of,
        read=holdings,
        holdings=today,
        linked=linked,
        priorities=priorities,
        queue=queue,
        allocation=allocation,
        policy=policy,
        jurisdiction=law.jurisdiction,
        seconds=seconds,
    )


def ranked(queue: pl.DataFrame, allocation: Allocation | None) -> pl.DataFrame:
    """Number each division's people, and say beside each what response is proposed.

    Order inside a division: tier, then both axes as the policy counts them, then the
    later event, then person_id. Capacity changes no rank.
    """
    ordered = queue.sort(
        pl.col("division"),
        pl.col("tier"),
        pl.col("order_points") * -1,
        pl.col("last_event_on").cast(pl.Int32) * -1,
        pl.col("person_id"),
        nulls_last=True,
    ).with_columns(rank=pl.int_range(1, pl.len() + 1).over("division"))
    if allocation is None:
        return ordered.with_columns(
            response=pl.lit(None, pl.String), shortfall=pl.lit(None, pl.Boolean)
        )
    return ordered.join(
        allocation.responses.select("person_id", "response", "shortfall"),
        on="person_id",
        how="left",
        maintain_order="left",
    )
