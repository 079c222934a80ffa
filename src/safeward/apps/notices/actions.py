"""Tell of an event, subscribe a system to events, mark a notice as read."""

import secrets
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from safeward.apps.access.actions import must
from safeward.apps.access.queries import held_back
from safeward.apps.access.types import Permission
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.apps.foundation.actions import post
from safeward.apps.notices.addresses import checked
from safeward.apps.notices.locking import locked_away
from safeward.apps.notices.models import Notice, Subscription
from safeward.apps.notices.types import (
    EVENT,
    Act,
    Event,
    Kept,
    NoticeKind,
    Subscribed,
)
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from safeward.apps.access.models import Agency, User


class SubscriptionRefused(UnusableInput):
    """A subscription that names no event."""


def announce(
    *,
    event: Event,
    agency: str,
    about: UUID,
    subjects: Iterable[UUID] = (),
    codes: Mapping[str, str | int] | None = None,
) -> None:
    """Tell systems of an agency that something happened, once this transaction commits.

    Nothing is told of somebody whose records are held back from colleagues: a system
    has no conflict of interest that could be asked about.

    Args:
        event: What happened.
        agency: Code of the agency that holds what it is about.
        about: The row that it is about.
        subjects: Ids of the people whom it is about.
        codes: Codes and numbers besides, such as the tier before and after.
    """
    if held_back(subjects):
        return
    said = {"event": event.value, "agency": agency, **(codes or {})}
    post(topic=EVENT, about=about, body=said)


def tell(*, user: UUID, kind: NoticeKind, about: UUID) -> None:
    """Give an account a notice; a second one of a kind about one thing is not given.

    Within the caller's transaction.
    """
    Notice.objects.bulk_create(
        [Notice(user_id=user, kind=kind.value, about=about)], ignore_conflicts=True
    )


@transaction.atomic
def subscribe(
    *, by: "User", agency: "Agency", address: str, events: Iterable[Event]
) -> Subscribed:
    """Let a system of an agency be told of events.

    Raises:
        Refused: When the actor does not keep that agency.
        AddressRefused: When this installation may not send there.
        SubscriptionRefused: When no event is named.
    """
    must(by, Permission.AGENCY_SET, agency)
    named = sorted({event.value for event in events})
    if not named:
        raise SubscriptionRefused("Choose at least one event.")
    secret = secrets.token_urlsafe(32)
    row = Subscription.objects.create(
        agency=agency,
        address=checked(address, settings.SAFEWARD_WEBHOOK_HOSTS),
        events=named,
        secret=locked_away(secret),
        since=clock.today(),
        made_by=by,
    )
    _record(by, Act.SUBSCRIBED, row)
    return Subscribed(row.pk, secret)


@transaction.atomic
def unsubscribe(*, by: "User", subscription: UUID) -> None:
    """End a subscription; what waits to be sent to it is not sent.

    Raises:
        Refused: When the actor does not keep its agency.
    """
    row = Subscription.objects.filter(pk=subscription, ended_at=None).first()
    if row is None:
        return
    must(by, Permission.AGENCY_SET, row)
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    _record(by, Act.UNSUBSCRIBED, row)


@transaction.atomic
def mark_read(*, by: "User", notice: UUID) -> None:
    """Take note that somebody read a notice of theirs; another's is left alone."""
    rows = Notice.objects.filter(pk=notice, user=by, read_at=None)
    if rows.update(read_at=clock.now()):
        record_write(by=by.pk, action=Act.READ, things=[Thing(Kept.NOTICE, notice)])


def _record(by: "User", act: Act, row: Subscription) -> None:
    record_write(by=by.pk, action=act, things=[Thing(Kept.SUBSCRIPTION, row.pk)])
