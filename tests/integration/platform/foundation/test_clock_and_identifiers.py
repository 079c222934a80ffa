"""One clock, and identifiers that follow it."""

import datetime
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from safeward.apps.foundation import clock
from safeward.apps.foundation.identifiers import uuid7

SOURCES = Path(__file__).parents[4] / "src" / "safeward"
NOON = datetime.datetime(2026, 7, 1, 2, 0, tzinfo=datetime.UTC)


def test_the_clock_stands_still_and_goes_on_afterwards() -> None:
    with clock.standing_at(NOON):
        assert clock.now() == NOON
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(clock.now).result() == NOON
    assert clock.now() > NOON


def test_the_civil_date_is_the_agencys() -> None:
    evening = datetime.datetime(2026, 6, 30, 20, 0, tzinfo=datetime.UTC)
    with clock.standing_at(evening):
        assert clock.today() == datetime.date(2026, 7, 1)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock.standing_at(datetime.datetime(2026, 1, 1)).__enter__()


def test_identifiers_are_of_version_seven_and_never_go_back() -> None:
    with clock.standing_at(clock.now() + datetime.timedelta(days=1)):
        made = [uuid7() for _ in range(10_000)]
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {"specified in RFC 4122"}
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_identifiers_begin_with_the_moment() -> None:
    later = clock.now() + datetime.timedelta(days=2)
    with clock.standing_at(later):
        made = uuid7()
    assert made.int >> 80 == int(later.timestamp() * 1000)


def test_nothing_else_reads_the_clock() -> None:
    pattern = re.compile(
        r"\b(date\.today|datetime\.now|utcnow|timezone\.now|localdate|time\.time)\("
    )
    guilty = [
        str(path.relative_to(SOURCES))
        for folder in ("apps", "web", "config")
        for path in (SOURCES / folder).rglob("*.py")
        if pattern.search(path.read_text()) and path.name != "clock.py"
    ]
    assert guilty == []
