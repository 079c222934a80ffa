"""Sending a form twice does it once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from safeward.apps.foundation.actions import KeyReused, once, post
from safeward.apps.foundation.identifiers import uuid7
from safeward.apps.foundation.models import OutboxMessage, Submission
from safeward.apps.foundation.types import Once

ME, YOU = uuid7(), uuid7()


def submit(key: str = "k", by: UUID = ME, content: bytes = b"c") -> Once:
    return once(
        key=key, by=by, verb="x", content=content, do=lambda: post(topic="done")
    )


@pytest.mark.django_db
def test_the_second_time_gets_the_first_result() -> None:
    first, second = submit(), submit()
    assert (first.repeated, second.repeated) == (False, True)
    assert first.result == second.result
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db
def test_another_persons_equal_key_is_another_submit() -> None:
    assert submit().result != submit(by=YOU).result


@pytest.mark.django_db
def test_one_key_with_other_contents_is_refused_and_does_nothing() -> None:
    submit()
    with pytest.raises(KeyReused):
        submit(content=b"other")
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db
def test_what_failed_may_be_sent_again() -> None:
    def fail() -> UUID:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once(key="k", by=ME, verb="x", content=b"c", do=fail)
    assert Submission.objects.count() == 0
    assert not submit().repeated


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_does_it() -> None:
    together = Barrier(4)

    def one(_: int) -> Once:
        try:
            together.wait()
            return submit()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(one, range(4)))
    assert len({each.result for each in results}) == 1
    assert sorted(each.repeated for each in results) == [False, True, True, True]
    assert OutboxMessage.objects.count() == 1
