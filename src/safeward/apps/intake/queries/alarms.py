"""Alarms that somebody may take, and those that one was told of."""

from typing import TYPE_CHECKING

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import visible
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.types import Detail, Thing
from safeward.apps.foundation.ordering import ordered
from safeward.apps.intake.chain import stage_at
from safeward.apps.intake.models import Escalation
from safeward.apps.intake.types.audited import Kept, Look
from safeward.apps.intake.types.shown import AlarmLine

if TYPE_CHECKING:
    from safeward.apps.access.models import User

LATEST = 50


def alarms(*, by: "User", purpose: Purpose | None) -> tuple[AlarmLine, ...]:
    """Alarms of one's division or that one was told of, the open ones first.

    Raises:
        Refused: When no role of theirs sees a queue.
    """
    must(by, Permission.QUEUE_READ)
    rows = visible(
        by,
        Escalation.objects.select_related("acknowledged_by", "person"),
        Permission.QUEUE_READ,
        purpose,
    )
    shown = sorted(
        ordered(rows, "-began_at")[:LATEST],
        key=lambda row: row.acknowledged_at is not None,
    )
    record_read(
        by=by.pk,
        action=Look.ALARMS,
        purpose=purpose,
        detail=Detail.PRESENCE,
        things=[Thing(Kept.ALARM, row.pk) for row in shown],
    )
    return tuple(
        AlarmLine(
            id=row.pk,
            person=row.person_id,
            report=row.report_id,
            division=row.division,
            began_at=row.began_at,
            stage=stage_at(row.stage).words,
            due_at=row.due_at,
            acknowledged_at=row.acknowledged_at,
            acknowledged_by=(
                row.acknowledged_by.display_name if row.acknowledged_by else ""
            ),
        )
        for row in shown
    )


def waiting(*, by: "User", purpose: Purpose | None) -> int:
    """How many alarms wait for somebody like this person."""
    rows = Escalation.objects.filter(acknowledged_at=None)
    return visible(by, rows, Permission.QUEUE_READ, purpose).count()
