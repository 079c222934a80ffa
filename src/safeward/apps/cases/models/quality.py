"""How well a station's reports were made."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from safeward.apps.foundation.models import Fact


class QualityCheck(Fact):
    """A liaison officer's check of a report, line by line.

    ``answers`` maps each line of the list to ``yes``, ``no`` or ``not_applicable``.
    What the maker is asked to do about it is a follow-up of intake.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    report = models.ForeignKey(
        "intake.Report", models.PROTECT, related_name="quality_checks"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answers = models.JSONField()

    class Meta:
        """The latest of a report counts."""

        db_table = "cases_quality_check"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["report", "recorded_at", "id"], name="quality_latest"),
        ]
