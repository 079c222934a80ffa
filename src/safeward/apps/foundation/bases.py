"""What every row has, and what a row that states a fact has besides.

The fields write themselves into migrations as Django's own, without their defaults: a
migration then imports none of our code and still runs when that code has moved on.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from safeward.apps.foundation import clock
from safeward.apps.foundation.identifiers import uuid7

type Deconstructed = tuple[str, str, Sequence[Any], dict[str, Any]]


if TYPE_CHECKING:
    _Identifier = models.UUIDField[UUID, UUID]
    _Moment = models.DateTimeField[datetime, datetime]
else:
    _Identifier = models.UUIDField
    _Moment = models.DateTimeField


class IdentifierField(_Identifier):
    """A primary key that the application makes."""

    def __init__(self, **options: Any) -> None:
        options |= {"primary_key": True, "editable": False, "default": uuid7}
        super().__init__(**options)

    def deconstruct(self) -> Deconstructed:
        """Describe the column to a migration as a plain UUID."""
        name, _path, positional, options = super().deconstruct()
        options.pop("default", None)
        return name, "django.db.models.UUIDField", positional, options


class RecordedAtField(_Moment):
    """The moment at which the platform took the row in."""

    def __init__(self, **options: Any) -> None:
        options |= {"editable": False, "default": clock.now}
        super().__init__(**options)

    def deconstruct(self) -> Deconstructed:
        """Describe the column to a migration as a plain moment."""
        name, _path, positional, options = super().deconstruct()
        options.pop("default", None)
        return name, "django.db.models.DateTimeField", positional, options


class Row(models.Model):
    """A row: an identifier of our own making and the moment it was recorded, in UTC."""

    id = IdentifierField()
    recorded_at = RecordedAtField()

    class Meta:
        """Not a table of its own."""

        abstract = True


class Fact(Row):
    """A row that states a fact: also the civil date on which an agency knew of it.

    ``known_on`` and ``recorded_at`` together let any past day's queue be replayed.
    """

    known_on = models.DateField()

    class Meta:
        """Not a table of its own."""

        abstract = True
