"""Ask first: an action that may not be done raises before it changes anything."""

from datetime import date
from uuid import UUID

from django.db import models

from safeward.apps.access.models import User
from safeward.apps.access.queries import Standing, may
from safeward.apps.access.types import Permission, Purpose, Refused
from safeward.apps.access.types.audited import Kept
from safeward.apps.audit.actions import record_refusal
from safeward.apps.audit.types import Thing
from safeward.core.vocabulary.errors import UnusableInput


def must(
    by: User | Standing,
    action: Permission,
    thing: models.Model | None = None,
    purpose: Purpose | None = None,
) -> None:
    """Go on only if the action may be done; a standing is asked without reading anew.

    Raises:
        Refused: When it may not.
    """
    decision = may(by, action, thing, purpose)
    if not decision:
        raise Refused(
            decision,
            action,
            purpose=purpose,
            thing=thing.pk if thing else None,
            kind=thing._meta.label_lower if thing else "",
        )


class EndsTooEarly(UnusableInput):
    """Something that would end before it began."""


def not_before(until: date, since: date) -> None:
    """Go on only if an end does not come before its beginning.

    Raises:
        EndsTooEarly: When it does.
    """
    if until < since:
        raise EndsTooEarly("It would end before it began; choose a later day.")


def record_refused(*, by: UUID | None, refused: Refused) -> None:
    """Record a refusal; the surface that catches it does so before it answers.

    Raises:
        AuditFailed: The log could not take it; send no answer.
    """
    things = [Thing(Kept.THING, refused.thing)] if refused.thing else []
    record_refusal(
        by=by,
        action=refused.action,
        purpose=refused.purpose,
        things=things,
        reasons=refused.decision.grounds,
    )
