"""Ask first: an action that may not be done raises before it changes anything."""

from django.db import models

from safeward.apps.access.models import User
from safeward.apps.access.queries import may
from safeward.apps.access.types import Permission, Purpose, Refused


def must(
    by: User,
    action: Permission,
    thing: models.Model | None = None,
    purpose: Purpose | None = None,
) -> None:
    """Go on only if the action may be done.

    Raises:
        Refused: When it may not.
    """
    decision = may(by, action, thing, purpose)
    if not decision:
        raise Refused(
            decision, action, purpose=purpose, thing=thing.pk if thing else None
        )
