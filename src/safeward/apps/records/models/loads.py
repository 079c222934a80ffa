"""One delivery of an agency's files, and what of it was refused."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from safeward.apps.foundation.models import Row
from safeward.apps.records.types import LoadState


class Load(Row):
    """One delivery: looked at, taken in, or taken back.

    ``counts`` says for each table how many rows were new, equal, changed and rejected;
    ``inputs`` which files came, their hashes and their unknown columns.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("made_by", "undone_by")

    source = models.CharField(max_length=200)
    made_by = models.ForeignKey(
        "access.User", models.PROTECT, null=True, related_name="+"
    )
    as_of = models.DateField()
    state = models.CharField(max_length=16)
    counts = models.JSONField(default=dict)
    inputs = models.JSONField(default=list)
    committed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        "access.User", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        """Found by when they came."""

        db_table = "records_load"
        indexes = (models.Index(fields=["recorded_at", "id"], name="load_by_time"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in LoadState]),
                name="load_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state=LoadState.DRY_RUN.value, committed_at=None)
                | (~Q(state=LoadState.DRY_RUN.value) & Q(committed_at__isnull=False)),
                name="load_committed_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=LoadState.UNDONE.value, undone_at__isnull=False)
                | (~Q(state=LoadState.UNDONE.value) & Q(undone_at=None)),
                name="load_undone_has_a_moment",
            ),
        )


class RejectedRow(Row):
    """One thing in a delivery that was refused, and why.

    As rejected.csv lists it: names, contacts and births masked after the first
    character.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("value",)

    load = models.ForeignKey(Load, models.PROTECT, related_name="rejected_rows")
    file = models.TextField()
    line = models.BigIntegerField()
    column = models.TextField()
    value = models.TextField()
    reason = models.TextField()
    refused = models.CharField(max_length=8)

    class Meta:
        """Found by load; ids rise in the order of file, line and column."""

        db_table = "records_rejected"
