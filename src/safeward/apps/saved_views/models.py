"""One table: the views that people keep."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from safeward.apps.foundation.models import Row
from safeward.apps.saved_views.types import NAME_LENGTH, QUESTION_LENGTH, Listed


class SavedView(Row):
    """What somebody asked of a list, under a name; shared with a team or not."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("name",)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views"
    )
    team = models.ForeignKey(
        "access.Team", models.CASCADE, null=True, related_name="saved_views"
    )
    listed = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in Listed]
    )
    name = models.CharField(max_length=NAME_LENGTH)
    question = models.CharField(max_length=QUESTION_LENGTH, blank=True, default="")

    class Meta:
        """One view of a name for each owner and list."""

        db_table = "saved_views_view"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner", "listed", "name"], name="view_named_once"
            ),
        ]
