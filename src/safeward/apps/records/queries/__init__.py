"""Reads of source records: for engines whole or near some records; and of deliveries.

No surface shows a record from here: people see it through the person whose it is.
"""

from safeward.apps.records.queries.held import order_held
from safeward.apps.records.queries.holdings import current_ids, holdings
from safeward.apps.records.queries.loads import account, loads, rejected
from safeward.apps.records.queries.mentioned import mentioned
from safeward.apps.records.queries.neighbourhood import neighbourhood, together

__all__ = [
    "account",
    "current_ids",
    "holdings",
    "loads",
    "mentioned",
    "neighbourhood",
    "order_held",
    "rejected",
    "together",
]
