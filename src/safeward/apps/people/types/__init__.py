"""Frozen values and codes of people."""

from safeward.apps.people.types.audited import Act, Counted, Kept
from safeward.apps.people.types.codes import (
    Decided,
    FlagKind,
    SafeHow,
    Verdict,
    WorkerWhy,
)
from safeward.apps.people.types.identity import Placed, Rested, Step
from safeward.apps.people.types.panel import Panel
from safeward.apps.people.types.said import NewPerson, SamePerson, WhoItIs
from safeward.apps.people.types.search import (
    Asked,
    Candidate,
    Searched,
    SearchReason,
    Speaks,
)

__all__ = [
    "Act",
    "Asked",
    "Candidate",
    "Counted",
    "Decided",
    "FlagKind",
    "Kept",
    "NewPerson",
    "Panel",
    "Placed",
    "Rested",
    "SafeHow",
    "SamePerson",
    "SearchReason",
    "Searched",
    "Speaks",
    "Step",
    "Verdict",
    "WhoItIs",
    "WorkerWhy",
]
