"""Identifiers for many rows at once: UUID version 7, rising, as `foundation` makes one.

One at a time they would cost more than all else about a row.
"""

import secrets
from datetime import datetime

import numpy as np
import polars as pl

_PER_MILLISECOND = 1 << 12


def identifiers(number: int, at: datetime) -> pl.Series:
    """So many new identifiers, 32 hexadecimal digits each, rising from a moment.

    RFC 9562, section 5.7: 48 bits of milliseconds, the version, 12 bits that count
    within the millisecond, the variant, and 62 bits of chance.
    """
    start = int(at.timestamp() * 1000) * _PER_MILLISECOND
    place = np.uint64(start) + np.arange(number, dtype=np.uint64)
    milliseconds, counter = np.divmod(place, np.uint64(_PER_MILLISECOND))
    first = (milliseconds << np.uint64(16)) | np.uint64(0x7000) | counter
    chance = np.frombuffer(secrets.token_bytes(8 * number), dtype=np.uint64)
    second = (chance >> np.uint64(2)) | np.uint64(1 << 63)
    digits = np.stack([first, second], axis=1).astype(">u8").tobytes().hex()
    each = [digits[i : i + 32] for i in range(0, len(digits), 32)]
    return pl.Series("id", each, dtype=pl.String)
