"""Makes worlds for the tests: staff, posts, cases and what holds them back."""

import datetime
from collections.abc import Sequence
from uuid import UUID

from safeward.apps.access.models import (
    Agency,
    BreakGlass,
    Conflict,
    Membership,
    Restriction,
    Team,
    User,
)
from safeward.apps.access.types import (
    AgencyKind,
    BreakGlassReason,
    ConflictKind,
    Prescription,
    RestrictionKind,
)
from safeward.apps.foundation import clock

LONG_AGO = datetime.date(2020, 1, 1)


def agency(code: str, kind: AgencyKind = AgencyKind.POLICE) -> Agency:
    return Agency.objects.create(code=code, name=code, kind=kind.value)


def team(
    at: Agency,
    code: str,
    division: str = "",
    prescription: Prescription = Prescription.ASSESSING,
) -> Team:
    return Team.objects.create(
        agency=at,
        code=code,
        name=code,
        division=division,
        prescription=prescription.value,
    )


def user(name: str, at: Agency, *, active: bool = True) -> User:
    return User.objects.create(
        username=name, display_name=name, agency=at, is_active=active
    )


def post(
    who: User,
    where: Team,
    role: str,
    since: datetime.date = LONG_AGO,
    until: datetime.date | None = None,
) -> Membership:
    return Membership.objects.create(
        user=who, team=where, role=role, since=since, until=until
    )


def restriction(
    kind: RestrictionKind,
    subject: UUID,
    by: User,
    *,
    at: Agency | None = None,
    division: str = "",
    since: datetime.date = LONG_AGO,
    until: datetime.date | None = None,
) -> Restriction:
    return Restriction.objects.create(
        kind=kind.value,
        subject_id=subject,
        agency=at,
        division=division,
        since=since,
        until=until,
        set_by=by,
    )


def conflict(
    who: User, subject: UUID, by: User, until: datetime.date | None = None
) -> Conflict:
    return Conflict.objects.create(
        user=who,
        subject_id=subject,
        kind=ConflictKind.RELATIVE.value,
        since=LONG_AGO,
        until=until,
        set_by=by,
    )


def look(who: User, thing: UUID, *, hours_ago: float = 1) -> BreakGlass:
    opened = clock.now() - datetime.timedelta(hours=hours_ago)
    return BreakGlass.objects.create(
        user=who,
        thing_id=thing,
        reason=BreakGlassReason.THREAT_TO_LIFE.value,
        opened_at=opened,
        closes_at=opened + datetime.timedelta(hours=4),
    )


def several[T](of: Sequence[T], marks: Sequence[bool]) -> list[T]:
    return [each for each, marked in zip(of, marks, strict=False) if marked]
