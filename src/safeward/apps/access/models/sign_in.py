"""Failed sign-ins, so that guessing stops, and sessions, so that one can end them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from safeward.apps.access.models.staff import Membership, User
from safeward.apps.foundation.models import Row


class SignInFailure(Row):
    """One failed sign-in for a name, which is kept as a keyed digest only.

    People type passwords into the name's field; a digest gives none away.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    name_digest = models.CharField(max_length=64)
    failed_at = models.DateTimeField()

    class Meta:
        """Counted by name and time."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name_digest", "failed_at"], name="failure_by_name")
        ]


class StaffSession(Row):
    """One sign-in on one browser; the browser's cookie alone does not keep it open."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("user", "browser")

    user = models.ForeignKey(User, models.PROTECT, related_name="sessions")
    browser = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)


class Token(Row):
    """Lets a program of somebody's in, in one of their roles, until a day.

    The token itself is shown once and never kept; a digest finds it again.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("name",)

    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    changes = models.BooleanField()
    made_on = models.DateField()
    expires_on = models.DateField()
    used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """No token ends before it begins."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("made_on")),
                name="token_ends_after_it_begins",
            )
        ]
