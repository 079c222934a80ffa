"""Orders and custody, completed assessments, and decisions of units."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from safeward.apps.records.models.source import SourceRow, only_one_current

_ONE_ORDER, _OLD_ORDERS = only_one_current("order_record", "order_id")
_ONE_ASSESSMENT, _OLD_ASSESSMENTS = only_one_current(
    "assessment_record", "assessment_id", "part"
)


class OrderRecord(SourceRow):
    """One order or spell of custody; ``record_id`` is the respondent."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("extra",)

    order_id = models.TextField()
    record_id = models.TextField()
    kind = models.TextField()
    protected_record_id = models.JSONField(null=True)
    issued_on = models.DateField()
    served_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    conditions = models.TextField(null=True)
    state = models.TextField(null=True)

    class Meta:
        """Found by its id, and from the respondent's mention."""

        db_table = "records_order"
        constraints = _ONE_ORDER
        indexes = (
            *_OLD_ORDERS,
            models.Index(fields=["record_id"], name="order_record_person"),
        )


class AssessmentRecord(SourceRow):
    """One completed assessment with the answers to its items.

    The format has a row an item. Items of one assessment that differ in anything but
    item and answer stand in several rows, told apart by ``part``.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("answers", "extra")

    assessment_id = models.TextField()
    part = models.PositiveSmallIntegerField()
    instrument = models.TextField()
    completed_on = models.DateField()
    record_id = models.TextField()
    victim_record_id = models.TextField(null=True)
    incident_id = models.TextField(null=True)
    answers = models.JSONField()
    void = models.BooleanField(null=True)

    class Meta:
        """Found by its id, and from whoever it is about."""

        db_table = "records_assessment"
        constraints = _ONE_ASSESSMENT
        indexes = (
            *_OLD_ASSESSMENTS,
            models.Index(fields=["record_id"], name="assessment_record_person"),
            models.Index(
                fields=["victim_record_id"],
                condition=Q(victim_record_id__isnull=False),
                name="assessment_record_victim",
            ),
        )


class DecisionRecord(SourceRow):
    """What a unit decided about a person, as an agency's files say."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("reason", "extra")

    record_id = models.TextField()
    decided_on = models.DateField()
    kind = models.TextField()
    tier = models.TextField(null=True)
    by_role = models.TextField(null=True)
    reason = models.TextField(null=True)

    class Meta:
        """Found by the person's mention."""

        db_table = "records_decision"
        constraints, indexes = only_one_current(
            "decision_record", "record_id", "decided_on", "kind"
        )
