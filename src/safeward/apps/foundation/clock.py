"""The one clock: every app, page and command asks here what time it is.

Facts are kept in UTC; a civil date ("known on", "due on") is the date where the agency
works. Tests and replays stand the clock still with `standing_at`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from django.utils import timezone


def _machine() -> datetime:
    return datetime.now(UTC)


_read: Callable[[], datetime] = _machine


def now() -> datetime:
    """The present moment, in UTC."""
    return _read()


def today() -> date:
    """The present civil date where the agency works (SAFEWARD_TIME_ZONE)."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The civil date of a moment where the agency works."""
    return timezone.localdate(moment, timezone.get_default_timezone())


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock show one moment while the block runs, in every thread.

    Raises:
        ValueError: The moment names no time zone.
    """
    global _read
    if moment.tzinfo is None:
        raise ValueError("give the moment with its time zone")
    before = _read
    fixed = moment.astimezone(UTC)

    def standing() -> datetime:
        return fixed

    _read = standing
    try:
        yield
    finally:
        _read = before
