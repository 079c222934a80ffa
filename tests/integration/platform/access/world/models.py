from django.db import models

from safeward.apps.access.models import Team, User
from safeward.apps.foundation.models import Row


class Human(Row):
    """Somebody in a record, whom nobody's agency owns."""


class Dossier(Row):
    """A case: every path of a rule, some with one value and some with several."""

    agency = models.CharField(max_length=40, null=True)
    division = models.CharField(max_length=40, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True)
    opener = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    workers = models.ManyToManyField(User, related_name="+")
    parties = models.ManyToManyField(Human, related_name="dossiers")
    about = models.UUIDField(null=True)


class Note(Row):
    """Something one step away from a case, which takes its access from it."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="notes")


class Ledger(Row):
    """A table that holds nothing about people, so that no purpose is needed."""

    agency = models.CharField(max_length=40)


class Forgotten(Row):
    """A table for which nobody registered a rule."""
