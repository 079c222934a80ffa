"""Custody and orders of one person, read off a list of orders."""

from collections.abc import Collection
from datetime import date
from typing import Any

from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.codes import CUSTODY_ORDERS, PROTECTIVE_ORDERS


def state_of(
    holdings: Holdings, records: Collection[str], as_of: date
) -> dict[str, Any]:
    """Custody and orders as of a day of the person who is these records.

    Returns:
        The columns of ``custody_and_orders`` by name, without its key.
    """
    orders = [
        row
        for row in holdings.orders.to_dicts()
        if row["record_id"] in records and row["issued_on"] <= as_of
    ]
    released, running, current = [], [], []
    for order in orders:
        ended = order["ended_on"]
        if ended and ended > as_of:
            ended = None
        expires = order["expires_on"]
        if order["kind"] in CUSTODY_ORDERS:
            over = min((day for day in (ended, expires) if day), default=None)
            if over and over <= as_of:
                released.append(over)
            else:
                running.append(expires)
        if not ended and not (expires and expires < as_of):
            current.append(order)
    protective = [order for order in current if order["kind"] in PROTECTIVE_ORDERS]
    unserved = [
        order["issued_on"]
        for order in protective
        if not order["served_on"] or order["served_on"] > as_of
    ]
    expiries = [order["expires_on"] for order in protective if order["expires_on"]]
    return {
        "in_custody": bool(running),
        "custody_ended_on": max(released) if released and not running else None,
        "release_due_on": max(running) if running and None not in running else None,
        "orders_current": len(protective),
        "orders_unserved": len(unserved),
        "oldest_unserved_on": min(unserved, default=None),
        "next_order_expiry": min(expiries, default=None),
        "protected_person_exists": bool(protective)
        or any(order["protected_record_id"] for order in current),
    }
