"""Who is who, and what may be seen of them."""

from safeward.apps.people.queries.identity import (
    linked,
    people_of,
    persons_by_code,
    present,
    record_ids,
    records_of,
)
from safeward.apps.people.queries.search import search

__all__ = [
    "linked",
    "people_of",
    "persons_by_code",
    "present",
    "record_ids",
    "records_of",
    "search",
]
