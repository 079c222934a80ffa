"""What somebody has been told, and which systems an agency lets be told."""

from typing import TYPE_CHECKING

from safeward.apps.access.queries import emergency_looks, visible
from safeward.apps.access.types import Permission
from safeward.apps.notices.models import Notice, Subscription
from safeward.apps.notices.types import Event, NoticeKind, NoticeLine, SubscriptionLine

if TYPE_CHECKING:
    from safeward.apps.access.models import User

MOST = 50


def notices(*, of: "User") -> tuple[NoticeLine, ...]:
    """The latest notices of an account, at most fifty."""
    rows = list(of.notices.order_by("-recorded_at", "-id")[:MOST])
    looks = emergency_looks([row.about for row in rows])
    return tuple(
        NoticeLine(
            id=row.pk,
            at=row.recorded_at,
            words=NoticeKind(row.kind).words,
            detail=looks[row.about].words if row.about in looks else "",
            read=row.read_at is not None,
        )
        for row in rows
    )


def unread(*, of: "User") -> int:
    """How many notices an account has not read."""
    return Notice.objects.filter(user=of, read_at=None).count()


def subscriptions(*, by: "User") -> tuple[SubscriptionLine, ...]:
    """The subscriptions that somebody keeps."""
    rows = visible(
        by, Subscription.objects.filter(ended_at=None), Permission.AGENCY_SET
    )
    return tuple(
        SubscriptionLine(
            id=row.pk,
            address=row.address,
            events=tuple(Event(one) for one in row.events),
            since=row.since,
            delivered_at=row.delivered_at,
            failure=row.failure,
        )
        for row in rows.order_by("since", "id")
    )
