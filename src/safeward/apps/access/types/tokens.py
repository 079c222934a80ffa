"""What somebody is told of a token, once when it is made and later in the list."""

from datetime import date
from uuid import UUID

from attrs import field, frozen

TOKEN_LONGEST_DAYS = 90


@frozen
class MadeToken:
    """A token just made; ``said`` is never to be had again and prints nowhere."""

    id: UUID
    said: str = field(repr=False)
    expires_on: date


@frozen
class TokenLine:
    """A token in its owner's list."""

    id: UUID
    name: str
    role: str
    team: str
    changes: bool
    expires_on: date
    used_on: date | None
