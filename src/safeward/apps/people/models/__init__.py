"""Tables of people: who is who, how that was decided, and what to know at the door."""

from safeward.apps.people.models.care import Flag, SafeContact, Worker
from safeward.apps.people.models.identity import (
    IdentityDecision,
    IdentityHead,
    LinkReview,
    Place,
    WeakJoin,
)
from safeward.apps.people.models.index import IndexKey, SearchMeter, Standardised
from safeward.apps.people.models.person import Person

__all__ = [
    "Flag",
    "IdentityDecision",
    "IdentityHead",
    "IndexKey",
    "LinkReview",
    "Person",
    "Place",
    "SafeContact",
    "SearchMeter",
    "Standardised",
    "WeakJoin",
    "Worker",
]
