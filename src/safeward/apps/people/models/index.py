"""The index by which a record is found: standardised values and hashed keys."""

from typing import ClassVar

from django.db import models

from safeward.apps.foundation.models import Row


class Standardised(models.Model):
    """A record in the form in which it is compared; made anew from the record any time.

    ``values`` is a JSON list in the order of ``linkage.standardise.STANDARDISED``.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("record_id", "values")

    number = models.BigAutoField(primary_key=True)
    record_id = models.TextField(unique=True)
    values = models.TextField()


class IndexKey(models.Model):
    """One key of one record: a 64-bit hash of kind and key, and the record's number."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    pk = models.CompositePrimaryKey("hash", "record")
    hash = models.BigIntegerField()
    record = models.BigIntegerField()


class SearchMeter(Row):
    """How somebody has searched lately: too often, or without ever opening a record."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("user",)

    user = models.OneToOneField("access.User", models.PROTECT, related_name="+")
    window_began_at = models.DateTimeField()
    in_window = models.PositiveIntegerField(default=0)
    since_opened = models.PositiveIntegerField(default=0)
