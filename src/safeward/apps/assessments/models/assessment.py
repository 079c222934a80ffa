"""A completed assessment: never altered; a later one supersedes it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from safeward.apps.assessments.types import Because, Status
from safeward.apps.foundation.models import Fact

MARAM = "maram"


class Assessment(Fact):
    """What somebody judged about a risk, and what an instrument said to their answers.

    ``person`` is the alleged perpetrator, ``victim`` whose risk it is (a child is one
    too, then ``adult`` is the victim survivor it lives with). A band of an instrument
    and a MARAM level are different scales: they stand in different columns, and no row
    has both. Triggers refuse any change of a row.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = (
        *("person", "victim", "adult", "record_id", "victim_record_id"),
        *("incident_id", "answers", "words"),
    )

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="assessments"
    )
    victim = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments_of_own_risk",
    )
    adult = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    of_child = models.BooleanField(default=False)
    record_id = models.CharField(max_length=200)
    victim_record_id = models.CharField(max_length=200, blank=True)
    incident_id = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey("access.User", models.PROTECT, related_name="assessments")
    agency = models.CharField(max_length=40)

    instrument = models.CharField(max_length=60)
    instrument_version = models.CharField(max_length=120)
    status = models.CharField(
        max_length=20, choices=[(kind.value, kind.words) for kind in Status]
    )
    answers = models.JSONField(default=dict)
    complete = models.FloatField()
    score = models.FloatField(null=True, blank=True)
    score_low = models.FloatField(null=True, blank=True)
    score_high = models.FloatField(null=True, blank=True)
    band = models.CharField(max_length=120, blank=True)
    band_low = models.CharField(max_length=120, blank=True)
    band_high = models.CharField(max_length=120, blank=True)
    maram_level = models.CharField(max_length=40, blank=True)
    shown = models.JSONField(default=dict)

    concern = models.CharField(max_length=20, blank=True)
    words = models.TextField()
    begun_at = models.DateTimeField()
    judged_at = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True, blank=True)
    changed_after = models.PositiveSmallIntegerField(default=0)

    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    because = models.CharField(
        max_length=20,
        blank=True,
        choices=[(kind.value, kind.words) for kind in Because],
    )

    class Meta:
        """Judgement first; one scale a row; the history of a person in one read."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["person", "known_on", "id"], name="assessment_of_person"
            ),
            models.Index(
                fields=["victim", "known_on", "id"], name="assessment_of_victim"
            ),
            models.Index(fields=["record_id"], name="assessment_by_record"),
            models.Index(fields=["victim_record_id"], name="assessment_by_victim"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(revealed_at=None) | Q(revealed_at__gt=F("judged_at")),
                name="assessment_judged_before_revealed",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="assessment_in_words"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(revealed_at__isnull=False),
                name="assessment_score_was_revealed",
            ),
            models.CheckConstraint(
                condition=(
                    Q(instrument=MARAM)
                    & ~Q(maram_level="")
                    & Q(band="", band_low="", band_high="", score=None)
                )
                | (~Q(instrument=MARAM) & Q(maram_level="")),
                name="assessment_on_one_scale",
            ),
            models.CheckConstraint(
                condition=Q(adult=None) | Q(of_child=True, victim__isnull=False),
                name="assessment_adult_beside_a_child",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None, because="")
                | (Q(supersedes__isnull=False) & ~Q(because="")),
                name="assessment_supersedes_because",
            ),
        ]
