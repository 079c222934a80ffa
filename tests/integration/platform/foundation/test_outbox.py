"""Notices go out after the transaction, at least once, and hold up nobody."""

import datetime

import pytest
from django.db import transaction

from safeward.apps.foundation import clock
from safeward.apps.foundation.actions import deliver, post
from safeward.apps.foundation.models import OutboxMessage
from safeward.apps.foundation.types import Delivery, Message

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


class Refused(Exception):
    pass


def fail(message: Message) -> None:
    raise Refused("Marked Name lives at 5 Marked Street")


def test_what_was_rolled_back_is_never_sent() -> None:
    def decide() -> None:
        with transaction.atomic():
            post(topic="told")
            raise Refused

    with pytest.raises(Refused):
        decide()
    assert deliver({"told": fail}) == Delivery(sent=0, failed=0)


def test_a_notice_goes_once_when_it_is_taken() -> None:
    got: list[Message] = []
    key = post(topic="told", body={"case": "c1"})
    assert deliver({"told": got.append}) == Delivery(sent=1, failed=0)
    assert deliver({"told": got.append}) == Delivery(sent=0, failed=0)
    assert [(one.id, dict(one.body)) for one in got] == [(key, {"case": "c1"})]


def test_a_notice_without_a_sender_waits() -> None:
    post(topic="later")
    assert deliver({"told": fail}) == Delivery(sent=0, failed=0)
    assert OutboxMessage.objects.filter(sent_at=None).count() == 1


def test_a_notice_is_not_sent_before_it_is_due() -> None:
    now = clock.now()
    post(topic="told", due_at=now + MINUTE)
    with clock.standing_at(now):
        assert deliver({"told": lambda _: None}).sent == 0
    with clock.standing_at(now + MINUTE):
        assert deliver({"told": lambda _: None}).sent == 1


def test_a_failure_waits_longer_each_time_and_holds_up_nobody() -> None:
    got: list[Message] = []
    now = clock.now()
    with clock.standing_at(now):
        first = post(topic="bad")
        post(topic="good")
        assert deliver({"bad": fail, "good": got.append}) == Delivery(1, 1)
        assert deliver({"bad": fail}) == Delivery(sent=0, failed=0)
    waits = []
    for _ in range(8):
        row = OutboxMessage.objects.get(id=first)
        waits.append(row.due_at - now)
        now = row.due_at
        with clock.standing_at(now):
            assert deliver({"bad": fail}).failed == 1
    assert waits == [min(MINUTE * 2**n, 60 * MINUTE) for n in range(8)]


def test_what_is_kept_of_a_failure_is_its_kind_alone() -> None:
    key = post(topic="bad")
    deliver({"bad": fail})
    row = OutboxMessage.objects.get(id=key)
    assert row.failure == "Refused"
    assert row.attempts == 1


def test_what_a_failing_sender_wrote_is_undone() -> None:
    def write_and_fail(message: Message) -> None:
        post(topic="other")
        raise Refused

    post(topic="bad")
    deliver({"bad": write_and_fail})
    assert not OutboxMessage.objects.filter(topic="other").exists()


def test_what_leaves_the_machine_is_sent_with_nothing_locked() -> None:
    open_then: list[bool] = []
    key = post(topic="away")

    def send(message: Message) -> None:
        row = OutboxMessage.objects.get(id=key)
        open_then.append(row.due_at > clock.now())

    assert deliver({}, outside={"away": send}) == Delivery(sent=1, failed=0)
    assert open_then == [True]
    assert OutboxMessage.objects.get(id=key).attempts == 1
    assert deliver({}, outside={"away": send}) == Delivery(sent=0, failed=0)


def test_what_could_not_leave_waits_and_is_tried_again() -> None:
    key = post(topic="away")
    assert deliver({}, outside={"away": fail}) == Delivery(sent=0, failed=1)
    row = OutboxMessage.objects.get(id=key)
    assert (row.attempts, row.failure, row.sent_at) == (1, "Refused", None)
    assert deliver({}, outside={"away": fail}) == Delivery(sent=0, failed=0)
    with clock.standing_at(clock.now() + 2 * MINUTE):
        assert deliver({}, outside={"away": lambda _: None}).sent == 1


def test_a_topic_has_one_sender() -> None:
    from safeward.apps.foundation import outbox

    outbox.send_within("once.only", lambda _: None)
    try:
        with pytest.raises(ValueError, match=r"once\.only"):
            outbox.send_outside("once.only", fail)
        post(topic="once.only")
        assert outbox.deliver_due().sent == 1
    finally:
        del outbox._within["once.only"]
