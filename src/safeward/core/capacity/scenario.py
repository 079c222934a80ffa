"""What if a division had fewer hours, or more: who falls beyond the line, who comes in.

A what-if changes hours and nothing else; tiers and ranks stay as they are.
"""

import re
from collections.abc import Mapping, Sequence

import polars as pl
from attrs import evolve, frozen

from safeward.core.capacity.types import MILLI, Allocation, Capacity, DivisionHours
from safeward.core.vocabulary.codes import FRONTLINE_WITH_OVERSIGHT
from safeward.core.vocabulary.errors import CapacityRefused

STATE = "state"
"""Stands for the lendable hours where a division's code is expected."""

CHANGE = re.compile(r"(?P<who>.+)\.(?P<kind>[^.=]+)=(?P<hours>[+-]?\d+(\.\d+)?)")


@frozen
class Difference:
    """What a change of hours does.

    Attributes:
        beyond: ``person_id, division, tier, rank, had``: people who had a response and
            would have none, the most urgent first.
        within: ``person_id, division, tier, rank, response``: the other way round.
        changed: People who would get another response.
        unmet: Minimums of the first tier that would be unmet and are not now.
    """

    beyond: pl.DataFrame
    within: pl.DataFrame
    changed: int
    unmet: int


def with_hours(capacity: Capacity, changes: Sequence[str]) -> Capacity:
    """Apply changes such as ``ND1.investigator=-80`` to a week's hours.

    A signed number is added to the hours, a plain one replaces them; hours never fall
    below none. ``state.investigator=+40`` changes the lendable hours.

    Raises:
        CapacityRefused: A change that is not of that form, or names a division or kind
            of staff that the capacity file does not.
    """
    divisions, state = dict(capacity.divisions), dict(capacity.state)
    for change in changes:
        found = CHANGE.fullmatch(change.strip())
        if not found:
            raise CapacityRefused(
                f"{change!r} is not a change of hours: write ND1.investigator=-80."
            )
        who, kind = found["who"], found["kind"]
        if who != STATE and who not in divisions:
            raise CapacityRefused(f"{who} has no entry in the capacity file.")
        if kind not in capacity.kinds:
            raise CapacityRefused(f"no hours of {kind} are named in the capacity file.")
        if who == STATE:
            state[kind] = _changed(state, kind, found["hours"])
        else:
            has: DivisionHours = divisions[who]
            hours = {**has.hours, kind: _changed(has.hours, kind, found["hours"])}
            divisions[who] = evolve(has, hours=hours)
    return evolve(capacity, divisions=divisions, state=state)


def difference(now: Allocation, then: Allocation) -> Difference:
    """Compare two allocations of the same queue."""
    both = now.responses.join(
        then.responses.select("person_id", after="response", unmet_after="unmet"),
        on="person_id",
        maintain_order="left",
    ).sort("tier", "division", "rank")
    had = pl.col("response") != FRONTLINE_WITH_OVERSIGHT
    has = pl.col("after") != FRONTLINE_WITH_OVERSIGHT
    who = ("person_id", "division", "tier", "rank")
    return Difference(
        beyond=both.filter(had & ~has).select(*who, had="response"),
        within=both.filter(~had & has).select(*who, response="after"),
        changed=both.filter(had & has & (pl.col("response") != pl.col("after"))).height,
        unmet=both.filter(
            pl.col("tier") == "T1", pl.col("unmet_after"), ~pl.col("unmet")
        ).height,
    )


def _changed(hours: Mapping[str, int], kind: str, change: str) -> int:
    number = round(float(change) * MILLI)
    return max(0, hours.get(kind, 0) + number if change[0] in "+-" else number)
