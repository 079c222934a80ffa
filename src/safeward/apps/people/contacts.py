"""The one place that says whose contact details a reader must not see.

Every page, search, picture and file of people asks here: whoever is not named open has
no address, telephone, e-mail, suburb or postcode for this reader.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.access.queries import Standing, address_protected, visible
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.people.models import Person

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def closed_to(
    by: "User | Standing", persons: Collection[UUID], purpose: Purpose | None
) -> frozenset[UUID]:
    """Those of some persons whose address is protected from this reader."""
    held = address_protected(persons)
    rows = Person.objects.filter(pk__in=held)
    opened = visible(by, rows, Permission.PROTECTED_ADDRESS_READ, purpose)
    return held - frozenset(opened.values_list("pk", flat=True))
