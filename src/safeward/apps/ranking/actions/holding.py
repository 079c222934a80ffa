"""Who holds a person's case, as the queue shows it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.ranking.models import Entry
from safeward.apps.ranking.types import Act, Kept

if TYPE_CHECKING:
    from safeward.apps.access.models import User


@transaction.atomic
def set_holder(*, by: "User | None", person: UUID, holder: UUID | None) -> None:
    """Show who holds somebody; nobody when no case is open.

    The case's own app has asked whether it may be done.
    """
    rows = Entry.objects.filter(person_id=person, superseded_at=None)
    others = rows.filter(holder__isnull=False)
    if holder is not None:
        others = rows.exclude(holder_id=holder) | rows.filter(holder=None)
    if others.update(holder_id=holder):
        record_write(
            by=by.pk if by else None,
            action=Act.HELD,
            things=[Thing(Kept.PERSON, person)],
        )
