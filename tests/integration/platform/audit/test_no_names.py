"""Marked personal values, sent every way in, are in no table and no log."""

import logging
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from safeward.apps.audit import actions, queries, sealer
from safeward.apps.audit.models import Entry
from safeward.apps.audit.types import AuditFailed, Counts, Detail, NotAWord, Thing
from safeward.apps.foundation import clock
from tests.integration.platform.audit.conftest import ME, Word, opened, person

MARKS = ("Zzyzx Quillfeather", "0491 570 006", "zzyzx@example.test", "1 Zzyzx Rise")


class Typed(StrEnum):
    """An enum somebody filled with what was typed; its texts are no codes."""

    NAME = MARKS[0]


def _forms(mark: str) -> list[Any]:
    return [mark, Typed.NAME, [mark], {mark: 1}]


def _ways(value: Any) -> list[Callable[[], object]]:
    read = {
        "by": ME,
        "action": Word.OPEN,
        "purpose": Word.RISK,
        "detail": Detail.FULL,
        "things": [person(1)],
    }
    refusal = {"by": ME, "action": Word.OPEN, "purpose": None}
    search = {k: v for k, v in read.items() if k != "detail"}
    return [
        *(
            lambda r=record, n=name: r(**read | {n: value})
            for record in (actions.record_read, actions.record_export)
            for name in read
            if name != "things"
        ),
        *(
            lambda n=name: actions.record_search(**search | {n: value})
            for name in search
            if name != "things"
        ),
        *(
            lambda n=name: actions.record_refusal(**refusal | {n: value})
            for name in ("by", "action", "purpose")
        ),
        lambda: actions.record_refusal(**refusal, reasons=[value]),
        lambda: actions.record_refusal(**refusal, things=[Thing(value, ME)]),
        lambda: actions.record_read(**read | {"things": [Thing(Word.PERSON, value)]}),
        lambda: actions.record_read(**read, outside=value),
        lambda: actions.record_read(**read, counts=Counts({value: 1})),
        lambda: actions.record_read(**read, counts=Counts({Word.RESULTS: value})),
        lambda: actions.record_sign_in(by=value, outcome=actions.SignIn.FAILED),
        lambda: actions.record_sign_in(by=ME, outcome=value),
    ]


def _change(value: Any) -> None:
    with transaction.atomic():
        actions.record_write(by=ME, action=value, things=[person(1)])


def _held() -> str:
    held = []
    with connection.cursor() as cursor:
        for table in ("audit_entry", "audit_about", "audit_seal", "audit_waiting"):
            cursor.execute(f"SELECT * FROM {table}")
            held += [str(row) for row in cursor.fetchall()]
    return "\n".join(held)


def _sought(mark: str) -> set[str]:
    """What would give a mark away; a few digits alone also stand in any hash."""
    parts = mark.replace("@", " ").split()
    words = {part for part in parts if len(part) > 3 and not part.isdigit()}
    return {mark, "".join(parts), *words}


def _unmarked(text: str) -> None:
    for mark in MARKS:
        for part in _sought(mark):
            assert part.lower() not in text.lower()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mark", MARKS)
def test_what_somebody_typed_has_no_way_in(
    mark: str, heads: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    tried = 0
    for value in _forms(mark):
        for way in (*_ways(value), lambda value=value: _change(value)):
            with pytest.raises((NotAWord, TypeError)) as refused:
                way()
            _unmarked(str(refused.value))
            tried += 1
    assert tried > 80
    assert not Entry.objects.exists()
    opened()
    sealer.seal(heads)
    _unmarked(_held())
    _unmarked(caplog.text)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mark", MARKS)
def test_what_a_database_says_of_a_failure_is_not_repeated(
    mark: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    def failing(*given: object, **named: object) -> None:
        raise OperationalError(f"Failing row contains ({mark}).")

    monkeypatch.setattr(Entry, "save", failing)
    day = clock.today()
    for way in (
        opened,
        lambda: queries.unusual(by=ME, purpose=Word.RISK, day=day),
    ):
        with pytest.raises(AuditFailed) as failed:
            way()
        _unmarked(str(failed.value))
        assert failed.value.__suppress_context__
    _unmarked(caplog.text)
    _unmarked(_held())
