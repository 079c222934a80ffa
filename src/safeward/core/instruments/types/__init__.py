"""The values of this package: definitions of instruments, and recorded results."""

from safeward.core.instruments.types.results import (
    RECORDED_SCHEMA,
    Assessment,
    Count,
    Instrument,
    Kind,
    Trigger,
)

__all__ = [
    "RECORDED_SCHEMA",
    "Assessment",
    "Count",
    "Instrument",
    "Kind",
    "Trigger",
]
