"""Reports, and who was what in them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from safeward.apps.records.models.source import SourceRow, only_one_current

_ONE_INCIDENT, _OLD_INCIDENTS = only_one_current("incident_record", "incident_id")
_ONE_PART, _OLD_PARTS = only_one_current(
    "involvement_record", "incident_id", "record_id", "role"
)


class IncidentRecord(SourceRow):
    """One report or event, as one agency holds it.

    ``occurred_time`` is the local time of day, where one was given; ``reported_on`` is
    filled from ``occurred_on`` where it was empty.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("extra",)

    incident_id = models.TextField()
    agency = models.TextField()
    event_ref = models.TextField(null=True)
    kind = models.TextField()
    occurred_on = models.DateField()
    occurred_time = models.TimeField(null=True)
    reported_on = models.DateField()
    division = models.TextField()
    form = models.TextField(null=True)
    offence = models.TextField(null=True)
    harm = models.FloatField(null=True)
    injury = models.TextField(null=True)
    strangulation = models.BooleanField(null=True)
    threat_to_kill = models.BooleanField(null=True)
    weapon = models.BooleanField(null=True)
    firearm_access = models.BooleanField(null=True)
    sexual_violence = models.BooleanField(null=True)
    stalking = models.BooleanField(null=True)
    coercive_control = models.BooleanField(null=True)
    obsessive_jealousy = models.BooleanField(null=True)
    suicide_threat = models.BooleanField(null=True)
    property_damage = models.BooleanField(null=True)
    economic_abuse = models.BooleanField(null=True)
    animal_harm = models.BooleanField(null=True)
    systems_abuse = models.BooleanField(null=True)
    neglect = models.BooleanField(null=True)
    child_targeted = models.BooleanField(null=True)
    child_present = models.BooleanField(null=True)
    alcohol_or_drugs = models.BooleanField(null=True)
    pregnancy = models.BooleanField(null=True)
    separation = models.BooleanField(null=True)
    escalating = models.BooleanField(null=True)
    victim_fear = models.TextField(null=True)
    order_id = models.TextField(null=True)
    detected = models.TextField(null=True)
    outcome = models.TextField(null=True)
    outcome_on = models.DateField(null=True)
    predominant_aggressor = models.TextField(null=True)
    aggressor_status = models.TextField(null=True)
    aggressor_on = models.DateField(null=True)

    class Meta:
        """Found by its id, and by the originating report that several agencies hold."""

        db_table = "records_incident"
        constraints = _ONE_INCIDENT
        indexes = (
            *_OLD_INCIDENTS,
            models.Index(
                fields=["event_ref"],
                condition=Q(event_ref__isnull=False),
                name="incident_record_event",
            ),
            models.Index(
                fields=["predominant_aggressor"],
                condition=Q(predominant_aggressor__isnull=False),
                name="incident_record_aggressor",
            ),
        )


class InvolvementRecord(SourceRow):
    """What a mentioned person was in a report."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("extra",)

    incident_id = models.TextField()
    record_id = models.TextField()
    role = models.TextField()
    relationship = models.TextField(null=True)
    injury = models.TextField(null=True)
    present = models.BooleanField(null=True)

    class Meta:
        """Found from the report, and from the mention."""

        db_table = "records_involvement"
        constraints = _ONE_PART
        indexes = (
            *_OLD_PARTS,
            models.Index(fields=["record_id"], name="involvement_record_person"),
        )
