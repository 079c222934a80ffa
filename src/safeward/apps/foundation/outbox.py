"""Notices: decided within a transaction, sent after it, at least once each."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from safeward.apps.foundation import clock
from safeward.apps.foundation.models import OutboxMessage
from safeward.apps.foundation.ordering import ordered
from safeward.apps.foundation.types import Delivery, Message

LONGEST_WAIT = timedelta(hours=1)
"""Between two attempts; the first retry comes after a minute, then twice as long."""


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
    senders: Mapping[str, Callable[[Message], None]], *, limit: int = 100
) -> Delivery:
    """Send what is due, oldest first, each in a transaction of its own.

    A sender that fails is asked again later and keeps nobody else waiting; what is kept
    of the failure is the error's kind, because its message could hold somebody's data.
    Several processes may deliver at once: each takes notices that no other holds.
    """
    waiting = OutboxMessage.objects.filter(
        sent_at=None, due_at__lte=clock.now(), topic__in=list(senders)
    )
    keys = list(ordered(waiting, "due_at").values_list("id", flat=True)[:limit])
    outcomes = [_attempt(key, senders) for key in keys]
    return Delivery(sent=outcomes.count(True), failed=outcomes.count(False))


def _attempt(
    key: UUID, senders: Mapping[str, Callable[[Message], None]]
) -> bool | None:
    """Send one notice: True sent, False failed, None when another process has it."""
    try:
        with transaction.atomic():
            row = (
                OutboxMessage.objects.select_for_update(skip_locked=True)
                .filter(id=key, sent_at=None, due_at__lte=clock.now())
                .first()
            )
            if row is None:
                return None
            senders[row.topic](
                Message(
                    id=row.id,
                    topic=row.topic,
                    about=row.about,
                    body=row.body,
                    recorded_at=row.recorded_at,
                    attempts=row.attempts,
                )
            )
            row.sent_at = clock.now()
            row.failure = ""
            row.attempts += 1
            row.save(update_fields=["sent_at", "failure", "attempts"])
            return True
    except Exception as error:
        _put_off(key, type(error).__name__)
        return False


def _put_off(key: UUID, failure: str) -> None:
    rows = OutboxMessage.objects.filter(id=key, sent_at=None)
    attempts = rows.values_list("attempts", flat=True).first() or 0
    wait = min(timedelta(minutes=2 ** min(attempts, 10)), LONGEST_WAIT)
    rows.update(
        attempts=F("attempts") + 1, failure=failure[:80], due_at=clock.now() + wait
    )
