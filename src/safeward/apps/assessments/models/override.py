"""A tier that somebody set by judgement: upward at once, downward by two people."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from safeward.apps.assessments.types import OverrideReason, OverrideState
from safeward.apps.foundation.models import Fact


class Override(Fact):
    """Which tier was set in place of which, by whom, why, and who agreed.

    ``T1`` is the most urgent, so a higher tier is the smaller text. The database itself
    refuses a lower tier that nobody else approved, or one below the live floor.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("person", "record_id", "words", "answer")

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="overrides"
    )
    record_id = models.CharField(max_length=200)
    from_tier = models.CharField(max_length=2)
    to_tier = models.CharField(max_length=2)
    direction = models.CharField(max_length=4, choices=[("up", "Up"), ("down", "Down")])
    reason = models.CharField(
        max_length=40, choices=[(kind.value, kind.words) for kind in OverrideReason]
    )
    words = models.TextField()
    by = models.ForeignKey("access.User", models.PROTECT, related_name="overrides")
    state = models.CharField(
        max_length=20, choices=[(kind.value, kind.words) for kind in OverrideState]
    )
    floor = models.CharField(max_length=2, blank=True)
    decided_by = models.ForeignKey(
        "access.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        """Two people for a lower tier, never below the floor, one wish at a time."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["person", "known_on", "id"], name="override_of_person"
            ),
            models.Index(fields=["state", "recorded_at"], name="override_waiting"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(direction="up", to_tier__lt=F("from_tier"))
                | Q(direction="down", to_tier__gt=F("from_tier")),
                name="override_goes_where_it_says",
            ),
            models.CheckConstraint(
                condition=Q(direction="up", state=OverrideState.IN_FORCE.value)
                | Q(direction="down"),
                name="override_upward_needs_nobody",
            ),
            models.CheckConstraint(
                condition=~Q(direction="down", state=OverrideState.IN_FORCE.value)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("by"))),
                name="override_downward_needs_another",
            ),
            models.CheckConstraint(
                condition=~Q(direction="down", state=OverrideState.IN_FORCE.value)
                | Q(floor="")
                | Q(to_tier__lte=F("floor")),
                name="override_never_below_the_floor",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="override_in_words"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state=OverrideState.WAITING.value),
                name="override_one_waiting_a_person",
            ),
        ]
