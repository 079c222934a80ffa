"""A case and the facts it consists of."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from safeward.apps.cases.types import (
    CloseReason,
    Contact,
    EventKind,
    ReturnReason,
    ReviewOutcome,
)
from safeward.apps.foundation.models import Fact, Row


class Case(Row):
    """One person who is worked, and who works them now.

    Holds where the case lies, so that access can read it; how it stands follows from
    its events alone, and these columns are their replay. ``person`` is whom the one it
    was ``begun_for`` is held to be now.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    person = models.OneToOneField("people.Person", models.PROTECT, related_name="case")
    begun_for = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    agency = models.CharField(max_length=40)
    division = models.CharField(max_length=40)
    team = models.ForeignKey("access.Team", models.PROTECT, related_name="cases")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="led_cases"
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="supervised_cases",
    )
    opened_on = models.DateField()

    class Meta:
        """Listed by team."""

        db_table = "cases_case"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agency", "division", "id"], name="case_by_division"),
        ]


class CaseEvent(Fact):
    """Something that happened to a case; ``withdraws`` names one done by mistake.

    ``evidence`` lists what a closure or a note rests on, as ids of reports and orders;
    ``wake_on`` what wakes a cold case.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("words",)

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    kind = models.CharField(
        max_length=20, choices=[(k.value, k.words) for k in EventKind]
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(
        max_length=30,
        blank=True,
        choices=[
            *[(k.value, k.words) for k in CloseReason],
            *[(k.value, k.words) for k in ReturnReason],
        ],
    )
    words = models.TextField(blank=True)
    team = models.ForeignKey("access.Team", models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    tier = models.CharField(max_length=2, blank=True)
    evidence = models.JSONField(default=list)
    wake_on = models.JSONField(default=list)
    withdraws = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="withdrawn_by"
    )
    load = models.UUIDField(null=True)
    """The load under which priority was told, if it was told."""

    class Meta:
        """Replayed in the order of recording."""

        db_table = "cases_event"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "recorded_at", "id"], name="event_in_order"),
            models.Index(fields=["case", "kind", "id"], name="event_by_kind"),
        ]


class Review(Fact):
    """A recorded look at a case: what was found, and what that means for the tier.

    A review after which the tier may fall counts only once a supervisor who did not
    make it has approved it.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("found",)

    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    tier = models.CharField(max_length=2)
    facts_tier = models.CharField(max_length=2)
    outcome = models.CharField(
        max_length=10, choices=[(k.value, k.words) for k in ReviewOutcome]
    )
    contact = models.CharField(
        max_length=10, choices=[(k.value, k.words) for k in Contact]
    )
    plan_changed = models.BooleanField()
    found = models.TextField()
    needs_approval = models.BooleanField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)

    class Meta:
        """Listed latest first."""

        db_table = "cases_review"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "recorded_at", "id"], name="review_in_order"),
        ]
