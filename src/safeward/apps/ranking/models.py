"""Runs of the whole, and what they and each report since say of one person.

An entry stands from the day it was first shown until another takes its place; nothing
in it is altered but what only the present can say (who holds it, when it ended). So the
queue of any past day is the entries that stood at that day's end.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from safeward.apps.foundation.models import Row
from safeward.apps.ranking.types import Direction

CODE = 40


class Run(Row):
    """One pass over everything that agencies hold, as of a day."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    as_of = models.DateField(db_index=True)
    policy = models.CharField(max_length=120)
    policy_status = models.CharField(max_length=20)
    model = models.CharField(max_length=120)
    jurisdiction = models.CharField(max_length=20)
    counts = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    not_collected = models.JSONField(default=list)
    review_hours = models.JSONField(default=dict)
    capacity = models.JSONField(default=dict)
    first_decision_on = models.DateField(null=True)
    not_asked = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        """Found by the day."""

        db_table = "ranking_run"


class Entry(Row):
    """What is said of one person in the queue, from one day until it is replaced."""

    PERSONAL: ClassVar[tuple[str, ...]] = (
        "person",
        "tier",
        "raw_tier",
        "likelihood",
        "severity",
        "reasons",
        "unknowns",
        "would_change",
        "checks",
        "provisional_because",
    )

    run = models.ForeignKey(Run, models.PROTECT, related_name="entries")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="entries")
    superseded_at = models.DateTimeField(null=True)
    shown_from = models.DateField()
    shown_until = models.DateField(null=True)
    agency = models.CharField(max_length=CODE)
    division = models.CharField(max_length=CODE)
    place = models.CharField(max_length=80)
    tier = models.CharField(max_length=2)
    raw_tier = models.CharField(max_length=2)
    facts_tier = models.CharField(max_length=2, blank=True, default="")
    since = models.DateField()
    stream = models.CharField(max_length=20)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="held_entries",
    )
    likelihood = models.PositiveSmallIntegerField()
    severity = models.PositiveSmallIntegerField()
    order_points = models.IntegerField()
    last_event_on = models.DateField(null=True)
    review_by = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    tier_low = models.CharField(max_length=2)
    tier_high = models.CharField(max_length=2)
    response = models.CharField(max_length=80, blank=True, default="")
    shortfall = models.BooleanField(null=True)
    direction = models.CharField(
        max_length=8,
        blank=True,
        default="",
        choices=[(kind.value, kind.words) for kind in Direction],
    )
    from_tier = models.CharField(max_length=2, blank=True, default="")
    changed_on = models.DateField(null=True)
    live = models.BooleanField(default=False)
    content = models.CharField(max_length=64)

    # What is long stands last: counting a queue then reads none of it.
    checks = models.JSONField(default=list)
    stake = models.JSONField(default=dict)
    also_in = models.JSONField(default=list)
    clocks = models.JSONField(default=list)
    completes = models.JSONField(default=list)
    left_why = models.TextField(blank=True, default="")
    changed_why = models.TextField(blank=True, default="")
    provisional_because = models.TextField(blank=True, default="")
    unknowns = models.JSONField(default=list)
    would_change = models.JSONField(default=list)
    reasons = models.JSONField(default=list)

    class Meta:
        """One entry stands for a person; the queue is read in the order of `place`."""

        db_table = "ranking_entry"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(superseded_at=None),
                name="one_entry_stands",
            ),
            models.CheckConstraint(
                condition=Q(shown_until=None, superseded_at=None)
                | (
                    Q(superseded_at__isnull=False) & Q(shown_until__gte=F("shown_from"))
                ),
                name="entry_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["superseded_at", "division", "place"], name="entry_in_order"
            ),
            models.Index(
                fields=["superseded_at", "place"], name="entry_in_order_everywhere"
            ),
            models.Index(fields=["person", "shown_from"], name="entry_of_person"),
            models.Index(fields=["shown_until", "shown_from"], name="entry_on_a_day"),
            models.Index(
                fields=["division", "place", "shown_from", "shown_until"],
                name="entry_in_order_on_a_day",
            ),
        ]
