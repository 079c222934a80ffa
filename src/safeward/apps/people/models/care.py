"""Who is involved with a person now, and what must be known before meeting them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from safeward.apps.foundation.models import Fact, Row
from safeward.apps.people.types import FlagKind, SafeHow, WorkerWhy


class Worker(Row):
    """A member of staff who is involved with a person now, and why.

    The path by which access knows involvement. A row goes when the involvement ends;
    what was, stands in the audit log and in the events of cases.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("user", "person")

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="workers")
    user = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    why = models.CharField(
        max_length=20, choices=[(why.value, why.words) for why in WorkerWhy]
    )

    class Meta:
        """Once for each reason."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "user", "why"], name="worker_once_for_each_reason"
            )
        ]


class Flag(Fact):
    """A warning about a person, with the day after which it no longer holds."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("person", "kind", "words")

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="flags")
    kind = models.CharField(
        max_length=30, choices=[(kind.value, kind.words) for kind in FlagKind]
    )
    words = models.CharField(max_length=300, blank=True, default="")
    until = models.DateField()
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "access.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        """It ends no earlier than it was known."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__gte=F("known_on")), name="flag_ends_after_it_begins"
            )
        ]


class SafeContact(Fact):
    """How a person may be reached without danger to them, as they said it."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("person", "how", "words")

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="safe_contacts"
    )
    how = models.CharField(
        max_length=30, choices=[(how.value, how.words) for how in SafeHow]
    )
    words = models.CharField(max_length=300, blank=True, default="")
    by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "access.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
