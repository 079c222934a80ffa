"""How an open sign-in stands."""

from enum import StrEnum


class SessionState(StrEnum):
    """How an open sign-in stands at a request."""

    OPEN = "open"
    LOCKED = "locked"
    IDLE_TOO_LONG = "idle_too_long"
    GONE = "gone"
