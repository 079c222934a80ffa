"""What is to be done about a person, version by version, and how it went."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from safeward.apps.cases.models.case import Case
from safeward.apps.cases.types import Progress
from safeward.apps.foundation.models import Fact, Row


class Plan(Row):
    """One version of a plan; once approved it is replaced by another, never edited.

    ``factors`` are the risk factors it was made from, as the queue said them that day:
    lists of ``factor``, ``sentence``, ``source``.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("aim", "sent_back")

    case = models.ForeignKey(Case, models.PROTECT, related_name="plans")
    version = models.PositiveIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    made_on = models.DateField()
    tier = models.CharField(max_length=2)
    aim = models.TextField(blank=True)
    factors = models.JSONField(default=list)
    submitted_at = models.DateTimeField(null=True)
    sent_back = models.TextField(blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        """One row a version, and nobody approves what they wrote."""

        db_table = "cases_plan"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "version"], name="plan_version"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("author")),
                name="plan_approved_by_another",
            ),
        ]


class PlanAction(Row):
    """One thing to do: what, who, until when, and whether the perpetrator may notice.

    ``carried_from`` is the same action in the version before, whose progress counts.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("what",)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="actions")
    response = models.CharField(max_length=60)
    what = models.TextField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="owned_actions"
    )
    due_on = models.DateField()
    alerts = models.BooleanField()
    factors = models.JSONField(default=list)
    root = models.UUIDField()
    """The action's id in the version in which it first stood."""

    class Meta:
        """Found by owner and by what it continues."""

        db_table = "cases_action"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "due_on", "id"], name="action_by_owner"),
            models.Index(fields=["root", "id"], name="action_by_root"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "root"], name="action_once"),
        ]


class ActionProgress(Fact):
    """How an action stood on a day, and what came of it."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("result",)

    action = models.ForeignKey(PlanAction, models.PROTECT, related_name="progress")
    root = models.UUIDField()
    state = models.CharField(
        max_length=20, choices=[(k.value, k.words) for k in Progress]
    )
    result = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """The latest counts."""

        db_table = "cases_progress"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["root", "recorded_at", "id"], name="progress_latest"),
        ]
