"""Tell a unit that somebody reached the first tier, until somebody says they have it.

The submit only puts the alarm up and leaves a notice; the sender of notices does the
telling, and comes back when a stage is over. What leaves the site, to a pager or a
phone, says which account has an item and nothing else: whoever passes by a screen
learns nothing.
"""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import may, staff_in
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Counts, Thing
from safeward.apps.foundation import clock
from safeward.apps.foundation.actions import post, send_within
from safeward.apps.foundation.types import Message
from safeward.apps.intake.chain import Stage, stage_at
from safeward.apps.intake.models import Escalation, Report, Told
from safeward.apps.intake.types.audited import Act, Counted, Kept
from safeward.apps.notices.actions import announce, tell
from safeward.apps.notices.types import Event, NoticeKind
from safeward.core.vocabulary.errors import SafewardError

if TYPE_CHECKING:
    from safeward.apps.access.models import User

CLIMB = "intake.alarm"
"""Topic of the notice that makes an alarm climb; it is about the alarm."""


class AlarmMissing(SafewardError):
    """There is no such alarm."""


def listen() -> None:
    """Enter what sends the notices of this app."""
    send_within(CLIMB, climb)


def raise_alarm(
    *, by: "User", person: UUID, report: Report, agency: str, division: str
) -> UUID:
    """Put up an alarm about a person, unless one is up and unacknowledged.

    Within the caller's transaction.

    Args:
        by: Who submitted the report.
        person: Who reached the first tier.
        report: The report that moved them there.
        agency: Code of the agency whose unit answers.
        division: Its division.

    Returns:
        The alarm's id.
    """
    up = Escalation.objects.filter(person_id=person, acknowledged_at=None)
    earlier = up.order_by("pk").first()
    if earlier is not None:
        return earlier.pk
    now = clock.now()
    alarm = Escalation.objects.create(
        person_id=person,
        report=report,
        agency=agency,
        division=division,
        began_at=now,
        due_at=now,
    )
    record_write(
        by=by.pk,
        action=Act.ALARM_RAISED,
        things=[Thing(Kept.ALARM, alarm.pk), Thing(Kept.PERSON, person)],
    )
    post(topic=CLIMB, about=alarm.pk, body={"stage": 0})
    return alarm.pk


def climb(message: Message) -> None:
    """Tell the people of the next stage, and come back when its minutes are over.

    A notice of a stage that was told already, or of an alarm that somebody took, does
    nothing: notices are sent at least once.
    """
    number = int(message.body["stage"])
    if message.about is None:
        return
    alarm = (
        Escalation.objects.select_for_update()
        .filter(pk=message.about, acknowledged_at=None)
        .order_by("pk")
        .first()
    )
    if alarm is None or alarm.told.filter(stage__gte=number).exists():
        return
    stage = stage_at(number)
    people = _people(alarm, stage)
    now = clock.now()
    for user in people:
        told = Told.objects.create(
            escalation=alarm, user=user, stage=number, told_at=now
        )
        tell(user=user.pk, kind=NoticeKind.ALARM, about=alarm.pk)
        announce(
            event=Event.ITEM_WAITING,
            agency=alarm.agency,
            about=told.pk,
            codes={"user": str(user.pk)},
        )
    alarm.stage = number
    # A stage with nobody in it is over at once: the next one is told now.
    wait = stage.minutes if people or _last(number) else 0
    alarm.due_at = now + timedelta(minutes=wait)
    alarm.save(update_fields=["stage", "due_at"])
    post(topic=CLIMB, about=alarm.pk, body={"stage": number + 1}, due_at=alarm.due_at)
    record_write(
        by=None,
        action=Act.ALARM_CLIMBED,
        things=[Thing(Kept.ALARM, alarm.pk)],
        counts=Counts({Counted.TOLD: len(people), Counted.STAGE: number}),
    )


@transaction.atomic
def acknowledge(*, by: "User", alarm: UUID, purpose: Purpose | None = None) -> None:
    """Say that one has seen an alarm and answers for what happens next.

    The first to say so has it; for whoever comes later nothing changes.

    Raises:
        AlarmMissing: When there is none.
        Refused: When somebody was not told of it and may not work the queue it is in.
    """
    rows = Escalation.objects.select_for_update().filter(pk=alarm)
    row = rows.order_by("pk").first()
    if row is None:
        raise AlarmMissing("There is no such alarm.")
    must(by, Permission.QUEUE_READ, row, purpose)
    if row.acknowledged_at is not None:
        return
    row.acknowledged_at = clock.now()
    row.acknowledged_by = by
    row.due_at = None
    row.save(update_fields=["acknowledged_at", "acknowledged_by", "due_at"])
    record_write(
        by=by.pk,
        action=Act.ALARM_ACKNOWLEDGED,
        things=[Thing(Kept.ALARM, row.pk), Thing(Kept.PERSON, row.person_id)],
        purpose=purpose,
    )


def _people(alarm: Escalation, stage: Stage) -> list["User"]:
    """Whom a stage tells: nobody who may not see the person, whatever their role."""
    division = alarm.division if stage.where == "division" else None
    found = staff_in(roles=stage.roles, agency=alarm.agency, division=division)
    purpose = Purpose.RISK_MANAGEMENT
    return [
        user
        for user in found
        if may(user, Permission.PERSON_READ, alarm.person, purpose)
    ]


def _last(number: int) -> bool:
    return stage_at(number) == stage_at(number + 1)
