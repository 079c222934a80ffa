"""Frozen values that cross the border of this app."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from attrs import frozen


@frozen
class Message:
    """A notice that is due: topic, what it is about, and codes for whoever sends it."""

    id: UUID
    topic: str
    about: UUID | None
    body: Mapping[str, str | int]
    recorded_at: datetime
    attempts: int


@frozen
class Delivery:
    """What one round of sending came to."""

    sent: int
    failed: int


@frozen
class Once:
    """The result of a submit; ``repeated`` when it had been carried out before."""

    result: UUID
    repeated: bool
