"""What every source record has besides its own columns."""

from django.db import models
from django.db.models import Q

from safeward.apps.foundation.models import Fact


def only_one_current(
    name: str, *key: str
) -> tuple[tuple[models.UniqueConstraint, ...], tuple[models.Index, ...]]:
    """One current row a key; the few superseded ones are found by key as well."""
    return (
        (
            models.UniqueConstraint(
                fields=list(key),
                condition=Q(superseded_at__isnull=True),
                name=f"{name}_current",
            ),
        ),
        (
            models.Index(
                fields=list(key),
                condition=Q(superseded_at__isnull=False),
                name=f"{name}_superseded",
            ),
        ),
    )


class SourceRow(Fact):
    """A row as an agency handed it over, or as it was typed in here.

    ``known_on`` is the row's own date of knowledge, or `types.ALWAYS` where it has
    none; what it takes from other rows is worked out when it is read. ``load`` is the
    delivery it came with, empty for what was typed in. ``content`` is the SHA-256 of
    all its columns. ``extra`` keeps columns that the format does not know.
    """

    load = models.ForeignKey(
        "records.Load", models.PROTECT, null=True, related_name="+", db_index=False
    )
    content = models.BinaryField(max_length=32)
    extra = models.JSONField(null=True)
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.ForeignKey(
        "records.Load", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        """Not a table of its own."""

        abstract = True
