"""Notices to people here, and subscriptions of other agencies' systems."""

from typing import ClassVar

from django.db import models

from safeward.apps.foundation.models import Row
from safeward.apps.notices.types import NoticeKind


class Notice(Row):
    """Tells one account that there is an item; what it says is worked out when read."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("user", "about")

    user = models.ForeignKey("access.User", models.PROTECT, related_name="notices")
    kind = models.CharField(
        max_length=40, choices=[(kind.value, kind.words) for kind in NoticeKind]
    )
    about = models.UUIDField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Found by reader, the latest first; one of a kind about a thing."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "-recorded_at", "-id"], name="notice_by_user")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "kind", "about"], name="notice_given_once"
            )
        ]


class Subscription(Row):
    """An address of an agency's system that is told of events at that agency.

    The address may name whoever runs the system. The secret that signs is kept
    encrypted under the site's key.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("address", "made_by")

    agency = models.ForeignKey(
        "access.Agency", models.PROTECT, related_name="subscriptions"
    )
    address = models.CharField(max_length=300)
    events = models.JSONField(default=list)
    secret = models.CharField(max_length=300)
    since = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    delivered_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=80, blank=True, default="")
