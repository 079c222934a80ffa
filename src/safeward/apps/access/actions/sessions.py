"""Sign-ins that are open, and how they end."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from safeward.apps.access import sessions
from safeward.apps.access.models import StaffSession, User
from safeward.apps.access.types import Purpose
from safeward.apps.access.types.audited import Act, Kept
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock


@transaction.atomic
def end_session(*, by: User, session: UUID) -> None:
    """End one open sign-in of one's own account; somebody else's is left alone."""
    _end(by, [session])


@transaction.atomic
def end_other_sessions(*, by: User, but: UUID) -> int:
    """End every open sign-in of one's own account but this one.

    Returns:
        How many were ended.
    """
    others = by.sessions.filter(ended_at=None).exclude(pk=but)
    return _end(by, list(others.order_by("id").values_list("pk", flat=True)))


def unlock_session(request: HttpRequest) -> None:
    """Open this browser's locked screen, once its owner has said the password."""
    sessions.unlocked(request)


def state_purpose(request: HttpRequest, purpose: Purpose) -> None:
    """Keep what somebody looks things up for as long as their sign-in lasts."""
    sessions.say_purpose(request, purpose)


def _end(by: User, sessions: list[UUID]) -> int:
    rows = StaffSession.objects.filter(pk__in=sessions, user=by, ended_at=None)
    ended = rows.update(ended_at=clock.now())
    if ended:
        record_write(
            by=by.pk,
            action=Act.SESSION_ENDED,
            things=[Thing(Kept.SESSION, session) for session in sessions],
        )
    return ended
