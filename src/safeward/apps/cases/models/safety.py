"""What protects the victim survivor: checks before actions, and her own plan apart."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from safeward.apps.cases.models.plan import PlanAction
from safeward.apps.cases.types import Answer
from safeward.apps.foundation.models import Fact, Row


class SafetyRequest(Row):
    """A question to the service that holds a victim survivor: may this be done?"""

    PERSONAL: ClassVar[tuple[str, ...]] = ("words",)

    action = models.ForeignKey(
        PlanAction, models.PROTECT, related_name="safety_requests"
    )
    root = models.UUIDField()
    victim = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    service = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    asked_on = models.DateField()

    class Meta:
        """Found by the action it is about and by the service it goes to."""

        db_table = "cases_safety_request"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["root", "id"], name="safety_request_by_root"),
            models.Index(fields=["service", "id"], name="safety_request_by_service"),
        ]


class SafetyCheck(Fact):
    """The dated answer of the service, holding until a day; a refusal stays visible."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("words",)

    request = models.ForeignKey(SafetyRequest, models.PROTECT, related_name="checks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.CharField(
        max_length=20, choices=[(k.value, k.words) for k in Answer]
    )
    words = models.TextField(blank=True)
    holds_until = models.DateField()

    class Meta:
        """The latest counts."""

        db_table = "cases_safety_check"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["request", "recorded_at", "id"], name="check_latest"),
        ]


class SafetyPlan(Fact):
    """A victim survivor's own safety plan; a new version replaces the one before.

    Nothing leads from a case, a plan or the person of concern to this table.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = (
        "safe_contact",
        "signs",
        "safe_places",
        "people_to_call",
        "children",
        "to_take",
        "digital",
    )

    victim = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    team = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    safe_contact = models.TextField()
    signs = models.TextField(blank=True)
    safe_places = models.TextField(blank=True)
    people_to_call = models.TextField(blank=True)
    children = models.TextField(blank=True)
    to_take = models.TextField(blank=True)
    digital = models.TextField(blank=True)
    review_on = models.DateField()

    class Meta:
        """One row a version and service."""

        db_table = "cases_safety_plan"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["victim", "team", "version"], name="safety_plan_version"
            ),
        ]
