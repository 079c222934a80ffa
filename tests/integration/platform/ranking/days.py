"""The clock stood still on a day, where the agency works."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from safeward.apps.foundation import clock


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """Noon of a day in eastern Australia."""
    noon = datetime.combine(day, time(2, 0), UTC)
    with clock.standing_at(noon):
        assert clock.today() - day < timedelta(days=1)
        yield
