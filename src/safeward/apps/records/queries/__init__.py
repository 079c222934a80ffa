"""Reads of source records: for engines whole, for people the deliveries alone."""

from safeward.apps.records.queries.holdings import current_ids, holdings
from safeward.apps.records.queries.loads import account, load, loads, rejected
from safeward.apps.records.queries.neighbourhood import neighbourhood

__all__ = [
    "account",
    "current_ids",
    "holdings",
    "load",
    "loads",
    "neighbourhood",
    "rejected",
]
