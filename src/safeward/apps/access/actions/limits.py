"""Hold a person's records back, and keep colleagues away from their own."""

from datetime import date
from uuid import UUID

from django.db import models, transaction

from safeward.apps.access.actions.asking import must, not_before
from safeward.apps.access.deciding.one import CLOSED
from safeward.apps.access.models import Agency, Conflict, Membership, Restriction, User
from safeward.apps.access.queries import visible
from safeward.apps.access.standing import holds_on
from safeward.apps.access.types import (
    ConflictKind,
    Decision,
    Ground,
    Level,
    Permission,
    Purpose,
    Refused,
    RestrictionKind,
)
from safeward.apps.access.types.audited import Act, Kept
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock


@transaction.atomic
def restrict(
    *,
    by: User,
    thing: models.Model,
    subject: UUID,
    kind: RestrictionKind,
    since: date,
    until: date | None = None,
    purpose: Purpose | None = None,
    works_at: Agency | None = None,
    division: str = "",
) -> Restriction:
    """Hold back every record about a person.

    Args:
        by: Who decides.
        thing: The person, or a record about them, that is near enough to the actor.
        subject: The person's id.
        kind: Why.
        since: From this day.
        until: To this day, if it ends.
        purpose: Why, where it lies beyond the actor's own work.
        works_at: The employer, for an employee.
        division: The division the employee works in; none means the whole agency.

    Raises:
        Refused: When the actor does not restrict that record.
    """
    must(by, Permission.RESTRICTION_SET, thing, purpose)
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
def lift_restriction(
    *,
    by: User,
    thing: models.Model,
    restriction: Restriction,
    until: date,
    purpose: Purpose | None = None,
) -> None:
    """Let a restriction end on a day; it stays as history.

    Raises:
        Refused: When the actor does not restrict that record, also where the
            restriction itself bars them.
    """
    must(by, Permission.RESTRICTION_SET, thing, purpose)
    not_before(until, restriction.since)
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
        Refused: When the actor does not keep the conflict list of a team of theirs.
    """
    must_keep_list_of(by, account)
    row = Conflict.objects.create(
        user=account, subject_id=subject, kind=kind.value, since=since, set_by=by
    )
    _record(by, Act.CONFLICT_LISTED, Kept.CONFLICT, row)
    return row


@transaction.atomic
def end_conflict(*, by: User, conflict: Conflict, until: date) -> None:
    """Let a conflict end on a day; nobody ends one of their own.

    Raises:
        Refused: When the actor does not keep that list, or is the one in conflict.
    """
    must_keep_list_of(by, conflict.user)
    if conflict.user_id == by.pk:
        closed = Decision(False, Level.NOTHING, (CLOSED,), (Ground.CONFLICT,))
        raise Refused(closed, Permission.CONFLICT_SET)
    not_before(until, conflict.since)
    conflict.until = until
    conflict.save(update_fields=["until"])
    _record(by, Act.CONFLICT_ENDED, Kept.CONFLICT, conflict)


def must_keep_list_of(by: User, account: User) -> None:
    """Go on only if the account works in a team whose conflict list the actor keeps.

    Raises:
        Refused: When it does not.
    """
    must(by, Permission.CONFLICT_SET)
    posts = Membership.objects.filter(holds_on(clock.today()), user=account)
    if not visible(by, posts, Permission.CONFLICT_SET).exists():
        closed = Decision(False, Level.NOTHING, (CLOSED,), (Ground.OUT_OF_REACH,))
        raise Refused(closed, Permission.CONFLICT_SET, thing=account.pk)


def _record(by: User, act: Act, kind: Kept, row: Restriction | Conflict) -> None:
    things = [Thing(kind, row.pk), Thing(Kept.SUBJECT, row.subject_id)]
    record_write(by=by.pk, action=act, things=things)
