"""Entries and chains for tests, without a database."""

import datetime
from collections.abc import Sequence
from uuid import UUID

from safeward.apps.audit.chain import BEGINNING, canonical, hashed
from safeward.apps.audit.check import Place
from safeward.apps.audit.types import Entry

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def entry(number: int = 1, **changes: object) -> Entry:
    given: dict[str, object] = {
        "id": UUID(int=number),
        "at": NOON + datetime.timedelta(seconds=number),
        "kind": "read",
        "action": "person_read",
        "actor": UUID(int=7),
        "purpose": "assess_risk",
        "detail": "full",
        "things": (("person", UUID(int=number + 1000)),),
    } | changes
    return Entry(**given)  # type: ignore[arg-type]


def chained(entries: Sequence[Entry], start: int = 1) -> list[Place]:
    places: list[Place] = []
    before = BEGINNING
    for number, one in enumerate(entries, start):
        said = canonical(one)
        before = hashed(number, before, said)
        places.append(Place(number, one.id, before, said))
    return places
