"""The one place that says whose contact details a reader must not see.

Every page, search, picture and file of people asks here: whoever is not named open has
no address, telephone, e-mail, suburb or postcode for this reader.
"""

from collections.abc import Collection
from uuid import UUID

from safeward.apps.access.models import Restriction, User
from safeward.apps.access.queries import visible
from safeward.apps.access.standing import Standing, holds_on
from safeward.apps.access.types import Permission, Purpose, RestrictionKind
from safeward.apps.foundation import clock
from safeward.apps.people.models import Person


def closed_to(
    by: User | Standing, persons: Collection[UUID], purpose: Purpose | None
) -> frozenset[UUID]:
    """Those of some persons whose address is protected from this reader."""
    held = frozenset(
        Restriction.objects.filter(
            holds_on(clock.today()),
            kind=RestrictionKind.PROTECTED_ADDRESS.value,
            subject_id__in=persons,
        ).values_list("subject_id", flat=True)
    )
    rows = Person.objects.filter(pk__in=held)
    opened = visible(by, rows, Permission.PROTECTED_ADDRESS_READ, purpose)
    return held - frozenset(opened.values_list("pk", flat=True))
