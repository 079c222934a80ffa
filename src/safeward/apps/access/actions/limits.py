"""Hold a person's records back, and keep colleagues away from their own."""

from datetime import date
from uuid import UUID

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.deciding.one import CLOSED
from safeward.apps.access.models import Agency, Conflict, Restriction, User
from safeward.apps.access.types import (
    ConflictKind,
    Decision,
    Ground,
    Level,
    Permission,
    Refused,
    RestrictionKind,
)
from safeward.apps.access.types.audited import Act, Kept
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing


@transaction.atomic
def restrict(
    *,
    by: User,
    subject: UUID,
    kind: RestrictionKind,
    since: date,
    until: date | None = None,
    works_at: Agency | None = None,
    division: str = "",
) -> Restriction:
    """Hold back every record about a person.

    Args:
        by: Who decides.
        subject: The person's id.
        kind: Why.
        since: From this day.
        until: To this day, if it ends.
        works_at: The employer, for an employee.
        division: The division the employee works in; none means the whole agency.

    Raises:
        Refused: When the actor's role does not restrict records.
    """
    must(by, Permission.RESTRICTION_SET)
    row = Restriction.objects.create(
        kind=kind.value,
        subject_id=subject,
        agency=works_at,
        division=division,
        since=since,
        until=until,
        set_by=by,
    )
    _record(by, Act.RESTRICTION_SET, Kept.RESTRICTION, row)
    return row


@transaction.atomic
def lift_restriction(*, by: User, restriction: Restriction, until: date) -> None:
    """Let a restriction end on a day; it stays as history.

    Raises:
        Refused: When the actor's role does not restrict records.
    """
    must(by, Permission.RESTRICTION_SET)
    restriction.until = until
    restriction.save(update_fields=["until"])
    _record(by, Act.RESTRICTION_LIFTED, Kept.RESTRICTION, restriction)


@transaction.atomic
def list_conflict(
    *,
    by: User,
    account: User,
    subject: UUID,
    kind: ConflictKind,
    since: date,
) -> Conflict:
    """Enter a colleague who is, or stands close to, somebody in a record.

    Raises:
        Refused: When the actor does not keep a conflict list.
    """
    must(by, Permission.CONFLICT_SET)
    row = Conflict.objects.create(
        user=account, subject_id=subject, kind=kind.value, since=since, set_by=by
    )
    _record(by, Act.CONFLICT_LISTED, Kept.CONFLICT, row)
    return row


@transaction.atomic
def end_conflict(*, by: User, conflict: Conflict, until: date) -> None:
    """Let a conflict end on a day; nobody ends one of their own.

    Raises:
        Refused: When the actor does not keep a conflict list, or is in conflict.
    """
    must(by, Permission.CONFLICT_SET)
    if conflict.user_id == by.pk:
        closed = Decision(False, Level.NOTHING, (CLOSED,), (Ground.CONFLICT,))
        raise Refused(closed, Permission.CONFLICT_SET)
    conflict.until = until
    conflict.save(update_fields=["until"])
    _record(by, Act.CONFLICT_ENDED, Kept.CONFLICT, conflict)


def _record(by: User, act: Act, kind: Kept, row: Restriction | Conflict) -> None:
    things = [Thing(kind, row.pk), Thing(Kept.SUBJECT, row.subject_id)]
    record_write(by=by.pk, action=act, things=things)
