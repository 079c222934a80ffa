"""Withdraw a decision that was typed in by mistake."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from safeward.apps.foundation import clock
from safeward.apps.records.actions.recording import recorded
from safeward.apps.records.models import DecisionRecord
from safeward.apps.records.types import Act, RecordRefused

if TYPE_CHECKING:
    from safeward.apps.access.models import User


@transaction.atomic
def withdraw_decision(
    *, by: "User | None", record_id: str, decided_on: date, kind: str
) -> None:
    """Let a decision that was typed in here stand no longer; its row stays.

    Whether the actor may do it is for the action that calls this to ask.

    Args:
        by: Who withdraws it; nobody is the platform itself.
        record_id: The mention it was told about.
        decided_on: Its date.
        kind: What kind of decision.

    Raises:
        RecordRefused: No such decision stands, or it came with a delivery.
    """
    standing = DecisionRecord.objects.filter(
        record_id=record_id,
        decided_on=decided_on,
        kind=kind,
        load=None,
        superseded_at=None,
    )
    if not standing.update(superseded_at=clock.now()):
        raise RecordRefused("No decision that was typed in here stands to withdraw.")
    recorded(Act.WITHDRAWN, by=by, load=None, counts=())
