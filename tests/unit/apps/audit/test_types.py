"""No text that somebody typed has a way into an entry."""

from enum import StrEnum
from uuid import UUID

import pytest

from safeward.apps.audit.types import Counts, Kind, NotAWord, Thing, word


class Odd(StrEnum):
    SPACE = "marked name"
    LONG = "a" * 65
    CAPITAL = "Marked"


def test_a_member_of_an_enum_is_a_word() -> None:
    assert word(Kind.READ) == "read"


@pytest.mark.parametrize("value", ["marked", None, 7, *Odd])
def test_anything_else_is_refused_without_being_repeated(value: object) -> None:
    with pytest.raises(NotAWord) as refused:
        word(value)
    assert "arked" not in str(refused.value)


@pytest.mark.parametrize("value", ["marked", 7, "0" * 32])
def test_an_id_is_a_uuid(value: object) -> None:
    with pytest.raises(NotAWord):
        Thing(Kind.READ, value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [-1, 1.5, True, "1", 2**60])
def test_a_count_is_a_whole_number(value: object) -> None:
    with pytest.raises(NotAWord):
        Counts({Kind.READ: value})  # type: ignore[dict-item]


def test_a_thing_and_a_count_of_words_ids_and_numbers_stand() -> None:
    assert Thing(Kind.READ, UUID(int=1)).id.int == 1
    assert Counts({Kind.READ: 2}).of[Kind.READ] == 2
