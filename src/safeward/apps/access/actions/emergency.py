"""Break the glass: four hours, a reason from the list, and everybody told at once."""

from datetime import timedelta
from uuid import UUID

from django.db import models, transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.deciding.facts import Facts, facts_of
from safeward.apps.access.deciding.one import barred
from safeward.apps.access.models import BreakGlass, User
from safeward.apps.access.standing import standing_of
from safeward.apps.access.types import (
    BREAK_GLASS_HOURS,
    EMERGENCY_LOOK,
    BreakGlassReason,
    Permission,
    Refused,
)
from safeward.apps.access.types.audited import Act, Kept
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.apps.foundation.outbox import post


@transaction.atomic
def break_glass(
    *, by: User, thing: models.Model, reason: BreakGlassReason
) -> BreakGlass:
    """Open a record that somebody has no need to know of, in an emergency.

    It opens what a role of theirs could show of a nearer record, for four hours. The
    owner and oversight have a notice in the same transaction. Nothing opens the records
    of somebody the actor is, or is close to, of an employee of the actor's own unit, or
    a sealed youth record.

    Raises:
        Refused: When the actor's role has no emergencies, or the record stays closed.
    """
    must(by, Permission.BREAK_GLASS)
    standing = standing_of(by)
    facts = facts_of(thing, standing.day)
    closed = barred(standing, Permission.BREAK_GLASS, facts, None)
    if closed is not None:
        raise Refused(closed, Permission.BREAK_GLASS, thing=thing.pk)
    now = clock.now()
    look = BreakGlass.objects.create(
        user=by,
        thing_id=thing.pk,
        reason=reason.value,
        opened_at=now,
        closes_at=now + timedelta(hours=BREAK_GLASS_HOURS),
    )
    record_write(
        by=by.pk,
        action=Act.EMERGENCY_LOOK,
        things=[Thing(Kept.EMERGENCY_LOOK, look.pk), Thing(Kept.THING, thing.pk)],
        reasons=[reason],
    )
    _tell(look, facts)
    return look


@transaction.atomic
def review_emergency_look(*, by: User, look: BreakGlass) -> None:
    """Record that oversight has looked into an emergency look.

    Raises:
        Refused: When the actor does not review emergency looks.
    """
    must(by, Permission.BREAK_GLASS_REVIEW)
    look.reviewed_at, look.reviewed_by = clock.now(), by
    look.save(update_fields=["reviewed_at", "reviewed_by"])
    record_write(
        by=by.pk,
        action=Act.EMERGENCY_LOOK_REVIEWED,
        things=[Thing(Kept.EMERGENCY_LOOK, look.pk)],
    )


def _tell(look: BreakGlass, facts: Facts) -> None:
    """Post a notice to the owner and one to oversight, with ids and codes only."""
    said = {"reason": look.reason, "by": str(look.user_id)}
    owner = {"agency": facts.agency or "", "division": facts.division or ""}
    team: UUID | None = facts.team
    involved = " ".join(str(one) for one in sorted(facts.involved))
    owner |= {"team": str(team or ""), "involved": involved}
    post(topic=EMERGENCY_LOOK, about=look.pk, body=said | {"to": "owner"} | owner)
    post(topic=EMERGENCY_LOOK, about=look.pk, body=said | {"to": "oversight"})
