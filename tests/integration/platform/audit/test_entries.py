"""When an entry stands, and when there is no answer."""

from collections.abc import Callable

import pytest
from django.db import OperationalError, transaction

from safeward.apps.audit import actions, rows
from safeward.apps.audit.models import About, Entry, Waiting
from safeward.apps.audit.types import AuditFailed, Counts, Detail, SignIn
from tests.integration.platform.audit.conftest import ME, Word, opened, person

ALONE: tuple[Callable[[], object], ...] = (
    opened,
    lambda: actions.record_search(
        by=ME, action=Word.SEARCH, purpose=Word.RISK, things=[]
    ),
    lambda: actions.record_refusal(
        by=ME,
        action=Word.OPEN,
        purpose=None,
        things=[person(1)],
        reasons=[Word.CONFLICT],
    ),
    lambda: actions.record_export(
        by=ME,
        action=Word.OPEN,
        purpose=Word.RISK,
        detail=Detail.SUMMARY,
        things=[person(1)],
        counts=Counts({Word.RESULTS: 1}),
    ),
    lambda: actions.record_sign_in(by=None, outcome=SignIn.FAILED),
)


def write() -> None:
    actions.record_write(by=ME, action=Word.ACCEPT, things=[person(1)])


@pytest.mark.django_db(transaction=True)
def test_a_change_and_its_entry_stand_together() -> None:
    with transaction.atomic():
        write()
    assert Entry.objects.get().kind == "write"
    assert Waiting.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_change_undone_leaves_no_entry() -> None:
    def change() -> None:
        write()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        change()
    assert not Entry.objects.exists()
    assert not About.objects.exists()
    assert not Waiting.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_outside_a_transaction_is_not_recorded() -> None:
    with pytest.raises(AuditFailed, match="own transaction"):
        write()
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("record", ALONE)
def test_what_only_looks_is_recorded_in_a_transaction_of_its_own(
    record: Callable[[], object],
) -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        record()
    assert not Entry.objects.exists()
    record()
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("record", ALONE)
def test_there_is_no_answer_when_the_log_takes_no_entry(
    record: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given: object, **named: object) -> None:
        raise OperationalError("disk is full at marked value")

    monkeypatch.setattr(Entry, "save", full)
    with pytest.raises(AuditFailed) as failed:
        record()
    assert "marked value" not in str(failed.value)
    assert failed.value.__suppress_context__


@pytest.mark.django_db(transaction=True)
def test_an_entry_without_its_index_does_not_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*given: object, **named: object) -> None:
        raise OperationalError("disk is full")

    monkeypatch.setattr(About.objects, "bulk_create", full)
    with pytest.raises(AuditFailed):
        opened()
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_page_is_one_entry_with_its_ids_each_once() -> None:
    actions.record_read(
        by=ME,
        action=Word.OPEN,
        purpose=Word.RISK,
        detail=Detail.SUMMARY,
        things=[person(3), person(1), person(3)],
        outside=1,
        counts=Counts({Word.RESULTS: 2}),
    )
    entry = rows.value(Entry.objects.get())
    assert entry.things == (("person", person(3).id), ("person", person(1).id))
    assert (entry.outside, entry.counts) == (1, (("results", 2),))
    assert (entry.purpose, entry.detail) == ("assess_risk", "summary")
    assert About.objects.count() == 2
