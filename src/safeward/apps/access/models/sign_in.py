"""Failed sign-ins, so that guessing stops, and sessions, so that one can end them."""

from typing import ClassVar

from django.db import models

from safeward.apps.access.models.staff import User
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
