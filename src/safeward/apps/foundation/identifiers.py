"""Identifiers made by the application: UUID version 7 (RFC 9562, section 5.7).

They begin with the time, so rows written together lie together in an index, and they
are the same on every database. Within one process each is greater than the one before.
"""

import secrets
import threading
from uuid import UUID

from safeward.apps.foundation import clock

_lock = threading.Lock()
_last = (0, 0)


def uuid7() -> UUID:
    """A new identifier: 48 bits of milliseconds, 12 of a counter, 62 of chance."""
    global _last
    milliseconds = int(clock.now().timestamp() * 1000)
    with _lock:
        before, counter = _last
        if milliseconds > before:
            counter = secrets.randbits(11)
        else:
            milliseconds, counter = before, counter + 1
            if counter >> 12:
                milliseconds, counter = before + 1, secrets.randbits(11)
        _last = (milliseconds, counter)
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76 | counter << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)
