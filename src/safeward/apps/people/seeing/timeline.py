"""A person's events and orders, out of the records of all agencies."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from safeward.apps.people.types.page import Happened, Order
from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.codes import MARKERS
from safeward.core.vocabulary.words import spoken

EXPIRING: Final = timedelta(days=28)
ERROR: Final = "recorded_in_error"


def events_of(held: Holdings) -> pl.DataFrame:
    """Reports with the key of the event that each is about; errors left out."""
    return held.incidents.filter(
        pl.col("outcome").is_null() | (pl.col("outcome") != ERROR)
    ).with_columns(event=pl.coalesce("event_ref", "incident_id"))


def timeline(
    held: Holdings, mine: Collection[str], *, full: bool
) -> tuple[Happened, ...]:
    """The events in which some mentions stand, the latest first.

    Args:
        held: The neighbourhood of these mentions.
        mine: The person's mentions.
        full: Whether to say more than date, kind and role.
    """
    part = held.involvements.filter(
        pl.col("record_id").is_in(pl.Series(list(mine), dtype=pl.String).implode())
    )
    rows = part.select("incident_id", "role").join(events_of(held), on="incident_id")
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in rows.sort("reported_on", "incident_id").iter_rows(named=True):
        grouped.setdefault(row["event"], []).append(row)
    found = [_happened(reports, full=full) for reports in grouped.values()]
    return tuple(sorted(found, key=lambda e: (e.on, e.incident_ids), reverse=True))


def _happened(reports: list[dict[str, Any]], *, full: bool) -> Happened:
    first = reports[0]
    return Happened(
        on=min(row["occurred_on"] for row in reports),
        kind=first["kind"],
        roles=tuple(sorted({row["role"] for row in reports})),
        agencies=tuple(sorted({row["agency"] for row in reports})),
        division=first["division"],
        details=_details(reports) if full else (),
        incident_ids=tuple(sorted({row["incident_id"] for row in reports})),
    )


def _details(reports: list[dict[str, Any]]) -> tuple[str, ...]:
    said = [spoken(m) for m in MARKERS if any(row[m] for row in reports)]
    injuries = {row["injury"] for row in reports} - {None, "none"}
    said = [*(f"{spoken(injury)} injury" for injury in sorted(injuries)), *said]
    fears = {row["victim_fear"] for row in reports} - {None, "none"}
    said += [f"{spoken(fear)} fear" for fear in sorted(fears)]
    said += [spoken(row) for row in sorted({r["outcome"] for r in reports} - {None})]
    return tuple(dict.fromkeys(said))


def orders(held: Holdings, mine: Collection[str], today: date) -> tuple[Order, ...]:
    """Orders against a person: unserved first, then expiring, current and ended."""
    wanted = pl.Series(list(mine), dtype=pl.String).implode()
    rows = held.orders.filter(pl.col("record_id").is_in(wanted))
    found = [_order(row, today) for row in rows.iter_rows(named=True)]
    rank = {"unserved": 0, "expiring": 1, "current": 2, "ended": 3}
    return tuple(
        sorted(found, key=lambda o: (rank[o.standing], -o.issued_on.toordinal()))
    )


def _order(row: Mapping[str, Any], today: date) -> Order:
    ended, expires = row["ended_on"], row["expires_on"]
    served = row["served_on"]
    if (ended and ended <= today) or (expires and expires < today):
        standing = "ended"
    elif served is None or served > today:
        standing = "unserved" if row["kind"] in SERVED else "current"
    elif expires and expires - today <= EXPIRING:
        standing = "expiring"
    else:
        standing = "current"
    return Order(
        kind=row["kind"],
        issued_on=row["issued_on"],
        served_on=served,
        expires_on=expires,
        ended_on=ended,
        state=row["state"] or "",
        protects=len(row["protected_record_id"] or ()),
        standing=standing,
    )


SERVED: Final = frozenset(
    {
        "safety_notice",
        "interim_intervention",
        "final_intervention",
        "personal_safety_intervention",
    }
)
"""Kinds that bind once they are served."""
