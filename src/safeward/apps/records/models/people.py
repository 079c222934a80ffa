"""Mentions of people."""

from typing import ClassVar

from django.db import models

from safeward.apps.records.models.source import SourceRow, only_one_current


class PersonRecord(SourceRow):
    """One mention of a person by one agency."""

    PERSONAL: ClassVar[tuple[str, ...]] = (
        "identifier",
        "family_name",
        "given_names",
        "other_names",
        "date_of_birth",
        "date_of_death",
        "sex",
        "address",
        "suburb",
        "postcode",
        "state",
        "phone",
        "email",
        "indigenous_status",
        "priority_groups",
        "country_of_birth",
        "language",
        "extra",
    )

    record_id = models.TextField()
    agency = models.TextField()
    identifier = models.TextField(null=True)
    family_name = models.TextField(null=True)
    given_names = models.TextField(null=True)
    other_names = models.JSONField(null=True)
    date_of_birth = models.DateField(null=True)
    date_of_death = models.DateField(null=True)
    sex = models.TextField(null=True)
    address = models.TextField(null=True)
    suburb = models.TextField(null=True)
    postcode = models.TextField(null=True)
    state = models.TextField(null=True)
    phone = models.TextField(null=True)
    email = models.TextField(null=True)
    recorded_on = models.DateField(null=True)
    protected = models.BooleanField(null=True)
    restricted = models.BooleanField(null=True)
    indigenous_status = models.TextField(null=True)
    priority_groups = models.JSONField(null=True)
    country_of_birth = models.TextField(null=True)
    language = models.TextField(null=True)

    class Meta:
        """Found by the agency's id of the mention."""

        db_table = "records_person"
        constraints, indexes = only_one_current("person_record", "record_id")
