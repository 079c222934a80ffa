"""Put a look on record: one entry a page, before anything of it is shown."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.access.queries import teams
from safeward.apps.access.types import Level, Purpose
from safeward.apps.assessments.types import Kept, Look
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.types import Detail, Thing

if TYPE_CHECKING:
    from safeward.apps.access.models import User

_DETAIL = {
    Level.PRESENCE: Detail.PRESENCE,
    Level.SUMMARY: Detail.SUMMARY,
    Level.FULL: Detail.FULL,
}


def looked(
    by: "User",
    look: Look,
    *,
    purpose: Purpose | None,
    level: Level,
    people: Iterable[UUID | None] = (),
    assessments: Iterable[UUID] = (),
    overrides: Iterable[UUID] = (),
    outside: int = 0,
) -> None:
    """Record what is about to be shown.

    Raises:
        AuditFailed: The log could not take it; send no answer.
    """
    things = [Thing(Kept.PERSON, key) for key in people if key is not None]
    things += [Thing(Kept.ASSESSMENT, key) for key in assessments]
    things += [Thing(Kept.OVERRIDE, key) for key in overrides]
    record_read(
        by=by.pk,
        action=look,
        purpose=purpose,
        detail=_DETAIL.get(level, Detail.PRESENCE),
        things=things,
        outside=outside,
    )


def own_teams(by: "User") -> set[UUID]:
    """Teams in which somebody holds a role today."""
    return {key for key, _name in teams(of=by)}
