"""A case and a queue for every test of assessments."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from safeward.apps.assessments import ranking
from safeward.apps.foundation import clock
from tests.integration.platform.assessments.cases import Case, Queue, made

MORNING = datetime(2026, 6, 30, 23, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with clock.standing_at(MORNING):
        yield


@pytest.fixture
def queue() -> Iterator[Queue]:
    before = list(ranking._connected)
    found = Queue()
    found.connect()
    yield found
    ranking._connected[:] = before


@pytest.fixture
def case(db: None, queue: Queue) -> Case:
    del db, queue
    return made()
