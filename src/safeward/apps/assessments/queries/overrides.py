"""Tiers that people set by judgement: a person's, and those that wait for approval."""

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.db.models import Q

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import (
    Standing,
    may,
    standing_of,
    visible,
    with_level,
)
from safeward.apps.access.types import Level, Permission, Purpose
from safeward.apps.assessments.asking import person_of
from safeward.apps.assessments.models import Override
from safeward.apps.assessments.queries.looking import looked, own_teams
from safeward.apps.assessments.queries.names import names_of
from safeward.apps.assessments.ranking import standing_now
from safeward.apps.assessments.types import (
    Look,
    Named,
    OverrideLine,
    OverrideReason,
    OverrideState,
    TierPage,
)
from safeward.apps.foundation.ordering import ordered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeward.apps.access.models import User

_READ = Permission.ASSESSMENT_READ
_APPROVE = Permission.OVERRIDE_APPROVE


def tier_page(*, by: "User", person: UUID, purpose: Purpose | None) -> TierPage:
    """What somebody needs to raise a tier, or to ask for or approve a lower one.

    Raises:
        Refused: When they neither assess this person nor approve.
        AuditFailed: The log could not take it; send no answer.
    """
    standing = standing_of(by)
    about = person_of(person, Permission.ASSESSMENT_MAKE)
    approves = bool(may(standing, _APPROVE, about, purpose))
    if not approves:
        must(by, Permission.ASSESSMENT_MAKE, about, purpose)
    names = names_of(standing, [about.pk], purpose)
    waiting = override_lines(
        standing, Q(person=about, state=OverrideState.WAITING), purpose, names
    )
    now = standing_now([about.pk]).get(about.pk)
    looked(
        by,
        Look.OVERRIDES,
        purpose=purpose,
        level=Level.FULL,
        people=[about.pk],
        overrides=[line.id for line in waiting],
    )
    return TierPage(
        person=names[about.pk],
        tier=now.tier if now else "",
        floor=now.floor if now else "",
        since=now.since if now else None,
        waiting=waiting[0] if waiting else None,
        may_approve=approves,
    )


def waiting_overrides(
    *, by: "User", purpose: Purpose | None
) -> tuple[OverrideLine, ...]:
    """Lower tiers that wait for this person's approval, the oldest first.

    Raises:
        Refused: When they approve nothing.
        AuditFailed: The log could not take it; send no answer.
    """
    must(by, _APPROVE)
    standing = standing_of(by)
    rows = list(
        ordered(
            visible(
                standing,
                Override.objects.filter(state=OverrideState.WAITING),
                _APPROVE,
                purpose,
            ).select_related("by", "decided_by", "person"),
            "recorded_at",
        )
    )
    names = names_of(standing, [row.person_id for row in rows], purpose)
    mine = own_teams(by)
    looked(
        by,
        Look.WAITING,
        purpose=purpose,
        level=Level.FULL,
        people=[row.person_id for row in rows],
        overrides=[row.pk for row in rows],
        outside=sum(row.person.team_id not in mine for row in rows),
    )
    return tuple(_line(row, names, standing.user, full=True) for row in rows)


def override_lines(
    standing: Standing,
    which: Q,
    purpose: Purpose | None,
    names: "Mapping[UUID, Named]",
) -> tuple[OverrideLine, ...]:
    """Overrides of which at least a summary is open, latest first."""
    rows = with_level(standing, Override.objects.filter(which), _READ, purpose)
    found = []
    for row in ordered(rows.select_related("by", "decided_by"), "-known_on", "-id"):
        level = cast(int, getattr(row, "access_level", 0))
        if level >= Level.SUMMARY:
            found.append(_line(row, names, standing.user, full=level == Level.FULL))
    return tuple(found)


def _line(
    row: Override, names: "Mapping[UUID, Named]", reader: UUID, *, full: bool
) -> OverrideLine:
    return OverrideLine(
        id=row.pk,
        on=row.known_on,
        person=names[row.person_id],
        from_tier=row.from_tier,
        to_tier=row.to_tier,
        reason=OverrideReason(row.reason),
        state=OverrideState(row.state),
        by_name=row.by.display_name,
        words=row.words if full else "",
        decided_by=row.decided_by.display_name if row.decided_by else "",
        decided_at=row.decided_at,
        answer=row.answer if full else "",
        own=row.by_id == reader,
    )
