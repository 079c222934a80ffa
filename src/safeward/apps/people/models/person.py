"""A person as the platform knows them: whose work they are, and what lists show."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from safeward.apps.foundation.models import Row


class Person(Row):
    """Somebody whom one or more records are about.

    The records are the truth and `Place` says which are this person's. What stands here
    is what a list needs to be drawn and filtered without reading them: the latest name,
    birth and sex, and whose the work is.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = (
        "family_name",
        "given_names",
        "date_of_birth",
        "sex",
    )

    code = models.CharField(max_length=16, unique=True)
    agency = models.CharField(max_length=40)
    division = models.CharField(max_length=40, blank=True, default="")
    team = models.ForeignKey(
        "access.Team", models.PROTECT, null=True, blank=True, related_name="+"
    )
    family_name = models.CharField(max_length=200, blank=True, default="")
    given_names = models.CharField(max_length=200, blank=True, default="")
    date_of_birth = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True, default="")
    first_known_on = models.DateField()
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed"
    )

    class Meta:
        """Listed by whose work it is; nobody is merged into themselves."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agency", "division"], name="person_whose"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="person_not_merged_into_itself",
            )
        ]

    def __str__(self) -> str:
        """Show no name: this text reaches logs and error pages."""
        return f"person {self.code}"
