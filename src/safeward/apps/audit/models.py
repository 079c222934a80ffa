"""The tables of the log. None has a foreign key, none may be altered but `Waiting`.

Triggers refuse UPDATE, DELETE and TRUNCATE on the first three (migration 0001); they
also put each new entry among those that wait for the sealer.
"""

from typing import ClassVar

from django.db import models

from safeward.apps.foundation.models import Row


class Entry(Row):
    """One line of the log: ids, counts, times and words of the program."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("actor", "things")

    kind = models.CharField(max_length=64)
    action = models.CharField(max_length=64)
    actor = models.UUIDField(null=True)
    purpose = models.CharField(max_length=64, default="")
    detail = models.CharField(max_length=64, default="")
    outside = models.PositiveIntegerField(default=0)
    things = models.TextField(default="[]")
    reasons = models.TextField(default="[]")
    counts = models.TextField(default="{}")

    class Meta:
        """By whom, and when."""

        db_table = "audit_entry"
        indexes = (
            models.Index(fields=["actor", "recorded_at"], name="audit_entry_actor"),
            models.Index(fields=["recorded_at"], name="audit_entry_time"),
        )


class About(models.Model):
    """One thing that an entry is about, so that it can be found by it."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("thing",)

    pk = models.CompositePrimaryKey("entry", "thing")
    entry = models.UUIDField()
    thing = models.UUIDField()
    kind = models.CharField(max_length=64)

    class Meta:
        """Found from either side."""

        db_table = "audit_about"
        indexes = (models.Index(fields=["thing", "entry"], name="audit_about_thing"),)


class Seal(models.Model):
    """An entry's place in the chain, and the hash of everything up to it."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    number = models.BigIntegerField(primary_key=True)
    entry = models.UUIDField(unique=True)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        """One chain."""

        db_table = "audit_seal"


class Waiting(models.Model):
    """An entry that the sealer has yet to chain; filled by a trigger, emptied by it."""

    PERSONAL: ClassVar[tuple[str, ...]] = ()

    place = models.BigAutoField(primary_key=True)
    entry = models.UUIDField()

    class Meta:
        """In the order they came."""

        db_table = "audit_waiting"
