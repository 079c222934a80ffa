"""An assessment under way: open to whoever began it, gone when it is completed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from safeward.apps.foundation.models import Row


class Sitting(Row):
    """Answers so far, the judgement once recorded, and when the score was revealed.

    The database itself refuses a score that was revealed without or before a judgement.
    A report that is still being written has no person yet; its author names them when
    the sitting is completed.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = (
        *("person", "victim", "adult", "incident_id", "answers", "words"),
        "answers_when_revealed",
    )

    by = models.ForeignKey("access.User", models.PROTECT, related_name="sittings")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    victim = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    adult = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    incident_id = models.CharField(max_length=120, blank=True)
    supersedes = models.ForeignKey(
        "assessments.Assessment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    because = models.CharField(max_length=20, blank=True)
    instrument = models.CharField(max_length=60)
    instrument_version = models.CharField(max_length=120)
    answers = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    judgement = models.CharField(max_length=60, blank=True)
    words = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    answers_when_revealed = models.JSONField(null=True, blank=True)

    class Meta:
        """Judgement first, and never without words of one's own."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["by", "changed_at"], name="sitting_of_whom")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(judged_at=None) | (~Q(judgement="") & ~Q(words="")),
                name="sitting_judged_in_words",
            ),
            models.CheckConstraint(
                condition=Q(revealed_at=None)
                | (Q(judged_at__isnull=False) & Q(revealed_at__gt=F("judged_at"))),
                name="sitting_judged_before_revealed",
            ),
        ]
