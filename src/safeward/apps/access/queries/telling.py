"""Who is to be told of what; nobody here looks at a record."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from attrs import frozen
from django.db.models import Q

from safeward.apps.access.models import BreakGlass, Membership, Restriction, User
from safeward.apps.access.roles import ROLES
from safeward.apps.access.standing import holds_on
from safeward.apps.access.types import (
    BreakGlassReason,
    Permission,
    RestrictionKind,
)
from safeward.apps.foundation import clock


@frozen
class Look:
    """One emergency look: who looked, why, when, and whether it has been reviewed."""

    id: UUID
    user: UUID
    name: str
    agency: str
    reason: BreakGlassReason
    thing: UUID
    opened_at: datetime
    closes_at: datetime
    reviewed_at: datetime | None
    reviewed_by: str

    @property
    def words(self) -> str:
        """Why and by whom."""
        return f"{self.reason.words}. By {self.name}, {self.agency}."


def emergency_looks(ids: Iterable[UUID]) -> dict[UUID, Look]:
    """Emergency looks by their ids, for whoever was told of them."""
    rows = BreakGlass.objects.filter(pk__in=list(ids))
    return {look.id: look for look in looks_of(rows.order_by("pk"))}


def looks_of(rows: Iterable[BreakGlass]) -> tuple[Look, ...]:
    """Rows of emergency looks as values; asks once for all names."""
    rows = list(rows)
    known = {row.user_id for row in rows} | {row.reviewed_by_id for row in rows}
    people = User.objects.select_related("agency").in_bulk([k for k in known if k])
    return tuple(
        Look(
            id=row.pk,
            user=row.user_id,
            name=people[row.user_id].display_name,
            agency=people[row.user_id].agency.name,
            reason=BreakGlassReason(row.reason),
            thing=row.thing_id,
            opened_at=row.opened_at,
            closes_at=row.closes_at,
            reviewed_at=row.reviewed_at,
            reviewed_by=people[row.reviewed_by_id].display_name
            if row.reviewed_by_id
            else "",
        )
        for row in rows
    )


def overseers() -> set[UUID]:
    """Accounts that review emergency looks today."""
    roles = _roles_with(Permission.BREAK_GLASS_REVIEW)
    return _accounts(Q(role__in=roles))


def holders(
    *, team: UUID | None, agency: str, division: str, involved: Iterable[UUID]
) -> set[UUID]:
    """Accounts that answer for a record: who works it, and who manages where it lies.

    Its team's managers; without a team, or where that has none, those of its agency in
    its division, and last those of its agency.
    """
    working = set(
        User.objects.filter(pk__in=list(involved), is_active=True).values_list(
            "pk", flat=True
        )
    )
    managing = Q(role__in=_roles_with(Permission.RESTRICTION_SET))
    here = Q(team__agency__code=agency)
    wider = [Q(team=team)] if team else []
    wider += [here & Q(team__division=division), here]
    for where in wider:
        found = _accounts(managing & where)
        if found:
            return working | found
    return working


def held_back(subjects: Iterable[UUID]) -> bool:
    """Whether any of some people is an employee or has a sealed record, today."""
    kinds = [RestrictionKind.EMPLOYEE.value, RestrictionKind.SEALED_YOUTH.value]
    return Restriction.objects.filter(
        holds_on(clock.today()), subject_id__in=list(subjects), kind__in=kinds
    ).exists()


def address_protected(subjects: Iterable[UUID]) -> frozenset[UUID]:
    """Those of some people whose address is protected today, from whoever asks."""
    rows = Restriction.objects.filter(
        holds_on(clock.today()),
        kind=RestrictionKind.PROTECTED_ADDRESS.value,
        subject_id__in=list(subjects),
    )
    return frozenset(rows.values_list("subject_id", flat=True))


def _roles_with(permission: Permission) -> list[str]:
    return [code for code, role in ROLES.items() if permission in role.grants]


def _accounts(where: Q) -> set[UUID]:
    rows = Membership.objects.filter(
        where, holds_on(clock.today()), user__is_active=True
    )
    return set(rows.values_list("user_id", flat=True))
