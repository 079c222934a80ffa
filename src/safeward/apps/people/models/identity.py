"""The log of identity decisions, the grouping it replays to, and the open doubts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from safeward.apps.foundation.bases import IdentifierField
from safeward.apps.foundation.models import Fact, Row
from safeward.apps.people.types import Decided, Verdict


class Place(models.Model):
    """Whose record it is now: the replay of the log, kept so that it can be read."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("record_id", "person")

    record_id = models.TextField(primary_key=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="places")
    probability = models.FloatField()
    basis = models.CharField(max_length=200)
    known_on = models.DateField()

    class Meta:
        """Found from either side."""


class IdentityDecision(Fact):
    """One line of the log; never altered, except to say which line undid it.

    ``number`` is the order in which they hold. ``record_a`` is the record decided
    about; ``record_b`` the record it was decided against, if there is one. ``person``
    is who the records then belong to. A split names all it takes out in ``records``.
    ``carried`` names limits and involvements that a merge gave to both persons.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("record_a", "record_b", "records", "words")

    number = models.BigIntegerField(unique=True)
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.words) for kind in Decided]
    )
    record_a = models.TextField(db_index=True)
    record_b = models.TextField(blank=True, default="", db_index=True)
    records = models.JSONField(default=list, blank=True)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="identity_decisions"
    )
    other = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="identity_decisions_as_other",
    )
    weight = models.FloatField(null=True, blank=True)
    probability = models.FloatField(null=True, blank=True)
    levels = models.JSONField(default=dict, blank=True)
    carried = models.JSONField(default=list, blank=True)
    basis = models.CharField(max_length=200, blank=True, default="")
    words = models.TextField(blank=True, default="")
    by = models.ForeignKey(
        "access.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    undoes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        """Something is undone once, and only by a line that says so."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["undoes"], name="decision_undone_once"),
            models.CheckConstraint(
                condition=Q(undoes=None) | Q(kind=Decided.UNDONE.value),
                name="decision_undone_by_an_undoing",
            ),
        ]


class IdentityHead(models.Model):
    """The one row that whoever decides about identity holds while deciding.

    It numbers the log and counts the records of the index, so that neither needs a
    scan; holding it makes decisions follow one another.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    id = models.SmallIntegerField(primary_key=True)
    decisions = models.BigIntegerField(default=0)
    records = models.BigIntegerField(default=0)

    class Meta:
        """One row only."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(id=1), name="identity_has_one_head")
        ]


class LinkReview(Row):
    """Two records that may be one person, on which a human has yet to decide.

    ``harm`` orders the queue, greatest first: how bad it would be to be wrong.
    ``would_move`` says which tier a join would move, in codes.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("record_a", "record_b", "words")

    record_a = models.TextField()
    record_b = models.TextField()
    person_a = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    person_b = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    weight = models.FloatField(null=True, blank=True)
    probability = models.FloatField(null=True, blank=True)
    why = models.CharField(max_length=200)
    would_move = models.JSONField(default=list, blank=True)
    harm = models.IntegerField(default=0)
    opened_on = models.DateField()
    verdict = models.CharField(
        max_length=20,
        blank=True,
        default="",
        choices=[(kind.value, kind.words) for kind in Verdict],
    )
    words = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "access.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        """Two different records, asked about once while it is open."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["verdict", "-harm", "opened_on"], name="review_queue")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(record_a__lt=models.F("record_b")),
                name="review_of_two_records_in_order",
            ),
            models.UniqueConstraint(
                fields=["record_a", "record_b"],
                condition=Q(verdict=""),
                name="review_open_once",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None)
                | (~Q(verdict="") & Q(decided_at__isnull=False)),
                name="review_decided_has_a_verdict",
            ),
        ]


class WeakJoin(models.Model):
    """A join below 0.99 that alone holds two parts of a person together.

    ``side`` lists the records of the smaller part, as linkage gave it.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("record_a", "record_b", "side")

    id = IdentifierField()
    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="weak_joins"
    )
    record_a = models.TextField()
    record_b = models.TextField()
    weight = models.FloatField()
    probability = models.FloatField()
    side = models.JSONField(default=list)
