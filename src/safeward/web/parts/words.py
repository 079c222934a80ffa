"""Dates, times and codes as people read them here."""

from datetime import date, datetime

from django.utils import timezone

from safeward.core.vocabulary.words import (
    CHECK_WORDS,
    STREAM_WORDS,
    TIER_WORDS,
    spoken,
)

NOT_RECORDED = "not recorded"


def day(value: date | datetime | None) -> str:
    """A date as people write it in Victoria: 22 November 2026."""
    if value is None:
        return NOT_RECORDED
    here = _here(value)
    return f"{here.day} {here.strftime('%B %Y')}"


def short_day(value: date | datetime | None) -> str:
    """The same where room is short: 22 Nov 2026."""
    if value is None:
        return NOT_RECORDED
    here = _here(value)
    return f"{here.day} {here.strftime('%b %Y')}"


def moment(value: datetime | None) -> str:
    """A moment where the agency works: 22 November 2026, 7:05 am."""
    if value is None:
        return NOT_RECORDED
    here = timezone.localtime(value)
    hour = here.hour % 12 or 12
    half = "am" if here.hour < 12 else "pm"
    return f"{day(here)}, {hour}:{here:%M} {half}"


def days(count: int) -> str:
    """A number of days: 1 day, 2 days."""
    return "1 day" if count == 1 else f"{count:,} days"


def counted(count: int, one: str, several: str | None = None) -> str:
    """A number of things: 1 person, 1,204 people."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def tier_words(code: str) -> str:
    """A tier's code and word: T1 acute."""
    word = TIER_WORDS.get(code)
    return f"{code} {word}" if word else "no tier"


def check_words(code: str) -> str:
    """What stands beside a tier, in words."""
    return CHECK_WORDS.get(code, spoken(code))


def stream_words(code: str) -> str:
    """The stream a person is dealt with in, in words."""
    return STREAM_WORDS.get(code, spoken(code))


def _here(value: date | datetime) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) else value
