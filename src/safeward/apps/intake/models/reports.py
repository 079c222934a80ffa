"""What is being written, and what was reported."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from safeward.apps.assessments.types import Concern
from safeward.apps.foundation.models import Fact, Row
from safeward.apps.intake.types.words import (
    AggressorConfidence,
    Choice,
    FollowUpReason,
    ReportKind,
)


class Draft(Row):
    """A report that somebody is writing; encrypted, and gone once it is submitted.

    The screening instrument is answered in a sitting of its own, which keeps the
    judgement before the score.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("sealed",)

    user = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=30, choices=[(kind.value, kind.words) for kind in ReportKind]
    )
    earlier = models.ForeignKey(
        "intake.Report", models.PROTECT, null=True, blank=True, related_name="+"
    )
    sealed = models.BinaryField()
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()
    sitting = models.ForeignKey(
        "assessments.Sitting",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        """Found by whoever writes it."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "updated_at"], name="draft_of_a_user")
        ]


class Report(Fact):
    """What a member or a partner reported; new evidence is a new report.

    ``incident_id`` is its row among the holdings, which hold what was seen; here stands
    what was judged, decided and done at the time.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = (
        "narrative",
        "details",
        "concern_words",
        "aggressor_words",
        "aggressor_record",
        "reasons",
        "markers",
    )

    kind = models.CharField(
        max_length=30, choices=[(kind.value, kind.words) for kind in ReportKind]
    )
    maker = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    team = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    agency = models.CharField(max_length=40)
    division = models.CharField(max_length=40)
    incident_id = models.CharField(max_length=80, unique=True)
    event_ref = models.CharField(max_length=80)
    earlier = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later"
    )
    occurred_on = models.DateField()
    no_family_violence = models.BooleanField(default=False)
    narrative = models.TextField(blank=True)
    markers = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    checks = models.JSONField(default=dict)
    criminal = models.CharField(max_length=40, blank=True)
    civil = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)
    aggressor_record = models.CharField(max_length=80, blank=True)
    aggressor_confidence = models.CharField(
        max_length=20,
        blank=True,
        choices=[(level.value, level.words) for level in AggressorConfidence],
    )
    aggressor_factors = models.JSONField(default=list)
    aggressor_words = models.TextField(blank=True)
    concern = models.CharField(
        max_length=20,
        blank=True,
        choices=[(level.value, level.words) for level in Concern],
    )
    concern_words = models.TextField(blank=True)
    assessment = models.OneToOneField(
        "assessments.Assessment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report",
    )
    submitted_at = models.DateTimeField()

    class Meta:
        """Found by who made it and by the team whose work it is."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["maker", "submitted_at"], name="report_of_a_maker"),
            models.Index(fields=["team", "submitted_at"], name="report_of_a_team"),
            models.Index(
                fields=["agency", "division", "submitted_at"],
                name="report_of_a_division",
            ),
        ]


class ReportParty(Row):
    """Somebody in a report: who it is, in which role, and how a child was found."""

    PERSONAL: ClassVar[tuple[str, ...]] = (
        "person",
        "record_id",
        "relationship",
        "where_now",
    )

    report = models.ForeignKey(Report, models.PROTECT, related_name="parties")
    position = models.PositiveSmallIntegerField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    record_id = models.CharField(max_length=80, unique=True)
    choice = models.CharField(
        max_length=20, choices=[(choice.value, choice.words) for choice in Choice]
    )
    role = models.CharField(max_length=30)
    relationship = models.CharField(max_length=30, blank=True)
    injury = models.CharField(max_length=20, blank=True)
    seen = models.CharField(max_length=3, blank=True)
    spoken_to = models.CharField(max_length=3, blank=True)
    where_now = models.CharField(max_length=200, blank=True)
    safe_tonight = models.CharField(max_length=10, blank=True)
    referrals = models.JSONField(default=list)

    class Meta:
        """In the order in which they were entered; one role a person and report."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["report", "position"], name="party_position"
            )
        ]


class FollowUp(Row):
    """Something a supervisor asks the maker of a report to put right or to do."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("words", "answer")

    report = models.ForeignKey(Report, models.PROTECT, related_name="follow_ups")
    reason = models.CharField(
        max_length=30,
        choices=[(reason.value, reason.words) for reason in FollowUpReason],
    )
    words = models.TextField()
    asked_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        "access.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """An answer has somebody who gave it and a moment."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(answer="")
                ),
                name="follow_up_answered_by_somebody",
            )
        ]
