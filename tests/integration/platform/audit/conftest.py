"""A log, a folder for its heads, and hands that reach past the program."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from safeward.apps.audit import actions, sealer
from safeward.apps.audit.types import Detail, Thing
from tests.integration.platform.append_only import put_back, taken_off


class Word(StrEnum):
    """Words that an app of the platform could use."""

    OPEN = "person_read"
    SEARCH = "person_search"
    ACCEPT = "case_work"
    PERSON = "person"
    CASE = "case"
    RISK = "assess_risk"
    CONFLICT = "conflict"
    RESULTS = "results"


ME, OTHER = UUID(int=0xA), UUID(int=0xB)


def person(number: int) -> Thing:
    return Thing(Word.PERSON, UUID(int=number))


def opened(number: int = 1, *, by: UUID = ME, outside: int = 0) -> UUID:
    return actions.record_read(
        by=by,
        action=Word.OPEN,
        purpose=Word.RISK,
        detail=Detail.FULL,
        things=[person(number)],
        outside=outside,
    )


@pytest.fixture
def heads(tmp_path: Path) -> Path:
    return tmp_path / "heads"


@pytest.fixture
def history(transactional_db: None, heads: Path) -> list[UUID]:
    """Twelve entries in the chain, two on each page of a check."""
    entries = [opened(number) for number in range(1, 13)]
    sealer.seal(heads)
    return entries


@pytest.fixture
def by_force(transactional_db: None) -> Iterator[Callable[..., None]]:
    """Run statements as somebody who takes the triggers off and puts them on again."""

    def run(statement: str, *values: object) -> None:
        with connection.cursor() as cursor:
            for off in taken_off():
                cursor.execute(off)
            cursor.execute(statement, values)
            for on in put_back():
                cursor.execute(on)

    yield run
    with connection.cursor() as cursor:
        for statement in [*taken_off(), *put_back()]:
            cursor.execute(statement)
