"""What an entry's hash covers, so that anybody can work it out again."""

import datetime
import hashlib
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from safeward.apps.audit.chain import BEGINNING, canonical, hashed
from safeward.apps.audit.types import Entry
from tests.unit.apps.audit.making import NOON, entry


def test_the_bytes_of_an_entry_are_written_down() -> None:
    assert canonical(
        Entry(
            id=UUID(int=1),
            at=datetime.datetime(2026, 3, 2, 12, 0, 0, 5, tzinfo=datetime.UTC),
            kind="search",
            action="person_search",
            actor=UUID(int=7),
            purpose="assess_risk",
            things=(("person", UUID(int=9)),),
            counts=(("results", 1),),
        )
    ) == (
        b'{"action":"person_search","actor":"00000000000000000000000000000007",'
        b'"at":"2026-03-02T12:00:00.000005+00:00","counts":{"results":1},'
        b'"id":"00000000000000000000000000000001","kind":"search",'
        b'"purpose":"assess_risk",'
        b'"things":[["person","00000000000000000000000000000009"]]}'
    )


def test_a_hash_can_be_worked_out_without_this_program() -> None:
    said = canonical(entry())
    by_hand = hashlib.sha256(
        b"safeward audit 1\n1\n" + BEGINNING.encode() + b"\n" + said
    )
    assert hashed(1, BEGINNING, said) == by_hand.hexdigest()


def test_the_zone_a_time_came_in_changes_nothing() -> None:
    elsewhere = NOON.astimezone(ZoneInfo("Australia/Melbourne"))
    assert canonical(entry(at=NOON)) == canonical(entry(at=elsewhere))


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        canonical(entry(at=datetime.datetime(2026, 3, 2)))


@pytest.mark.parametrize(
    "change",
    [
        {"id": UUID(int=2)},
        {"at": NOON},
        {"kind": "search"},
        {"action": "person_search"},
        {"actor": None},
        {"actor": UUID(int=8)},
        {"purpose": ""},
        {"detail": "summary"},
        {"outside": 1},
        {"things": ()},
        {"things": (("case", UUID(int=1001)),)},
        {"reasons": ("conflict",)},
        {"counts": (("results", 1),)},
    ],
    ids=str,
)
def test_every_field_is_covered(change: dict[str, object]) -> None:
    assert canonical(entry(**change)) != canonical(entry())


def test_place_and_what_went_before_are_covered() -> None:
    said = canonical(entry())
    hashes = {hashed(1, BEGINNING, said), hashed(2, BEGINNING, said)}
    assert len({*hashes, hashed(1, "f" * 64, said)}) == 3
