"""Notices: decided within a transaction, sent after it, at least once each.

Each app says in its ``ready`` who sends its topics: `send_within` for what writes into
this database only, `send_outside` for what leaves the machine and may be slow.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.db.models import F

from safeward.apps.foundation import clock
from safeward.apps.foundation.models import OutboxMessage
from safeward.apps.foundation.ordering import ordered
from safeward.apps.foundation.types import Delivery, Message

type Send = Callable[[Message], None]

LONGEST_WAIT = timedelta(hours=1)
"""Between two attempts; the first retry comes after a minute, then twice as long."""
LEASE = timedelta(minutes=2)
"""How long one process has a notice that leaves the machine before another tries."""

_within: dict[str, Send] = {}
_outside: dict[str, Send] = {}


def send_within(topic: str, send: Send) -> None:
    """Enter who sends a topic by writing into this database, in one transaction."""
    _enter(_within, topic, send)


def send_outside(topic: str, send: Send) -> None:
    """Enter who sends a topic out of the machine; no transaction is open meanwhile."""
    _enter(_outside, topic, send)


def deliver_due(
    *, within: bool = True, outside: bool = True, limit: int = 100
) -> Delivery:
    """Send what is due of every topic that somebody sends.

    Args:
        within: Also what writes into this database.
        outside: Also what leaves the machine or works for long.
        limit: Most notices in this round.
    """
    return deliver(
        _within if within else {}, outside=_outside if outside else {}, limit=limit
    )


def _enter(senders: dict[str, Send], topic: str, send: Send) -> None:
    if topic in _within or topic in _outside:
        raise ValueError(f"somebody sends {topic} already")
    senders[topic] = send


def post(
    *,
    topic: str,
    about: UUID | None = None,
    body: Mapping[str, str | int] | None = None,
    due_at: datetime | None = None,
) -> UUID:
    """Put a notice out to be sent if, and only if, the present transaction commits.

    Args:
        topic: What kind of notice; the sender knows what to do with it.
        about: The row it concerns.
        body: Codes, identifiers and counts; never a name or anything personal.
        due_at: Not before this moment; at once when left out.
    """
    row = OutboxMessage.objects.create(
        topic=topic, about=about, body=dict(body or {}), due_at=due_at or clock.now()
    )
    return row.id


def deliver(
    senders: Mapping[str, Send],
    *,
    outside: Mapping[str, Send] = MappingProxyType({}),
    limit: int = 100,
) -> Delivery:
    """Send what is due, oldest first, each in a transaction of its own.

    What goes outside is taken first and sent when that is committed, so that a slow
    receiver holds no lock; a process that dies over it is replaced after `LEASE`.

    A sender that fails is asked again later and keeps nobody else waiting; what is kept
    of the failure is the error's kind, because its message could hold somebody's data.
    Several processes may deliver at once: each takes notices that no other holds.
    """
    waiting = OutboxMessage.objects.filter(
        sent_at=None, due_at__lte=clock.now(), topic__in=[*senders, *outside]
    )
    due = list(ordered(waiting, "due_at").values_list("id", "topic")[:limit])
    outcomes = [
        _send_away(key, outside[topic])
        if topic in outside
        else _attempt(key, senders[topic])
        for key, topic in due
    ]
    return Delivery(sent=outcomes.count(True), failed=outcomes.count(False))


def _attempt(key: UUID, send: Send) -> bool | None:
    """Send one notice: True sent, False failed, None when another process has it."""
    try:
        with transaction.atomic():
            row = _held(key)
            if row is None:
                return None
            send(_message(row))
            row.sent_at = clock.now()
            row.failure = ""
            row.attempts += 1
            row.save(update_fields=["sent_at", "failure", "attempts"])
            return True
    except Exception as error:
        _put_off(key, type(error).__name__)
        return False


def _send_away(key: UUID, send: Send) -> bool | None:
    """Take one notice, then send it with nothing locked; outcomes as above."""
    with transaction.atomic():
        row = _held(key)
        if row is None:
            return None
        message = _message(row)
        row.due_at = clock.now() + LEASE
        row.save(update_fields=["due_at"])
    try:
        send(message)
    except Exception as error:
        _put_off(key, type(error).__name__)
        return False
    OutboxMessage.objects.filter(id=key).update(
        sent_at=clock.now(), failure="", attempts=F("attempts") + 1
    )
    return True


def _held(key: UUID) -> OutboxMessage | None:
    """The notice, locked, unless another process has it or it is no longer due."""
    rows = OutboxMessage.objects.select_for_update(skip_locked=True)
    return rows.filter(id=key, sent_at=None, due_at__lte=clock.now()).first()


def _message(row: OutboxMessage) -> Message:
    return Message(
        id=row.id,
        topic=row.topic,
        about=row.about,
        body=row.body,
        recorded_at=row.recorded_at,
        attempts=row.attempts,
    )


def _put_off(key: UUID, failure: str) -> None:
    rows = OutboxMessage.objects.filter(id=key, sent_at=None)
    attempts = rows.values_list("attempts", flat=True).first() or 0
    wait = min(timedelta(minutes=2 ** min(attempts, 10)), LONGEST_WAIT)
    rows.update(
        attempts=F("attempts") + 1, failure=failure[:80], due_at=clock.now() + wait
    )
