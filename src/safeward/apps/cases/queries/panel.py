"""What the page of a person says of their case."""

from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.access.queries import with_level
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.cases.models import Case
from safeward.apps.cases.queries.lists import lines_of
from safeward.apps.cases.standing import with_status
from safeward.apps.cases.types import CaseLine

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def panel(*, by: "User", person: UUID, purpose: Purpose | None) -> CaseLine | None:
    """The case of a person, cut to what the actor may see; none where none is shown.

    The page that shows it records the look.
    """
    mine = Case.objects.filter(person=person) | Case.objects.filter(
        person__merged_into=person
    )
    found = with_status(with_level(by, mine, Permission.CASE_READ, purpose))
    row = (
        found.select_related("person", "team", "lead", "supervisor")
        .order_by("-id")
        .first()
    )
    if row is None:
        return None
    return lines_of([row])[0]
