"""Limits that follow from records and from who is held to be whom, set by no person.

A record says itself that its address is protected or that an employee is a party; and
two persons found to be one are held back as either of them was. The people app decides
when; here the limits are written and audited.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from safeward.apps.access.models import Agency, Conflict, Restriction, User
from safeward.apps.access.standing import holds_on
from safeward.apps.access.types import RestrictionKind
from safeward.apps.access.types.audited import Act, Kept
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing

UNIT_UNKNOWN = "?"
"""Division of an employee whose unit no record names: bars no unit, holds back all."""


@transaction.atomic
def restrict_as_recorded(
    *,
    by: User | None,
    subjects: Collection[UUID],
    kind: RestrictionKind,
    since: date,
    works_at: str = "",
) -> None:
    """Hold people back because their own records say so; whoever is held back stays so.

    Args:
        by: Who brought the records; nobody is the platform.
        subjects: The people's ids.
        kind: What the records say.
        since: From this day.
        works_at: Code of the agency, for an employee.
    """
    held = Restriction.objects.filter(
        holds_on(since), subject_id__in=subjects, kind=kind.value
    ).values_list("subject_id", flat=True)
    rest = sorted(set(subjects) - set(held))
    agency = Agency.objects.filter(code=works_at).first() if works_at else None
    if not rest or (kind == RestrictionKind.EMPLOYEE and agency is None):
        return
    rows = Restriction.objects.bulk_create(
        Restriction(
            kind=kind.value,
            subject_id=subject,
            agency=agency,
            division=UNIT_UNKNOWN if agency else "",
            since=since,
        )
        for subject in rest
    )
    _record(by, Act.RESTRICTION_SET, rows)


@transaction.atomic
def carry_limits(*, by: User | None, one: UUID, other: UUID, day: date) -> list[UUID]:
    """Hold either of two people back as the other is, from a day on.

    Returns:
        Ids of the rows that were made, for `end_carried`.
    """
    made: list[Restriction | Conflict] = []
    held = _limits(Q(until=None) | Q(until__gte=day), subject_id__in=(one, other))
    there = {_key(row, row.subject_id) for row in held}
    for row in held:
        towards = other if row.subject_id == one else one
        if _key(row, towards) in there:
            continue
        there.add(_key(row, towards))
        row.pk = row._meta.pk.get_default()
        row.subject_id = towards
        row.since = max(row.since, day)
        row._state.adding = True
        row.save(force_insert=True)
        made.append(row)
    _record_each(by, made, Act.RESTRICTION_SET, Act.CONFLICT_LISTED)
    return [row.pk for row in made]


@transaction.atomic
def end_carried(*, by: User | None, rows: Collection[UUID]) -> None:
    """Take back limits that were carried from one person to another by mistake.

    They never were that person's, so they do not stay as history of access; the audit
    log keeps that they held.
    """
    gone = _limits(pk__in=rows)
    _record_each(by, gone, Act.RESTRICTION_LIFTED, Act.CONFLICT_ENDED)
    for table in (Restriction, Conflict):
        table._base_manager.filter(pk__in=[row.pk for row in gone]).delete()


def _limits(*where: Q, **which: object) -> list[Restriction | Conflict]:
    return [
        *Restriction._base_manager.filter(*where, **which).order_by("id"),
        *Conflict._base_manager.filter(*where, **which).order_by("id"),
    ]


def _key(row: Restriction | Conflict, subject: UUID) -> tuple[object, ...]:
    if isinstance(row, Restriction):
        return Restriction, subject, row.kind, row.agency_id, row.division
    return Conflict, subject, row.user_id, row.kind


def _record_each(
    by: User | None, rows: Collection[Restriction | Conflict], held: Act, listed: Act
) -> None:
    _record(by, held, [row for row in rows if isinstance(row, Restriction)])
    _record(by, listed, [row for row in rows if isinstance(row, Conflict)])


def _record(
    by: User | None, act: Act, rows: Collection[Restriction | Conflict]
) -> None:
    if not rows:
        return
    kind = (
        Kept.RESTRICTION
        if act in {Act.RESTRICTION_SET, Act.RESTRICTION_LIFTED}
        else Kept.CONFLICT
    )
    things = [
        thing
        for row in rows
        for thing in (Thing(kind, row.pk), Thing(Kept.SUBJECT, row.subject_id))
    ]
    record_write(by=by.pk if by else None, action=act, things=things)
