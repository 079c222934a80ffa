"""Frozen values and codes of people."""

from safeward.apps.people.types.codes import (
    Decided,
    FlagKind,
    SafeHow,
    Verdict,
    WorkerWhy,
)

__all__ = ["Decided", "FlagKind", "SafeHow", "Verdict", "WorkerWhy"]
