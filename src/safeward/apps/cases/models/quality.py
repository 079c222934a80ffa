"""How well a station's reports were made, and what was done about it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from safeward.apps.foundation.models import Fact


class QualityCheck(Fact):
    """A liaison officer's check of a report: a list of yes and no, and a follow-up.

    ``answers`` maps each line of the list to ``yes``, ``no`` or ``not_applicable``.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("follow_up",)

    report = models.ForeignKey(
        "intake.Report", models.PROTECT, related_name="quality_checks"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answers = models.JSONField()
    follow_up = models.TextField(blank=True)
    due_on = models.DateField(null=True)

    class Meta:
        """The latest of a report counts."""

        db_table = "cases_quality_check"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["report", "recorded_at", "id"], name="quality_latest"),
        ]


class QualityAnswered(Fact):
    """What the maker of a report did about a follow-up."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("words",)

    check_made = models.OneToOneField(
        QualityCheck, models.PROTECT, related_name="answered"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.TextField()

    class Meta:
        """One answer to a check."""

        db_table = "cases_quality_answered"
