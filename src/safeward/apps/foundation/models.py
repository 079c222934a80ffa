"""Two tables that every app may use: notices to send, and submits already done."""

from django.db import models
from django.db.models import Q

from safeward.apps.foundation.bases import Fact, Row

__all__ = ["Fact", "OutboxMessage", "Row", "Submission"]


class OutboxMessage(Row):
    """Something to be sent once the transaction that decided on it has committed.

    Holds identifiers, codes and counts only: what a notice says is worked out when it
    is sent, for whoever may see it then.
    """

    PERSONAL = ()

    topic = models.CharField(max_length=80)
    about = models.UUIDField(null=True)
    body = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=80, blank=True, default="")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """Found by what is still to be sent, in the order in which it is due."""

        db_table = "foundation_outbox"
        indexes = [
            models.Index(fields=["sent_at", "due_at", "id"], name="outbox_to_send")
        ]


class Submission(Row):
    """A submit that was carried out, so that sending it again does nothing more."""

    PERSONAL = ()

    actor = models.UUIDField()
    key = models.CharField(max_length=80)
    verb = models.CharField(max_length=80)
    content = models.CharField(max_length=64)
    result = models.UUIDField()

    class Meta:
        """One result for an actor's key."""

        db_table = "foundation_submission"
        constraints = [
            models.UniqueConstraint(fields=["actor", "key"], name="submission_once"),
            models.CheckConstraint(condition=~Q(key=""), name="submission_has_a_key"),
        ]
