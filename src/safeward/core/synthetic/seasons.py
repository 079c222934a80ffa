"""Bend even operational time into a calendar with seasons, weekends and evenings.

The bend keeps order, so what is true of operational time (nothing happens in custody)
stays true of dates.
"""

from datetime import date
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.synthetic.careers import Floats, Ints
from safeward.core.synthetic.figures import figures

WEEKDAYS: Final = (0.94, 0.92, 0.93, 0.95, 1.02, 1.12, 1.12)
"""Monday to Sunday, relative (judgement: weekends are busier)."""
HOURS: Final = (
    *(3.6, 2.6, 2.0, 1.5, 1.2, 1.1, 1.4, 2.2, 3.2, 3.8, 4.1, 4.3),
    *(4.5, 4.5, 4.6, 5.0, 5.4, 5.8, 6.2, 6.5, 6.6, 6.3, 5.6, 4.7),
)
"""By hour of the day, relative (judgement: evenings are busier)."""
EPOCH: Final = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Days since 1 January 1970, the unit of every date in this package."""
    return (day - EPOCH).days


@frozen
class Calendar:
    """A window of days and how busy each is.

    Attributes:
        first: Day number of the first day.
        reached: Operational days reached at the end of each day, after a leading 0.
    """

    first: int
    reached: Floats

    @property
    def days(self) -> int:
        """Days in the window."""
        return len(self.reached) - 1

    def date_of(self, operational: Floats) -> tuple[Ints, Ints]:
        """Day number and minute of the day; beyond the window time runs evenly."""
        position = np.interp(operational, self.reached, np.arange(self.days + 1.0))
        position = np.where(operational > self.days, operational, position)
        day = np.floor(position).astype(np.int64)
        hours = np.concatenate([[0.0], np.cumsum(HOURS) / sum(HOURS)])
        minute = np.interp(position - day, hours, np.arange(25) * 60.0)
        return self.first + day, np.minimum(minute, 1439).astype(np.int64)


def calendar_between(first: date, last: date) -> Calendar:
    """The calendar from one day to another, both included."""
    start, days = day_number(first), (last - first).days + 1
    stamps: NDArray[np.datetime64] = np.arange(start, start + days).astype(
        "datetime64[D]"
    )
    month = stamps.astype("datetime64[M]").astype(np.int64) % 12
    length = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    weekday = (np.arange(start, start + days) + 3) % 7
    busy = (figures().months / length)[month] * np.array(WEEKDAYS)[weekday]
    return Calendar(
        first=start,
        reached=np.concatenate([[0.0], np.cumsum(busy) * days / busy.sum()]),
    )
