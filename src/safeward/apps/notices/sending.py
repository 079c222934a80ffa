"""Sends one event to one system: signed, once more when it was not taken.

What is sent are ids and codes; whoever may know more asks the API with a token.
"""

import hashlib
import hmac
import json
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from safeward.apps.foundation import clock
from safeward.apps.foundation.types import Message
from safeward.apps.notices.addresses import checked
from safeward.apps.notices.locking import opened
from safeward.apps.notices.models import Subscription
from safeward.core.vocabulary.errors import SafewardError

TIMEOUT_SECONDS = 10
MOST_ATTEMPTS = 80
"""About three days; then the subscription says that it was given up."""
_ADDRESSING = ("event", "agency", "subscription", "happened_at")


class NotTaken(SafewardError):
    """The other system did not answer that it took the event."""


def webhook(message: Message) -> None:
    """Send an event to the subscription that the message names.

    Raises:
        NotTaken: The answer's status was not in the two hundreds.
        OSError: Nobody answered within ten seconds.
    """
    key = UUID(str(message.body["subscription"]))
    rows = Subscription.objects.filter(pk=key, ended_at=None)
    row = rows.first()
    if row is None:
        return
    if message.attempts >= MOST_ATTEMPTS:
        rows.update(failure="given_up")
        return
    try:
        _send(row, message)
    except Exception as error:
        rows.update(failure=type(error).__name__[:80])
        raise
    rows.update(failure="", delivered_at=clock.now())


def signature(secret: str, moment: int, body: bytes) -> str:
    """What proves that we sent this, then: ``t=<seconds>,v1=<HMAC-SHA-256>``."""
    text = str(moment).encode() + b"." + body
    made = hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
    return f"t={moment},v1={made}"


def content(message: Message) -> bytes:
    """The event as it is sent: sorted, so that a retry sends the same bytes."""
    codes = {k: v for k, v in message.body.items() if k not in _ADDRESSING}
    said = {
        "id": str(message.id),
        "event": message.body["event"],
        "agency": message.body["agency"],
        "about": str(message.about) if message.about else None,
        "happened_at": message.body["happened_at"],
        "codes": codes,
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


def _send(row: Subscription, message: Message) -> None:
    # Asked again: the configuration may have changed since somebody subscribed.
    parts = urlsplit(checked(row.address, settings.SAFEWARD_WEBHOOK_HOSTS))
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    body = content(message)
    moment = int(clock.now().timestamp())
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
    try:
        line.request(
            "POST",
            path,
            body,
            {
                "Content-Type": "application/json",
                "User-Agent": "safeward",
                "Safeward-Delivery": str(message.id),
                "Safeward-Event": str(message.body["event"]),
                "Safeward-Signature": signature(opened(row.secret), moment, body),
            },
        )
        status = line.getresponse().status
    finally:
        line.close()
    if not 200 <= status < 300:
        raise NotTaken(f"the other system answered {status}")
