"""What a unit can do in a week."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from safeward.apps.foundation.models import Fact


class WeeklyHours(Fact):
    """The hours that a division has a week, by kind of staff; the latest counts."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    agency = models.CharField(max_length=40)
    division = models.CharField(max_length=40)
    team = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    hours = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """The latest counts."""

        db_table = "cases_hours"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["agency", "division", "recorded_at", "id"], name="hours_latest"
            ),
        ]
