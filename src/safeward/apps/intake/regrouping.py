"""Keep reports with the people they are about when identity is decided anew."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.intake.models import ReportParty
from safeward.apps.people.queries import people_of

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def follow(persons: Collection[UUID], by: "User | None") -> None:
    """Say anew whose mentions the parties of these persons are.

    Within the transaction of the decision, which is in the log of identity already.
    """
    del by
    rows = list(ReportParty.objects.filter(person__in=persons))
    now = people_of([row.record_id for row in rows])
    moved = [
        row for row in rows if now.get(row.record_id, row.person_id) != row.person_id
    ]
    for row in moved:
        row.person_id = now[row.record_id]
    ReportParty.objects.bulk_update(moved, ["person"])
