"""Agencies, their teams, staff, and who holds which role from when to when."""

from typing import ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from safeward.apps.access.roles import ROLES
from safeward.apps.access.types import AgencyKind, Prescription
from safeward.apps.foundation.models import Row


class Agency(Row):
    """An organisation whose staff work here; its code is that of its holdings."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(
        max_length=30, choices=[(kind.value, kind.words) for kind in AgencyKind]
    )
    closed_on = models.DateField(null=True, blank=True)


class Team(Row):
    """People who work together: a station, a unit, a programme of a service.

    What the law prescribes a programme to be stands here and not on the agency,
    because one agency runs prescribed programmes and others.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="teams")
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    division = models.CharField(max_length=40, blank=True)
    prescription = models.CharField(
        max_length=20,
        choices=[(kind.value, kind.words) for kind in Prescription],
        default=Prescription.NONE.value,
    )
    closed_on = models.DateField(null=True, blank=True)


class UserManager(BaseUserManager["User"]):
    """Finds an account by the name that somebody signs in with."""


class User(AbstractBaseUser, Row):
    """Somebody's account; it opens nothing without a membership.

    A demo account has no password at all and can be opened in demo mode only.

    ``only_post`` is no column: whoever comes in with a token acts in the one membership
    that the token was made for, and has no other while the request lasts.
    """

    only_post: UUID | None = None

    PERSONAL: ClassVar[tuple[str, ...]] = ("username", "display_name", "email")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="staff")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        """Show no name: this text reaches logs and error pages."""
        return f"account {self.pk}"

    def get_full_name(self) -> str:
        """Give the name as colleagues know it."""
        return self.display_name


class Membership(Row):
    """One role of one account in one team, from a day until a day."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships")
    role = models.CharField(
        max_length=40, choices=[(role.code, role.title) for role in ROLES.values()]
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        """No membership ends before it begins."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="membership_ends_after_it_begins",
            )
        ]
