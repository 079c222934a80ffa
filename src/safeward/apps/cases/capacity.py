"""What a division's hours reach, and what they would reach with more or fewer."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
from attrs import frozen

from safeward.apps.cases.models import WeeklyHours
from safeward.core.capacity.allocate import allocate
from safeward.core.capacity.read import parse_capacity
from safeward.core.capacity.scenario import difference, with_hours
from safeward.core.capacity.types import Capacity

FILE = Path(__file__).parent / "library" / "capacity.toml"


@frozen
class Demand:
    """One person of the queue, as far as hours depend on it."""

    code: str
    division: str
    tier: str
    stream: str
    checks: Sequence[str]
    order_points: int
    last_event_on: date | None
    likelihood: int
    severity: int


@frozen
class Hours:
    """Hours of one kind of staff in a week."""

    kind: str
    had: float
    used: float
    short: float
    then_used: float
    then_short: float


@frozen
class Funded:
    """How many of a tier get a response, now and with the changed hours."""

    tier: str
    of: int
    funded: int
    then_funded: int


@frozen
class Outlook:
    """Capacity against demand; the tier of nobody depends on it.

    Attributes:
        stated_on: When the hours were stated; None where nobody stated any.
        kinds: Kinds of staff that responses ask for.
        hours: By kind of staff.
        tiers: By tier.
        changed: The what-if, by kind of staff, as it was written.
        gained, lost: Codes of people within and beyond the line with changed hours.
        unmet: People of the first tier who go without their minimum, now.
        then_unmet: The same with the changed hours.
        next_five: Codes of those beyond this week's hours, with tier and why.
    """

    division: str
    stated_on: date | None
    kinds: tuple[str, ...]
    hours: tuple[Hours, ...]
    tiers: tuple[Funded, ...]
    changed: Mapping[str, str]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    unmet: int
    then_unmet: int
    next_five: tuple[tuple[str, str, str], ...]


@cache
def responses() -> Mapping[str, Any]:
    """What responses take in hours: judgement, to be replaced by a unit's own."""
    read: Mapping[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return read


def weekly() -> Capacity | None:
    """The hours of every division that stated any; none where nobody has."""
    stated = {
        row.division: row.hours
        for row in WeeklyHours.objects.order_by("recorded_at", "id")
    }
    if not stated:
        return None
    divisions = {code: {"hours": hours} for code, hours in stated.items()}
    return parse_capacity({**responses(), "divisions": divisions})


def outlook(
    *,
    division: str,
    hours: Mapping[str, float],
    stated_on: date | None,
    demand: Sequence[Demand],
    what_if: Mapping[str, str],
) -> Outlook:
    """Allocate a division's week twice: as it is, and with the hours changed.

    Raises:
        CapacityRefused: A change that is no number of hours.
    """
    capacity = parse_capacity(
        {**responses(), "divisions": {division: {"hours": dict(hours)}}}
    )
    changes = [
        f"{division}.{kind}={text.strip()}"
        for kind, text in sorted(what_if.items())
        if text.strip()
    ]
    changed = with_hours(capacity, changes)
    cases = _frame(demand)
    now = allocate(cases, capacity)
    then = allocate(cases, changed) if changes else now
    moved = difference(now, then)
    here, there = _entry(now.divisions, division), _entry(then.divisions, division)
    kinds = capacity.kinds
    line, later = here.get("line", {}), there.get("line", {})
    return Outlook(
        division=division,
        stated_on=stated_on,
        kinds=kinds,
        hours=tuple(
            Hours(
                kind,
                *(_hours(here, kind, what) for what in ("had", "used", "short")),
                *(_hours(there, kind, what) for what in ("used", "short")),
            )
            for kind in kinds
        ),
        tiers=tuple(
            Funded(
                tier,
                entry["of"],
                entry["funded"],
                later.get(tier, entry)["funded"],
            )
            for tier, entry in line.items()
        ),
        changed={kind: text for kind, text in what_if.items() if text.strip()},
        gained=tuple(moved.within["person_id"].to_list()),
        lost=tuple(moved.beyond["person_id"].to_list()),
        unmet=int(here.get("unmet", 0)),
        then_unmet=int(there.get("unmet", 0)),
        next_five=tuple(
            (one["person_id"], one["tier"], one["why"])
            for one in here.get("next_five", ())
        ),
    )


def _hours(entry: Mapping[str, Any], kind: str, what: str) -> float:
    return float(entry.get("hours", {}).get(kind, {}).get(what, 0.0))


def _entry(entries: Sequence[Mapping[str, Any]], division: str) -> Mapping[str, Any]:
    return next((one for one in entries if one["division"] == division), {})


def _frame(demand: Sequence[Demand]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "person_id": [one.code for one in demand],
            "division": [one.division for one in demand],
            "tier": [one.tier for one in demand],
            "stream": [one.stream for one in demand],
            "checks": [list(one.checks) for one in demand],
            "order_points": [one.order_points for one in demand],
            "last_event_on": [one.last_event_on for one in demand],
            "priority_points": [one.likelihood * one.severity * 10 for one in demand],
        },
        schema={
            "person_id": pl.String,
            "division": pl.String,
            "tier": pl.String,
            "stream": pl.String,
            "checks": pl.List(pl.String),
            "order_points": pl.Int64,
            "last_event_on": pl.Date,
            "priority_points": pl.Int64,
        },
    )
