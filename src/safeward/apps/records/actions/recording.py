"""The entry in the audit log for a change of records: what, how many, nothing else."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Counts, Thing
from safeward.apps.records.types import Act, Counted, Kept, TableCounts

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def recorded(
    act: Act,
    *,
    by: "User | None",
    load: UUID | None,
    counts: Iterable[TableCounts],
    given_back: int = 0,
) -> None:
    """Record a change within its transaction."""
    counts = list(counts)
    numbers = {
        Counted.NEW: sum(c.new for c in counts),
        Counted.EQUAL: sum(c.equal for c in counts),
        Counted.CHANGED: sum(c.changed for c in counts),
        Counted.REJECTED: sum(c.rejected for c in counts),
        Counted.GIVEN_BACK: given_back,
    }
    record_write(
        by=by.pk if by else None,
        action=act,
        things=[Thing(Kept.LOAD, load)] if load else [],
        counts=Counts({what: number for what, number in numbers.items() if number}),
    )
