"""Files that somebody hands over here: looked at, taken in, taken back."""

from typing import ClassVar

from django.db import models

from safeward.apps.foundation.models import Row
from safeward.apps.intake.types.words import UploadState


class Upload(Row):
    """One hand-over of files; what was delivered stands with its load in records.

    The files lie beside the database until they are taken in or thrown away, for a day
    at most.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    user = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    team = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    source = models.CharField(max_length=200)
    as_of = models.DateField()
    state = models.CharField(
        max_length=20, choices=[(state.value, state.words) for state in UploadState]
    )
    load = models.ForeignKey(
        "records.Load", models.PROTECT, null=True, blank=True, related_name="+"
    )
    preview = models.JSONField(default=dict)
    rejected = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        """Listed by who may load for a team, the latest first."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["team", "recorded_at"], name="upload_of_a_team")
        ]
