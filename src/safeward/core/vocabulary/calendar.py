"""Civil dates: months back, ages, days between. No clock: today is an argument."""

import calendar
from datetime import date


def months_before(day: date, months: int) -> date:
    """The same day of the month, this many months earlier.

    A day that the earlier month lacks becomes its last day (31 March less one month is
    28 or 29 February), as in SQL interval arithmetic.
    """
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def age_on(day: date, born: date) -> int:
    """Age in completed years on a day; a leap-day birthday falls on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
