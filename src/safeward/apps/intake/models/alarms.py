"""Who is told that somebody reached the first tier, until somebody takes it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from safeward.apps.foundation.models import Row


class Escalation(Row):
    """An alarm about one person, which climbs a chain until it is acknowledged."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("person",)

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    report = models.ForeignKey(
        "intake.Report", models.PROTECT, related_name="escalations"
    )
    agency = models.CharField(max_length=40)
    division = models.CharField(max_length=40)
    began_at = models.DateTimeField()
    stage = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        "access.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        """Whoever acknowledges does so at a moment."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_by=None)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="escalation_acknowledged_by_somebody",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["agency", "division", "acknowledged_at"],
                name="escalation_still_open",
            )
        ]


class Told(Row):
    """One person whom an alarm was handed to at one stage."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="told")
    user = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    stage = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        """Nobody is told of one alarm twice at one stage."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["escalation", "user", "stage"], name="told_once_a_stage"
            )
        ]
