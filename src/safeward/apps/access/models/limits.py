"""What holds a person's records back, and the emergency looks that were taken.

A subject is the id of somebody in a record; this app does not know which app keeps it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from safeward.apps.access.models.staff import Agency, User
from safeward.apps.access.types import (
    BreakGlassReason,
    ConflictKind,
    RestrictionKind,
)
from safeward.apps.foundation.models import Row


class Restriction(Row):
    """Why and from when to when a person's records are held back.

    For an employee the agency and division are those the person works in: nobody
    there sees anything. No division means the whole agency. What a record says of
    itself the platform sets: nobody stands in ``set_by``.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("subject_id", "kind", "agency", "division")

    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.words) for kind in RestrictionKind]
    )
    subject_id = models.UUIDField(db_index=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+"
    )
    division = models.CharField(max_length=40, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        """An employee works somewhere; nothing ends before it begins."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(kind=RestrictionKind.EMPLOYEE.value)
                | Q(agency__isnull=False),
                name="restriction_names_the_employer",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="restriction_ends_after_it_begins",
            ),
        ]


class Conflict(Row):
    """A member of staff who is, or stands close to, somebody in a record."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("user", "subject_id", "kind")

    user = models.ForeignKey(User, models.PROTECT, related_name="conflicts")
    subject_id = models.UUIDField(db_index=True)
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.words) for kind in ConflictKind]
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        """Nothing ends before it begins."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="conflict_ends_after_it_begins",
            )
        ]


class BreakGlass(Row):
    """One emergency look: who, at what, why, until when, and who reviewed it."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("thing_id",)

    user = models.ForeignKey(User, models.PROTECT, related_name="emergency_looks")
    thing_id = models.UUIDField(db_index=True)
    reason = models.CharField(
        max_length=30, choices=[(kind.value, kind.words) for kind in BreakGlassReason]
    )
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        """A review has a reviewer, who is not the one who looked."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None)
                | (
                    Q(reviewed_at__isnull=False, reviewed_by__isnull=False)
                    & ~Q(reviewed_by=F("user"))
                ),
                name="emergency_look_reviewed_by_another",
            )
        ]
