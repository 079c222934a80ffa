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

__all__ = [
    "Act",
    "Counted",
    "Decided",
    "FlagKind",
    "Kept",
    "Placed",
    "Rested",
    "SafeHow",
    "Step",
    "Verdict",
    "WorkerWhy",
]
