"""Who may use which instrument: people who were trained, agencies that may."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from safeward.apps.foundation.models import Row


class Training(Row):
    """Somebody was trained in an instrument, from a day until a day."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    user = models.ForeignKey("access.User", models.PROTECT, related_name="trainings")
    instrument = models.CharField(max_length=60)
    trained_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")

    class Meta:
        """Read by person and instrument; none ends before it began."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "instrument"], name="training_of_whom_in_what")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("trained_on")),
                name="training_ends_after_it_begins",
            )
        ]


class Licence(Row):
    """An agency may use an instrument on its owner's terms, from a day until a day."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=60)
    reference = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")

    class Meta:
        """Read by agency and instrument; none ends before it began."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["agency", "instrument"], name="licence_of_whom_for_what"
            )
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="licence_ends_after_it_begins",
            )
        ]
